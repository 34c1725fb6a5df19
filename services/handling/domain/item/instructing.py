"""Instructing (批示): the head or a leader gives the lead department an instruction."""

from services.handling.domain.item.item import OPEN, Item
from services.handling.domain.supervision.watched import supervised
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role

INSTRUCTION = "instruction"


def instruct(item: Item, message: said.InstructItem, situation: Situation) -> Item:
    """An instruction of the head or a leader to the lead department."""
    act = said.Supervised(
        kind=INSTRUCTION, at=situation.now, by=situation.actor.id, text=message.text, to=(item.lead,)
    )
    return supervised(item, act)


INSTRUCTING: tuple[Clause[Item], ...] = (
    Transition(
        OPEN,
        said.InstructItem,
        None,
        said.ItemInstructed,
        by=(Role.HEAD, Role.LEADER),
        why="practice of the township's government: the head and the leaders instruct in writing (批示)",
        change=instruct,
    ),
)
