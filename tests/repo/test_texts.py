"""Every text that somebody writes into a command says by its type who may read it, and is masked by it."""

from collections.abc import Iterator
from typing import Any

import pytest

from cli.documents.samples import example_of
from shared.kernel.bus.delivery.reading import read_data
from shared.kernel.messages.base import Command, Data
from shared.kernel.messages.errors import Refusal
from shared.kernel.messages.noticed import Noticed
from shared.language.contracts.envelope import Envelope
from shared.language.contracts.redacting import Redact
from shared.language.contracts.registry import TYPES
from shared.language.contracts.texts import LISTED, MASKED, OWN, SECRET
from shared.language.topology import TOPOLOGY
from tests.support.private_words import PRIVATE, Field, planted, text_fields

COMMANDS = [cls for cls in TYPES.values() if issubclass(cls, Command)]
OWN_WORDS = {
    "intake.submission.submit.v1 text",
    "intake.submission.submit.v1 title",
    "intake.submission.edit.v1 text",
    "intake.submission.edit.v1 title",
    "intake.submission.inform.v1 text",
    *(f"{redact.type} words" for redact in COMMANDS if issubclass(redact, Redact)),
}
"""The raiser's words, which intake keeps as they were written until they are erased (docs/adr, 0032); and
words that the office strikes out, which no event tells the public."""
SECRETS = {"proof", "name", "phone"}
"""A raiser's proof and contact: in no event."""
KEYS = {"person", "idempotency_key", "value"}
"""Made by machines, or a number of the rule set."""


def fields() -> Iterator[tuple[str, Field]]:
    return ((cls.type, field) for cls in COMMANDS for field in text_fields(cls))


def test_no_text_of_a_command_is_without_a_type_that_says_who_may_read_it() -> None:
    open_ones = [f"{type} {field.name}" for type, field in fields() if field.becomes is None]
    assert open_ones == [], "use a type of shared/language/contracts/texts.py"


def test_what_is_not_masked_while_it_is_read_is_known_by_name() -> None:
    of: dict[str | None, set[str]] = {OWN: set(), SECRET: set(), LISTED: set(), MASKED: set()}
    for type, field in fields():
        of[field.becomes].add(f"{type} {field.name}")
    assert of[OWN] == OWN_WORDS
    assert {one.split()[-1] for one in of[SECRET]} <= SECRETS
    assert {one.split(".")[0] for one in of[LISTED]} == {"directory"}
    assert len(of[MASKED]) >= 40


@pytest.mark.parametrize("cls", COMMANDS, ids=lambda cls: cls.type)
def test_what_leads_to_a_person_is_gone_when_a_command_is_read_and_its_sender_is_told(
    cls: type[Command],
) -> None:
    example = Envelope.model_validate(example_of(cls))
    data, filled = planted(cls, example.data)
    noticed = Noticed()
    taken = read(example, data, noticed)
    notes = noticed.notes
    assert isinstance(taken, cls), taken
    masked = {field.name for field in filled if field.becomes == MASKED}
    own = {field.name for field in filled if field.becomes == OWN}
    said = taken.model_dump_json(exclude=own)
    assert [private for private in PRIVATE if masked and private in said] == []
    assert {note.split(":")[0] for note in notes} >= masked
    assert [private for private in PRIVATE if private in " ".join(notes)] == []
    assert read(example, taken.model_dump(mode="json"), Noticed()) == taken


def read(envelope: Envelope, data: dict[str, Any], noticed: Noticed) -> Data | Refusal:
    (queue, *_) = (q.name for q in TOPOLOGY.queues if TOPOLOGY.delivers(q.name, TYPES[envelope.type]))
    return read_data(queue, envelope.model_copy(update={"data": data}), TOPOLOGY, noticed)
