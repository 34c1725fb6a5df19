"""Marking (重点督办件): the presidium chooses the items that it watches closely, openly and with a reason.

Its members hold no administrative office: the directory does not let a post of both kinds stand.
"""

from dataclasses import replace

from services.handling.domain.item.item import WATCHED, Item
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role


def is_key(item: Item) -> bool:
    """Whether it is a key item now."""
    return bool(item.key_marks) and item.key_marks[-1].taken_off_at is None


def is_not_key_yet(item: Item, _message: said.MarkKeyItem, _situation: Situation) -> Refusal | None:
    """It is marked once (platform rule)."""
    return refuse("already_key_item") if is_key(item) else None


def is_key_item(item: Item, _message: said.UnmarkKeyItem, _situation: Situation) -> Refusal | None:
    """There is a mark to take off (platform rule)."""
    return None if is_key(item) else refuse("not_a_key_item")


def mark(item: Item, message: said.MarkKeyItem, situation: Situation) -> Item:
    """A key item from now on."""
    made = said.KeyMark(reason=message.reason, by=situation.actor.id, at=situation.now)
    return replace(item, key_marks=(*item.key_marks, made))


def unmark(item: Item, message: said.UnmarkKeyItem, situation: Situation) -> Item:
    """No key item any more; that it was one stays visible."""
    *earlier, last = item.key_marks
    taken_off = {
        "taken_off_at": situation.now,
        "taken_off_by": situation.actor.id,
        "taken_off_reason": message.reason,
    }
    return replace(item, key_marks=(*earlier, last.model_copy(update=taken_off)))


MARKING: tuple[Clause[Item], ...] = (
    Transition(
        WATCHED,
        said.MarkKeyItem,
        None,
        said.ItemMarkedKey,
        by=(Role.PRESIDIUM,),
        why="practice of 重点督办: the presidium chooses what it watches closely",
        guards=(is_not_key_yet,),
        change=mark,
    ),
    Transition(
        WATCHED,
        said.UnmarkKeyItem,
        None,
        said.ItemUnmarkedKey,
        by=(Role.PRESIDIUM,),
        why="practice of 重点督办: the mark is taken off as openly as it was made",
        guards=(is_key_item,),
        change=unmark,
    ),
)
