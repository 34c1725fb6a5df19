"""The fields of the envelope that this platform holds more strictly than the kernel: the actor's role and the
township."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from shared.kernel.messages import envelope

Township = Annotated[str, StringConstraints(pattern=r"^[0-9]{9}$")]
"""The nine-digit administrative division code."""


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

    tenant: Township = Field(alias="township")
    """The nine-digit administrative division code."""
    actorrole: Role
    """In which role the actor acts."""
