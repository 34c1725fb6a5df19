"""What an item waits for beside its answer: the co-handlers' opinions, and the lead's first contact with a
deputy. Each has its time, and one act of supervision when that is over."""

from collections.abc import Iterator
from dataclasses import replace

from services.handling.domain.item.item import OPEN, STOPPED, Item
from services.handling.domain.item.supervision import supervised_by_itself
from shared.language.behaviour import Clause, Ignore, Situation, TimerChange, Transition
from shared.language.calendar import deadline
from shared.language.contracts import handling as said

CO_OPINIONS_OVERDUE, CONTACT_OVERDUE = "co_opinions_overdue", "contact_overdue"


def missing_opinions(item: Item) -> tuple[str, ...]:
    """The co-handlers that have not given theirs."""
    given = {opinion.department for opinion in item.co_opinions}
    return tuple(department for department in item.co_handlers if department not in given)


def who_owes_contact(item: Item) -> tuple[str, ...]:
    """The lead, as long as no contact is logged; small matters need none."""
    return () if item.contacts or item.fast_lane else (item.lead,)


def with_waits(item: Item, situation: Situation) -> Item:
    """The item with the times for opinions and first contact, from the start of its clock
    (``co_handling.opinion_within``, ``contacts.first_within``)."""
    rules, start, calendar = situation.rules, item.clock_started_at, situation.calendar
    opinions = deadline(start, rules.co_handling.opinion_within, calendar).at if item.co_handlers else None
    contact = deadline(start, rules.contacts.first_within, calendar).at if who_owes_contact(item) else None
    return replace(item, co_opinions_due_at=opinions, contact_due_at=contact)


def waits(item: Item, situation: Situation) -> Iterator[TimerChange]:
    """Set a timer for what is still owed; moments already past are left out."""
    yield from opinions_wait(item, situation)
    yield from contact_wait(item, situation)


def no_waits(item: Item, _situation: Situation) -> Iterator[TimerChange]:
    """Cancel them."""
    if item.co_opinions_due_at:
        yield TimerChange(_key(item, "co_opinions"))
    if item.contact_due_at:
        yield TimerChange(_key(item, "contact"))


def opinions_wait(item: Item, situation: Situation) -> Iterator[TimerChange]:
    """For the co-handlers; gone when the last of them has spoken."""
    if due_at := item.co_opinions_due_at:
        event = said.ItemCoOpinionsDue(item_id=item.item_id, due_at=due_at)
        owed = missing_opinions(item) and due_at > situation.now
        yield TimerChange(_key(item, "co_opinions"), *((due_at, event) if owed else ()))


def contact_wait(item: Item, situation: Situation) -> Iterator[TimerChange]:
    """For the lead; gone with the first contact."""
    if due_at := item.contact_due_at:
        event = said.ItemContactDue(item_id=item.item_id, due_at=due_at)
        owed = who_owes_contact(item) and due_at > situation.now
        yield TimerChange(_key(item, "contact"), *((due_at, event) if owed else ()))


def opinions_are_missing(item: Item, message: said.ItemCoOpinionsDue, _situation: Situation) -> bool:
    """The timer speaks of the time in force, and a co-handler has not spoken."""
    return message.due_at == item.co_opinions_due_at and bool(missing_opinions(item))


def no_contact_was_made(item: Item, message: said.ItemContactDue, _situation: Situation) -> bool:
    """The timer speaks of the time in force, and no contact is logged."""
    return message.due_at == item.contact_due_at and bool(who_owes_contact(item))


def name_missing(item: Item, message: said.ItemCoOpinionsDue, _situation: Situation) -> Item:
    """Those whose opinion is missing are told."""
    return supervised_by_itself(item, CO_OPINIONS_OVERDUE, message.due_at, to=missing_opinions(item))


def name_lead(item: Item, message: said.ItemContactDue, _situation: Situation) -> Item:
    """The lead is told."""
    return supervised_by_itself(item, CONTACT_OVERDUE, message.due_at, to=(item.lead,))


def _key(item: Item, what: str) -> str:
    return f"item:{item.item_id}:{what}"


WAITS: tuple[Clause[Item], ...] = (
    Transition(
        OPEN,
        said.ItemCoOpinionsDue,
        None,
        said.ItemCoOpinionsOverdue,
        why="人大实践: co-handlers give their opinion to the lead in time (co_handling.opinion_within)",
        when=opinions_are_missing,
        change=name_missing,
    ),
    Ignore(OPEN, said.ItemCoOpinionsDue, "all have spoken, or another department leads"),
    Ignore(STOPPED, said.ItemCoOpinionsDue, "the clock does not run"),
    Transition(
        OPEN,
        said.ItemContactDue,
        None,
        said.ItemContactOverdue,
        why="重庆代表建议条例 art. 18: the lead speaks with a deputy early on (contacts.first_within)",
        when=no_contact_was_made,
        change=name_lead,
    ),
    Ignore(OPEN, said.ItemContactDue, "a contact was made, or another department leads"),
    Ignore(STOPPED, said.ItemContactDue, "the clock does not run"),
)
