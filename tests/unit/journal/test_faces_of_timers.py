"""A timer is for its own service: it has no public face, so it lies in no queue of what nobody takes."""

from datetime import UTC, datetime

from shared.kernel.journal.entry import Entry, write_down
from shared.kernel.messages.envelope import Sealed
from shared.kernel.messages.ways import ways_out
from shared.language.contracts.evaluation import BallotDue
from tests.unit.messaging.test_trust import envelope

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)


def test_a_timer_goes_to_the_inside_exchange_alone() -> None:
    timer = Entry(BallotDue(ballot_id="b-1", closes_at=NOON), available_at=NOON, dedupe_key="due:b-1")
    (written,) = write_down([timer], envelope(), "evaluation", NOON)
    assert written.public == ""
    sealed = Sealed(written.id, written.type, NOON, "c-1", "330921201", b"{}", public=b"")
    assert [way.exchange for way in ways_out(sealed)] == ["evaluation.inside"]
