"""Every state decides every message."""

from dataclasses import replace
from typing import Any

import pytest

from services.scheduling.app import SERVICE
from services.scheduling.domain.meeting.booking import BookingFacts
from services.scheduling.domain.meeting.subject import RequestFacts
from services.scheduling.domain.meeting.table import MEETING_TABLE
from services.scheduling.domain.visit.planning import VisitFacts
from services.scheduling.domain.visit.table import VISIT_TABLE
from shared.kernel.messages.base import Command, Data
from shared.kernel.messages.envelope import Actor
from shared.kernel.service.own_commands import OWN_COMMANDS
from shared.language.behaviour import ABSENT, Decision, StateTable
from shared.language.contracts import scheduling as s
from shared.language.contracts.envelope import Role
from shared.language.contracts.registry import commands_of, timers_of
from shared.language.topology import SUBSCRIPTIONS
from tests.unit.chapters import examples
from tests.unit.scheduling.every_message import MESSAGES, TOLD
from tests.unit.scheduling.samples import NOTHING_KNOWN, READY, VISIT, situation, topic
from tests.unit.state_tables import all_pairs, allowed_commands, pair_name
from tests.unit.table_checks import check_pair

FACTS: dict[type[Data], Any] = {
    s.RequestMeeting: RequestFacts(topic("T4")),
    s.ConveneMeeting: BookingFacts(),
    s.FreezeAgenda: NOTHING_KNOWN,
    s.PlanVisit: VisitFacts(subject_known=True),
    **{message: example.facts for message, example in TOLD.items()},
}


def with_chapters(thing: str, table: dict[str, set[type[Data]]]) -> dict[str, set[type[Data]]]:
    """What the tables below say and what the tests of chapters add."""
    told = [(m, each) for m, each in examples("scheduling", thing).items() if issubclass(m, Command)]
    return {s: allowed | {m for m, each in told if s in each.states} for s, allowed in table.items()}


def check(table: StateTable[Any], thing: Any, state: str, message: type[Data]) -> None:
    thing = None if state == ABSENT else replace(thing, state=state)

    def decide(role: Role) -> Decision[Any]:
        given = situation("09-21 09:00", Actor("deputy-01", role), FACTS.get(message))
        return table.decide(thing, MESSAGES[message], given)

    check_pair(table, state, message, decide)


@pytest.mark.parametrize(("state", "message"), all_pairs(MEETING_TABLE), ids=pair_name)
def test_every_message_to_a_meeting_is_decided_for_every_role(state: str, message: type[Data]) -> None:
    check(MEETING_TABLE, READY, state, message)


@pytest.mark.parametrize(("state", "message"), all_pairs(VISIT_TABLE), ids=pair_name)
def test_every_message_to_a_visit_is_decided_for_every_role(state: str, message: type[Data]) -> None:
    check(VISIT_TABLE, VISIT, state, message)


def test_a_meeting_allows_these_commands_in_these_states() -> None:
    expected: dict[str, set[type[Data]]] = {
        "requested": {s.ProposeOtherTime, s.AcceptMeeting, s.DeclineMeeting, s.CancelMeeting},
        "planned": {s.ConveneMeeting, s.CancelMeeting},
        "convened": {s.FreezeAgenda, s.CancelMeeting},
        "frozen": {s.HoldMeeting, s.CancelMeeting},
        "in_session": {s.DraftMinutes},
        "minutes_draft": {s.DraftMinutes, s.ConfirmMinutes},
        "minutes_confirmed": {s.PublishMinutes},
        "published": set(),
        "declined": set(),
        "cancelled": set(),
        "missed": set(),
    }
    assert allowed_commands(MEETING_TABLE) == with_chapters("meeting", expected)


def test_a_visit_is_completed_or_cancelled_once() -> None:
    expected: dict[str, set[type[Data]]] = {
        "planned": {s.CompleteVisit, s.CancelVisit},
        "done": set(),
        "cancelled": set(),
    }
    assert allowed_commands(VISIT_TABLE) == with_chapters("visit", expected)


def test_every_command_and_every_subscribed_event_has_a_handler_and_nothing_else() -> None:
    commands = {command for command in commands_of("scheduling") if not issubclass(command, OWN_COMMANDS)}
    events = {event for events in SUBSCRIPTIONS["scheduling"].values() for event in events}

    assert set(SERVICE.handlers) == {*commands, *timers_of("scheduling"), *events}
