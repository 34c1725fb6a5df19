"""Redacting (涂去): the office strikes words out of all that the public reads of a thing, in every state. The
thing keeps its words inside. What names the thing, or is named by it, and says the same words in public loses
them as well: a copied title is no way around."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, ClassVar, Protocol

from pydantic import BaseModel
from typing_extensions import TypeVar

from shared.kernel.messages.audience import Plan, inside_of, says, texts_of, without_words
from shared.kernel.messages.base import Contract, Event
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Ignore, Situation, Transition
from shared.language.called import CHINESE
from shared.language.contracts.confiding import TakesBack
from shared.language.contracts.envelope import Role
from shared.language.contracts.publication import Redaction
from shared.language.contracts.redacting import Redact, struck_out
from shared.language.words import text

_FEWEST = 2
"""Characters: one alone would stand all over a text."""
_FEWEST_TAKEN_BACK = 4
"""Characters of a text that goes by itself, as nobody looked at it: what is shorter is an everyday word."""


class Redacted(Protocol):
    """A thing out of which words may be struck."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def state(self) -> str:
        """One of its table's states."""
        ...

    @property
    def version(self) -> int:
        """One more with every change."""
        ...

    @property
    def redactions(self) -> tuple[Redaction, ...]:
        """What was struck out, the earliest first."""
        ...


T = TypeVar("T", bound=Redacted)


def unchanged(thing: T, situation: Situation) -> T:
    """Nothing else follows."""
    return thing


class AndThen(Protocol[T]):
    """(the thing without the words, situation) → the thing with what else follows."""

    def __call__(self, thing: T, situation: Situation, /) -> T:
        """What else follows."""
        ...


def redacting(
    snapshot: type[Contract],
    states: tuple[str, ...],
    asked: type[Redact],
    told: type[Event],
    *,
    heard: tuple[type[Event], ...] = (),
    and_then: AndThen[T] = unchanged,
) -> tuple[Clause[T], ...]:
    """The clauses of one kind of thing. ``heard``: the redactions of other things, whose words this one may
    say as well."""

    def words_are_long_enough(_thing: T, message: Redact, _situation: Situation) -> Refusal | None:
        """They are two characters or more (platform rule: one stands all over a text)."""
        return refuse("words_too_short", "data.words") if len(message.words) < _FEWEST else None

    def words_are_public(thing: T, message: Redact, _situation: Situation) -> Refusal | None:
        """They stand in a text that everybody reads (platform rule: a slip strikes nothing out)."""
        return None if _says(_read_of(thing), message.words) else refuse("words_not_public", "data.words")

    def strike_out(thing: T, message: Redact, situation: Situation) -> T:
        """The words go, and stay inside with the reason."""
        redaction = Redaction(words=message.words, why=message.why, by=situation.actor.id, at=situation.now)
        return and_then(replace(thing, redactions=(*thing.redactions, redaction)), situation)

    def says_the_words(thing: T, message: Event, situation: Situation) -> bool:
        """Everybody reads words here that were struck out there."""
        return bool(_shared(thing, message, situation))

    def strike_out_as_well(thing: T, message: Event, situation: Situation) -> T:
        """Those of the words that stand here go, for the same reason."""
        return and_then(
            replace(thing, redactions=(*thing.redactions, *_shared(thing, message, situation))), situation
        )

    def _read_of(thing: T) -> list[str]:
        return list(read_by_all(snapshot.model_validate(thing), thing.redactions))

    def _shared(thing: T, message: Event, situation: Situation) -> list[Redaction]:
        read = _read_of(thing)
        return [one for one in redactions_of(message, situation) if _says(read, one.words)]

    return (
        Transition(
            states,
            asked,
            None,
            told,
            by=(Role.OFFICE,),
            why="个人信息保护法 art. 47: what must not be public is taken out, at any time",
            guards=(words_are_long_enough, words_are_public),
            change=strike_out,
        ),
        *(
            Transition(
                states,
                other,
                None,
                told,
                why="platform rule: words that were struck out are not read in a copy either",
                when=says_the_words,
                change=strike_out_as_well,
            )
            for other in heard
        ),
        *(Ignore(states, other, "nobody reads those words here") for other in heard),
    )


def as_published(text: str, redactions: Iterable[Redaction]) -> str:
    """The text as the public reads it: what is made of another thing's words has them so."""
    return without_words(text, struck_out(redactions))


def read_by_all(part: BaseModel, redactions: Iterable[Redaction] = ()) -> Iterator[str]:
    """Every text of a snapshot that the public reads, as it reads it."""
    model, struck = type(part), tuple(redactions)
    said = part.model_dump(mode="json", exclude=dict(inside_of(model)))
    return (as_published(text, struck) for text in _texts(said, texts_of(model)))


def redactions_of(event: Event, situation: Situation) -> tuple[Redaction, ...]:
    """What was struck out of the thing that an event carries, or is public no more with the whole of it."""
    found: tuple[Redaction, ...] = getattr(event, event.entity()).redactions
    if not isinstance(event, TakesBack):
        return found
    why = text("redaction.confidential", CHINESE)
    by, at = situation.actor.id, situation.now
    taken = (words for words in event.taken_back() if len(words) >= _FEWEST_TAKEN_BACK)
    return (*found, *(Redaction(words=words, why=why, by=by, at=at) for words in taken))


def _says(texts: Iterable[str], words: str) -> bool:
    return any(says(text, words) for text in texts)


def _texts(said: Any, plan: Plan | bool) -> Iterator[str]:
    if not said:
        return
    if isinstance(plan, bool):
        if isinstance(said, str):
            yield said
    elif "__all__" in plan:
        for one in said.values() if isinstance(said, dict) else said:
            yield from _texts(one, plan["__all__"])
    else:
        for name in plan.keys() & said.keys():
            yield from _texts(said[name], plan[name])
