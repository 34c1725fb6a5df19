"""Whatever state a thing is in, the console knows its place and its word."""

import importlib

import pytest

from services.console.domain.places import ASSIGNED_FROM, OVERDUE, PLACES
from services.console.views.loop import state_in_words
from services.console.views.status import AT_REST
from shared.language.contracts.registry import SERVICES
from shared.language.words.catalogue import LOCALES, entries


@pytest.mark.parametrize("service", SERVICES)
def test_every_state_of_every_thing_has_its_place(service: str) -> None:
    kinds = importlib.import_module(f"services.{service}.storage.tables").KINDS
    states = {(kind.name, state) for kind in kinds if kind.name in PLACES for state in kind.behaviour.states}
    assert states - {(kind, state) for kind, places in PLACES.items() for state in places} == set()


def test_no_place_is_for_a_state_that_does_not_exist() -> None:
    kinds = [k for s in SERVICES for k in importlib.import_module(f"services.{s}.storage.tables").KINDS]
    states = {(kind.name, state) for kind in kinds for state in kind.behaviour.states}
    computed = {("item", OVERDUE), ("topic", ASSIGNED_FROM)}
    assert {(kind, state) for kind, places in PLACES.items() for state in places} - states == computed


@pytest.mark.parametrize("kind", ["submission", "topic", "item"])
def test_every_standing_of_a_matter_says_where_it_stands_and_what_comes_next(kind: str) -> None:
    known = entries("zh_CN")
    assert [standing for standing in PLACES[kind] if f"status.{kind}.{standing}" not in known] == []
    going_on = [standing for standing in PLACES[kind] if (kind, standing) not in AT_REST]
    assert [standing for standing in going_on if f"next.{kind}.{standing}" not in known] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_every_standing_that_a_list_shows_has_a_word(locale: str) -> None:
    shown = [(kind, standing) for kind, places in PLACES.items() for standing in places]
    words = set(entries(locale).values())
    assert [one for one in shown if state_in_words(*one, locale) not in words] == []
