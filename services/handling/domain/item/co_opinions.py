"""Co-handlers' opinions: the opinion of a department beside the lead."""

from dataclasses import replace
from datetime import datetime

from services.handling.domain.departments import DEPARTMENT, FIELD_OF_ACTOR
from services.handling.domain.item.item import AT_WORK, Item
from services.handling.domain.item.ladders import growing, overdue
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.calendar import deadline
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role
from shared.language.directory.choosing import name_in
from shared.language.named import names
from shared.language.waiting import Awaited, Wait

CO_OPINIONS_OVERDUE = "co_opinions_overdue"


@names(department="co_handlers", department_head="co_handlers")
def co_handler_asks(item: Item, _message: object, situation: Situation) -> Refusal | None:
    """Only a co-handling department gives an opinion to the lead (人大实践)."""
    if situation.actor.department in item.co_handlers:
        return None
    names = [name_in(situation.directory.departments, code) for code in item.co_handlers]
    return refuse("not_co_handler", FIELD_OF_ACTOR, allowed=", ".join(names) or "–", one_of=item.co_handlers)


def give_co_opinion(item: Item, message: said.GiveCoOpinion, situation: Situation) -> Item:
    """A co-handler's opinion, given to the lead."""
    assert situation.actor.department
    entry = said.CoOpinion(department=situation.actor.department, text=message.text, at=situation.now)
    return replace(item, co_opinions=(*item.co_opinions, entry), news_at=situation.now)


def missing_opinions(item: Item) -> tuple[str, ...]:
    """The co-handlers that have not given theirs."""
    given = {opinion.department for opinion in item.co_opinions}
    return tuple(department for department in item.co_handlers if department not in given)


def asked_since(item: Item) -> datetime:
    """When those beside the lead were named: with the lead, or when the office put the assignment right."""
    corrected = (one.at for one in item.assignment_corrections)
    return max((item.designated_at, *corrected))


def opinions_due(item: Item, situation: Situation) -> datetime:
    """By when: in their period, and before the lead's own time is too far gone (``co_handling``)."""
    rules, since = situation.rules.co_handling, asked_since(item)
    last = deadline(since, rules.opinion_within, situation.calendar).at
    share = since + (item.due_at - since) * float(rules.share_of_time)
    return max(since, min(last, share))


def co_handlers_were_heard(item: Item, _message: object, situation: Situation) -> Refusal | None:
    """The lead answers for all when all were heard, or are late with their word (人大实践)."""
    missing, due = missing_opinions(item), opinions_due(item, situation)
    if not missing or situation.now > due:
        return None
    names = [name_in(situation.directory.departments, code) for code in missing]
    return refuse("co_opinions_missing", retry_at=due, departments="、".join(names))


def co_handler_is_awaited(item: Item, _situation: Situation) -> Awaited:
    """The department that owes its opinion; if there are several, any of them."""
    missing = missing_opinions(item)
    return Awaited(Role.DEPARTMENT, missing[0] if len(missing) == 1 else None)


CO_OPINIONS: tuple[Clause[Item], ...] = (
    Transition(
        AT_WORK,
        said.GiveCoOpinion,
        None,
        said.ItemCoOpinionGiven,
        by=DEPARTMENT,
        why="人大实践: co-handlers give their opinion to the lead, which answers for all",
        guards=(co_handler_asks,),
        change=give_co_opinion,
    ),
    Wait(
        AT_WORK,
        "co_opinion",
        who=co_handler_is_awaited,
        due=lambda item, _since, situation: opinions_due(item, situation),
        ladder=growing(
            overdue(
                CO_OPINIONS_OVERDUE,
                co_handler_is_awaited,
                lambda rules: rules.reminders.escalate_again_after_working_days,
            ),
            co_handler_is_awaited,
        ),
        why="人大实践: co-handlers give their opinion to the lead in time (co_handling)",
        moves=True,
        since=asked_since,
        when=lambda item: bool(missing_opinions(item)),
        follows=lambda rules: rules.co_handling.opinion_within,
    ),
)
