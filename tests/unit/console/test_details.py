"""Whatever a contract allows in an event, the console can keep it and tell of it."""

import json
from datetime import UTC, datetime

import pytest
from pydantic import ValidationError
from pydantic_core import to_json

from services.console.views.step import Entry, step_of
from shared.kernel.messages.base import Event
from shared.language.contracts import evaluation
from shared.language.contracts.envelope import Role
from shared.language.contracts.registry import TYPES
from shared.language.directory.naming import NO_NAMES
from shared.language.telling.every_event import TOLD
from shared.language.telling.words import in_words
from shared.language.words import LOCALES, text
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


def test_what_the_platform_did_by_itself_is_not_told_as_the_act_of_who_set_it_off() -> None:
    opened = TOLD[evaluation.BallotOpened.type].by_itself
    ballot = evaluation.BallotSnapshot(
        ballot_id="b1",
        item_id="i1",
        item_title="泵站",
        round=1,
        state="open",
        entitled=("deputy-01",),
        opened_at=datetime(2026, 11, 3, tzinfo=UTC),
        closes_at=datetime(2026, 11, 17, tzinfo=UTC),
    )
    assert opened(evaluation.BallotOpened(ballot=ballot))
    by_office = ballot.model_copy(update={"opened_by": "office-1"})
    assert not opened(evaluation.BallotOpened(ballot=by_office))


def test_a_ballot_with_few_votes_says_from_how_many_on_counts_are_shown() -> None:
    none = evaluation.AxisCount()
    few = evaluation.BallotResult(outcome="no_quorum", shown=False, least_shown=6, process=none, result=none)
    for told, words in ((few, "不足6人"), (few.model_copy(update={"least_shown": 0}), "不公布各项票数")):
        detail = {"outcome": "no_quorum", **_counted(told)}
        assert words in text("event.evaluation.ballot.closed", "zh_CN", **in_words(detail, "zh_CN", NO_NAMES))


def _counted(result: evaluation.BallotResult) -> dict[str, object]:
    ballot = evaluation.BallotSnapshot(
        ballot_id="b1",
        item_id="i1",
        item_title="泵站",
        round=1,
        state="closed",
        entitled=("deputy-01",),
        opened_at=datetime(2026, 11, 3, tzinfo=UTC),
        closes_at=datetime(2026, 11, 17, tzinfo=UTC),
        result=result,
    )
    return TOLD[evaluation.BallotClosed.type].details(evaluation.BallotClosed(ballot=ballot))
