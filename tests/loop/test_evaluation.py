"""Ballots and figures over their real tables and counting."""

from datetime import UTC, date, datetime, timedelta

import pytest

from services.evaluation.domain.ballot.ballot import Ballot, lapsed
from services.evaluation.domain.figures import Material, figures_of
from shared.language.contracts.handling import Answer, Extension
from tests.unit.evaluation.builders import DEPUTIES, answer, cast, close, item, open_ballot, vote

FIRST, LAST = date(2026, 9, 1), date(2026, 11, 20)


def all_abstain() -> Ballot:
    """A ballot in which everybody abstained."""
    votes = [vote(id, "abstained", "abstained") for id in DEPUTIES]
    return close(cast(open_ballot(entitled=DEPUTIES), *votes), *votes)


def test_l11_when_all_abstain_nobody_is_satisfied_and_another_ballot_may_be_opened() -> None:
    ballot = all_abstain()
    assert ballot.result
    assert ballot.result.outcome == "no_opinion"
    assert lapsed(ballot)


def test_l12_open_items_whose_time_is_up_are_late() -> None:
    answered = tuple(item(f"A{n}", answers=(answer(late=n == 0),)) for n in range(17))
    overdue = tuple(item(f"O{n}", state="in_progress", due_on="2026-11-19", answers=()) for n in range(8))
    to_come = item("T1", state="in_progress", due_on=LAST, answers=())
    found = figures_of(Material(items=(*answered, *overdue, to_come)), FIRST, LAST, LAST, 1)
    assert (found.on_time_rate.count, found.on_time_rate.of) == (16, 25)
    assert found.late_items == ("A0", *(f"O{n}" for n in range(8)))


UP = datetime(2026, 9, 30, 16, tzinfo=UTC)
"""When time was up before more was granted."""


@pytest.mark.parametrize(("minutes", "late"), [(0, False), (1, True)])
@pytest.mark.parametrize("answers", [(), (answer(),)], ids=["open", "answered"])
def test_l10_more_time_that_is_granted_when_it_has_run_out_leaves_the_item_late(
    answers: tuple[Answer, ...], minutes: int, late: bool
) -> None:
    granted = Extension(
        reason="等配件",
        until=date(2026, 12, 24),
        asked_at=UP - timedelta(days=3),
        decided_at=UP + timedelta(minutes=minutes),
        approved=True,
        was_due_at=UP,
    )
    found = figures_of(Material(items=(item(answers=answers, extensions=(granted,)),)), FIRST, LAST, LAST, 1)
    assert found.late_items == (("I1",) if late else ())


def test_l10_more_time_granted_too_late_in_one_round_makes_no_other_round_late() -> None:
    granted = Extension(
        reason="等配件",
        until=date(2026, 12, 24),
        asked_at=UP - timedelta(days=3),
        decided_at=UP + timedelta(days=1),
        approved=True,
        was_due_at=UP,
    )
    rounds = (answer(round=1), answer(round=2, published_at=datetime(2026, 11, 10, tzinfo=UTC)))
    found = figures_of(
        Material(items=(item(round=2, answers=rounds, extensions=(granted,)),)), FIRST, LAST, LAST, 1
    )
    assert (found.late_items, found.redo_on_time.count) == (("I1",), 1)
