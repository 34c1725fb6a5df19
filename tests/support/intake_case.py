"""One command of intake: what it is said of, by whom, what comes of it, and what would be refused."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from shared.kernel.messages.base import Event
from shared.kernel.messages.envelope import Actor
from tests.support.intake_matters import Given, Township


@dataclass(frozen=True)
class Case:
    """``place`` brings a matter there; ``by`` says ``words`` of it and ``event`` is the answer.

    ``refused`` is said in place of some of the words, by ``refused_from`` if not by the same; ``code`` is why
    not.
    """

    place: Callable[[Township], Awaitable[Given]]
    by: Actor
    event: type[Event]
    code: str
    words: Given = field(default_factory=dict)
    refused: Given = field(default_factory=dict)
    refused_from: Actor | None = None
