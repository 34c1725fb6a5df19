"""The page of states says what a row stands for, and calls everything by its name."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cli.documents.sources import errands_of, tables_of
from cli.documents.states import life_of, states_page
from shared.kernel.machine import (
    Awaited,
    Creation,
    Driven,
    Final,
    Ignore,
    Reminders,
    Rung,
    Situation,
    StateTable,
    Transition,
    Wait,
)
from shared.kernel.messages.base import Command, Event, Timer
from shared.kernel.messages.errors import Refusal
from shared.language.contracts.registry import SERVICES


class Lend(Command, type="library.book.lend.v1"):
    """Lend it."""


class Lent(Event, type="library.book.lent.v1"):
    """It is lent."""


class Due(Timer, type="library.book.wait_due.v1"):
    """Somebody has to be reminded."""


class Reminded(Event, type="library.book.reminded.v1"):
    """Somebody is reminded."""


class Burnt(Event, type="library.house.burnt.v1"):
    """All is lost."""


@dataclass(frozen=True)
class Book:
    state: str = "lent"
    version: int = 1
    member: str = "anna"
    due_at: datetime | None = None


def borrower(book: Book, situation: Situation) -> Awaited:
    """Whoever has it."""
    return Awaited("reader", person=book.member)


def monthly(book: Book, since: datetime, due_at: datetime, situation: Situation) -> Iterator[Rung]:
    yield from ()


def member(kind: str) -> Any:
    def guard(book: object, message: object, situation: object) -> Refusal | None:
        """Members of that kind may."""
        return None

    guard.__name__ = f"{kind}_member"
    return guard


def make(book: None, message: Lend, situation: Situation) -> Book:
    return Book()


LIFE = life_of(
    "library",
    StateTable(
        "book",
        ("lent", "lost", "burnt"),
        (
            Creation(
                Lend, "lent", Lent, ("reader",), why="house rules, 3", guards=(member("old"),), change=make
            ),
            Transition(("lent",), Lend, None, Lent, why="house rules, 4", guards=(member("new"),)),
            Transition(("lent", "lost"), Burnt, "burnt", Lent, why="paper burns"),
            Ignore(("burnt",), Burnt, why="nobody is left to say"),
            Wait(
                ("lent",),
                "bring_back",
                who=borrower,
                due=lambda book, since, situation: since,
                ladder=monthly,
                follows=lambda book: book.due_at,
                why="house rules, 5",
            ),
            Driven(("lost",), Burnt, why="everything burns in the end"),
            Final(("burnt",), result="nothing is left of it"),
        ),
        Reminders(Due, Reminded),
    ),
)


def cells(text: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines() if line[:1] == "|"]


def test_a_row_says_what_it_stands_for() -> None:
    lend, lent = "`library.book.lend.v1`", "`library.book.lent.v1`"
    assert cells(LIFE)[:4] == [
        ["states", "message", "by", "only when", "guards", "to", "event", "timers", "why"],
        ["---"] * 9,
        ["(does not exist)", lend, "reader", "", "`old_member`", "`lent`", lent, "", "house rules, 3"],
        ["`lent`", lend, "", "", "`new_member`", "(stays)", lent, "", "house rules, 4"],
    ]
    assert ["`burnt`", "`library.house.burnt.v1`", "", "nobody is left to say"] in cells(LIFE)


def test_a_wait_says_who_acts_by_when_and_why() -> None:
    wait = ["`lent`", "`bring_back`", "`borrower`", "`book.due_at`", "", "", "house rules, 5"]
    assert wait in cells(LIFE)
    assert ["`borrower`", "Whoever has it."] in cells(LIFE)


def test_what_else_ends_a_state_stands_beside_the_end() -> None:
    assert ["`lost`", "`library.house.burnt.v1`", "everything burns in the end"] in cells(LIFE)
    assert ["`burnt`", "(final)", "nothing is left of it"] in cells(LIFE)
    assert "    burnt --> [*]\n" in LIFE
    assert "    lent --> [*]" not in LIFE


def test_a_guard_that_is_made_has_a_name_and_a_meaning() -> None:
    assert "| `old_member` | Members of that kind may. |" in LIFE
    assert "| `new_member` | Members of that kind may. |" in LIFE


def test_every_row_and_every_errand_is_on_the_page() -> None:
    page = states_page()
    for service in SERVICES:
        for errand in errands_of(service):
            assert (
                f"| `{errand.on.type}` | {', '.join(errand.by)} | `{errand.emits.type}` | {errand.why} |"
                in page
            )
        for table in tables_of(service):
            assert life_of(service, table) in page
            assert all(f" {row.why} |" in page for row in (*table.transitions, *table.waits, *table.driven))
