"""The public figures at their edges: periods, parts, nothing at all."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.evaluation.domain.figures import Material, figures_of
from shared.language.contracts.evaluation import (
    AxisCount,
    BallotResult,
    BallotSnapshot,
)
from shared.language.contracts.figures import Figures
from shared.language.contracts.handling import Extension, KeyMark, Notice, Supervised
from shared.language.contracts.intake import TopicSnapshot
from shared.language.contracts.scheduling import Finding, MeetingSnapshot, VisitSnapshot
from tests.unit.evaluation.builders import DEPUTIES, OPENED_AT, RULES, answer, item, submission
from tests.unit.evaluation.story_material import everything

FIRST, LAST = date(2026, 9, 1), date(2026, 11, 20)


def figures(everything: Material, first: date = FIRST, last: date = LAST, today: date = LAST) -> Figures:
    return figures_of(everything, first, last, today, RULES.privacy.least_counted)


@cache
def story_figures() -> Figures:
    return figures(everything())


def test_nothing_known_gives_noughts_and_no_rate() -> None:
    empty = figures(Material())
    assert empty.raised == empty.votes_cast == empty.citizen_ratings_given == 0
    assert empty.response_rate.percent is None
    assert empty.satisfaction_final_round.result.rate.percent is None
    assert empty.days_to_first_answer_median is None


def test_another_period_has_nothing_of_this_one() -> None:
    assert figures(everything(), date(2027, 1, 1), date(2027, 2, 28)) == figures(Material())


def test_what_came_of_a_submission_is_counted_in_its_period_however_late_it_came() -> None:
    only_raising = figures(everything(), FIRST, date(2026, 9, 11))
    assert only_raising == story_figures()


def test_a_part_of_the_submissions_brings_its_own_topics_and_items_only() -> None:
    first_day = figures(everything(), FIRST, FIRST)
    assert first_day.raised > 0
    assert first_day.items_from_meetings < 7
    assert first_day.votes_cast < 63


@pytest.mark.parametrize(
    ("minutes", "inside"),
    [(-1, False), (0, False), (1, True), (24 * 60, True), (24 * 60 + 1, False)],
    ids=["before", "24:00 of the day before", "first", "24:00", "after"],
)
def test_the_period_is_of_days_in_shanghai(minutes: int, inside: bool) -> None:
    midnight = datetime(2026, 8, 31, 16, 0, tzinfo=UTC)
    raised = submission(submitted_at=midnight + timedelta(minutes=minutes))
    assert figures(Material(submissions=(raised,)), FIRST, FIRST).raised == inside


def test_a_withdrawn_submission_is_raised_but_owed_no_answer() -> None:
    both = (submission("D1", state="withdrawn", answers=()), submission("D2"))
    found = figures(Material(submissions=both))
    assert (found.raised, found.response_rate.count, found.response_rate.of) == (2, 1, 1)


def test_a_submission_without_answer_lowers_the_response_rate() -> None:
    both = (submission("D1", state="merged", answers=()), submission("D2"))
    assert figures(Material(submissions=both)).response_rate.percent == Decimal("50.0")


def test_a_topic_without_submissions_belongs_to_the_period_in_which_it_was_set() -> None:
    topic = TopicSnapshot(
        topic_id="T1",
        state="collecting",
        title="水库",
        text="",
        origin="government",
        lead_id="head-1",
        created_at=datetime(2026, 9, 3, 1, tzinfo=UTC),
    )
    assert figures(Material(topics=(topic,))).topics_by_origin == {"government": 1}
    assert figures(Material(topics=(topic,)), date(2026, 9, 4)).topics_by_origin == {}
    dropped = topic.model_copy(update={"state": "dropped"})
    assert figures(Material(topics=(dropped,))).topics_by_origin == {}


def test_a_meeting_without_topics_belongs_to_the_period_of_its_day() -> None:
    meeting = MeetingSnapshot(
        meeting_id="M1", kind="regular", state="in_session", day=date(2026, 9, 22), held_at=OPENED_AT
    )
    assert figures(Material(meetings=(meeting,))).meetings_held == 1
    assert figures(Material(meetings=(meeting,)), date(2026, 9, 23)).meetings_held == 0


def test_the_median_of_an_even_number_lies_between() -> None:
    answers = {"I1": 20, "I2": 23}
    items = tuple(
        item(id, answers=(answer(published_at=datetime(2026, 9, 24, 6, tzinfo=UTC) + timedelta(days=days)),))
        for id, days in answers.items()
    )
    found = figures(Material(items=items))
    assert found.days_to_first_answer == answers
    assert found.days_to_first_answer_median == Decimal("21.5")


def test_a_promise_counts_towards_solved_only_for_the_latest_answer() -> None:
    redone = item(round=2, answers=(answer("B", 1, promise_id="PR1"), answer("D", 2)))
    kept = (
        replace(everything(), items=(redone,))
        .promises[0]
        .model_copy(update={"promise_id": "PR1", "item_id": "I1", "state": "fulfilled"})
    )
    found = figures(Material(items=(redone,), promises=(kept,)))
    assert (found.promises_fulfilled, found.solved_rate_with_promises.count) == (1, 0)


@pytest.mark.parametrize(("approved", "counted"), [(True, 1), (False, 0), (None, 0)])
def test_an_extension_counts_when_it_is_granted(approved: bool | None, counted: int) -> None:
    asked = Extension(reason="等配件", until=LAST, asked_at=OPENED_AT, approved=approved)
    assert figures(Material(items=(item(extensions=(asked,)),))).extensions == counted


def ballot(round: int, outcome: str, votes: int, **counts: int) -> BallotSnapshot:
    result = BallotResult(outcome=outcome, process=AxisCount(**counts), result=AxisCount(**counts))
    return BallotSnapshot(
        ballot_id=f"B{round}",
        item_id="I1",
        item_title="站",
        round=round,
        state="closed",
        entitled=DEPUTIES,
        opened_at=OPENED_AT,
        closes_at=OPENED_AT,
        votes=votes,
        result=result,
    )


def test_a_ballot_without_quorum_has_votes_but_says_nothing() -> None:
    redo, lost = ballot(1, "redo", 8, dissatisfied=8), ballot(2, "no_quorum", 2)
    found = figures(Material(items=(item(),), ballots=(lost, redo)))
    assert (found.ballots, found.votes_cast, found.redo_count, found.items_satisfied) == (2, 10, 1, 0)
    assert found.satisfaction_final_round.result.dissatisfied == 8


def test_a_ballot_in_which_all_abstained_is_shown_and_satisfies_nobody() -> None:
    nothing = ballot(1, "no_opinion", 6, abstained=6)
    found = figures(Material(items=(item(),), ballots=(nothing,)))
    assert (found.ballots, found.ballots_without_opinion, found.abstentions) == (1, 1, 6)
    assert (found.items_satisfied, found.satisfaction_final_round.result.rate.percent) == (0, None)


def test_a_ballot_that_is_still_open_is_not_in_the_figures() -> None:
    still_open = ballot(1, "satisfied", 3).model_copy(update={"state": "open", "result": None})
    found = figures(Material(items=(item(),), ballots=(still_open,)))
    assert (found.ballots, found.votes_cast) == (0, 0)


def test_votes_of_a_few_and_who_said_nothing_stand_in_figures_of_their_own() -> None:
    few = ballot(1, "no_quorum", 2)
    assert few.result
    untold = few.result.model_copy(update={"shown": False, "no_feedback": 10})
    found = figures(Material(items=(item(),), ballots=(few.model_copy(update={"result": untold}),)))
    assert (found.ballots, found.ballots_not_shown, found.votes_cast, found.no_feedback) == (1, 1, 2, 10)
    assert found.satisfaction_all_rounds.result.counted == 0


def test_what_was_assigned_without_a_meeting_and_what_nobody_rated_is_counted_by_itself() -> None:
    direct = item("I2", meeting_id=None)
    unrated = item("I3", meeting_id="M1", state="unrated")
    small = item("I4", fast_lane=True, meeting_id=None)
    found = figures(Material(items=(item(meeting_id="M1"), direct, unrated, small)))
    assert (found.items_from_meetings, found.items_direct, found.items_unrated) == (2, 1, 1)
    assert (found.items_fast_lane, found.on_time_rate.of) == (1, 3)


@given(st.randoms(use_true_random=False))
def test_the_order_in_which_things_were_heard_of_changes_no_count(chance: Any) -> None:
    def shuffled(things: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(chance.sample(things, len(things)))

    material = Material(
        **{field.name: shuffled(getattr(everything(), field.name)) for field in fields(Material)}
    )
    assert figures(material) == story_figures()


@given(st.sets(st.integers(0, 27)))
def test_rates_never_exceed_their_whole_and_ballots_add_up(left_out: set[int]) -> None:
    kept = tuple(s for number, s in enumerate(everything().submissions) if number not in left_out)
    found = figures(replace(everything(), submissions=kept))
    for rate in (found.response_rate, found.solved_rate, found.solved_rate_with_promises, found.on_time_rate):
        assert 0 <= rate.count <= rate.of
    counted = found.satisfaction_all_rounds.result
    assert counted.satisfied + counted.basically + counted.dissatisfied == counted.counted
    assert counted.counted + found.abstentions == found.votes_cast
    assert found.promises_fulfilled + found.promises_open + found.promises_overdue == found.promises_total


def test_what_deputies_said_and_how_notices_were_answered_is_counted() -> None:
    given: dict[str, Any] = {"colour": "warn", "text": "请答复", "by": "deputy-09", "given_at": OPENED_AT}
    became: tuple[tuple[date, dict[str, Any]], ...] = (
        (FIRST, {"answered_at": OPENED_AT}),
        (FIRST, {"answered_at": OPENED_AT, "late": True}),
        (FIRST, {}),
        (LAST, {}),
        (FIRST, {"withdrawn_at": OPENED_AT}),
    )
    notices = tuple(
        Notice.model_validate({"notice_id": str(n), **given, "answer_by": day, "due_at": OPENED_AT, **more})
        for n, (day, more) in enumerate(became)
    )
    acts = tuple(Supervised(kind=kind, at=OPENED_AT, by="deputy-09") for kind in ("note", "pressed", "urge"))
    key = (KeyMark(reason="集中", by="deputy-09", at=OPENED_AT),)
    watched = item().model_copy(update={"notices": notices, "supervisions": acts, "key_marks": key})
    found = figures(Material(items=(watched,)))
    assert (found.opinions, found.pressed, found.urges, found.key_items) == (1, 1, 1, 1)
    assert (found.notices_in_time.count, found.notices_in_time.of) == (1, 3)


def test_findings_of_which_nothing_became_are_counted() -> None:
    visit = VisitSnapshot(
        visit_id="V1",
        state="done",
        day=FIRST,
        lead_id="deputy-01",
        found=(Finding(finding_id="F1", text="灯"), Finding(finding_id="F2", text="水", settled="raised")),
    )
    assert figures(Material(visits=(visit,))).findings_left == 1
