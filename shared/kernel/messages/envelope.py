"""The envelope of every message: CloudEvents 1.0 in JSON structured mode, with the platform's extensions."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Any, ClassVar, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from shared.kernel.messages.base import Attribute, Code, Data, Id, Instant


@dataclass(frozen=True, slots=True)
class Actor:
    """The actor: an id that names no private data, a role, and the department where the role has one.

    ``source``: the sender that speaks of them, as in ``Envelope.source``; ids of those who are in no list are
    the sender's own.
    """

    id: str
    role: str
    department: str | None = None
    source: str = ""


MASKED = 2000
"""Characters that tell what was masked."""
SYSTEM = Actor("system", "system")


class Envelope(BaseModel):
    """CloudEvents attributes are flat, hence ``actorid`` and ``actorrole`` instead of an object."""

    model_config = ConfigDict(frozen=True, extra="ignore", serialize_by_alias=True, hide_input_in_errors=True)

    tenant_name: ClassVar[str] = "tenant"
    """The name of the tenant attribute on the wire, in logs and in metrics."""

    @staticmethod
    def tenant_words(tenant: str) -> str:
        """A tenant, or the beginning of one, as words of a routing key, so that who hears many is bound
        once."""
        return tenant

    specversion: Literal["1.0"] = "1.0"
    """The version of CloudEvents."""
    id: Attribute
    """With ``source`` it names the message; the same pair sent again is handled once."""
    source: Attribute
    """The sender, as a URI reference: ``/youyue/<service>``, ``/county/hotline``."""
    type: Attribute
    """The contract of ``data``; also the routing key."""
    time: Instant
    """The time of the decision, UTC; for a timer the moment it was due."""
    tenant: Attribute
    """Whose it is: everything is kept apart by it."""
    actorid: Id
    """Who acted; an id that says nothing private."""
    actorrole: Attribute
    actordepartment: Code | None = None
    """The department that the actor acts for."""
    subject: Attribute | None = None
    """The id of the thing that an event is about."""
    sequence: int | None = Field(default=None, ge=0, le=2**31 - 1)
    """The version of that thing after the event: newer is greater."""
    expectedsequence: int | None = Field(default=None, ge=1, le=2**31 - 1)
    """The version of its thing against which a command was written: it is refused (``stale``) when the thing
    has moved on. Absent: the command is decided on what stands."""
    correlationid: Attribute | None = None
    """The id of the message that started the chain; absent: this one did."""
    causationid: Attribute | None = None
    """The id of the message that led to this one: by it a command's answer is found."""
    traceparent: Attribute | None = None
    """W3C trace context: a trace that the sender began is continued."""
    masked: Annotated[str, StringConstraints(max_length=MASKED)] | None = None
    """What was taken out of the texts of the command that this answers, so that its sender can say it
    otherwise: ``field:kind:from-to`` each, parted by blanks, places in characters of the field."""
    datacontenttype: Literal["application/json"] = "application/json"
    """The format of ``data``."""
    data: dict[str, Any]
    """What the message says, in the fields of the contract that ``type`` names."""

    @property
    def actor(self) -> Actor:
        """The actor put together from its attributes."""
        return Actor(self.actorid, self.actorrole, self.actordepartment, self.source)

    def actor_about(self, subject: str | None) -> Actor:
        """Who acted, as an event about ``subject`` names them to everybody: a domain may know people who are
        not to be known again."""
        return self.actor

    @property
    def correlation(self) -> str:
        """The id of the message that started the chain."""
        return self.correlationid or self.id

    def to_json(self) -> bytes:
        """The message body; absent attributes are left out, as CloudEvents asks."""
        return self.model_dump_json(exclude_none=True).encode()

    def sealed(self) -> "Sealed":
        """The message as it goes out."""
        return Sealed(self.id, self.type, self.time, self.correlation, self.tenant, self.to_json())


def in_short(marks: str) -> str:
    """As much of them as an envelope has room for."""
    return marks if len(marks) <= MASKED else marks[:MASKED].rsplit(" ", 2)[0] + " …"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A message that nobody changes any more: its bytes, and the values that a transport needs without
    reading them."""

    id: str
    type: str
    time: datetime
    correlation: str
    tenant: str
    body: bytes
    asker: str | None = None
    """Whom an answer is for: its key on the exchange of answers; None: it is an event, for the stream."""
    public: bytes | None = None
    """The public face where it is another one: its bytes, or none at all; None: both faces are equal."""

    def face(self, *, inside: bool) -> "Sealed | None":
        """As who reads that face gets it; None: nothing of it."""
        if inside or self.public is None:
            return self
        return replace(self, body=self.public, public=None) if self.public else None


D = TypeVar("D", bound=Data, covariant=True)


@dataclass(frozen=True, slots=True)
class Message(Generic[D]):
    """An envelope whose data has been read as the class that its type names."""

    envelope: Envelope
    data: D
