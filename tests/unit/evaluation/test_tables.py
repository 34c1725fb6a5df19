"""Every state of a ballot, an alarm and a rating has an answer to every message."""

from typing import Any

import pytest

from services.evaluation.app import SERVICE
from services.evaluation.domain.alarm.alarm import Alarm
from services.evaluation.domain.alarm.raising import Divergence
from services.evaluation.domain.alarm.table import ALARM_TABLE
from services.evaluation.domain.ballot.closing import CountingFacts
from services.evaluation.domain.ballot.table import BALLOT_TABLE
from services.evaluation.domain.ballot.voting import VotingFacts
from services.evaluation.domain.errands import ERRANDS
from services.evaluation.domain.rating.giving import RatingFacts
from services.evaluation.domain.rating.rating import Rating
from services.evaluation.domain.rating.table import RATING_TABLE
from services.evaluation.storage.tables import KINDS
from shared.kernel.messages.base import Bilingual, Command, Data
from shared.kernel.messages.envelope import Actor
from shared.kernel.service.own_commands import OWN_COMMANDS
from shared.language.behaviour import ABSENT, Ignored, Moved, StateTable
from shared.language.contracts.envelope import Role
from shared.language.contracts.evaluation import (
    BallotDue,
    BallotWaitDue,
    CastVote,
    EnterPaperVote,
    GiveRating,
    OpenBallot,
    PublishFigures,
    RecuseFromBallot,
    RedactBallot,
)
from shared.language.contracts.handling import ItemEndedUnrated
from shared.language.contracts.registry import commands_of, timers_of
from shared.language.topology import SUBSCRIPTIONS
from tests.unit.chapters import examples
from tests.unit.evaluation.builders import (
    CLOSES_AT,
    OPENED_AT,
    SECRET,
    cast,
    close,
    item,
    open_ballot,
    refusal,
    situation,
    submission,
    vote,
)

TABLES = (BALLOT_TABLE, ALARM_TABLE, RATING_TABLE)
BALLOT = open_ballot()
NO = vote("deputy-01", "dissatisfied")
DISAGREED = close(cast(open_ballot(entitled=("deputy-01", "deputy-02")), NO, NO), NO, NO)
THINGS: dict[tuple[str, str], Any] = {
    ("ballot", "open"): BALLOT,
    ("ballot", "closed"): DISAGREED,
    ("alarm", "raised"): Alarm(
        "a1", "a_but_dissatisfied", "I1", 1, OPENED_AT, Bilingual(zh="背离", en="divergence"), "raised", 1
    ),
    ("rating", "given"): Rating("D1", "I1", 1, 1, False, "没来", OPENED_AT, False, state="given", version=1),
}
TOLD = {table.thing: examples("evaluation", table.thing) for table in TABLES}
MESSAGES: dict[type[Data], Data] = {
    RecuseFromBallot: RecuseFromBallot(ballot_id="b", deputy_id="deputy-01", reason="自家的船厂"),
    CastVote: CastVote(ballot_id="b", process="satisfied", result="satisfied"),
    EnterPaperVote: EnterPaperVote(
        ballot_id="b",
        voter_id="deputy-01",
        number="7",
        second_person="office-1",
        process="satisfied",
        result="satisfied",
    ),
    BallotDue: BallotDue(ballot_id="b", closes_at=CLOSES_AT),
    ItemEndedUnrated: ItemEndedUnrated(item=item()),
    BallotWaitDue: BallotWaitDue(ballot_id="b"),
    GiveRating: GiveRating(submission_id="D1", proof=SECRET, satisfied=True),
    **{message: each.message for told in TOLD.values() for message, each in told.items()},
}
FACTS: dict[tuple[str, type[Data]], Any] = {
    ("ballot", RecuseFromBallot): VotingFacts(has_voted=False),
    ("ballot", CastVote): VotingFacts(has_voted=False),
    ("ballot", EnterPaperVote): VotingFacts(has_voted=False),
    ("ballot", BallotDue): CountingFacts(),
    ("ballot", BallotWaitDue): None,
    ("ballot", ItemEndedUnrated): None,
    ("alarm", BallotDue): Divergence(DISAGREED, Bilingual(zh="背离", en="divergence")),
    ("rating", GiveRating): RatingFacts(submission()),
    **{(thing, message): each.facts for thing, told in TOLD.items() for message, each in told.items()},
}


def name_of(value: object) -> str:
    return value.thing if isinstance(value, StateTable) else getattr(value, "type", str(value))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(
    ("table", "state", "message"), [(table, *pair) for table in TABLES for pair in table.pairs()], ids=name_of
)
def test_every_pair_of_state_and_message_is_decided_for_every_role(
    table: StateTable[Any], state: str, message: type[Data], role: Role
) -> None:
    at = situation(Actor("deputy-01", role), facts=FACTS[table.thing, message])
    decision = table.decide(THINGS.get((table.thing, state)), MESSAGES[message], at)
    rows = [row for row in table.transitions if state in row.states and row.on is message]
    if not issubclass(message, Command):
        assert isinstance(decision, Moved | Ignored)
    elif not rows:
        assert refusal(decision) == "wrong_state"
    elif all(role not in row.by for row in rows):
        assert refusal(decision) == "wrong_role"
    else:
        assert isinstance(decision, Moved)
        assert decision.after.state in {row.to or state for row in rows}


def test_only_an_open_ballot_takes_votes() -> None:
    allowed = {state: BALLOT_TABLE.commands_in(state) for state in (ABSENT, *BALLOT_TABLE.states)}
    assert allowed == {
        ABSENT: (OpenBallot,),
        "open": (RecuseFromBallot, CastVote, EnterPaperVote, RedactBallot),
        "closed": (RedactBallot,),
    }


def test_every_command_timer_and_subscribed_event_has_a_handler_and_nothing_else_has() -> None:
    own = (command for command in commands_of("evaluation") if not issubclass(command, OWN_COMMANDS))
    others = (event for events in SUBSCRIPTIONS["evaluation"].values() for event in events)
    assert set(SERVICE.handlers) == {*own, *timers_of("evaluation"), *others}


def test_every_command_is_decided_by_a_table_but_the_publication_of_figures() -> None:
    decided = {
        message for kind in KINDS for message in kind.behaviour.messages() if issubclass(message, Command)
    }
    assert {command for command in SERVICE.handlers if issubclass(command, Command)} - decided == {
        PublishFigures
    }
    assert {errand.on for errand in ERRANDS} == {PublishFigures}
