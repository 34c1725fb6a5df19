"""What is asked when words are struck out of all that the public reads of a thing, whatever it is.

A thing's own command and event are of its service; the words, the reason and what follows are alike.
"""

from collections.abc import Iterable

from shared.kernel.messages.base import Command
from shared.language.contracts import texts
from shared.language.contracts.publication import Redaction


class Redact(Command):
    """The office strikes words out of a thing: the public reads ██ instead, in earlier news as well."""

    words: texts.OwnSaidLine
    """Exactly as they stand in a text that is public."""
    why: texts.Said


def struck_out(redactions: Iterable[Redaction]) -> tuple[str, ...]:
    """The words that the public reads no more."""
    return tuple(one.words for one in redactions)
