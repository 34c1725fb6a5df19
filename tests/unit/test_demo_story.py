"""The demo story as data: whoever is owed an answer hears it, and the pages count its steps."""

from dataclasses import replace
from pathlib import Path

import pytest

from demo.mapping import actor_of
from demo.steps import Step, load_story
from shared.language.contracts.envelope import Role

STORY = load_story()
ROOT = Path(__file__).parents[2]


def owed(step: Step) -> tuple[str, ...]:
    """The raisers who must hear what this step has decided."""
    if step.action == "reject":
        return (step.id,)
    return tuple(step.data.get("tell", ())) if step.action == "answer" else ()


def test_at_the_end_of_the_story_nobody_is_untold() -> None:
    untold: set[str] = set()
    heard: list[str] = []
    for step in STORY.steps:
        untold |= set(owed(step))
        if step.action == "tell":
            untold.remove(step.id)
            heard.append(step.id)
    assert untold == set()
    assert set(heard) == set(STORY.submissions)
    assert STORY.expected["raisers_untold"] == 0


def test_each_raiser_of_the_story_hears_on_the_day_of_the_answer_and_before_they_rate_it() -> None:
    for step in STORY.steps:
        for raiser in owed(step):
            told = STORY.later(replace(step, thing="submission", id=raiser), "tell")
            assert told, (step.id, raiser)
            assert told.at.date() == step.at.date()
            rated = STORY.later(told, "citizen_rating")
            assert rated is None or rated.at > told.at


@pytest.mark.parametrize("step", [step for step in STORY.steps if step.action == "tell"])
def test_a_raiser_hears_by_their_own_channel(step: Step) -> None:
    """Who wrote or left no number has a code to read by; who called or came has a telephone; for whom a
    deputy spoke, that deputy speaks again."""
    raised = STORY.submissions[step.id]
    by, how = actor_of(step.actor), step.data["how"]
    if raised["channel"] == "deputy_proxy":
        assert by.role is Role.DEPUTY
        assert how in ("phone", "visit")
    elif raised["channel"] in ("online", "qr") or not raised["contact"]:
        assert (step.actor, how) == (f"citizen:{step.id}", "read")
    else:
        assert (by.role, how) == (Role.DEPARTMENT, "phone")


def test_the_pages_say_how_many_steps_the_story_has() -> None:
    for page in ("README.md", "README.zh.md", "demo/story/scenario.md"):
        assert f" {len(STORY.steps)} " in ROOT.joinpath(page).read_text("utf-8"), page
