"""Voting, once and secretly."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from services.evaluation.storage.tables import BALLOT
from shared.language.behaviour import Moved
from shared.language.contracts.evaluation import (
    VoteRecorded,
)
from tests.unit.evaluation.builders import (
    CLOSES_AT,
    DEPUTIES,
    close,
    moved,
    open_ballot,
    refusal,
    voting,
)

LAST_MOMENT = CLOSES_AT - timedelta(seconds=1)


def test_a_recused_deputy_does_not_vote() -> None:
    ballot = open_ballot(recused=DEPUTIES[-1:])
    assert set(ballot.entitled) == set(DEPUTIES[:-1])
    assert refusal(voting(ballot, DEPUTIES[-1])) == "recused"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"voter": "deputy-11"}, "not_entitled"),
        ({"voted": True}, "already_voted"),
        ({"now": CLOSES_AT + timedelta.resolution}, "ballot_over"),
        ({"process": "excellent"}, "vote_incomplete"),
        ({"result": "basicaly"}, "vote_incomplete"),
        ({"result": "dissatisfied"}, "vote_incomplete"),
        ({"process": "dissatisfied", "reason": "  "}, "vote_incomplete"),
    ],
)
def test_a_vote_is_refused_with_what_is_wrong(fields: dict[str, Any], code: str) -> None:
    assert refusal(voting(open_ballot(), **fields)) == code


@pytest.mark.parametrize("now", [LAST_MOMENT, CLOSES_AT])
def test_a_vote_is_taken_until_the_last_moment(now: datetime) -> None:
    assert moved(voting(open_ballot(), now=now)).votes == 1


def test_what_a_deputy_chose_is_neither_in_the_ballot_nor_in_its_event() -> None:
    decision = voting(open_ballot(), process="basically", result="dissatisfied", reason="菜价比集镇还贵")
    assert isinstance(decision, Moved)
    published = VoteRecorded.model_validate({"ballot": BALLOT.publish(decision.after)}).model_dump_json()
    stored = str(BALLOT.dump(decision.after))
    for secret in ("basically", "dissatisfied", "菜价"):
        assert secret not in published
        assert secret not in stored
    assert decision.after.votes == 1


def test_votes_are_taken_again_after_the_extension() -> None:
    assert moved(voting(close(open_ballot()), now=CLOSES_AT)).votes == 1
