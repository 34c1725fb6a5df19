"""Nobody falls out of the loop, whatever is said and however long nobody says anything.

Here are the first walks of one seed; ``make walk`` walks 20,000 times. A failure shows its steps.
"""

import os
from dataclasses import replace
from itertools import islice
from random import Random

import pytest

from services.intake.storage.tables import SUBMISSION, TOPIC
from shared.kernel.messages.envelope import Actor
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import AcceptSubmission, CreateTopic, SubmitSubmission
from tests.walk.coverage import EXCEPTIONS
from tests.walk.running import outcome, walk
from tests.walk.town import Town
from tests.walk.verdict import fall_silent, faults
from tests.walk.walking import Walker

WALKS = int(os.environ.get("WALKS", "100"))
CITIZEN, OFFICE = Actor("citizen-1", Role.CITIZEN), Actor("office-1", Role.OFFICE)
DEPUTY = Actor("deputy-01", Role.DEPUTY)


@pytest.mark.timeout(600 + WALKS)
def test_whatever_is_said_every_matter_ends_or_waits_for_somebody_who_hears_of_it() -> None:
    run, _ = walk(seed=20261128, walks=WALKS, seconds=500 + WALKS)
    assert not run.failures, "\n".join(map(str, run.failures.values()))
    assert run.walks == WALKS


def test_a_township_in_which_nothing_is_said_for_three_years_is_as_it_should_be() -> None:
    assert outcome(()) == []


def test_steps_follow_from_the_seed() -> None:
    def told() -> list[str]:
        walker, town = Walker(Random(7)), Town.founded()
        return [repr((step.actor, step.command)) for step in islice(walker.steps([], town), 6)]

    assert told() == told()


def test_every_reason_why_walks_leave_something_out_is_about_a_clause_that_there_is() -> None:
    assert set(EXCEPTIONS) - {min(clause) for clause in Walker(Random(7)).ways.clauses} == set()


def collected() -> tuple[Town, str]:
    """A matter in a topic; three years in which nobody says anything; the matter's id."""
    town = Town.founded()
    said = (
        (CITIZEN, SubmitSubmission(text="路灯不亮", channel="online")),
        (OFFICE, AcceptSubmission(submission_id="i1-1", as_suggested=True)),
        (DEPUTY, CreateTopic(title="路灯", submission_ids=("i1-1",))),
    )
    for number, (actor, command) in enumerate(said, 1):
        town.begin(number)
        assert town.say(actor, command) is None
    fall_silent(town)
    return town, "i1-1"


def test_a_matter_whose_topic_is_gone_is_found() -> None:
    town, id = collected()
    assert faults(town) == []
    intake = town.worlds["intake"]
    for (kind, topic_id), topic in list(intake.things.items()):
        if kind == TOPIC.name:
            intake.things[kind, topic_id] = replace(topic, state="dropped", waiting=())
    lost = f"submission {id} (merged): nobody has to act, and nothing that it belongs to is alive"
    assert lost in faults(town)


def test_a_raiser_whom_nobody_has_to_tell_is_found() -> None:
    town, id = collected()
    intake = town.worlds["intake"]
    matter = intake.things[SUBMISSION.name, id]
    intake.things[SUBMISSION.name, id] = replace(matter, untold_since=town.now)
    assert f"submission {id} (merged): its raiser is untold, and nobody has to tell them" in faults(town)


def test_a_copy_that_is_not_what_its_owner_has_is_found() -> None:
    town, id = collected()
    del town.worlds["evaluation"].copies["submission", id]
    assert faults(town) == [f"evaluation has another submission {id} than intake"]


def test_a_ladder_that_stands_still_is_found() -> None:
    town, _ = collected()
    town.now = town.now.replace(year=town.now.year + 1)
    assert any("should have been reminded of" in fault for fault in faults(town))
