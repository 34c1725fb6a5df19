"""Contacting (面商): the lead department logs its contacts with deputies, which come before the answer."""

from dataclasses import replace
from datetime import date, datetime

from services.handling.domain.departments import DEPARTMENT
from services.handling.domain.item.item import AT_WORK, EXTENSION_REQUESTED, IN_PROGRESS, WORKING, Item
from services.handling.domain.item.ladders import growing, overdue
from services.handling.domain.item.lead import lead_asks, lead_is_awaited
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.calendar import local_day
from shared.language.contracts import handling as said
from shared.language.directory.choosing import deputies_are_seated, people_named
from shared.language.waiting import within

CONTACT_OVERDUE = "contact_overdue"


def contact_is_a_deputy(_item: Item, message: said.LogContact, situation: Situation) -> Refusal | None:
    """The contact was with a deputy of the township (人大实践: 面商 is with the deputies)."""
    return deputies_are_seated((message.deputy_id,), situation.directory, "data.deputy_id")


def contact_does_not_keep_out(item: Item, message: said.LogContact, situation: Situation) -> Refusal | None:
    """Nobody talks it over with a deputy who keeps out of its topic (practice: recusal, ADR 0082)."""
    if message.deputy_id not in item.recused:
        return None
    deputy = people_named(situation.directory, message.deputy_id)
    return refuse("recused_from_topic", "data.deputy_id", deputy=deputy)


def contact_is_new(item: Item, message: said.LogContact, situation: Situation) -> Refusal | None:
    """It is not the same contact again: that deputy, that day, that way (人大实践: three contacts are three
    conversations)."""
    made = {_contact(one.deputy_id, one.at, one.how) for one in item.contacts if one.round == item.round}
    if _contact(message.deputy_id, situation.now, message.how) not in made:
        return None
    deputy = people_named(situation.directory, message.deputy_id)
    return refuse("already_contacted", "data.how", deputy=deputy)


def _contact(deputy_id: str, at: datetime, how: str) -> tuple[str, date, str]:
    return deputy_id, local_day(at), how.strip().casefold()


def contacts_are_made(item: Item, _message: object, situation: Situation) -> Refusal | None:
    """The contacts with deputies of this round are logged, by the department that leads now (人大实践:
    ``contacts.before_answer``)."""
    mine = (one for one in item.contacts if one.at >= item.designated_at)
    made = sum(contact.round == item.round for contact in mine)
    needed = situation.rules.contacts.before_answer
    return refuse("contacts_missing", made=made, needed=needed) if made < needed else None


def log_contact(item: Item, message: said.LogContact, situation: Situation) -> Item:
    """A contact, counted for the round in which it was made."""
    entry = said.Contacted(deputy_id=message.deputy_id, how=message.how, at=situation.now, round=item.round)
    return replace(item, contacts=(*item.contacts, entry), news_at=situation.now)


def deputies_concerned(item: Item) -> tuple[str, ...]:
    """The deputies of its topic when it was assigned, and those with whom the lead has spoken."""
    return tuple(dict.fromkeys((*item.deputies, *(contact.deputy_id for contact in item.contacts))))


def no_contact_yet(item: Item) -> bool:
    """The department that leads now has not spoken with a deputy; small matters need no contact."""
    of_the_lead = any(contact.at >= item.designated_at for contact in item.contacts)
    return not (of_the_lead or item.fast_lane)


CONTACTING: tuple[Clause[Item], ...] = (
    Transition(
        WORKING,
        said.LogContact,
        IN_PROGRESS,
        said.ItemContacted,
        by=DEPARTMENT,
        why="人大实践: the three contacts (面商) with the deputies come before the answer",
        guards=(lead_asks, contact_is_a_deputy, contact_does_not_keep_out, contact_is_new),
        change=log_contact,
    ),
    Transition(
        (EXTENSION_REQUESTED,),
        said.LogContact,
        None,
        said.ItemContacted,
        by=DEPARTMENT,
        why="platform rule: work goes on while more time is asked for",
        guards=(lead_asks, contact_is_a_deputy, contact_does_not_keep_out, contact_is_new),
        change=log_contact,
    ),
    replace(
        within(
            lambda rules: rules.contacts.first_within,
            AT_WORK,
            "first_contact",
            lead_is_awaited,
            why="重庆代表建议条例 art. 18: the lead speaks with a deputy early on (contacts.first_within)",
            since=lambda item: item.designated_at,
            when=no_contact_yet,
        ),
        ladder=growing(
            overdue(
                CONTACT_OVERDUE,
                lead_is_awaited,
                lambda rules: rules.reminders.escalate_again_after_working_days,
            ),
            lead_is_awaited,
        ),
    ),
)
