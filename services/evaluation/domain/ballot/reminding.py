"""Those who may vote are reminded before the ballot ends: all alike, as who has voted is nobody's business.

There is nothing higher: nobody is urged or reported over a vote.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from services.evaluation.domain.ballot.ballot import OPEN, Ballot
from shared.language.behaviour import Clause, Situation
from shared.language.calendar import at_local, local_day
from shared.language.contracts.envelope import Role
from shared.language.waiting import REMINDER, Rung, anybody, until

_DAY = timedelta(days=1)


def before_it_ends(ballot: Ballot, since: datetime, due_at: datetime, situation: Situation) -> Iterator[Rung]:
    """Reminders at the rule set's days before the end (``reminders.days_before``). Afterwards day by day:
    that is never reached, as the ballot is closed or given more time by then."""
    rules, last = situation.rules.reminders, local_day(due_at)
    for days in rules.days_before:
        yield Rung(at_local(last - days * _DAY, rules.hour_of_day), REMINDER, (Role.DEPUTY,))
    day = last
    while True:
        day += _DAY
        yield Rung(at_local(day, rules.hour_of_day), REMINDER, (Role.DEPUTY,))


REMINDING: tuple[Clause[Ballot], ...] = (
    until(
        lambda ballot: ballot.closes_at,
        (OPEN,),
        "vote",
        anybody(Role.DEPUTY),
        why="practice of 代表评: who has not voted is reminded, and counts for nothing afterwards (没有反馈)",
        when=lambda ballot: not ballot.all_have_voted,
        ladder=before_it_ends,
    ),
)
