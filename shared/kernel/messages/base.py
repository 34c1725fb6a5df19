"""Building blocks of every contract: field types with their limits, and the two kinds of message."""

from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, StringConstraints


def _without_nul(value: str) -> str:
    """PostgreSQL stores no U+0000, so it is refused at the door rather than failing inside."""
    if "\x00" in value:
        raise ValueError("contains the character U+0000")
    return value


def _as_utc(value: datetime) -> datetime:
    try:
        return value.astimezone(UTC)
    except OverflowError:
        raise ValueError("is before the year 1 or after the year 9999") from None


Id = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:-]*$")]
Code = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")]
Line = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True), AfterValidator(_without_nul)]
Prose = Annotated[
    str, StringConstraints(max_length=10_000, strip_whitespace=True), AfterValidator(_without_nul)
]
Said = Annotated[
    str,
    StringConstraints(min_length=1, max_length=10_000, strip_whitespace=True),
    AfterValidator(_without_nul),
]
"""A text that must say something."""
Instant = Annotated[AwareDatetime, AfterValidator(_as_utc)]
"""An aware datetime, kept in UTC."""


class Contract(BaseModel):
    """Frozen; unknown fields are ignored, so that a later minor version can be read by an earlier reader."""

    model_config = ConfigDict(frozen=True, from_attributes=True, extra="ignore")


class Data(Contract):
    """The payload of a message; a concrete one names its type: ``<service>.<entity>.<verb>.v1``."""

    type: ClassVar[str] = ""

    def __init_subclass__(cls, *, type: str = "", **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.type = type

    @classmethod
    def owner(cls) -> str:
        """The service that receives the command or publishes the event."""
        return cls.type.split(".", 1)[0]

    @classmethod
    def entity(cls) -> str:
        """The thing it is about."""
        return cls.type.split(".")[1]


class Command(Data):
    """Somebody asks for something; answered by the event it causes or by ``<service>.command.refused.v1``."""


class Event(Data):
    """Something has happened. It carries the state a subscriber needs to keep its own copy."""


class Timer(Event):
    """A moment has come; a service tells only itself."""


class Bilingual(Contract):
    """A text for people, Chinese first."""

    zh: str
    en: str


class CommandRefused(Event):
    """A command was not carried out: what was wrong, where, and what to do, in both languages."""

    command_id: str
    command_type: str
    code: Code
    field: str | None = None
    reason: Bilingual
    retry_at: Instant | None = None
    """From then on the same command, sent again under another id, may be carried out; none: time changes
    nothing."""


class MoveClock(Command):
    """Move the service's story clock forward; refused unless the deployment runs on a story clock."""

    to: Instant


class ClockMoved(Event):
    """The story clock stands at ``at``; timers due by then are on their way."""

    at: Instant
