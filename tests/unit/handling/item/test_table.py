"""The table of items as a whole: every state meets every message."""

from dataclasses import replace

import pytest

from services.handling.app import SERVICE
from services.handling.domain.item.item import CLOSED, OPEN, STATES
from services.handling.domain.item.table import ITEM_TABLE
from services.handling.storage.tables import ITEM
from shared.kernel.messages.base import Command, Data, Event
from shared.kernel.messages.envelope import Actor
from shared.kernel.messages.errors import Refusal
from shared.kernel.service.own_commands import OWN_COMMANDS
from shared.language.behaviour import ABSENT, Ignored, Moved
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role
from shared.language.contracts.evaluation import BallotClosed, BallotOpened
from shared.language.contracts.registry import commands_of, timers_of
from shared.language.topology import SUBSCRIPTIONS
from tests.unit.chapters import examples
from tests.unit.handling.every_message import a_situation, an_item, message_for
from tests.unit.state_tables import all_pairs, allowed_commands, pair_name

OF_THE_LEAD_AT_WORK: set[type[Data]] = {
    said.ReportProgress,
    said.LogContact,
    said.RequestExtension,
    said.DraftAnswer,
}
ANY_TIME: set[type[Data]] = {said.InstructItem}
TALKING: set[type[Data]] = {said.GiveCoOpinion, *ANY_TIME}

ALLOWED: dict[str, set[type[Data]]] = {
    "assigned": {said.AcknowledgeItem, said.DeclineItem, *TALKING},
    "redesignated": {said.AcknowledgeItem, said.DeclineItem, *TALKING},
    "declined": {said.ConsentDecline, said.RejectDecline, said.RedesignateItem, *ANY_TIME},
    "acknowledged": {*OF_THE_LEAD_AT_WORK, said.DeclineItem, said.AnswerFastLane, *TALKING},
    "in_progress": {*OF_THE_LEAD_AT_WORK, said.AnswerFastLane, *TALKING},
    "redo": {*OF_THE_LEAD_AT_WORK, said.AnswerFastLane, *TALKING},
    "extension_requested": {
        said.ReportProgress,
        said.LogContact,
        said.ApproveExtension,
        said.RefuseExtension,
        *TALKING,
    },
    "answer_draft": {said.SignOffAnswer, said.ReturnAnswer, said.PublishAnswer, *TALKING},
    "answered": {said.AnswerFastLane},
    "rating": set(),
    "satisfied": set(),
    "archived": set(),
    "referred": set(),
    "decided": set(),
    "returned": set(),
    "unrated": set(),
}


TOLD = examples("handling", "item")
"""What the tests of chapters say; what is not said there stands above."""


def allowed(state: str) -> set[type[Data]]:
    told = {message for message, example in TOLD.items() if state in example.states}
    return ALLOWED[state] | {message for message in told if issubclass(message, Command)}


def test_each_state_allows_these_commands_and_no_others() -> None:
    assert allowed_commands(ITEM_TABLE) == {state: allowed(state) for state in STATES}


# An assignment needs what its use case looks up: test_assigning.py.
ASSIGNMENTS = ((ABSENT, said.AssignItem), (ABSENT, said.AssignDirectly))
PAIRS = [pair for pair in all_pairs(ITEM_TABLE) if pair not in ASSIGNMENTS]


@pytest.mark.parametrize(("state", "message"), PAIRS, ids=pair_name)
def test_every_pair_is_decided_and_what_follows_can_be_told_and_stored(
    state: str, message: type[Data]
) -> None:
    item = None if state == ABSENT else an_item(state)
    example = message_for(item or an_item("assigned"))[message]
    match ITEM_TABLE.decide(item, example, a_situation(message)):
        case Moved(before, after, emits, _):
            assert after.state in STATES
            assert after.version == (before.version + 1 if before else 1)
            assert ITEM.load(ITEM.dump(after)) == after
            emits.model_validate({"item": ITEM.publish(after)})
        case Refusal(code, _, _):
            assert issubclass(message, Command)
            assert (code == "wrong_state") == (state == ABSENT or message not in allowed(state))
        case Ignored(why):
            assert issubclass(message, Event)
            assert why


@pytest.mark.parametrize("timer", [t for t in timers_of("handling") if t.entity() == "item"], ids=pair_name)
@pytest.mark.parametrize("state", CLOSED)
def test_no_timer_moves_an_item_that_has_ended(state: str, timer: type[Data]) -> None:
    item = replace(an_item(state), waiting=())
    assert isinstance(ITEM_TABLE.decide(item, message_for(item)[timer], a_situation(timer)), Ignored)


@pytest.mark.parametrize("state", OPEN)
@pytest.mark.parametrize("event", [BallotOpened, BallotClosed], ids=pair_name)
def test_no_ballot_moves_an_item_that_is_being_handled(state: str, event: type[Data]) -> None:
    item = an_item(state)
    assert isinstance(ITEM_TABLE.decide(item, message_for(item)[event], a_situation(event)), Ignored)


@pytest.mark.parametrize("role", [Role.DEPUTY, Role.CITIZEN, Role.OPERATOR])
def test_deputies_citizens_and_operators_never_move_the_handling(role: Role) -> None:
    stranger = Actor("somebody", role, "transport")
    for state in OPEN:
        item = an_item(state)
        for message in allowed(state) - {each for each, example in TOLD.items() if example.by.role == role}:
            situation = replace(a_situation(message), actor=stranger)
            decision = ITEM_TABLE.decide(item, message_for(item)[message], situation)
            assert isinstance(decision, Refusal)
            assert decision.code == "wrong_role"


def test_handling_handles_exactly_what_is_meant_for_it() -> None:
    subscribed = {event for events in SUBSCRIPTIONS["handling"].values() for event in events}
    own = {c for c in commands_of("handling") if not issubclass(c, OWN_COMMANDS)} | set(timers_of("handling"))
    assert set(SERVICE.handlers) == own | subscribed
