"""The fields of the envelope that this platform holds more strictly than the kernel: the actor's role and the
township."""

from dataclasses import replace
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from shared.kernel.messages import envelope
from shared.kernel.messages.envelope import Actor
from shared.kernel.messages.ids import derived_id

Township = Annotated[str, StringConstraints(pattern=r"^[0-9]{9}$")]
"""The nine-digit administrative division code."""


LEVELS = (2, 4, 6)
"""The digits of a division code that name a province, a city and a county (GB/T 2260); nine name a
township."""


class Role(StrEnum):
    """The role of an actor. The transition tables alone say what a role may do."""

    CITIZEN = "citizen"
    AGENT = "agent"
    """A partner's person or machine that hands in for others: a hotline's clerk (话务员)."""
    DEPUTY = "deputy"
    PRESIDIUM = "presidium"
    """A member of the presidium (主席团), who is a deputy and holds no administrative post."""
    HEAD = "head"
    LEADER = "leader"
    DEPARTMENT = "department"
    DEPARTMENT_HEAD = "department_head"
    OFFICE = "office"
    OPERATOR = "operator"
    SYSTEM = "system"


class Envelope(envelope.Envelope):
    """The envelope of every message: CloudEvents 1.0 in JSON structured mode, with the platform's
    extensions."""

    tenant_name: ClassVar[str] = "township"

    @staticmethod
    def tenant_words(tenant: str) -> str:
        """``330921201`` is ``33.09.21.201``: a county is bound to by one key."""
        places = (0, *(level for level in LEVELS if level < len(tenant)), len(tenant))
        return ".".join(tenant[first:last] for first, last in pairwise(places))

    tenant: Township = Field(alias="township")
    """The nine-digit administrative division code."""
    actorrole: Role
    """In which role the actor acts."""

    def actor_about(self, subject: str | None) -> Actor:
        """Citizens have a name for each matter, which says nothing but that it was one: whoever hears all
        events cannot tell who raised two of them (ADR 0063)."""
        if self.actorrole is not Role.CITIZEN:
            return self.actor
        name = derived_id("citizen", self.tenant, subject or self.id)
        return replace(self.actor, id=f"{Role.CITIZEN}:{name}")
