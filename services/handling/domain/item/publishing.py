"""How far an answer is public: in its own words, in a summary, or not (主动公开、摘要公开、不予公开)."""

from collections.abc import Iterator
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


def decided_anew(answer: said.Answer, message: said.Publishing) -> said.Answer:
    """The answer as public as the command decides. What was public of how it read before a correction is so
    only as long as the whole answer is."""
    published = decided(message)
    changed: dict[str, object] = {
        "extent": published.extent,
        "public_text": published.of(answer.text, answer.reasons),
        "not_public_because": published.because,
    }
    if published.extent != "full":
        before = (one.model_copy(update={"public_text": ""}) for one in answer.corrections)
        changed["corrections"] = tuple(before)
    return answer.model_copy(update=changed)


def no_longer_public(before: Item, after: Item) -> tuple[str, ...]:
    """The texts of answers that everybody could read and cannot any more, the longest first."""
    return tuple(sorted(set(_public_texts(before)) - set(_public_texts(after)), key=len, reverse=True))


def _public_texts(item: Item) -> Iterator[str]:
    for answer in item.answers:
        read = (answer.public_text, *(one.public_text for one in answer.corrections))
        yield from filter(None, read)


def publication_is_complete(_item: Item, message: said.Publishing, _situation: Situation) -> Refusal | None:
    """A summary has its words, and what is not public its reason (政府信息公开条例 art. 36)."""
    if message.publish == "summary" and not says_something(message.summary):
        return refuse("summary_missing", "data.summary")
    if message.publish == "no" and not says_something(message.not_public_because):
        return refuse("not_public_because_missing", "data.not_public_because")
    return None
