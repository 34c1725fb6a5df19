"""Who acts is in the township's lists, in that role, on that day, for that department."""

from dataclasses import replace
from datetime import timedelta

import pytest

from shared.kernel.messages.envelope import SYSTEM, Actor
from shared.kernel.messages.errors import Refusal
from shared.language.behaviour import law_of
from shared.language.calendar import at_local
from shared.language.contracts.directory import (
    SEATED,
    Override,
    Person,
    Post,
    TownshipLists,
    TownshipSnapshot,
)
from shared.language.contracts.envelope import Role
from shared.language.contracts.evaluation import CastVote
from shared.language.contracts.intake import AmendTopic
from shared.language.directory.acting import BEYOND_THE_LISTS
from shared.language.directory.amending import amended
from shared.language.house import sentence_of
from tests.support.effort import least
from tests.support.people import BEGINS, ENDED, HERE, LAW_HERE, LAW_THERE, TODAY, impostors, somebody
from tests.support.township import SINCE

NOON = at_local(TODAY, 12)
QUICKLY = 0.02
"""Seconds; ten times as long as it takes."""
CASES = [
    pytest.param(actor, code, id=f"{role}-{actor.id}-{actor.department}")
    for role in SEATED
    for actor, code in impostors(role).items()
]


def refused(actor: Actor) -> Refusal:
    refusal = LAW_HERE.admits(actor, NOON, AmendTopic)
    assert refusal
    return refusal


@pytest.mark.parametrize("role", SEATED)
def test_who_holds_the_post_on_that_day_may_act(role: Role) -> None:
    assert LAW_HERE.admits(somebody(role), NOON, AmendTopic) is None


@pytest.mark.parametrize(("actor", "code"), CASES)
def test_who_does_not_is_refused_and_told_why_in_both_languages(actor: Actor, code: str) -> None:
    refusal = refused(actor)
    assert refusal.code == code
    assert code in BEYOND_THE_LISTS
    sentence = sentence_of(refusal)
    assert actor.id in sentence.zh
    assert actor.id in sentence.en


@pytest.mark.parametrize("role", SEATED)
def test_the_people_of_another_township_act_there(role: Role) -> None:
    assert LAW_THERE.admits(somebody(role, "elsewhere"), NOON, AmendTopic) is None
    assert LAW_THERE.admits(somebody(role), NOON, AmendTopic) is not None


@pytest.mark.parametrize("role", SEATED)
def test_a_term_begins_and_ends_at_midnight_in_shanghai(role: Role) -> None:
    over, soon = somebody(role, "over"), somebody(role, "soon")
    moment = timedelta(microseconds=1)
    assert LAW_HERE.admits(over, at_local(TODAY), AmendTopic) is None
    assert LAW_HERE.admits(over, at_local(TODAY) + moment, AmendTopic) is not None
    assert LAW_HERE.admits(soon, at_local(BEGINS), AmendTopic) is not None
    assert LAW_HERE.admits(soon, at_local(BEGINS) + moment, AmendTopic) is None


def test_the_day_is_said_and_from_when_on_it_may_be_sent_again() -> None:
    over, soon = refused(somebody(Role.DEPUTY, "over")), refused(somebody(Role.DEPUTY, "soon"))
    assert (str(ENDED) in sentence_of(over).zh, over.retry_at) == (True, None)
    assert str(BEGINS) in sentence_of(soon).en
    assert soon.retry_at
    assert LAW_HERE.admits(somebody(Role.DEPUTY, "soon"), soon.retry_at, AmendTopic) is None


def test_the_nearest_id_is_named() -> None:
    for given in ("Deputy-02", "deputy-2", "deputy-002", "deputy_02"):
        said = dict(refused(Actor(given, Role.DEPUTY)).values)["known"]
        assert said.startswith("deputy-02（")
    assert dict(refused(Actor("nobody-99", Role.DEPUTY)).values)["known"].count("deputy-") > 1


def test_who_has_another_role_learns_which() -> None:
    refusal = refused(Actor("leader-1", Role.DEPUTY))
    assert (refusal.code, dict(refusal.values)["allowed"]) == ("no_such_post", "leader")
    assert "代表" in sentence_of(refusal).zh
    assert "分管领导" in sentence_of(refusal).zh


def test_who_left_the_list_of_people_may_not_act_though_a_post_was_forgotten() -> None:
    gone = Person(person_id="now-deputy", name="某某", since=SINCE, until=ENDED)
    law = law_of(HERE.model_copy(update={"lists": amended(HERE.lists, TownshipLists(people=(gone,)))}))
    refusal = law.admits(somebody(Role.DEPUTY), NOON, AmendTopic)
    assert refusal
    assert (refusal.code, dict(refusal.values)["day"]) == ("term_ended", str(ENDED))


def votes_after_the_term(said: str) -> TownshipSnapshot:
    """The township, by whose rule deputies of the old term keep their votes, or do not."""
    rule = Override(number="ballot.old_term_votes", value=said)
    rules = HERE.rules[0].model_copy(update={"overrides": (rule,)})
    return HERE.model_copy(update={"rules": (rules,)})


@pytest.mark.parametrize(("said", "code"), [("yes", None), ("no", "term_ended")])
def test_a_deputy_of_the_old_term_votes_if_the_rule_says_so(said: str, code: str | None) -> None:
    refusal = law_of(votes_after_the_term(said)).admits(somebody(Role.DEPUTY, "over"), NOON, CastVote)
    assert (refusal.code if refusal else None) == code


def test_nothing_else_outlasts_a_term_and_nobody_votes_before_theirs() -> None:
    law = law_of(votes_after_the_term("yes"))
    for when, command in (("over", AmendTopic), ("soon", CastVote), ("elsewhere", CastVote)):
        assert law.admits(somebody(Role.DEPUTY, when), NOON, command) is not None


def test_what_was_entered_by_mistake_was_never_a_term() -> None:
    mistake = Post(person_id="now-head", role=Role.DEPUTY, since=TODAY, until=ENDED)
    law = law_of(HERE.model_copy(update={"lists": amended(HERE.lists, TownshipLists(posts=(mistake,)))}))
    refusal = law.admits(replace(somebody(Role.HEAD), role=Role.DEPUTY), NOON, AmendTopic)
    assert refusal
    assert refusal.code == "no_such_post"


@pytest.mark.parametrize("role", sorted(set(Role) - set(SEATED)))
def test_those_who_hold_no_post_are_a_matter_of_their_partners_entry(role: Role) -> None:
    assert LAW_HERE.admits(Actor("anybody-1", role), NOON, AmendTopic) is None
    assert LAW_HERE.admits(SYSTEM, NOON, AmendTopic) is None


def test_an_unknown_id_is_answered_quickly_in_a_large_township() -> None:
    """The nearest of 3,000 people, while the loop carries heartbeats."""
    ids = [f"clerk-{number:04}" for number in range(3000)]
    many = TownshipLists(
        people=tuple(Person(person_id=id, name=f"某{id}", since=SINCE) for id in ids),
        posts=tuple(Post(person_id=id, role=Role.OFFICE, since=SINCE) for id in ids),
    )
    law = law_of(HERE.model_copy(update={"lists": amended(HERE.lists, many)}))
    actor = Actor("Clerk-0815", Role.OFFICE)
    law.admits(actor, NOON, AmendTopic)
    assert least(lambda: law.admits(actor, NOON, AmendTopic), QUICKLY) <= QUICKLY
