"""Guards of several commands about a submission: the values that they name must stand in the township's
lists."""

from typing import Protocol

from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Situation
from shared.language.reference import reference


class NamesVillage(Protocol):
    """A command that may name a village."""

    @property
    def village(self) -> str | None:
        """Its code."""
        ...


class NamesKind(Protocol):
    """A command that may name a matter's kind."""

    @property
    def kind(self) -> str | None:
        """Its code."""
        ...


class NamesCategory(Protocol):
    """A command that may name a category."""

    @property
    def category(self) -> str | None:
        """Its code."""
        ...


def village_is_known(_: object, message: NamesVillage, _situation: Situation) -> Refusal | None:
    """If a village is named, the township has it (the township's list of villages)."""
    if message.village is None or message.village in reference().villages:
        return None
    return refuse("unknown_village", "data.village", village=message.village)


def kind_is_known(_: object, message: NamesKind, _situation: Situation) -> Refusal | None:
    """If a kind is named, the township has it (the township's list of kinds)."""
    if message.kind is None or message.kind in reference().kinds:
        return None
    return refuse("unknown_kind", "data.kind", kind=message.kind, kinds=", ".join(reference().kinds))


def category_is_known(_: object, message: NamesCategory, _situation: Situation) -> Refusal | None:
    """If a category is named, there is one of that code (the township's list of categories)."""
    if message.category is None or message.category in reference().categories:
        return None
    return refuse("unknown_category", "data.category", category=message.category)
