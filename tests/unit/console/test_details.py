"""Whatever a contract allows in an event, the console can keep it and tell of it."""

import json
from datetime import UTC, datetime

import pytest
from pydantic import ValidationError
from pydantic_core import to_json

from services.console.domain.telling.every_event import TOLD
from services.console.views.step import Entry, step_of
from shared.kernel.messages.base import Event
from shared.language.contracts.envelope import Role
from shared.language.contracts.registry import TYPES
from shared.language.directory.naming import NO_NAMES
from shared.language.words import LOCALES
from tests.fuzz.documents import contracts, valid_documents

_SHOWN = [contract for contract in contracts() if contract["type"] in TOLD]


@pytest.mark.parametrize("contract", _SHOWN, ids=lambda contract: contract["type"])
def test_every_event_that_its_contract_allows_becomes_a_sentence_in_both_languages(
    contract: dict[str, object],
) -> None:
    schema = contract["schema"]
    assert isinstance(schema, dict)
    events = [event for document in valid_documents(schema, 12, 1) if (event := _read(contract, document))]
    assert events
    for event in events:
        entry = _entry(event)
        assert all(step_of(entry, locale, NO_NAMES).what for locale in LOCALES)


def _read(contract: dict[str, object], document: object) -> Event | None:
    """None for what the schema allows and a rule across fields does not."""
    try:
        event = TYPES[str(contract["type"])].model_validate(document)
    except ValidationError:
        return None
    assert isinstance(event, Event)
    return event


def _entry(event: Event) -> Entry:
    return Entry(
        at=datetime(2026, 11, 3, tzinfo=UTC),
        type=event.type,
        stage=TOLD[event.type].stage,
        kind=event.entity(),
        subject="one",
        sequence=1,
        actor_id="deputy-01",
        actor_role=Role.DEPUTY,
        actor_department=None,
        detail=json.loads(to_json(TOLD[event.type].details(event))),
    )
