"""Opening a ballot, voting, closing."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from services.evaluation.domain.ballot import Ballot, OpeningFacts
from services.evaluation.storage.tables import BALLOT
from shared.contracts.evaluation import (
    BallotClosed,
    BallotDue,
    BallotExtended,
    CastVote,
    OpenBallot,
    VoteRecorded,
)
from shared.state_machine import Ignored, Transition
from tests.unit.evaluation.builders import (
    CLOSES_AT,
    DEPUTIES,
    OFFICE,
    OPENED_AT,
    answer,
    cast,
    close,
    decide,
    deputy,
    item,
    moved,
    open_ballot,
    refusal,
    situation,
    vote,
)

LAST_MOMENT = CLOSES_AT - timedelta(seconds=1)


def opening(facts: OpeningFacts, **fields: Any) -> str:
    command = OpenBallot(item_id="I1", entitled=fields.get("entitled", DEPUTIES), recused=fields.get("recused", ()))
    return refusal(decide(None, command, situation(OFFICE, facts=facts)))


def voting(
    ballot: Ballot, voter: str = "deputy-01", now: datetime = OPENED_AT, voted: bool = False, **fields: Any
) -> Any:
    choices = {"process": "satisfied", "result": "satisfied", **fields}
    command = CastVote(ballot_id=ballot.ballot_id, **choices)
    return decide(ballot, command, situation(deputy(voter), now, facts=voted))


def due(ballot: Ballot) -> BallotDue:
    return BallotDue(ballot_id=ballot.ballot_id, closes_at=ballot.closes_at)


def test_who_keeps_out_of_the_topic_may_be_named_as_recused_and_the_others_vote() -> None:
    facts = OpeningFacts(item(), False, frozenset(DEPUTIES[:1]))
    command = OpenBallot(item_id="I1", entitled=DEPUTIES, recused=DEPUTIES[:1])
    assert moved(decide(None, command, situation(OFFICE, facts=facts))).voters == frozenset(DEPUTIES[1:])


def test_a_ballot_is_open_until_the_end_of_the_fourteenth_day_and_sets_its_timer() -> None:
    command = OpenBallot(item_id="I1", entitled=DEPUTIES)
    decision = decide(None, command, situation(OFFICE, facts=OpeningFacts(item(), has_ballot=False)))
    ballot = moved(decision)
    assert (ballot.state, ballot.version, ballot.closes_at) == ("open", 1, CLOSES_AT)
    assert isinstance(decision, Transition)
    assert [(timer.at, timer.event) for timer in decision.timers] == [(CLOSES_AT, due(ballot))]


def test_a_ballot_that_would_end_on_a_holiday_ends_on_the_next_working_day() -> None:
    ballot = open_ballot(now=datetime(2026, 9, 18, 8, 0, tzinfo=UTC))
    assert ballot.closes_at == datetime(2026, 10, 8, 16, 0, tzinfo=UTC)  # 2 October lies in the National Day holidays


def test_a_ballot_is_about_the_round_that_was_answered_last() -> None:
    ballot = open_ballot(on=item(round=2, answers=(answer("A", 1), answer("B", 2))))
    assert (ballot.round, ballot.result_class) == (2, "B")


@pytest.mark.parametrize(
    ("facts", "fields", "code"),
    [
        (OpeningFacts(None, has_ballot=False), {}, "unknown_thing"),
        (OpeningFacts(item(fast_lane=True), has_ballot=False), {}, "fast_lane_not_balloted"),
        (OpeningFacts(item(state="rating"), has_ballot=True), {}, "ballot_exists"),
        (OpeningFacts(item(state="in_progress", answers=()), has_ballot=False), {}, "item_not_answered"),
        (OpeningFacts(item(state="in_progress", round=2), has_ballot=False), {}, "item_not_answered"),
        (OpeningFacts(item(state="answered", round=2), has_ballot=False), {}, "item_not_answered"),
        (OpeningFacts(item(), has_ballot=False), {"entitled": ("deputy-99",)}, "unknown_deputy"),
        (OpeningFacts(item(), False, frozenset(DEPUTIES[:1])), {}, "recused_from_topic_votes"),
        (OpeningFacts(item(), has_ballot=False), {"recused": ("head-1",)}, "unknown_deputy"),
        (OpeningFacts(item(), has_ballot=False), {"recused": DEPUTIES}, "nobody_may_vote"),
    ],
)
def test_a_ballot_is_not_opened_when_there_is_nothing_to_rate_or_nobody_to_do_it(
    facts: OpeningFacts, fields: dict[str, Any], code: str
) -> None:
    assert opening(facts, **fields) == code


@pytest.mark.parametrize("entitled", [DEPUTIES, DEPUTIES[:-1]], ids=["named among the entitled", "named apart"])
def test_a_recused_deputy_does_not_vote_however_the_list_is_written(entitled: tuple[str, ...]) -> None:
    ballot = open_ballot(entitled, recused=DEPUTIES[-1:])
    assert ballot.voters == set(DEPUTIES[:-1])
    assert refusal(voting(ballot, DEPUTIES[-1])) == "recused"


def test_a_deputy_named_twice_is_entitled_once() -> None:
    assert open_ballot(entitled=("deputy-01", "deputy-01", "deputy-02")).entitled == ("deputy-01", "deputy-02")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"voter": "deputy-11"}, "not_entitled"),
        ({"voted": True}, "already_voted"),
        ({"now": CLOSES_AT}, "ballot_over"),
        ({"process": "excellent"}, "unknown_choice"),
        ({"result": "basicaly"}, "unknown_choice"),
        ({"result": "dissatisfied"}, "reason_required"),
        ({"process": "dissatisfied", "reason": "  "}, "reason_required"),
    ],
)
def test_a_vote_is_refused_with_what_is_wrong(fields: dict[str, Any], code: str) -> None:
    assert refusal(voting(open_ballot(), **fields)) == code


def test_a_vote_is_taken_until_the_last_moment() -> None:
    assert moved(voting(open_ballot(), now=LAST_MOMENT)).votes == 1


def test_what_a_deputy_chose_is_neither_in_the_ballot_nor_in_its_event() -> None:
    decision = voting(open_ballot(), process="basically", result="dissatisfied", reason="菜价比集镇还贵")
    assert isinstance(decision, Transition)
    published = VoteRecorded.model_validate({"ballot": BALLOT.publish(decision.after)}).model_dump_json()
    stored = str(BALLOT.dump(decision.after))
    for secret in ("basically", "dissatisfied", "菜价"):
        assert secret not in published
        assert secret not in stored
    assert decision.after.votes == 1


def test_a_stored_ballot_is_read_back_as_it_was() -> None:
    votes = [vote(id) for id in DEPUTIES]
    ballot = close(cast(open_ballot(), *votes), *votes)
    assert BALLOT.load(BALLOT.dump(ballot)) == ballot


def test_a_ballot_that_misses_its_quorum_is_open_for_the_same_time_once_more() -> None:
    votes = [vote(id) for id in DEPUTIES[:3]]
    ballot = cast(open_ballot(), *votes)
    decision = decide(ballot, due(ballot), situation(now=CLOSES_AT, facts=tuple(votes)))
    longer = moved(decision)
    assert isinstance(decision, Transition)
    assert decision.emits is BallotExtended
    assert (longer.state, longer.extended, longer.votes) == ("open", True, 3)
    assert longer.closes_at == CLOSES_AT + timedelta(days=14)
    assert [(timer.at, timer.event) for timer in decision.timers] == [(longer.closes_at, due(longer))]


def test_an_extension_counts_from_the_closing_time_however_late_the_timer_comes() -> None:
    ballot = open_ballot()
    late = situation(now=CLOSES_AT + timedelta(days=3), facts=())
    assert moved(decide(ballot, due(ballot), late)).closes_at == CLOSES_AT + timedelta(days=14)


def test_votes_are_taken_again_after_the_extension() -> None:
    assert moved(voting(close(open_ballot()), now=CLOSES_AT)).votes == 1


def test_a_ballot_that_misses_its_quorum_twice_says_nothing_not_even_the_counts() -> None:
    votes = [vote("deputy-01", "dissatisfied"), vote("deputy-02")]
    ballot = close(close(cast(open_ballot(), *votes), *votes), *votes)
    assert ballot.state == "closed"
    assert ballot.result is not None
    assert ballot.result.outcome == "no_quorum"
    assert set(ballot.result.result.model_dump().values()) == {0}
    assert ballot.result.reasons == ()


@pytest.mark.parametrize(("recused", "needed"), [((), 4), (DEPUTIES[-1:], 4), (DEPUTIES[-2:], 3)])
def test_half_of_those_who_may_vote_are_a_quorum_and_abstaining_counts_as_voting(
    recused: tuple[str, ...], needed: int
) -> None:
    enough = [vote(id, "abstained", "abstained") for id in DEPUTIES[:needed]]
    ballot = open_ballot(recused=recused)
    assert close(cast(ballot, *enough[1:]), *enough[1:]).state == "open"
    assert close(cast(ballot, *enough), *enough).state == "closed"


def test_a_timer_for_a_closing_time_that_was_put_off_does_nothing() -> None:
    ballot = open_ballot()
    assert isinstance(decide(close(ballot), due(ballot), situation(now=CLOSES_AT, facts=())), Ignored)


def test_a_closed_ballot_is_closed_once() -> None:
    votes = [vote(id) for id in DEPUTIES]
    ballot = close(cast(open_ballot(), *votes), *votes)
    assert isinstance(decide(ballot, due(ballot), situation(now=CLOSES_AT, facts=tuple(votes))), Ignored)
    assert refusal(voting(ballot)) == "wrong_state"


def test_closing_publishes_the_result() -> None:
    votes = [vote(id) for id in DEPUTIES]
    ballot = cast(open_ballot(), *votes)
    decision = decide(ballot, due(ballot), situation(now=CLOSES_AT, facts=tuple(votes)))
    assert isinstance(decision, Transition)
    event = BallotClosed.model_validate({"ballot": BALLOT.publish(decision.after)})
    assert event.ballot.result is not None
    assert event.ballot.result.outcome == "satisfied"
    assert event.ballot.votes == 8
