"""The closing time: more time, or a result."""

from datetime import UTC, datetime, timedelta

import pytest

from services.evaluation.domain.ballot.closing import CountingFacts
from services.evaluation.storage.tables import BALLOT
from shared.language.behaviour import Ignored, Moved
from shared.language.contracts.evaluation import (
    BallotClosed,
    BallotExtended,
)
from tests.unit.evaluation.builders import (
    CLOSES_AT,
    DEPUTIES,
    cast,
    close,
    decide,
    due,
    moved,
    open_ballot,
    refusal,
    rules_with,
    situation,
    vote,
    voting,
)


def test_a_stored_ballot_is_read_back_as_it_was() -> None:
    votes = [vote(id) for id in DEPUTIES]
    ballot = close(cast(open_ballot(), *votes), *votes)
    assert BALLOT.load(BALLOT.dump(ballot)) == ballot


def test_a_ballot_that_misses_its_quorum_is_open_for_the_same_time_once_more() -> None:
    votes = [vote(id) for id in DEPUTIES[:3]]
    ballot = cast(open_ballot(), *votes)
    decision = decide(ballot, due(ballot), situation(now=CLOSES_AT, facts=CountingFacts(tuple(votes))))
    longer = moved(decision)
    assert isinstance(decision, Moved)
    assert decision.emits is BallotExtended
    assert (longer.state, longer.extended, longer.votes) == ("open", True, 3)
    assert longer.closes_at == CLOSES_AT + timedelta(days=14)
    assert (longer.closes_at, due(longer)) in [(timer.at, timer.event) for timer in decision.timers]


def test_an_extension_counts_from_the_closing_time_however_late_the_timer_comes() -> None:
    ballot = open_ballot()
    late = situation(now=CLOSES_AT + timedelta(days=3), facts=CountingFacts())
    assert moved(decide(ballot, due(ballot), late)).closes_at == CLOSES_AT + timedelta(days=14)


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
    assert isinstance(
        decide(close(ballot), due(ballot), situation(now=CLOSES_AT, facts=CountingFacts())), Ignored
    )


def test_a_closed_ballot_is_closed_once() -> None:
    votes = [vote(id) for id in DEPUTIES]
    ballot = close(cast(open_ballot(), *votes), *votes)
    assert isinstance(
        decide(ballot, due(ballot), situation(now=CLOSES_AT, facts=CountingFacts(tuple(votes)))), Ignored
    )
    assert refusal(voting(ballot)) == "wrong_state"


def test_closing_publishes_the_result() -> None:
    votes = [vote(id) for id in DEPUTIES]
    ballot = cast(open_ballot(), *votes)
    decision = decide(ballot, due(ballot), situation(now=CLOSES_AT, facts=CountingFacts(tuple(votes))))
    assert isinstance(decision, Moved)
    event = BallotClosed.model_validate({"ballot": BALLOT.publish(decision.after)})
    assert event.ballot.result is not None
    assert event.ballot.result.outcome == "satisfied"
    assert event.ballot.votes == 8


def test_a_closing_time_in_a_year_without_its_notice_is_provisional() -> None:
    """L26: of the first closing time and of the extended one."""
    first = open_ballot(now=datetime(2026, 12, 10, 8, 0, tzinfo=UTC))
    assert not first.provisional
    assert BALLOT.publish(first).model_dump()["provisional"] is False
    longer = moved(decide(first, due(first), situation(now=first.closes_at, facts=CountingFacts())))
    assert longer.closes_at.year == 2027
    assert BALLOT.publish(longer).model_dump()["provisional"] is True
    assert open_ballot(now=datetime(2026, 12, 20, 8, 0, tzinfo=UTC)).provisional


@pytest.mark.parametrize("allowed", [0, 2])
def test_the_rules_say_how_often_a_ballot_without_quorum_is_open_again(allowed: int) -> None:
    rules = rules_with(extensions_at_most=allowed)
    ballot = open_ballot()
    for extensions in range(allowed):
        ballot = close(ballot, rules=rules)
        assert (ballot.state, ballot.extensions) == ("open", extensions + 1)
    assert close(ballot, rules=rules).state == "closed"
