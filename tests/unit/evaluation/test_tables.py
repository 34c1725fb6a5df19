"""Every state of a ballot, an alarm and a rating has an answer to every message."""

from typing import Any

import pytest

from services.evaluation.domain.alarm import ALARM_TABLE, Alarm, Divergence
from services.evaluation.domain.ballot import OpeningFacts
from services.evaluation.domain.ballot_table import BALLOT_TABLE
from services.evaluation.domain.rating import RATING_TABLE, Rating
from services.evaluation.handlers import HANDLERS
from services.evaluation.storage.tables import KINDS
from shared.contracts.base import Bilingual, Command, Data, MoveClock, Role
from shared.contracts.envelope import Actor
from shared.contracts.evaluation import BallotDue, CastVote, GiveRating, OpenBallot, PublishFigures
from shared.contracts.registry import commands_of, timers_of
from shared.messaging.topology import SUBSCRIPTIONS
from shared.state_machine import ABSENT, Ignored, Table, Transition
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
DISAGREED = close(cast(open_ballot(entitled=("deputy-01",)), NO), NO)
THINGS: dict[tuple[str, str], Any] = {
    ("ballot", "open"): BALLOT,
    ("ballot", "closed"): DISAGREED,
    ("alarm", "raised"): Alarm(
        "a1", "a_but_dissatisfied", "I1", 1, OPENED_AT, Bilingual(zh="背离", en="divergence"), "raised", 1
    ),
    ("rating", "given"): Rating("D1", 1, False, "没来", OPENED_AT, "given", 1),
}
MESSAGES: dict[type[Data], Data] = {
    OpenBallot: OpenBallot(item_id="I1", entitled=("deputy-01",)),
    CastVote: CastVote(ballot_id="b", process="satisfied", result="satisfied"),
    BallotDue: BallotDue(ballot_id="b", closes_at=CLOSES_AT),
    GiveRating: GiveRating(submission_id="D1", proof=SECRET, satisfied=True),
}
FACTS: dict[tuple[str, type[Data]], Any] = {
    ("ballot", OpenBallot): OpeningFacts(item(), has_ballot=False),
    ("ballot", CastVote): False,
    ("ballot", BallotDue): (),
    ("alarm", BallotDue): Divergence(DISAGREED, Bilingual(zh="背离", en="divergence")),
    ("rating", GiveRating): submission(),
}


def name_of(value: object) -> str:
    return value.thing if isinstance(value, Table) else getattr(value, "type", str(value))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(
    ("table", "state", "message"), [(table, *pair) for table in TABLES for pair in table.pairs()], ids=name_of
)
def test_every_pair_of_state_and_message_is_decided_for_every_role(
    table: Table[Any], state: str, message: type[Data], role: Role
) -> None:
    at = situation(Actor("deputy-01", role), facts=FACTS[table.thing, message])
    decision = table.decide(THINGS.get((table.thing, state)), MESSAGES[message], at)
    rows = [row for row in table.rows if state in row.states and row.on is message]
    if not issubclass(message, Command):
        assert isinstance(decision, Transition | Ignored)
    elif not rows:
        assert refusal(decision) == "wrong_state"
    elif all(role not in row.by for row in rows):
        assert refusal(decision) == "wrong_role"
    else:
        assert isinstance(decision, Transition)
        assert decision.after.state in {row.to or state for row in rows}


def test_only_an_open_ballot_takes_votes() -> None:
    allowed = {state: BALLOT_TABLE.commands_in(state) for state in (ABSENT, *BALLOT_TABLE.states)}
    assert allowed == {ABSENT: (OpenBallot,), "open": (CastVote,), "closed": ()}


def test_every_command_timer_and_subscribed_event_has_a_handler_and_nothing_else_has() -> None:
    own = (command for command in commands_of("evaluation") if not issubclass(command, MoveClock))
    others = (event for events in SUBSCRIPTIONS["evaluation"].values() for event in events)
    assert set(HANDLERS) == {*own, *timers_of("evaluation"), *others}


def test_every_command_is_decided_by_a_table_but_the_publication_of_figures() -> None:
    decided = {message for kind in KINDS for message in kind.table.messages() if issubclass(message, Command)}
    assert {command for command in HANDLERS if issubclass(command, Command)} - decided == {PublishFigures}
