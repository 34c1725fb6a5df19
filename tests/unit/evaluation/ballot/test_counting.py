"""What votes add up to, and what follows."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.evaluation.domain.ballot.counting import counted, outcome, quorum_reached, tally
from services.evaluation.domain.ballot.vote import CHOICES, Vote
from shared.language.contracts.evaluation import AxisCount
from tests.unit.evaluation.builders import DEPUTIES as FEW
from tests.unit.evaluation.builders import RULES, cast, close, open_ballot, rules_with, vote

choices = st.sampled_from(CHOICES)
reasons = st.text("菜价贵船到了人走不", min_size=1, max_size=6)
ratios = st.decimals(min_value="0.01", max_value="1", places=4)


@st.composite
def votes(draw: st.DrawFn, most: int = 30) -> list[Vote]:
    """Votes of different deputies."""
    number = draw(st.integers(0, most))
    return [Vote(draw(choices), draw(choices), draw(reasons)) for _ in range(number)]


SHOWN = rules_with(least_shown=1)
"""Rules by which all counts are told but those of nobody's votes."""


@given(votes())
def test_the_counts_of_each_axis_add_up_to_the_votes(cast: list[Vote]) -> None:
    result = tally(cast, 1, SHOWN)
    assert sum(result.process.model_dump().values()) == len(cast)
    assert sum(result.result.model_dump().values()) == len(cast)


@given(votes(), st.randoms(use_true_random=False))
def test_who_voted_first_changes_nothing(cast: list[Vote], chance: Any) -> None:
    shuffled = list(cast)
    chance.shuffle(shuffled)
    assert tally(shuffled, 1, RULES) == tally(cast, 1, RULES)


@given(votes())
def test_the_reasons_are_those_of_the_dissatisfied(cast: list[Vote]) -> None:
    result = tally(cast, 1, SHOWN)
    assert sorted(result.reasons) == sorted(v.reason for v in cast if "dissatisfied" in (v.process, v.result))


@given(votes(), ratios, ratios)
def test_a_lower_threshold_never_spares_an_item_that_a_higher_one_sends_back(
    cast: list[Vote], one: Decimal, other: Decimal
) -> None:
    low, high = sorted((one, other))
    if tally(cast, 1, rules_with(dissatisfied_from=high)).outcome == "redo":
        assert tally(cast, 1, rules_with(dissatisfied_from=low)).outcome == "redo"


@given(votes(), ratios)
def test_one_more_dissatisfied_vote_never_helps_the_answer(cast: list[Vote], threshold: Decimal) -> None:
    rules = rules_with(dissatisfied_from=threshold)
    if tally(cast, 1, rules).outcome == "redo":
        assert tally([*cast, vote("one more", "dissatisfied")], 1, rules).outcome == "redo"


@given(votes(), st.integers(0, 10))
def test_abstentions_change_no_outcome(cast: list[Vote], more: int) -> None:
    abstained = [vote(f"abstained {n}", "abstained") for n in range(more)]
    assert tally([*cast, *abstained], 1, RULES).outcome == tally(cast, 1, RULES).outcome


@given(st.integers(0, 60), st.integers(1, 60), ratios)
def test_a_quorum_once_reached_stays_reached(number: int, voters: int, quorum: Decimal) -> None:
    rules = rules_with(quorum=quorum, least_votes=1)
    assert not quorum_reached(number, voters, rules) or quorum_reached(number + 1, voters, rules)
    assert quorum_reached(voters, voters, rules)
    assert not quorum_reached(0, voters, rules)


@given(st.integers(1, 60), ratios)
def test_one_vote_decides_nothing_whatever_the_share(voters: int, quorum: Decimal) -> None:
    assert not quorum_reached(1, voters, rules_with(quorum=quorum))


@given(st.data())
def test_a_recused_deputy_is_never_counted(data: st.DataObject) -> None:
    recused = tuple(data.draw(st.lists(st.sampled_from(FEW), unique=True, max_size=len(FEW) - 1)))
    ballot = open_ballot(entitled=FEW, recused=recused)
    cast_votes = [vote(voter, data.draw(choices)) for voter in sorted(ballot.entitled)]
    ballot = close(cast(ballot, *cast_votes), *cast_votes)
    assert ballot.votes == len(FEW) - len(recused)
    if ballot.result is None:
        assert ballot.votes < RULES.ballot.least_votes
        return
    assert ballot.result.no_feedback == 0
    shown = len(cast_votes) >= RULES.ballot.least_shown
    assert sum(ballot.result.result.model_dump().values()) == len(cast_votes) * shown


@pytest.mark.parametrize(
    ("dissatisfied", "others", "found"),
    [(4, 4, "redo"), (3, 4, "satisfied"), (1, 0, "redo"), (0, 8, "satisfied")],
)
def test_half_dissatisfied_of_the_votes_on_the_result_means_done_again(
    dissatisfied: int, others: int, found: str
) -> None:
    axis = AxisCount(dissatisfied=dissatisfied, basically=others, abstained=3)
    assert counted(axis) == dissatisfied + others
    assert outcome(axis, 1, RULES) == found


def test_the_process_axis_does_not_send_an_item_back() -> None:
    assert tally([vote(v, process="dissatisfied") for v in FEW], 1, RULES).outcome == "satisfied"


def test_when_all_abstain_nobody_has_an_opinion() -> None:
    assert tally([vote(v, "abstained", "abstained") for v in FEW], 1, RULES).outcome == "no_opinion"


@pytest.mark.parametrize(
    ("round", "found"), [(1, "redo"), (2, "redo"), (3, "to_congress"), (4, "to_congress")]
)
def test_after_two_rounds_of_doing_again_the_congress_takes_it(round: int, found: str) -> None:
    assert outcome(AxisCount(dissatisfied=5, satisfied=3), round, RULES) == found


@given(votes(most=8), st.integers(1, 8))
def test_of_a_few_votes_the_outcome_alone_is_told(cast: list[Vote], least: int) -> None:
    told = tally(cast, 1, rules_with(least_shown=least))
    assert told.outcome == tally(cast, 1, SHOWN).outcome
    assert told.shown is (len(cast) >= least)
    if not told.shown:
        assert (told.process, told.result, told.reasons) == (AxisCount(), AxisCount(), ())
