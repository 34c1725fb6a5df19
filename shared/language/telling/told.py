"""The entry of an event in the texts for people. Data.

Its sentence is ``event.<type>`` of the catalogue; the placeholders are the names of the values that
``details`` keeps. Codes stay codes and dates stay dates: the words are chosen when it is read.

``raising`` to ``rating`` have the entries, a file for each stage, in the order in which events follow from
each other when they happen at the same moment. ``every_event`` has them all.
"""

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass
from enum import Enum, auto
from typing import Any, Generic, TypeVar

from shared.kernel.messages.base import Event
from shared.language.telling.stages import Stage

E = TypeVar("E", bound=Event)

Detail = dict[str, object]
"""Placeholder → value, as the timeline keeps it; beside these the values under ``SAID`` and ``WHY``."""
SAID = "said"
"""A person's own words, as they wrote them."""
WHY = "why"
"""The rule in its own words, in both languages."""


class RuleFrom(Enum):
    """The place of the rule that an event follows, if the event does not carry it under ``WHY``."""

    CATALOGUE = auto()
    """``why.<type>``."""
    AGENDA = auto()
    """The reasons of the matter's points on the meeting's agenda."""


def nothing(event: Event) -> Detail:
    """The sentence needs no values."""
    return {}


def never(event: Event) -> bool:
    """A person did it."""
    return False


@dataclass(frozen=True, slots=True)
class Telling:
    """The entry of any event; entries are written as ``Told``."""

    event: type[Event]
    stage: Stage
    details: Callable[[Any], Detail] = nothing
    """Event → the values that its sentence needs, and the words that were said."""
    _: KW_ONLY
    rule: RuleFrom | None = None
    echoes: tuple[type[Event], ...] = ()
    """Events of another service whose news it only repeats for one more thing: left out of a matter's way."""
    secret: bool = False
    """The actor's name is neither kept nor shown."""
    includes_earlier: bool = False
    """Its numbers include those of the earlier ones: a matter's way shows the last one of a thing alone."""
    by_itself: Callable[[Any], bool] = never
    """Whether the platform did it, and not whoever set it off."""
    strikes: bool = False
    """Words were struck out of the thing: what earlier entries quote of it and it says no more, goes."""

    @property
    def sentence(self) -> str:
        """The catalogue's key of its sentence."""
        return f"event.{self.event.type.removesuffix('.v1')}"

    @property
    def catalogue_rule(self) -> str:
        """The catalogue's key of the rule, for ``RuleFrom.CATALOGUE``."""
        return f"why.{self.event.type.removesuffix('.v1')}"


@dataclass(frozen=True, slots=True)
class Told(Telling, Generic[E]):
    """An entry. Details of another event do not pass the type checker."""

    event: type[E]
    stage: Stage
    details: Callable[[E], Detail] = nothing
