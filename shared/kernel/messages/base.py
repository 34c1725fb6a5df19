"""Building blocks of every contract: field types with their limits, and the two kinds of message."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, StringConstraints

from shared.kernel.messages.looking import (
    LINE,
    PROSE,
    as_utc,
    line,
    plain,
    prose,
    saying,
    saying_if_any,
    written,
)

Id = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:-]*$")]
Code = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")]
Line = Annotated[str, StringConstraints(max_length=LINE), BeforeValidator(line)]
"""A text of one line."""
Prose = Annotated[str, StringConstraints(max_length=PROSE), BeforeValidator(prose)]
"""A text that may have several lines."""
SaidLine = Annotated[
    str,
    StringConstraints(min_length=1, max_length=LINE),
    BeforeValidator(line),
    AfterValidator(saying),
]
"""A text of one line that must say something."""
Said = Annotated[
    str,
    StringConstraints(min_length=1, max_length=PROSE),
    BeforeValidator(prose),
    AfterValidator(saying),
]
"""A text that must say something."""
SaidLineIfAny = Annotated[Line, AfterValidator(saying_if_any)]
SaidIfAny = Annotated[Prose, AfterValidator(saying_if_any)]
"""A text that may be left out and then leaves what there is; given, it must say something."""
Attribute = Annotated[str, StringConstraints(min_length=1, max_length=LINE), AfterValidator(plain)]
"""What names a message, its sender, its chain: compared as it is, never cleaned, and hiding nothing."""
Instant = Annotated[AwareDatetime, BeforeValidator(written), AfterValidator(as_utc)]
"""An aware datetime, kept in UTC."""


def is_free_text(marks: Iterable[Any]) -> bool:
    """Whether a field with these marks holds what somebody wrote, and no code, id or moment."""
    return any(isinstance(mark, BeforeValidator) and mark.func in (line, prose) for mark in marks)


class Contract(BaseModel):
    """Frozen; unknown fields are ignored, so that a later minor version can be read by an earlier reader. No
    error repeats what was sent: it may be private, and errors are logged."""

    model_config = ConfigDict(frozen=True, from_attributes=True, extra="ignore", hide_input_in_errors=True)


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
    """Somebody asks for something; its ``Answer`` goes to who sent it.

    A field that it does not have is refused: who misspelt one would never learn that it was not read.
    """

    model_config = ConfigDict(extra="forbid")

    fresh_factor: ClassVar[bool] = False
    """Whether it is a vote, a signature or a consent: a second factor must have been shown lately."""


class CommandPart(Contract):
    """An object inside a command: as strict as the command."""

    model_config = ConfigDict(extra="forbid")


class Event(Data):
    """Something has happened. It carries the state a subscriber needs to keep its own copy."""

    anonymous: ClassVar[bool] = False
    """Nobody may hear who acted: the system says it."""

    def withheld(self) -> bool:
        """Whether it has no public face: the thing is nobody's but the house's."""
        return False

    def struck_out(self) -> tuple[str, ...]:
        """Words that somebody struck out of all that the public reads of the thing."""
        return ()

    def says_last(self) -> tuple[str, ...]:
        """Of an event after which others hear no more of its thing: the fields that they read in it beside
        what its class requires, and no text; what they read before is withheld. Empty: it goes on."""
        return ()


class Timer(Event):
    """A moment has come; a service tells only itself."""


class Sweep(Timer):
    """A moment has come for all things of a kind that are in some states: they take it, a few at a time."""

    after: str = ""
    """The id of the last thing that has taken it; empty: it begins."""


class Bilingual(Contract):
    """A text for people, Chinese first."""

    zh: str
    en: str


class Answer(Data):
    """What became of a command, told to the broker user who sent it and to nobody else. The three attributes
    repeat what the command said; of a message that could not be read they are there as far as they could
    be."""

    command_source: str | None = None
    """With ``command_id`` it names the command: ids are each sender's own."""
    command_id: str | None = None
    """The command's id."""
    command_type: str | None = None
    """The command's type."""
    repeated: bool = False
    """The command came again with the same words, and this is what was answered at first."""


class Caused(Contract):
    """The event in which a command resulted, as it is on the stream of its service."""

    id: str
    """The event's own."""
    source: str
    """The service that published it."""
    type: str
    """The event's type."""
    subject: str | None = None
    """The id of the thing that it is about."""
    sequence: int | None = None
    """The version of that thing after it: newer is greater."""


class CommandAccepted(Answer):
    """A command was carried out."""

    event: Caused | None = None
    """The first event that it caused; none: it changed nothing that others hear of."""

    @classmethod
    def says_of(cls, event: Event) -> Mapping[str, Any]:
        """Fields of its own, from that event: what the asker needs of it and may not hear, or not yet."""
        return {}


Remedy = Literal["fix", "later", "final"]
"""What to do about a refusal: send it otherwise, under another id; wait, until ``retry_at`` where that is
known, and send it under another id; or nothing, since no such command will be carried out."""


class Unread(Contract):
    """A message that has no id that could be read: by this its sender knows it."""

    size: int
    """Bytes of the body."""
    sha256: str
    """Of the body, in hexadecimal."""


class CommandRefused(Answer):
    """A command was not carried out: what was wrong, where, and what to do, in both languages."""

    code: Code
    """Which refusal it is; part of the contract, whatever the words are."""
    field: str | None = None
    """The attribute or field that is wrong, such as ``data.village``; none: it is about no single one."""
    reason: Bilingual
    """The words for people."""
    remedy: Remedy
    """``fix``: send it otherwise, under another id; ``later``: wait and send it under another id; ``final``:
    no such command will be carried out."""
    retry_at: Instant | None = None
    """From then on the same command, sent again under another id, may be carried out; none: nobody knows, or
    time changes nothing."""
    allowed: tuple[str, ...] = ()
    """What the field may say where there is a list, the nearest first; at most ten."""
    unread: Unread | None = None
    """By what a message is known whose id could not be read."""


class MoveClock(Command):
    """Move the service's story clock forward; refused unless the deployment runs on a story clock."""

    to: Instant


class ClockMoved(Event):
    """The story clock stands at ``at``; timers due by then are on their way."""

    at: Instant
