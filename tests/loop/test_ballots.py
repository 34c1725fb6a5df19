"""Ballots open by themselves, for those who may vote by the rules, over the real tables and use cases of
evaluation and handling; a case's number is in its test's name."""

import pytest
from pydantic import ValidationError

from shared.language.behaviour import law_of
from shared.language.contracts.envelope import Role
from shared.language.contracts.evaluation import (
    BallotOpened,
    BallotReminded,
    CastVote,
    EnterPaperVote,
    OpenBallot,
    RecuseFromBallot,
)
from shared.language.contracts.handling import EndUnrated, ItemAnswered
from shared.language.rules import load_rule_set
from tests.loop.rating import ALL, ANSWERED_AT, DAY, Rated
from tests.support.people import LAW_HERE, somebody
from tests.support.township import with_rules
from tests.unit.evaluation.builders import CLOSES_AT, OFFICE, OPENED_AT, deputy, item
from tests.unit.evaluation.world import EvaluationWorld
from tests.unit.handling.examples import called

MODELS = ("zhejiang", "shanghai", "chongqing", "qingdao")


def test_l24_nobody_types_who_may_vote() -> None:
    assert set(OpenBallot.model_fields) == {"item_id", "recused"}
    with pytest.raises(ValidationError):
        OpenBallot.model_validate({"item_id": "I1", "entitled": ["deputy-05"]})


@pytest.mark.parametrize("model", MODELS)
def test_l24_no_single_vote_decides_or_is_shown_by_any_rules(model: str) -> None:
    world = EvaluationWorld()
    world.law = law_of(with_rules(OPENED_AT.date(), rule_set=model).township)
    ballot = world.ballot(world.opens())
    assert len(ballot.entitled) >= load_rule_set(model).ballot.least_entitled
    vote = CastVote(ballot_id=ballot.ballot_id, process="satisfied", result="dissatisfied", reason="没通车")
    world.must(OPENED_AT, deputy("deputy-05"), vote)
    world.advance(CLOSES_AT + 60 * DAY)
    result = world.ballot(ballot.ballot_id).result
    assert result
    assert (result.outcome, result.shown, result.reasons) == ("no_quorum", False, ())
    assert "没通车" not in "".join(event.model_dump_json() for event in world.events)


def test_the_answer_opens_the_ballot_for_all_deputies_and_its_result_ends_the_item() -> None:
    rated = Rated()
    (ballot,) = rated.ballots
    assert (rated.item.state, ballot.entitled, ballot.electorate) == ("rating", ALL, ("deputies",))
    rated.vote(ANSWERED_AT + DAY, "satisfied", *ALL[:7])
    rated.lives_until(ballot.closes_at)
    assert rated.item.state == "satisfied"
    assert [one.result.no_feedback for one in rated.ballots if one.result] == [5]


def test_two_instances_hear_the_answer_and_there_is_one_ballot() -> None:
    rated = Rated()
    told = [event for event in rated.handling.events if isinstance(event, ItemAnswered)]
    for _ in range(2):
        assert rated.evaluation.hears(ANSWERED_AT, told[0])
    assert [type(event) for event in rated.evaluation.events] == [BallotOpened]


def test_a_new_answer_has_a_ballot_of_its_own_and_who_kept_out_keeps_out() -> None:
    rated = Rated()
    first = rated.ballots[0]
    recuse = RecuseFromBallot(ballot_id=first.ballot_id, deputy_id=ALL[9], reason="本人的船厂承建")
    rated.says(ANSWERED_AT, deputy(ALL[9]), recuse)
    rated.vote(ANSWERED_AT + DAY, "dissatisfied", *ALL[:8])
    rated.lives_until(first.closes_at + DAY)
    assert (rated.item.state, rated.item.round) == ("redo", 2)
    rated.answers_again(first.closes_at + 10 * DAY)
    second = rated.ballots[1]
    assert (second.round, second.state, rated.item.ballot_id) == (2, "open", second.ballot_id)
    assert second.recused == {ALL[9]}
    rated.vote(second.opened_at, "satisfied", *ALL[:8])
    rated.lives_until(second.closes_at)
    assert rated.item.state == "satisfied"


