"""Every public event is told: it has a stage, a sentence, and the values that its sentence asks for."""

import importlib
from string import Formatter

import pytest

from services.console.domain.details import DETAILS, SAID, WHY
from services.console.domain.places import ASSIGNED_FROM, OVERDUE, PLACES
from services.console.domain.stages import STAGE_OF, Stage
from services.console.views.trace import RULED
from shared.contracts.base import ClockMoved, CommandRefused
from shared.contracts.registry import SERVICES, TYPES, public_events_of
from shared.i18n import LOCALES
from shared.i18n.catalogue import entries

STORY = [e for s in SERVICES for e in public_events_of(s) if not issubclass(e, (ClockMoved, CommandRefused))]


def test_every_public_event_belongs_to_a_stage_but_refusals_and_clocks() -> None:
    assert {event.type for event in STORY} == set(STAGE_OF)


def test_every_stage_has_events() -> None:
    assert set(STAGE_OF.values()) == set(Stage)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_event_of_the_loop_has_a_sentence(locale: str) -> None:
    missing = [type for type in STAGE_OF if f"event.{type.removesuffix('.v1')}" not in entries(locale)]
    assert missing == []


def test_no_sentence_is_for_an_event_that_does_not_exist() -> None:
    told = {f"event.{type.removesuffix('.v1')}" for type in STAGE_OF}
    assert {key for key in entries("zh_CN") if key.startswith("event.")} == told


def test_an_event_without_values_has_a_sentence_that_asks_for_none() -> None:
    asking = {
        type
        for type in STAGE_OF
        if any(name for _, name, _, _ in Formatter().parse(entries("zh_CN")[f"event.{type.removesuffix('.v1')}"]))
    }
    assert asking - {event.type for event in DETAILS} == set()


def test_every_rule_that_an_event_follows_is_spelled_out() -> None:
    spelled_out = {key for key in entries("zh_CN") if key.startswith("why.")}
    assert {f"why.{type.removesuffix('.v1')}" for type in RULED} == spelled_out
    assert set(TYPES) >= RULED


@pytest.mark.parametrize("service", SERVICES)
def test_every_state_of_every_thing_has_its_place(service: str) -> None:
    kinds = importlib.import_module(f"services.{service}.storage.tables").KINDS
    states = {(kind.name, state) for kind in kinds if kind.name in PLACES for state in kind.table.states}
    assert states - {(kind, state) for kind, places in PLACES.items() for state in places} == set()


def test_no_place_is_for_a_state_that_does_not_exist() -> None:
    kinds = [k for s in SERVICES for k in importlib.import_module(f"services.{s}.storage.tables").KINDS]
    states = {(kind.name, state) for kind in kinds for state in kind.table.states}
    computed = {("item", OVERDUE), ("topic", ASSIGNED_FROM)}
    assert {(kind, state) for kind, places in PLACES.items() for state in places} - states == computed


@pytest.mark.parametrize("kind", ["submission", "topic", "item"])
def test_every_standing_of_a_matter_says_where_it_stands_and_what_comes_next(kind: str) -> None:
    known = entries("zh_CN")
    assert [standing for standing in PLACES[kind] if f"status.{kind}.{standing}" not in known] == []
    waiting = [standing for standing, stage in PLACES[kind].items() if stage]
    assert [standing for standing in waiting if f"next.{kind}.{standing}" not in known] == []


def test_what_somebody_wrote_and_the_rule_are_no_placeholders() -> None:
    sentences = [sentence for key, sentence in entries("zh_CN").items() if key.startswith("event.")]
    names = {name for sentence in sentences for _, name, _, _ in Formatter().parse(sentence)}
    assert names & {SAID, WHY} == set()
