"""The page that compares three ways to write one rule tells the truth: its code runs, and decides alike."""

import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from shared.kernel.messages.base import Command
from shared.kernel.messages.envelope import Actor
from shared.kernel.messages.errors import Refusal
from shared.language.behaviour import Moved, Situation, law_of
from shared.language.contracts.envelope import Role
from shared.language.contracts.evaluation import BallotClosed
from shared.language.contracts.handling import (
    AcknowledgeItem,
    ConsentDecline,
    DeclineItem,
    RedesignateItem,
)
from tests.support.township import xiushan

PAGE = (Path(__file__).parents[2] / "docs/architecture/why-tables.md").read_text("utf-8")
ASSIGNED_AT = datetime(2026, 9, 1, 1, tzinfo=UTC)
IN_TIME = datetime(2026, 9, 11, 15, 59, tzinfo=UTC)
"""The last minute of the tenth day after assignment, in Asia/Shanghai."""
TOO_LATE = datetime(2026, 9, 11, 16, 1, tzinfo=UTC)
WATER = Actor("clerk-1", Role.DEPARTMENT, "water")
ROADS = Actor("clerk-2", Role.DEPARTMENT, "roads")
OFFICE = Actor("office-1", Role.OFFICE)
HEAD = Actor("head-1", Role.HEAD)
CITIZEN = Actor("citizen-1", Role.CITIZEN)

DECLINE = DeclineItem(item_id="i1", reason="不归我们管")
CONSENT = ConsentDecline(item_id="i1")
TO_ROADS = RedesignateItem(item_id="i1", lead="roads")
TO_WATER = RedesignateItem(item_id="i1", lead="water")
COMMANDS = (DECLINE, CONSENT, TO_ROADS, TO_WATER, AcknowledgeItem(item_id="i1"))


@pytest.fixture(scope="module")
def page() -> ModuleType:
    """The page's code as one module; dataclasses look their module up by name."""
    module = ModuleType("why_tables_page")
    sys.modules[module.__name__] = module
    for block in re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL):
        exec(compile(block, "why-tables.md", "exec"), vars(module))
    return module


def situation(actor: Actor, now: datetime = IN_TIME) -> Situation[object]:
    return law_of(xiushan()).situation(now, actor, "new", None)


def decided(page: ModuleType, item: Any, command: Command, at: Situation[object]) -> dict[str, Any]:
    """What each of the three says: the thing afterwards, or the refusal's code."""
    answers = {
        "branches": page.by_branches(item, command, at),
        "methods": page.by_methods(item, command, at),
        "table": page.TABLE.decide(item, command, at),
    }
    plain = {way: answer.after if isinstance(answer, Moved) else answer for way, answer in answers.items()}
    return {way: answer.code if isinstance(answer, Refusal) else answer for way, answer in plain.items()}


def test_all_three_decide_alike_whoever_asks_for_whatever_in_any_state(page: ModuleType) -> None:
    seen = set()
    for state in page.STATES:
        for hops in (0, 2, 3):
            for consented in (False, True):
                item = page.Item(
                    state=state, lead="water", assigned_at=ASSIGNED_AT, hops=hops, consented=consented
                )
                for command in COMMANDS:
                    for actor in (WATER, ROADS, OFFICE, HEAD, CITIZEN):
                        for now in (IN_TIME, TOO_LATE):
                            answers = decided(page, item, command, situation(actor, now))
                            assert answers["branches"] == answers["methods"] == answers["table"]
                            seen.add(answers["table"] if isinstance(answers["table"], str) else "moved")
    assert seen == {
        "moved",
        "wrong_state",
        "wrong_role",
        "not_your_department",
        "decline_too_late",
        "decline_already_consented",
        "decline_not_consented",
        "only_head_designates",
        "same_department",
    }


def test_the_third_refusal_goes_to_the_head(page: ModuleType) -> None:
    item = page.Item(state="declined", lead="water", assigned_at=ASSIGNED_AT, hops=3, consented=True)
    assert decided(page, item, TO_ROADS, situation(OFFICE))["table"] == "only_head_designates"
    assert decided(page, item, TO_ROADS, situation(HEAD))["table"].lead == "roads"


def test_the_table_can_be_read_like_data(page: ModuleType) -> None:
    assert page.who_may["declined", RedesignateItem.type] == (Role.OFFICE, Role.HEAD)
    assert page.never_ordered == []


def test_a_table_that_leaves_an_event_undecided_in_a_new_state_cannot_be_built(page: ModuleType) -> None:
    ballot = page.Transition(page.STATES, BallotClosed, None, page.said.ItemStalled, why="a ballot ends it")
    clauses = (*page.TABLE.clauses, ballot)
    page.StateTable("item", page.STATES, clauses)
    with pytest.raises(ValueError, match="paused"):
        page.StateTable("item", (*page.STATES, "paused"), clauses)
