"""Who meets the deputies when the head cannot."""

from dataclasses import replace

import pytest

from services.scheduling.domain.meeting.table import MEETING_TABLE
from shared.language.behaviour import law_of
from shared.language.contracts import scheduling as s
from tests.support.township import after_the_term_of
from tests.unit.chapters import Example
from tests.unit.scheduling.samples import HEAD, OFFICE, PLANNED, READY, at, day, refused, situation, take

NAME = s.NameDelegate(meeting_id="M9", delegate_id="leader-1", reason="县里开会")
EXAMPLES = (Example(NAME, HEAD, ("requested", "planned", "convened", "frozen")),)


def test_the_delegate_is_invited_and_another_one_takes_over_from_the_first() -> None:
    one = take(MEETING_TABLE, READY, NAME, situation("09-21 09:00", HEAD))
    assert (one.delegate_id, "leader-1" in one.invited) == ("leader-1", True)
    other = NAME.model_copy(update={"delegate_id": "leader-2"})
    two = take(MEETING_TABLE, one, other, situation("09-21 10:00", HEAD))
    assert two.delegate_id == "leader-2"
    assert "leader-1" not in two.invited


def test_before_anybody_is_invited_the_delegate_comes_with_the_invitation() -> None:
    named = take(MEETING_TABLE, PLANNED, NAME, situation("09-10 09:00", HEAD))
    assert (named.delegate_id, named.invited) == ("leader-1", ())


@pytest.mark.parametrize("who", ["deputy-01", "head-1", "nobody-77"])
def test_a_delegate_is_a_leader_in_charge(who: str) -> None:
    message = NAME.model_copy(update={"delegate_id": who})
    assert refused(MEETING_TABLE, READY, message, situation("09-21 09:00", HEAD)) == "unknown_people"


def test_a_full_room_holds_no_delegate_more() -> None:
    full = replace(READY, invited=tuple(f"person-{number}" for number in range(500)))
    assert refused(MEETING_TABLE, full, NAME, situation("09-21 09:00", HEAD)) == "room_too_small"


def test_the_office_names_one_only_while_there_is_no_head() -> None:
    assert refused(MEETING_TABLE, READY, NAME, situation("09-21 09:00", OFFICE)) == "wrong_role"
    without = law_of(after_the_term_of("head-1", day("09-20"))).situation(at("09-21 09:00"), OFFICE, "", None)
    assert take(MEETING_TABLE, READY, NAME, without).delegate_id == "leader-1"
