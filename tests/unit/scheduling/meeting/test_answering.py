"""The head and the deputy agree on a day, or the head declines."""

from dataclasses import replace

from services.scheduling.domain.meeting.table import MEETING_TABLE
from shared.kernel.messages.envelope import Actor
from shared.kernel.messages.errors import Refusal
from shared.language.behaviour import law_of
from shared.language.contracts import scheduling as s
from shared.language.contracts.envelope import Role
from tests.support.township import after_the_term_of
from tests.unit.scheduling.samples import (
    ASKED_FOR,
    HEAD,
    OFFICE,
    at,
    day,
    deputy,
    refused,
    situation,
    take,
)

REQUESTED = replace(ASKED_FOR, state="requested", day=day("09-11"), answer_due_on=day("09-18"))


ACCEPT = s.AcceptMeeting(meeting_id="M8")


def test_the_head_accepts_the_day_asked_for() -> None:
    accepted = take(MEETING_TABLE, REQUESTED, ACCEPT, situation("09-09 10:00", HEAD))

    assert (accepted.state, accepted.day) == ("planned", day("09-11"))


def test_the_deputy_cannot_accept_for_the_head_nor_the_head_for_the_deputy() -> None:
    proposed = replace(REQUESTED, proposed_day=day("09-14"))

    assert refused(MEETING_TABLE, REQUESTED, ACCEPT, situation("09-09 10:00", deputy("01"))) == "heads_turn"
    back = take(MEETING_TABLE, proposed, ACCEPT, situation("09-10 12:00", HEAD))
    assert back.day == day("09-11"), "the head goes back to the day asked for"
    assert (
        refused(MEETING_TABLE, proposed, ACCEPT, situation("09-10 12:00", deputy("09")))
        == "not_the_requester"
    )


def test_who_may_not_answer_hears_of_everybody_who_may() -> None:
    leader = Actor("leader-1", Role.LEADER)
    decision = MEETING_TABLE.decide(REQUESTED, ACCEPT, situation("09-09 10:00", leader))
    assert isinstance(decision, Refusal)
    assert (decision.code, set(decision.one_of)) == ("wrong_role", {"deputy", "office", "head"})


def test_a_day_that_has_passed_meanwhile_cannot_be_accepted() -> None:
    proposed = replace(REQUESTED, proposed_day=day("09-14"))

    assert refused(MEETING_TABLE, REQUESTED, ACCEPT, situation("09-12 10:00", HEAD)) == "day_in_the_past"
    assert (
        refused(MEETING_TABLE, proposed, ACCEPT, situation("09-15 10:00", deputy("01"))) == "day_in_the_past"
    )


def test_the_head_may_propose_once_more_and_the_last_word_counts() -> None:
    once = replace(REQUESTED, proposed_day=day("09-14"))
    twice = take(
        MEETING_TABLE,
        once,
        s.ProposeOtherTime(meeting_id="M8", day=day("09-16")),
        situation("09-11 10:00", HEAD),
    )

    assert take(MEETING_TABLE, twice, ACCEPT, situation("09-11 12:00", deputy("01"))).day == day("09-16")


def test_the_reason_for_declining_stays_visible() -> None:
    now = situation("09-09 10:00", HEAD)
    declined = take(MEETING_TABLE, REQUESTED, s.DeclineMeeting(meeting_id="M8", reason="已在办理"), now)

    assert (declined.state, declined.declined_reason) == ("declined", "已在办理")


def test_for_a_deputy_who_has_left_the_office_accepts_the_proposed_day() -> None:
    proposed = replace(REQUESTED, proposed_day=day("09-14"))
    law = law_of(after_the_term_of("deputy-01", day("09-09")))
    before, after = (law.situation(at(now), OFFICE, "new", None) for now in ("09-09 12:00", "09-10 12:00"))

    assert refused(MEETING_TABLE, proposed, ACCEPT, before) == "not_the_requester"
    assert take(MEETING_TABLE, proposed, ACCEPT, after).state == "planned"
    assert refused(MEETING_TABLE, REQUESTED, ACCEPT, after) == "heads_turn"