def test_l11_all_abstain_and_the_office_asks_once_more_and_then_says_how_it_ends() -> None:
    rated = Rated()
    again = OpenBallot(item_id=rated.id)
    note = EndUnrated(item_id=rated.id, note="两次评议全部弃权，按现有答复办结。")
    rated.vote(ANSWERED_AT, "abstained", *ALL)
    rated.lives_until(rated.ballots[0].closes_at)
    assert (rated.item.state, [one.what for one in rated.item.waiting]) == ("answered", ["open_ballot"])
    rated.says(rated.ballots[0].closes_at + DAY, OFFICE, again)
    assert rated.item.state == "rating"
    rated.vote(rated.ballots[1].opened_at, "abstained", *ALL)
    rated.lives_until(rated.ballots[1].closes_at)
    assert [one.result.outcome for one in rated.ballots if one.result] == ["no_opinion"] * 2
    later = rated.ballots[1].closes_at + DAY
    assert rated.evaluation.refused(later, OFFICE, again) == "ballots_spent"
    rated.says(later, OFFICE, note)
    assert (rated.item.state, rated.item.waiting) == ("unrated", ())


def test_when_nobody_votes_for_a_year_the_deputies_are_reminded_and_then_the_office_until_it_acts() -> None:
    rated = Rated()
    rated.lives_until(ANSWERED_AT + 365 * DAY)
    (ballot,) = rated.ballots
    assert ballot.result
    assert (ballot.result.outcome, ballot.result.no_feedback, ballot.extensions) == ("no_quorum", 12, 1)
    assert len([event for event in rated.evaluation.events if isinstance(event, BallotReminded)]) == 6
    rungs = called(rated.handling, "open_ballot")
    assert len([rung for rung in rungs if rung.startswith("escalation")]) > 30
    assert rungs[-1].endswith("office head presidium")


def test_where_too_few_may_vote_no_ballot_opens_and_the_office_is_waited_for() -> None:
    world = EvaluationWorld()
    change = with_rules(OPENED_AT.date(), ("ballot.least_entitled", "13"))
    world.law = law_of(change.township)
    (why,) = world.hears(OPENED_AT, ItemAnswered(item=item()))
    assert "too few deputies may vote" in why
    refusal = world.refusal(OPENED_AT, OFFICE, OpenBallot(item_id="I1"))
    assert (refusal.code, dict(refusal.values)["least"]) == ("too_few_may_vote", "13")


def test_the_other_townships_deputies_cannot_vote_nor_those_whose_seat_has_ended_or_is_to_begin() -> None:
    world = EvaluationWorld(law=LAW_HERE)
    ballot = world.ballot(world.opens())
    vote = CastVote(ballot_id=ballot.ballot_id, process="satisfied", result="satisfied")
    for when, code in (("elsewhere", "unknown_person"), ("over", "term_ended"), ("now", None)):
        who = somebody(Role.DEPUTY, when)
        assert (who.id in ballot.entitled) is (code is None)
        refusal = world.do(OPENED_AT, who, vote)
        assert (refusal.code if refusal else None) == code


def test_papers_are_entered_by_two_people_each_once_until_the_close() -> None:
    """A clerk's day with three papers, and every wrong click."""
    world = EvaluationWorld()
    id = world.opens()

    def paper(voter: str, number: str, second: str = "deputy-09", **chosen: str) -> EnterPaperVote:
        choices = {"process": "satisfied", "result": "satisfied", **chosen}
        return EnterPaperVote(ballot_id=id, voter_id=voter, number=number, second_person=second, **choices)

    world.must(
        OPENED_AT, deputy("deputy-02"), CastVote(ballot_id=id, process="satisfied", result="satisfied")
    )
    assert world.refused(OPENED_AT, OFFICE, paper("deputy-01", "1", OFFICE.id)) == "second_person_needed"
    world.must(OPENED_AT, OFFICE, paper("deputy-01", "1"))
    assert world.refused(OPENED_AT, OFFICE, paper("deputy-03", "1")) == "paper_entered"
    world.must(OPENED_AT, OFFICE, paper("deputy-03", "2"))
    assert world.refused(OPENED_AT, OFFICE, paper("deputy-02", "3")) == "deputy_has_voted"
    assert (
        world.refused(OPENED_AT, OFFICE, paper("deputy-04", "3", result="dissatisfied")) == "vote_incomplete"
    )
    ballot = world.ballot(id)
    assert (ballot.votes, ballot.papers) == (3, 2)
    world.advance(CLOSES_AT + 60 * DAY)
    assert world.refused(CLOSES_AT + 60 * DAY, OFFICE, paper("deputy-04", "3")) == "wrong_state"
