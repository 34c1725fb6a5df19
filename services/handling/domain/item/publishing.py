"""How far an answer is public: in its own words, in a summary, or not (主动公开、摘要公开、不予公开)."""

from typing import NamedTuple

from services.handling.domain.item.item import Item
from shared.kernel.messages.errors import Refusal, refuse
from shared.kernel.messages.text import says_something
from shared.language.behaviour import Situation
from shared.language.contracts import handling as said
from shared.language.contracts.publication import Extent


class Published(NamedTuple):
    """What was decided."""

    extent: Extent = "full"
    summary: str = ""
    because: str = ""

    def of(self, text: str, reasons: str) -> str:
        """What everybody reads of an answer."""
        if self.extent == "full":
            return "\n".join(filter(None, (text, reasons)))
        return self.summary if self.extent == "summary" else ""


def decided(message: said.Publishing) -> Published:
    """What the command decides."""
    return Published(message.publish, message.summary, message.not_public_because)


def publication_is_complete(_item: Item, message: said.Publishing, _situation: Situation) -> Refusal | None:
    """A summary has its words, and what is not public its reason (政府信息公开条例 art. 36)."""
    if message.publish == "summary" and not says_something(message.summary):
        return refuse("summary_missing", "data.summary")
    if message.publish == "no" and not says_something(message.not_public_because):
        return refuse("not_public_because_missing", "data.not_public_because")
    return None
