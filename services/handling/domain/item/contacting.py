"""Contacting (面商): the lead department logs its contacts with deputies, which come before the answer."""

from collections.abc import Iterator
from dataclasses import replace

from services.handling.domain.departments import DEPARTMENT
from services.handling.domain.item.item import EXTENSION_REQUESTED, IN_PROGRESS, WORKING, Item
from services.handling.domain.item.lead import lead_asks
from services.handling.domain.item.waits import contact_wait
from services.handling.domain.item.watchdog import watchdog
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, TimerChange, Transition
from shared.language.contracts import handling as said
from shared.language.directory.choosing import deputies_are_seated


def contact_is_a_deputy(_item: Item, message: said.LogContact, situation: Situation) -> Refusal | None:
    """The contact was with a deputy of the township (人大实践: 面商 is with the deputies)."""
    return deputies_are_seated((message.deputy_id,), situation.directory, "data.deputy_id")


def contacts_are_made(item: Item, _message: object, situation: Situation) -> Refusal | None:
    """The contacts with deputies of this round are logged (人大实践: ``contacts.before_answer``)."""
    made = sum(contact.round == item.round for contact in item.contacts)
    needed = situation.rules.contacts.before_answer
    return refuse("contacts_missing", made=made, needed=needed) if made < needed else None


def log_contact(item: Item, message: said.LogContact, situation: Situation) -> Item:
    """A contact, counted for the round in which it was made."""
    entry = said.Contacted(deputy_id=message.deputy_id, how=message.how, at=situation.now, round=item.round)
    return replace(item, contacts=(*item.contacts, entry), news_at=situation.now)


def heard_of_contact(item: Item, situation: Situation) -> Iterator[TimerChange]:
    """There is news, and the first contact is no longer waited for."""
    yield from watchdog(item, situation)
    if len(item.contacts) == 1:
        yield from contact_wait(item, situation)


CONTACTING: tuple[Clause[Item], ...] = (
    Transition(
        WORKING,
        said.LogContact,
        IN_PROGRESS,
        said.ItemContacted,
        by=DEPARTMENT,
        why="人大实践: the three contacts (面商) with the deputies come before the answer",
        guards=(lead_asks, contact_is_a_deputy),
        change=log_contact,
        timers=heard_of_contact,
    ),
    Transition(
        (EXTENSION_REQUESTED,),
        said.LogContact,
        None,
        said.ItemContacted,
        by=DEPARTMENT,
        why="platform rule: work goes on while more time is asked for",
        guards=(lead_asks, contact_is_a_deputy),
        change=log_contact,
        timers=heard_of_contact,
    ),
)
