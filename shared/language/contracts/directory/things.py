"""The published view of a township: its lists, its rules, its holidays."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, field_validator

from shared.kernel.messages.base import Code, Contract, Instant
from shared.language.contracts.directory.entries import (
    Category,
    Channel,
    Department,
    Duty,
    Entry,
    Person,
    Post,
    Question,
    Reason,
    Room,
    Route,
    SubmissionKind,
    Urgency,
    Village,
)
from shared.language.contracts.envelope import Township
from shared.language.contracts.texts import Listed, Prose, SaidListed
from shared.language.rules.numbers import with_numbers

KEPT = "kept"
"""The state of a township whose lists are kept."""


class TownshipLists(Contract):
    """A township's lists, each with all its entries of all times, in order of key and day."""

    departments: Annotated[tuple[Department, ...], Field(max_length=1000)] = ()
    villages: Annotated[tuple[Village, ...], Field(max_length=1000)] = ()
    rooms: Annotated[tuple[Room, ...], Field(max_length=1000)] = ()
    people: Annotated[tuple[Person, ...], Field(max_length=10_000)] = ()
    posts: Annotated[tuple[Post, ...], Field(max_length=20_000)] = ()
    categories: Annotated[tuple[Category, ...], Field(max_length=1000)] = ()
    routes: Annotated[tuple[Route, ...], Field(max_length=1000)] = ()
    questions: Annotated[tuple[Question, ...], Field(max_length=1000)] = ()
    reasons: Annotated[tuple[Reason, ...], Field(max_length=1000)] = ()
    channels: Annotated[tuple[Channel, ...], Field(max_length=1000)] = ()
    urgencies: Annotated[tuple[Urgency, ...], Field(max_length=100)] = ()
    kinds: Annotated[tuple[SubmissionKind, ...], Field(max_length=100)] = ()
    duties: Annotated[tuple[Duty, ...], Field(max_length=5000)] = ()

    def each(self) -> Iterator[tuple[str, tuple[Entry, ...]]]:
        """(name of the list, its entries) for every list."""
        return ((name, getattr(self, name)) for name in type(self).model_fields)


class Profile(Contract):
    """What the township is called, and where it belongs."""

    name: SaidListed
    county: SaidListed
    city: SaidListed


class Override(Contract):
    """A number of the rule set that is another here."""

    number: Code
    """Table and key in the rule set: ``refusal.decline_within``."""
    value: SaidListed
    """As in the rule set's file: ``10 calendar_days``, ``0.5``, ``7, 1, 0``."""


class RulesInForce(Contract):
    """The rules by which the township decides from a day on, until the next."""

    since: date
    """The first day, Asia/Shanghai."""
    rule_set: Code
    """The name of a model that comes with the platform."""
    overrides: Annotated[tuple[Override, ...], Field(max_length=200)] = ()
    decided_by: SaidListed
    """The body or person that decided so."""
    reason: Prose = ""


class NoticeDay(Contract):
    """A day that the State Council's notice arranges."""

    day: date
    kind: Literal["holiday", "makeup_workday"]
    name: SaidListed


class CalendarNotice(Contract):
    """The State Council's notice on the holidays of one year (节假日安排), as the township has taken it."""

    year: Annotated[int, Field(ge=1950, le=2200)]
    source: Listed
    """The number of the notice: 国办发明电〔2025〕7号."""
    days: Annotated[tuple[NoticeDay, ...], Field(min_length=1, max_length=200)]


OpenDeadlines = Literal["stay", "move"]
"""What becomes of the deadlines that are open when the rules change."""


class TownshipSnapshot(Contract):
    """A township as everybody may see it: whoever keeps a copy can decide and name things by it."""

    township_id: Township
    state: Code
    profile: Profile
    lists: TownshipLists
    rules: Annotated[tuple[RulesInForce, ...], Field(min_length=1)]
    """In order of ``since``; the last that has begun holds. Whoever cannot read them parks the fact, and goes
    on deciding by the one before: with such a copy it could decide nothing."""
    notices: tuple[CalendarNotice, ...] = ()
    """Those that the platform's own day table does not have, by year."""
    changed_at: Instant

    @field_validator("rules")
    @classmethod
    def _are_readable(cls, rules: tuple[RulesInForce, ...]) -> tuple[RulesInForce, ...]:
        for one in rules:
            with_numbers(one.rule_set, tuple((other.number, other.value) for other in one.overrides))
        return rules
