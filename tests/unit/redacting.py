"""What the tests of every thing's redaction share."""

from collections.abc import Iterable
from typing import Any, TypeVar

from cli.documents.samples import example_of
from shared.kernel.messages.audience import public_json
from shared.kernel.messages.base import Event
from shared.kernel.messages.envelope import SYSTEM, Actor
from shared.language.contracts.envelope import Role
from shared.language.contracts.redacting import Redact
from tests.unit.chapters import Example

E = TypeVar("E", bound=Event)
OFFICE = Actor("office-1", Role.OFFICE)
WHY = "写到了一位村民"


def a_sample(event: type[E], **thing: Any) -> E:
    """The example of an event, with these values of the thing that it carries."""
    data = example_of(event)["data"]
    return event.model_validate({event.entity(): {**data[event.entity()], **thing}})


def examples_of(asked: Redact, heard: Iterable[type[Event]], states: tuple[str, ...]) -> tuple[Example, ...]:
    """The office's command, and what is struck out of other things, in every state."""
    return (
        Example(asked, OFFICE, states),
        *(Example(a_sample(event), SYSTEM, states) for event in heard),
    )


def read(event: Event) -> str:
    """What the public reads in it."""
    public = public_json(event)
    return event.model_dump_json() if public is None else public
