"""A deputy keeps out of an open ballot, before they have voted."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.evaluation.domain.ballot.recusing import KeepingOutFacts
from services.evaluation.storage.tables import BALLOT
from shared.kernel.messages.envelope import SYSTEM, Actor
from shared.language.contracts.evaluation import BallotRecused, CastVote, RecuseFromBallot
from shared.language.contracts.intake import Recusal, TopicRecused
from tests.support.world import at
from tests.unit.chapters import Example
from tests.unit.evaluation.builders import CLOSES_AT, DEPUTIES, OFFICE, OPENED_AT, deputy
from tests.unit.evaluation.world import EvaluationWorld
from tests.unit.redacting import a_sample

SHIPYARD = "本人的船厂承建这道闸门"
EXAMPLES = (Example(a_sample(TopicRecused), SYSTEM, ("open",), KeepingOutFacts(frozenset())),)


def opened() -> tuple[EvaluationWorld, str]:
    world = EvaluationWorld()
    return world, world.opens()


def recuse(ballot_id: str, deputy_id: str = "deputy-10") -> RecuseFromBallot:
    return RecuseFromBallot(ballot_id=ballot_id, deputy_id=deputy_id, reason=SHIPYARD)


@pytest.mark.parametrize("by", [deputy("deputy-10"), OFFICE])
def test_who_keeps_out_does_not_vote_and_is_told_of_with_the_reason(by: Actor) -> None:
    world, id = opened()
    told = world.must(OPENED_AT, by, recuse(id))
    assert isinstance(told, BallotRecused)
    (recusal,) = told.ballot.recusals
    assert (recusal.deputy_id, recusal.reason, recusal.recorded_by) == ("deputy-10", SHIPYARD, by.id)
    vote = CastVote(ballot_id=id, process="satisfied", result="satisfied")
    assert world.refused(OPENED_AT, deputy("deputy-10"), vote) == "recused"
    assert "deputy-10" not in world.ballot(id).entitled
    assert len(world.ballot(id).entitled) == 11


def test_a_recusal_is_refused_with_what_is_wrong() -> None:
    world, id = opened()
    world.must(OPENED_AT, OFFICE, recuse(id))
    assert world.refused(OPENED_AT, OFFICE, recuse(id)) == "recused_from_ballot"
    assert world.refused(OPENED_AT, deputy("deputy-01"), recuse(id, "deputy-02")) == "recusal_of_other"
    assert world.refused(OPENED_AT, OFFICE, recuse(id, "nobody-77")) == "no_voter"
    world.must(
        OPENED_AT, deputy("deputy-02"), CastVote(ballot_id=id, process="abstained", result="abstained")
    )
    assert world.refused(OPENED_AT, deputy("deputy-02"), recuse(id, "deputy-02")) == "already_voted"
    assert world.refused(OPENED_AT, OFFICE, recuse(id, "deputy-02")) == "deputy_has_voted"
    world.late_by = timedelta(minutes=5)
    assert world.refused(CLOSES_AT + timedelta(minutes=1), OFFICE, recuse(id, "deputy-03")) == "ballot_over"


def test_when_too_few_are_left_all_deputies_may_vote() -> None:
    world, id = opened()
    five = replace(world.ballot(id), entitled=DEPUTIES[:5], electorate=("present",))
    world.things[BALLOT.name, id] = five
    world.must(OPENED_AT, OFFICE, recuse(id, DEPUTIES[0]))
    ballot = world.ballot(id)
    assert (ballot.widened, len(ballot.entitled), ballot.electorate) == (True, 11, ("present",))
    assert ballot.recused == {DEPUTIES[0]}


def test_who_keeps_out_while_a_ballot_is_open_votes_no_more_unless_they_have() -> None:
    world = EvaluationWorld()
    id = world.opens()
    world.must(
        OPENED_AT, deputy("deputy-02"), CastVote(ballot_id=id, process="abstained", result="abstained")
    )
    recusals = tuple(
        Recusal(deputy_id=one, reason="亲属承包", recorded_by="office-1", at=at("2026-09-02 09:00"))
        for one in ("deputy-02", "deputy-05")
    )
    told = TopicRecused(
        topic=a_sample(TopicRecused).topic.model_copy(
            update={"recusals": recusals, "item_ids": (world.ballot(id).item_id,)}
        )
    )
    world.hears(OPENED_AT, told)
    ballot = world.ballot(id)
    assert [one.deputy_id for one in ballot.recusals] == ["deputy-05"]
    assert "deputy-02" in ballot.entitled
    vote = CastVote(ballot_id=id, process="satisfied", result="satisfied")
    assert world.refused(OPENED_AT, deputy("deputy-05"), vote) == "recused"
    world.hears(OPENED_AT, told)
    assert world.ballot(id).version == ballot.version
