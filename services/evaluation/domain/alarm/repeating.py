"""An alarm is raised when the same matter comes again soon after it was answered as solved."""

from collections.abc import Iterable
from dataclasses import dataclass

from services.evaluation.domain.alarm.alarm import A_BUT_REPEATED, RAISED, Alarm
from shared.kernel.messages.base import Bilingual
from shared.language.behaviour import Clause, Creation, Ignore, Situation
from shared.language.calendar import WorkingCalendar, deadline
from shared.language.contracts.evaluation import AlarmRaised
from shared.language.contracts.handling import CLASS_SOLVED
from shared.language.contracts.intake import (
    RaiserAnswer,
    SubmissionAccepted,
    SubmissionFastLaned,
    SubmissionSnapshot,
)
from shared.language.rules import RuleSet

TakenOn = SubmissionAccepted | SubmissionFastLaned
"""The office has decided what the matter is about."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """The material of an alarm: the answer that said "solved", the sentence for people, and whether either
    matter is the house's alone."""

    answer: RaiserAnswer
    why: Bilingual
    confidential: bool = False


def contradicted(
    submission: SubmissionSnapshot,
    earlier: Iterable[SubmissionSnapshot],
    rules: RuleSet,
    calendar: WorkingCalendar,
) -> RaiserAnswer | None:
    """The newest answer A, not older than the rules say (``divergence.repeat_within``), that one of the
    ``earlier`` matters of the same place and category got; None: there is none."""
    answers = [
        one.answers[-1] for one in earlier if one.submission_id != submission.submission_id and one.answers
    ]
    solved = [answer for answer in answers if answer.result_class == CLASS_SOLVED]
    newest = max(solved, key=lambda answer: (answer.at, answer.item_id), default=None)
    if newest is None or submission.submitted_at < newest.at:
        return None
    last = deadline(newest.at, rules.divergence.repeat_within, calendar)
    return newest if submission.submitted_at <= last.at else None


def raised_again(_: None, message: TakenOn, situation: Situation[Repeat]) -> Alarm:
    """The alarm about the answer."""
    answer = situation.facts.answer
    return Alarm(
        alarm_id=situation.new_id,
        kind=A_BUT_REPEATED,
        item_id=answer.item_id,
        round=answer.round,
        submission_id=message.submission.submission_id,
        raised_at=situation.now,
        why=situation.facts.why,
        confidential=situation.facts.confidential,
    )


_WHY = "platform (rules.divergence.repeat_within): what comes again soon after an A was perhaps not solved"

REPEATING: tuple[Clause[Alarm], ...] = (
    Creation(SubmissionAccepted, RAISED, AlarmRaised, why=_WHY, facts=Repeat, change=raised_again),
    Creation(SubmissionFastLaned, RAISED, AlarmRaised, why=_WHY, facts=Repeat, change=raised_again),
    Ignore((RAISED,), SubmissionAccepted, "this round's divergence is known already"),
    Ignore((RAISED,), SubmissionFastLaned, "this round's divergence is known already"),
)
