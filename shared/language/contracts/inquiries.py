"""What somebody at the desk asks one service over HTTP: what is in no event, and is shown to a named person
alone. Who asks is vouched for by a token, as under a command.

An inquiry is JSON, sent to the operators' port with its token in the header ``youyue-token``. The token is
good for its very bytes.
"""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from shared.kernel.messages.base import Id, SaidIfAny, SaidLine, SaidLineIfAny
from shared.language.contracts.envelope import Role, Township

DESK_USER = "partner-desk"
"""The broker user who speaks for who works here: a token is good from it alone."""


class Inquiry(BaseModel):
    """Who asks, and about which matter of which township."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    type: ClassVar[str]
    id: Id
    """Of this asking: a fresh one each time."""
    source: str
    """Of the frontend, as it stands in its commands."""
    by: Id
    role: Role
    department: Id | None = None
    """Of somebody who acts for one."""
    township: Township
    matter: Id
    """Its trace code or id."""

    @classmethod
    def owner(cls) -> str:
        """The service that is asked."""
        return cls.type.split(".", 1)[0]


class ReadContact(Inquiry):
    """How a raiser is reached, what they said and sent. The reading is written down before it is answered."""

    type = "intake.contact.read"
    why: SaidLine
    """Kept with the reading."""
    attachment_id: Id | None = None
    """Given: that photo or document instead of the rest."""


class PreviewPublication(Inquiry):
    """What everybody would read of a matter by each choice of the office."""

    type = "intake.publication.preview"
    title: SaidLineIfAny = ""
    text: SaidIfAny = ""
    """Both together: a summary as it is typed."""
    without_address: bool = False
    with_address: bool = False
    """Of a summary."""
    why: SaidLineIfAny = ""
    """Why the raiser's own words are read: given, they stand beside the rest, and it is written down."""


INQUIRIES: dict[str, type[Inquiry]] = {one.type: one for one in (ReadContact, PreviewPublication)}
"""By their types."""
