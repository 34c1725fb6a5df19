"""Votes on paper: entered once each, by two people, for those who may vote."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from services.evaluation.domain.ballot.voting import VotingFacts
from services.evaluation.storage.tables import BALLOT
from shared.language.behaviour import law_of
from shared.language.calendar import local_day
from shared.language.contracts.evaluation import CastVote, EnterPaperVote, RecuseFromBallot, VoteRecorded
from tests.support.township import after_the_term_of
from tests.unit.evaluation.builders import (
    CLOSES_AT,
    DEPUTIES,
    OFFICE,
    OPENED_AT,
    decide,
    deputy,
    moved,
    open_ballot,
    refusal,
    situation,
)
from tests.unit.evaluation.world import EvaluationWorld

SECOND = "deputy-09"


def opened(*recused: str) -> tuple[EvaluationWorld, str]:
    world = EvaluationWorld()
    id = world.opens()
    for one in recused:
        keeps_out = RecuseFromBallot(ballot_id=id, deputy_id=one, reason="自家的船厂")
        world.must(OPENED_AT, deputy(one), keeps_out)
    return world, id


def paper(ballot_id: str, **fields: Any) -> EnterPaperVote:
    usual = {"voter_id": "deputy-01", "number": "1", "second_person": SECOND}
    chosen = {"process": "satisfied", "result": "basically"}
    return EnterPaperVote(ballot_id=ballot_id, **{**usual, **chosen, **fields})


def test_a_paper_counts_as_a_vote_and_its_event_names_nobody_and_no_choice() -> None:
    world, id = opened()
    told = world.must(OPENED_AT, OFFICE, paper(id))
    assert isinstance(told, VoteRecorded)
    assert (told.ballot.votes, told.ballot.papers) == (1, 1)
    assert [(v.process, v.result) for v in world.votes(id)] == [("satisfied", "basically")]
    assert "basically" not in told.model_dump_json()
    assert told.anonymous


def test_who_voted_on_paper_does_not_vote_on_the_screen_nor_the_other_way_round() -> None:
    world, id = opened()
    world.must(OPENED_AT, OFFICE, paper(id))
    vote = CastVote(ballot_id=id, process="satisfied", result="satisfied")
    assert world.refused(OPENED_AT, deputy("deputy-01"), vote) == "already_voted"
    world.must(OPENED_AT, deputy("deputy-02"), vote)
    again = paper(id, voter_id="deputy-02", number="2")
    assert world.refused(OPENED_AT, OFFICE, again) == "deputy_has_voted"
    assert len(world.votes(id)) == 2


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"number": "1", "voter_id": "deputy-03"}, "paper_entered"),
        ({"number": "2", "voter_id": "head-1"}, "not_entitled"),
        ({"number": "2", "voter_id": DEPUTIES[-1]}, "recused"),
        ({"number": "2", "voter_id": "deputy-03", "second_person": OFFICE.id}, "second_person_needed"),
        ({"number": "2", "voter_id": "deputy-03", "second_person": "deputy-03"}, "second_person_needed"),
        ({"number": "2", "voter_id": "deputy-03", "second_person": "nobody-1"}, "unknown_people"),
    ],
)
def test_a_paper_is_refused_with_what_is_wrong(fields: dict[str, str], code: str) -> None:
    world, id = opened(DEPUTIES[-1])
    world.must(OPENED_AT, OFFICE, paper(id))
    assert world.refused(OPENED_AT, OFFICE, paper(id, **fields)) == code


def test_a_paper_comes_in_until_the_ballot_is_over() -> None:
    facts = VotingFacts(has_voted=False)
    for moment, votes in ((CLOSES_AT, 1), (CLOSES_AT + timedelta.resolution, None)):
        decision = decide(open_ballot(), paper("new"), situation(OFFICE, moment, facts))
        assert refusal(decision) == "ballot_over" if votes is None else moved(decision).papers == votes


def test_a_deputy_enters_no_paper() -> None:
    world, id = opened()
    assert world.refused(OPENED_AT, deputy("deputy-02"), paper(id)) == "wrong_role"


@pytest.mark.parametrize(("said", "code"), [("yes", None), ("no", "unknown_deputy")])
def test_a_seat_that_has_ended_keeps_its_vote_on_paper_by_rule_alone(said: str, code: str | None) -> None:
    world, id = opened()
    last = local_day(OPENED_AT)
    world.law = law_of(after_the_term_of("deputy-01", last, ("ballot.old_term_votes", said)))
    refusal = world.do(OPENED_AT + timedelta(days=1), OFFICE, paper(id))
    assert (refusal.code if refusal else None) == code


def test_with_two_votes_the_outcome_alone_is_told() -> None:
    world = EvaluationWorld()
    id = world.opens()
    world.things[BALLOT.name, id] = replace(world.ballot(id), entitled=DEPUTIES[:2])
    for voter in DEPUTIES[:2]:
        vote = CastVote(ballot_id=id, process="basically", result="dissatisfied", reason="没通车")
        world.must(OPENED_AT, deputy(voter), vote)
    world.advance(CLOSES_AT)
    result = world.ballot(id).result
    assert result
    assert (result.outcome, result.shown, result.reasons) == ("redo", False, ())
    assert not any(result.result.model_dump().values())
    assert "没通车" not in "".join(event.model_dump_json() for event in world.events)
