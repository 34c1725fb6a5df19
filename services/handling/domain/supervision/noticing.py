"""Noticing (督办单): a notice in one of three colours that the department answers in writing by a day.

It is answered by whoever answers for the thing then. With the thing's end what was not answered stays as it
is.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from services.handling.domain.departments import DEPARTMENT
from services.handling.domain.supervision.watched import W, Watch, Watched
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.calendar import Period, deadline, end_of_day, local_day
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role
from shared.language.rules import RuleSet
from shared.language.waiting import URGE, Ladder, Rung, by_days, until

GIVERS = (Role.PRESIDIUM, Role.OFFICE)
LAST_DATE: said.NoticeColour = "deadline"
ANSWERED_WITHIN: dict[said.NoticeColour, Callable[[RuleSet], Period]] = {
    "remind": lambda rules: rules.supervision.remind_answered_within,
    "warn": lambda rules: rules.supervision.warn_answered_within,
    LAST_DATE: lambda rules: rules.supervision.deadline_answered_within,
}
"""The time that a colour gives for the answer where no day is named."""


def unanswered(thing: Watched) -> list[said.Notice]:
    """The notices that wait for an answer, the first to fall due first."""
    waiting = [one for one in thing.notices if not (one.answered_at or one.withdrawn_at)]
    return sorted(waiting, key=lambda one: (one.due_at, one.given_at))


def answer_day_is_to_come(_thing: Watched, message: said.Noticing, situation: Situation) -> Refusal | None:
    """No answer is asked for by a day that is over, or so far away that nobody would ask for it
    (``supervision.answer_by_at_most``)."""
    day = message.answer_by
    if day is None:
        return None
    if day < local_day(situation.now):
        return refuse("day_in_the_past", "data.answer_by", day=day)
    furthest = deadline(situation.now, situation.rules.supervision.answer_by_at_most, situation.calendar)
    if day <= furthest.last_day:
        return None
    return refuse("day_too_far", "data.answer_by", day=day, latest=furthest.last_day)


def notice_is_unanswered(
    thing: Watched, message: said.AnsweringNotice | said.WithdrawingNotice, _situation: Situation
) -> Refusal | None:
    """It has such a notice, and it was neither answered nor taken back (platform rule)."""
    open_ids = [one.notice_id for one in unanswered(thing)]
    if message.notice_id in open_ids:
        return None
    if any(one.notice_id == message.notice_id for one in thing.notices):
        return refuse("notice_is_settled", "data.notice_id", id=message.notice_id, one_of=open_ids)
    return refuse("unknown_notice", "data.notice_id", id=message.notice_id, one_of=open_ids)


def _last_day(message: said.Noticing, situation: Situation) -> date:
    if message.answer_by:
        return situation.calendar.next_working_day(message.answer_by)
    period = ANSWERED_WITHIN[message.colour](situation.rules)
    return deadline(situation.now, period, situation.calendar).last_day


def give_notice(thing: W, message: said.Noticing, situation: Situation) -> W:
    """One more notice, with the last day for its answer."""
    day = _last_day(message, situation)
    notice = said.Notice(
        notice_id=situation.new_id,
        colour=message.colour,
        text=message.text,
        by=situation.actor.id,
        given_at=situation.now,
        answer_by=day,
        due_at=end_of_day(day),
    )
    return replace(thing, notices=(*thing.notices, notice))


def answered(thing: W, message: said.AnsweringNotice, situation: Situation) -> W:
    """The department's answer; whether it is late stands beside it."""
    due_at = next(one.due_at for one in thing.notices if one.notice_id == message.notice_id)
    answer = {
        "answer": message.text,
        "answered_by": situation.actor.id,
        "answered_at": situation.now,
        "late": situation.now > due_at,
    }
    return _settled(thing, message.notice_id, answer)


def withdraw_notice(thing: W, message: said.WithdrawingNotice, situation: Situation) -> W:
    """Nobody owes an answer to it any more."""
    taken_back = {"withdrawn_at": situation.now, "withdrawn_reason": message.reason}
    return _settled(thing, message.notice_id, taken_back)


def _settled(thing: W, notice_id: str, changes: dict[str, Any]) -> W:
    """The notice is put last: an event tells of the newest."""
    was = next(one for one in thing.notices if one.notice_id == notice_id)
    others = tuple(one for one in thing.notices if one is not was)
    return replace(thing, notices=(*others, was.model_copy(update=changes)))


def noticing(watch: Watch[W]) -> tuple[Clause[W], ...]:
    """Notices on that kind of thing, and the wait for their answers."""

    def answer_notice(thing: W, message: said.AnsweringNotice, situation: Situation) -> W:
        """The department's answer, which is heard of as the thing hears of news."""
        return watch.heard(answered(thing, message, situation), situation.now)

    return (
        Transition(
            watch.states,
            watch.give_notice,
            None,
            watch.notice_given,
            by=GIVERS,
            why="practice of 三色督办: a notice names the day by which the department answers",
            guards=(answer_day_is_to_come,),
            change=give_notice,
        ),
        Transition(
            watch.states,
            watch.answer_notice,
            None,
            watch.notice_answered,
            by=DEPARTMENT,
            why="practice of 三色督办: whoever answers for it answers a notice in writing, late ones too",
            guards=(watch.department_asks, notice_is_unanswered),
            change=answer_notice,
        ),
        Transition(
            watch.states,
            watch.withdraw_notice,
            None,
            watch.notice_withdrawn,
            by=GIVERS,
            why="platform rule: a notice given by mistake is taken back openly, before it is answered",
            guards=(notice_is_unanswered,),
            change=withdraw_notice,
        ),
        until(
            lambda thing: unanswered(thing)[0].due_at,
            watch.states,
            "answer_notice",
            watch.awaited,
            why="practice of 三色督办: a notice is answered by its day (supervision)",
            since=lambda thing: unanswered(thing)[0].given_at,
            when=lambda thing: bool(unanswered(thing)),
            ladder=_rungs(watch),
        ),
    )


def _rungs(watch: Watch[W]) -> Ladder:
    """The usual ladder; the highest hear at once that a last date has passed."""

    def rungs(thing: W, since: datetime, due_at: datetime, situation: Situation) -> Iterator[Rung]:
        highest = situation.rules.reminders.escalate_to
        at_once = any(one.colour == LAST_DATE for one in unanswered(thing)[:1])
        for rung in by_days(watch.awaited)(thing, since, due_at, situation):
            if at_once and rung.name == URGE:
                rung = rung._replace(reach=tuple(dict.fromkeys((*rung.reach, *highest))))
            yield rung

    return rungs
