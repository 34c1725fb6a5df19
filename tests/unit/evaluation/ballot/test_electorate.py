"""Who may vote follows from the rules of the township, and is never fewer than a few."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.evaluation.domain.ballot.electorate import GROUPS, Concerned, Electorate, electorate
from shared.language.behaviour import Situation
from shared.language.rules.values import ELECTORS
from shared.language.rules.values import Electorate as Rule
from tests.unit.evaluation.builders import recusals, rules_with, situation
from tests.unit.evaluation.story_material import meetings, topics

ALL = tuple(f"deputy-{number:02}" for number in range(1, 13))
TOPIC = next(iter(topics())).model_copy(
    update={"lead_id": "deputy-01", "co_signers": ALL[1:7], "confirmed_by": ALL[1:5]}
)
MEETING = next(iter(meetings())).model_copy(update={"attendance": ("head-1", *ALL[4:10], "office-1")})
CONCERNED = Concerned(TOPIC, MEETING, frozenset({"V05", "V01"}))


def under(*groups: str, least: int = 1) -> Situation:
    at = situation()
    return replace(at, rules=rules_with(electorate=Rule(groups), least_entitled=least))


def test_the_groups_of_the_rule_set_are_those_that_the_code_knows() -> None:
    assert set(GROUPS) == set(ELECTORS)


@pytest.mark.parametrize(
    ("group", "voters"),
    [
        ("deputies", ALL),
        ("lead_and_co_signers", ALL[:5]),
        ("present", ALL[4:10]),
        ("constituency", ("deputy-01", "deputy-05", "deputy-09")),
    ],
)
def test_each_group_has_its_deputies_and_nobody_else(group: str, voters: tuple[str, ...]) -> None:
    found = electorate(CONCERNED, (), under(group))
    assert (found.entitled, found.rules, found.widened) == (voters, (group,), False)


def test_who_is_in_any_of_several_groups_votes_once() -> None:
    found = electorate(CONCERNED, (), under("present", "lead_and_co_signers"))
    assert found.entitled == ALL[:10]


@pytest.mark.parametrize("group", ["lead_and_co_signers", "present", "constituency"])
def test_what_the_platform_has_not_heard_of_never_leaves_the_vote_to_a_few(group: str) -> None:
    found = electorate(Concerned(), (), under(group, least=5))
    assert (found.entitled, found.rules, found.widened) == (ALL, (group,), True)


def test_when_too_few_are_left_by_those_who_keep_out_all_deputies_vote() -> None:
    found = electorate(CONCERNED, recusals("deputy-01", "deputy-11"), under("lead_and_co_signers", least=5))
    assert found.widened
    assert found.voters == set(ALL) - {"deputy-01", "deputy-11"}


def test_who_keeps_out_and_would_not_vote_anyway_is_not_told_of() -> None:
    found = electorate(
        CONCERNED, recusals("deputy-12", "deputy-02", "deputy-02"), under("lead_and_co_signers")
    )
    assert [one.deputy_id for one in found.recusals] == ["deputy-02"]


@given(
    st.sets(st.sampled_from(ELECTORS), min_size=1),
    st.sets(st.sampled_from([*ALL, "head-1", "nobody-1"])),
    st.integers(1, 12),
    st.sampled_from([CONCERNED, Concerned(), Concerned(TOPIC), Concerned(None, MEETING)]),
)
def test_nobody_votes_who_keeps_out_or_has_no_seat_and_too_few_only_if_there_are_no_more(
    groups: set[str], keep_out: set[str], least: int, concerned: Concerned
) -> None:
    found = electorate(concerned, recusals(*sorted(keep_out)), under(*sorted(groups), least=least))
    assert found.voters <= set(ALL) - keep_out
    assert len(found.voters) >= least or found.voters == set(ALL) - keep_out
    assert isinstance(found, Electorate)
