"""Extending: the lead department asks for more time, and the office grants it or does not."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from services.handling.domain.departments import DEPARTMENT
from services.handling.domain.item.contacting import deputies_concerned
from services.handling.domain.item.in_charge import leader_is_awaited, leader_may
from services.handling.domain.item.item import (
    EXTENSION_REQUESTED,
    IN_PROGRESS,
    STATES,
    WORKING,
    Item,
)
from services.handling.domain.item.lead import lead_asks
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Ignore, Situation, TimerChange, Transition
from shared.language.calendar import deadline, end_of_day
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role
from shared.language.named import names
from shared.language.rules.values import YesNo
from shared.language.turns import IN_CHARGE
from shared.language.waiting import Awaited, within
from shared.language.words import bilingual


def latest_extension(item: Item, situation: Situation) -> date:
    """The furthest day that may be asked for (``extension.at_most``), however often it is asked."""
    start = end_of_day(item.unextended_due_on)
    return deadline(start, situation.rules.extension.at_most, situation.calendar).last_day


def time_is_not_up(item: Item, _message: object, situation: Situation) -> Refusal | None:
    """More time is asked for before it has run out (platform rule)."""
    return refuse("already_overdue", due_on=item.due_on) if situation.now > item.due_at else None


def asks_within_the_limit(item: Item, message: said.RequestExtension, situation: Situation) -> Refusal | None:
    """Later than the due date, and no later than the rules allow (人大实践: ``extension.at_most``)."""
    latest = latest_extension(item, situation)
    if item.due_on < message.until <= latest:
        return None
    return refuse("extension_out_of_range", "data.until", after=item.due_on, latest=latest)


@names(leader="lead", head="lead")
def decides_extensions(item: Item, _message: object, situation: Situation) -> Refusal | None:
    """The office, which assigned (人大实践), or whoever is in charge of the lead, if the rules say so
    (``leaders.decide_extensions``)."""
    if situation.actor.role is Role.OFFICE:
        return None
    return leader_may(item, situation.rules.leaders.decide_extensions, situation)


def who_decides(item: Item, situation: Situation) -> Awaited:
    """Whoever is in charge, if the rules say so, else the office."""
    by_leader = situation.rules.leaders.decide_extensions is YesNo.YES
    return leader_is_awaited(item, situation) if by_leader else Awaited(Role.OFFICE)


def more_time_is_still_to_come(item: Item, _message: object, situation: Situation) -> Refusal | None:
    """The day asked for is not over: more time that has run out is none (platform rule)."""
    until = item.extensions[-1].until
    over = situation.now > end_of_day(situation.calendar.next_working_day(until))
    return refuse("extension_has_passed", until=until) if over else None


def request_extension(item: Item, message: said.RequestExtension, situation: Situation) -> Item:
    """More time is asked for; until it is granted the due date stands."""
    entry = said.Extension(reason=message.reason, until=message.until, asked_at=situation.now)
    return replace(item, extensions=(*item.extensions, entry), news_at=situation.now)


def approve_extension(item: Item, _message: object, situation: Situation) -> Item:
    """The due date moves to the day asked for: the next working day if that is a rest day (民法典 art. 203).
    The deputies concerned hear of it."""
    *earlier, last = item.extensions
    day = situation.calendar.next_working_day(last.until)
    decided = {
        "decided_at": situation.now,
        "approved": True,
        "was_due_at": item.due_at,
        "told": deputies_concerned(item),
    }
    return replace(
        item,
        extensions=(*earlier, last.model_copy(update=decided)),
        due_on=day,
        due_at=end_of_day(day),
        due_why=bilingual("due.extended", before=item.due_on, until=day),
        provisional=situation.calendar.is_provisional_between(last.until, day),
        news_at=situation.now,
    )


def refuse_extension(item: Item, message: said.RefuseExtension, situation: Situation) -> Item:
    """The due date stands."""
    *earlier, last = item.extensions
    decided = {
        "decided_at": situation.now,
        "approved": False,
        "refused_reason": message.reason,
        "told": deputies_concerned(item),
    }
    return replace(item, extensions=(*earlier, last.model_copy(update=decided)), news_at=situation.now)


def leave_undecided(item: Item, _message: object, situation: Situation) -> Item:
    """Nobody has decided in time. The office may still do so, and the item is late all the same."""
    *earlier, last = item.extensions
    undecided = {"undecided_at": situation.now, "told": deputies_concerned(item)}
    return replace(item, extensions=(*earlier, last.model_copy(update=undecided)))


def time_is_up(item: Item, _message: object, situation: Situation) -> bool:
    """The due date has come, and stands."""
    return situation.now >= item.due_at


def wake_when_time_is_up(item: Item, _situation: Situation) -> Iterator[TimerChange]:
    """While more time is asked for, the end of what there is."""
    key = f"item:{item.item_id}:extension"
    if item.state == EXTENSION_REQUESTED and not item.extensions[-1].undecided_at:
        yield TimerChange(key, item.due_at, said.ItemExtensionDue(item_id=item.item_id))
    else:
        yield TimerChange(key)


DECIDERS = (Role.OFFICE, *IN_CHARGE)
_ELSEWHERE = tuple(state for state in STATES if state != EXTENSION_REQUESTED)

EXTENDING: tuple[Clause[Item], ...] = (
    Transition(
        WORKING,
        said.RequestExtension,
        EXTENSION_REQUESTED,
        said.ItemExtensionRequested,
        by=DEPARTMENT,
        why="人大实践: more time is asked for with a written reason, up to a limit (extension.at_most)",
        guards=(lead_asks, time_is_not_up, asks_within_the_limit),
        change=request_extension,
        timers=wake_when_time_is_up,
    ),
    Transition(
        (EXTENSION_REQUESTED,),
        said.ApproveExtension,
        IN_PROGRESS,
        said.ItemExtended,
        by=DECIDERS,
        why="人大实践: whoever assigned grants more time, and all whom it concerns hear of it (leaders)",
        guards=(
            decides_extensions,
            more_time_is_still_to_come,
        ),
        change=approve_extension,
        timers=wake_when_time_is_up,
    ),
    Transition(
        (EXTENSION_REQUESTED,),
        said.RefuseExtension,
        IN_PROGRESS,
        said.ItemExtensionRefused,
        by=DECIDERS,
        why="人大实践: whoever assigned may refuse more time; the due date stands (leaders)",
        guards=(decides_extensions,),
        change=refuse_extension,
        timers=wake_when_time_is_up,
    ),
    Transition(
        (EXTENSION_REQUESTED,),
        said.ItemExtensionDue,
        None,
        said.ItemExtensionUndecided,
        why="platform rule: what is undecided at the due date counts as refused, and everybody hears of it",
        when=time_is_up,
        change=leave_undecided,
    ),
    Ignore((EXTENSION_REQUESTED,), said.ItemExtensionDue, "its time is another by now"),
    Ignore(_ELSEWHERE, said.ItemExtensionDue, "it was decided in time"),
    within(
        lambda rules: rules.waits.decide_extension_within,
        (EXTENSION_REQUESTED,),
        "decide_extension",
        who_decides,
        why="platform rule: whoever asks for more time hears in time (waits.decide_extension_within)",
        since=lambda item: item.extensions[-1].asked_at,
    ),
)
