"""The errors, sorted by the reaction that they need. A command's refusal is a result, not an error."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Refusal:
    """The reason why a command is not carried out.

    ``code`` is a key of the catalogue (``refusal.<code>``), ``field`` the offending field if there is one,
    ``values`` the values of the sentence's placeholders, ``retry_at`` the time from which the same command
    may be carried out, ``one_of`` what the field may say where there is a list, the nearest first; ``final``
    if nothing makes it right, whatever its code says of the rest.
    """

    code: str
    field: str | None = None
    values: tuple[tuple[str, str], ...] = ()
    retry_at: datetime | None = None
    one_of: tuple[str, ...] = ()
    final: bool = False


def refuse(
    code: str,
    field: str | None = None,
    *,
    retry_at: datetime | None = None,
    one_of: Iterable[str] = (),
    final: bool = False,
    **values: object,
) -> Refusal:
    """A refusal, its values turned into text."""
    said = tuple((name, str(value)) for name, value in values.items())
    return Refusal(code, field, said, retry_at, tuple(one_of), final)


class Refused(Exception):
    """A command is refused from the middle of a use case: as if the refusal had been its result."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


class Unprocessable(Exception):
    """The message can never be handled: it is parked with ``reason`` and not tried again.

    ``field``: the attribute of its envelope that is wrong, if it is one.
    """

    def __init__(self, reason: str, detail: str = "", field: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail
        self.field = field


class Rejected(Exception):
    """A server does not let us in, or is not who it should be: waiting does not help. The sentence is
    bilingual."""


class NotYetKnown(Exception):
    """The message speaks of something that has not arrived yet: it is tried again later."""


class StaleVersion(Exception):
    """Somebody else changed the thing meanwhile: it is tried again at once, with a fresh session."""


class ConnectionLost(Exception):
    """The database session broke off: it is tried again at once, with a fresh one."""


class EventRefused(Exception):
    """A queue refused a copy of the event, the other queues have theirs: it is tried again later.

    ``again_in``: seconds until that makes sense, if it is known.
    """

    def __init__(self, why: str, again_in: float | None = None) -> None:
        super().__init__(why)
        self.again_in = again_in


class ChannelBroken(Exception):
    """The broker closed the channel over one of the messages on it, and does not say over which."""
