"""Raisers rate the answer they were given."""

from datetime import timedelta
from typing import Any

import pytest

from services.evaluation.domain.rating.giving import RatingFacts
from services.evaluation.domain.rating.rating import Rating, rating_id_of
from services.evaluation.domain.rating.table import RATING_TABLE
from services.evaluation.storage.tables import RATING
from shared.language.behaviour import Decision, Moved
from shared.language.contracts.evaluation import GiveRating, RatingGiven
from shared.language.contracts.intake import Reopening, SubmissionSnapshot
from tests.unit.evaluation.builders import CITIZEN, OPENED_AT, SECRET, refusal, situation, submission


def rate(
    before: Rating | None = None, known: SubmissionSnapshot | None = None, days: int = 0, **fields: Any
) -> Decision[Rating]:
    usual = {"submission_id": "D1", "proof": SECRET, "satisfied": True}
    now = OPENED_AT + timedelta(days=days)
    return RATING_TABLE.decide(
        before, GiveRating.model_validate({**usual, **fields}), situation(CITIZEN, now, RatingFacts(known))
    )


def given(decision: Decision[Rating]) -> Rating:
    assert isinstance(decision, Moved), decision
    return decision.after


def test_the_latest_rating_wins_and_all_are_counted() -> None:
    first = given(rate(known=submission(), satisfied=False, reason="车没来"))
    second = given(rate(first, submission(), days=20, reason="现在一周三趟"))
    assert (first.given, first.satisfied, first.reason) == (1, False, "车没来")
    assert (second.given, second.satisfied, second.reason, second.version) == (2, True, "现在一周三趟", 2)
    assert second.at == OPENED_AT + timedelta(days=20)


def test_a_rating_has_an_id_of_its_own_that_follows_from_its_submission() -> None:
    rating = given(rate(known=submission()))
    assert RATING.id_of(rating) == rating_id_of("D1") != "D1"
    assert RATING.load(RATING.dump(rating)) == rating
    assert RatingGiven.model_validate({"rating": RATING.publish(rating)}).rating.submission_id == "D1"


@pytest.mark.parametrize(
    "typed", [SECRET, SECRET.lower(), " K7M 2QX 9FA 3BD ", "Ｋ７Ｍ－２ｑｘ－９ｆａ－３ｂｄ", "K7M2QX9FA3BD"]
)
def test_a_proof_may_be_typed_as_people_type(typed: str) -> None:
    assert given(rate(known=submission(), proof=typed)).given == 1


@pytest.mark.parametrize(
    ("known", "fields", "code"),
    [
        (None, {}, "unknown_thing"),
        (submission(), {"proof": "K7M-2QX-9FA-3BE"}, "wrong_proof"),
        (submission(), {"proof": ""}, "wrong_proof"),
        (submission(), {"proof": submission().trace_code}, "wrong_proof"),
        (submission(proof=None), {}, "no_proof_kept"),
        (submission(answers=()), {}, "no_answer_yet"),
        (submission(answers=()), {"proof": "guessed"}, "wrong_proof"),
        (submission(), {"satisfied": False}, "reason_required"),
        (submission(), {"satisfied": False, "reason": " "}, "reason_required"),
    ],
)
def test_a_rating_is_refused_without_proof_answer_or_reason(
    known: SubmissionSnapshot | None, fields: dict[str, Any], code: str
) -> None:
    assert refusal(rate(known=known, **fields)) == code


def opened_again(days: int) -> SubmissionSnapshot:
    answer = submission().answers[-1]
    once = Reopening(state="closed", why="答错了", by="o1", at=answer.at + timedelta(days=days))
    return submission(reopened=(once,))


def test_an_answer_is_not_rated_after_the_office_has_opened_the_matter_again() -> None:
    assert refusal(rate(known=opened_again(1), satisfied=False, reason="没修好")) == "answer_has_passed"
    assert refusal(rate(given(rate(known=submission())), opened_again(1))) == "answer_has_passed"


def test_the_answer_that_follows_is_rated() -> None:
    assert given(rate(known=opened_again(-1))).round == submission().answers[-1].round
