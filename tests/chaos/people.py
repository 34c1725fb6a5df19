"""Who acts in the load, and when: the days of its story."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from shared.kernel.messages.envelope import Actor
from shared.kernel.messages.ids import derived_id
from shared.language.codes.proof import commitment
from shared.language.contracts.envelope import Role

OFFICE = Actor("office-1", Role.OFFICE)
HEAD = Actor("head-1", Role.HEAD)
OPERATOR = Actor("chaos-operator", Role.OPERATOR)
DEPUTIES = tuple(f"deputy-{number:02}" for number in range(1, 13))
VOTERS = DEPUTIES[:7]
DEPARTMENTS = ("construction", "transport", "water", "power", "environment", "tourism", "social")

EPOCHS = tuple(
    map(
        datetime.fromisoformat,
        (
            "2026-09-01T08:00:00+08:00",  # raise, collate, ask for a meeting, convene
            "2026-09-14T18:00:00+08:00",  # meet, assign, answer, vote
            "2026-09-30T10:00:00+08:00",  # the first ballots are closed: rate, do again, vote late
            "2026-10-16T10:00:00+08:00",  # the second ones
            "2026-11-02T10:00:00+08:00",  # the third ones
        ),
    )
)
STOPS = tuple(
    map(
        datetime.fromisoformat,
        (
            "2026-10-02T12:00:00+08:00",  # a promise is called to mind
            "2026-10-09T12:00:00+08:00",  # and once more before its day is over
            "2026-10-10T08:00:00+08:00",  # it is overdue
            "2026-10-13T12:00:00+08:00",  # it is urged, and not yet escalated
        ),
    )
)
"""Moments between epochs at which nobody acts: two timers of one thing that fall due in one move of a clock
are handled in either order, and both are right."""
MEETING_DAY = datetime.fromisoformat("2026-09-08T00:00:00+08:00")
MEETINGS_A_DAY = 100
_SLOT, _LENGTH = timedelta(minutes=10), timedelta(minutes=9)
"""The head is in every meeting, so that no two may overlap."""


def moments(since: datetime, to: datetime) -> Iterator[datetime]:
    """Where the clocks stop on their way from one epoch to the next, which is the last."""
    yield from (stop for stop in STOPS if since < stop < to)
    yield to


def deputy(name: str) -> Actor:
    """A deputy."""
    return Actor(name, Role.DEPUTY)


def department(code: str) -> Actor:
    """Who works on an item in a department."""
    return Actor(f"dept-{code}", Role.DEPARTMENT, code)


def department_head(code: str) -> Actor:
    """Who signs for it."""
    return Actor(f"dept-{code}-head", Role.DEPARTMENT_HEAD, code)


def citizen(*key: object) -> Actor:
    """A raiser."""
    return Actor(f"citizen:{'-'.join(map(str, key))}", Role.CITIZEN)


def secret_of(*key: object) -> str:
    """The proof that a raiser keeps; the same in every run."""
    return derived_id("chaos", "secret", *map(str, key)).replace("-", "")[:12].upper()


def commitment_of(*key: object) -> str:
    """What the platform is given of it."""
    return commitment(secret_of(*key), UUID(derived_id("chaos", "salt", *map(str, key))).bytes)


def hours(matter: int) -> tuple[datetime, datetime]:
    """When the matter's meeting starts and ends: within the five working days before the second epoch."""
    day, slot = divmod(matter, MEETINGS_A_DAY)
    start = MEETING_DAY + timedelta(days=day, hours=6) + slot * _SLOT
    return start, start + _LENGTH
