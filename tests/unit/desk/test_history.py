"""A line of a thing's history says all that its sentence asks for, in codes alone until somebody reads it."""

import json
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import ValidationError
from pydantic_core import to_jsonable_python

from services.console.views.step import Entry, step_of
from services.desk.domain.told import detail_of
from services.desk.views.thing import line
from shared.kernel.messages.base import Event
from shared.language.contracts.envelope import Role
from shared.language.contracts.registry import TYPES
from shared.language.directory.naming import NO_NAMES
from shared.language.telling.every_event import TOLD
from shared.language.telling.told import SAID, WHY
from shared.language.words import LOCALES
from tests.fuzz.documents import contracts, valid_documents

AT = datetime(2026, 11, 3, tzinfo=UTC)
_SHOWN = [contract for contract in contracts() if contract["type"] in TOLD]


def events_of(contract: dict[str, Any]) -> list[Event]:
    found = []
    for document in valid_documents(contract["schema"], 12, 1):
        try:
            event = TYPES[str(contract["type"])].model_validate(document)
        except ValidationError:  # the schema allows it, and a rule across fields does not
            continue
        assert isinstance(event, Event)
        found.append(event)
    return found


def said_at_the_desk(event: Event, locale: str) -> str:
    thing = json.loads(event.model_dump_json()).get(event.entity()) or {}
    row: Any = SimpleNamespace(
        type=event.type,
        at=AT,
        actor_id=None,
        actor_role=Role.OFFICE,
        actor_department=None,
        sequence=1,
        detail=json.loads(json.dumps(detail_of(event))),
    )
    return line(row, thing, NO_NAMES, locale).what


def said_to_everybody(event: Event, locale: str) -> str:
    """The console's sentence, with dots for words of people that the thing says in none of its own fields."""
    telling, kept = TOLD[event.type], detail_of(event)
    thing = json.loads(event.model_dump_json()).get(event.entity()) or {}
    detail = {
        name: value if name in kept else thing.get(name) or "…"
        for name, value in to_jsonable_python(telling.details(event)).items()
        if name not in (SAID, WHY)
    }
    entry = Entry(AT, event.type, telling.stage, event.entity(), "one", 1, None, Role.OFFICE, None, detail)
    return step_of(entry, locale, NO_NAMES).what


def has_codes_for_codes(event: Event) -> bool:
    """The schema allows any text as a code of the township's lists; a township does not."""
    other = TOLD[event.type].details(event).keys() - detail_of(event).keys() - {SAID, WHY}
    return not other & {"room", "category", "into", "lead", "department", "owner", "channel", "reason"}


@pytest.mark.parametrize("contract", _SHOWN, ids=lambda contract: contract["type"])
def test_a_line_at_the_desk_is_the_sentence_that_everybody_reads(contract: dict[str, Any]) -> None:
    events = [event for event in events_of(contract) if has_codes_for_codes(event)]
    assert events
    for event in events:
        for locale in LOCALES:
            assert said_at_the_desk(event, locale) == said_to_everybody(event, locale)
