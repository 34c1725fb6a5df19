"""What is handed in later keeps the time at which it was raised (case P21)."""

from datetime import date, timedelta
from typing import Any

import pytest

from services.intake.domain.submission.submission import Submission
from shared.kernel.messages.envelope import Actor
from shared.language.behaviour import law_of
from shared.language.contracts import intake as said
from shared.language.contracts.envelope import Role
from tests.support.township import with_rules
from tests.unit.intake.world import CITIZEN, NOW, OFFICE, IntakeWorld

HOTLINE = Actor("hotline:clerk-7", Role.AGENT, source="/county/hotline")
DAY = date(2026, 9, 1)
NIGHT = NOW - timedelta(hours=10)


@pytest.fixture
def world() -> IntakeWorld:
    return IntakeWorld()


def calling(**more: Any) -> said.SubmitSubmission:
    return said.SubmitSubmission.model_validate({"text": "路灯不亮", "channel": "12345", **more})


def only(world: IntakeWorld) -> Submission:
    (found,) = (thing for (kind, _), thing in world.things.items() if kind == "submission")
    assert isinstance(found, Submission)
    return found


def test_a_nights_call_shows_when_it_was_raised_and_its_time_counts_from_its_arrival(
    world: IntakeWorld,
) -> None:
    world.must(NOW, HOTLINE, calling(raised_at=NIGHT))
    submission = only(world)
    assert (submission.raised_at, submission.submitted_at, submission.counts_from) == (NIGHT, NOW, NOW)


def test_a_township_may_let_its_time_count_from_when_it_was_raised(world: IntakeWorld) -> None:
    world.law = law_of(with_rules(DAY, ("intake.counts_from_raising", "yes")).township)
    world.must(NOW, HOTLINE, calling(raised_at=NIGHT))
    assert only(world).counts_from == NIGHT
    world.advance(NOW + timedelta(hours=1))
    (waiting,) = (one for one in only(world).waiting if one.what == "look_at")
    assert waiting.due_at < NOW


def test_without_that_time_nobody_makes_one_up(world: IntakeWorld) -> None:
    world.must(NOW, CITIZEN, calling())
    submission = only(world)
    assert submission.raised_at is None


def test_nobody_has_raised_it_tomorrow_and_a_clock_that_is_ahead_is_no_lie(world: IntakeWorld) -> None:
    tomorrow = calling(raised_at=NOW + timedelta(days=1))
    assert world.refused(NOW, OFFICE, tomorrow) == "raised_in_the_future"
    world.must(NOW, OFFICE, calling(raised_at=NOW + timedelta(minutes=2)))
    submission = only(world)
    assert submission.raised_at == NOW


def test_what_is_older_than_the_rules_allow_is_raised_anew(world: IntakeWorld) -> None:
    world.must(NOW, OFFICE, calling(raised_at=NOW - timedelta(days=29)))
    assert world.refused(NOW, OFFICE, calling(raised_at=NOW - timedelta(days=40))) == "raised_too_long_ago"
