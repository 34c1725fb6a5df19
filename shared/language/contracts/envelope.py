"""Who acts, in which township: what the envelope of this platform's messages says more strictly than the
kernel's."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from shared.kernel.messages import envelope

Township = Annotated[str, StringConstraints(pattern=r"^[0-9]{9}$")]
"""The nine-digit administrative division code."""


class Role(StrEnum):
    """Who acts. What a role may do stands in the transition tables, nowhere else."""

    CITIZEN = "citizen"
    DEPUTY = "deputy"
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
