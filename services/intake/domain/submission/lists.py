"""Guards of several commands about a submission: the values that they name must stand in the township's
lists."""

from typing import Protocol

from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Situation
from shared.language.directory.choosing import category_is_listed, kind_is_listed, nearest, village_is_listed


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


class NamesUrgency(Protocol):
    """A command that may name a class of urgency."""

    @property
    def urgency(self) -> str | None:
        """Its code."""
        ...


def village_is_known(_: object, message: NamesVillage, situation: Situation) -> Refusal | None:
    """If a village is named, the township has it (the township's list of villages)."""
    if message.village is None:
        return None
    return village_is_listed(message.village, situation.directory, "data.village")


def kind_is_known(_: object, message: NamesKind, situation: Situation) -> Refusal | None:
    """If a kind is named, the township has it (the township's list of kinds)."""
    if message.kind is None:
        return None
    return kind_is_listed(message.kind, situation.directory, "data.kind")


def category_is_known(_: object, message: NamesCategory, situation: Situation) -> Refusal | None:
    """If a category is named, there is one of that code (the township's list of categories)."""
    if message.category is None:
        return None
    return category_is_listed(message.category, situation.directory, "data.category")


def urgency_is_known(_: object, message: NamesUrgency, situation: Situation) -> Refusal | None:
    """If an urgency class is named, the rules have it (rule set, urgency: 北京12345)."""
    if message.urgency is None or message.urgency in situation.rules.urgency:
        return None
    near = nearest(message.urgency, situation.rules.urgency)
    return refuse(
        "unknown_urgency", "data.urgency", urgency=message.urgency, choices=", ".join(near), one_of=near
    )
