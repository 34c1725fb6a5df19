"""The glossary has every word of the house, in the words that users see."""

import re
from pathlib import Path
from typing import Any

import pytest

from cli.services import load_service
from shared.kernel import machine
from shared.kernel.store.kind import Kind
from shared.language.contracts.envelope import Role
from shared.language.contracts.registry import SERVICES
from shared.language.words.catalogue import LOCALES, entries

PAGE = (Path(__file__).parents[2] / "docs/glossary.md").read_text("utf-8")
KINDS = [kind for name in SERVICES for kind in load_service(name).kinds]
MACHINE_WORDS = {"Clause", "Creation", "Errand", "Ignore", "Law", "Situation", "StateTable", "Transition"}


def rows_of(heading: str) -> dict[str, tuple[str, str]]:
    """Code → Chinese and English, of the table below the heading that begins so."""
    section = re.search(rf"^#+ {re.escape(heading)}.*?\n(.*?)(?=^#|\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert section, f"no section {heading}"
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| `([^`|]+)` \| [^|]+ \|$", section[1], re.MULTILINE)
    return {code: (zh, en) for zh, en, code in rows}


def words(*keys: str) -> tuple[str, ...]:
    """What the catalogue calls it: the first of the keys that it knows, in Chinese and in English."""
    return tuple(next(known[key] for key in keys if key in known) for known in map(entries, LOCALES))


def test_there_are_things_to_look_at() -> None:
    assert len(KINDS) >= 10


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_state_is_explained_in_the_words_of_the_catalogue(kind: Kind[Any]) -> None:
    thing = kind.behaviour.thing
    expected = {s: words(f"state.{thing}.{s}", f"state.{s}") for s in kind.behaviour.states}
    assert rows_of(thing.capitalize()) == expected


@pytest.mark.parametrize("role", Role)
def test_every_role_is_explained_in_the_words_of_the_catalogue(role: Role) -> None:
    zh, _ = words(f"role.{role}")
    assert rows_of("Actors")[role][0] == zh


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_thing_is_explained_in_the_words_of_the_catalogue(kind: Kind[Any]) -> None:
    thing = kind.behaviour.thing
    assert rows_of("Things")[thing][0] == words(f"thing.{thing}")[0]


def test_every_stage_is_explained_in_the_words_of_the_catalogue() -> None:
    stages = [key.removeprefix("stage.") for key in entries(LOCALES[0]) if key.startswith("stage.")]
    assert {stage: zh for stage, (zh, _) in rows_of("Stages").items()} == {
        stage: words(f"stage.{stage}")[0] for stage in stages
    }


@pytest.mark.parametrize("word", sorted(MACHINE_WORDS))
def test_the_words_of_the_machine_are_explained(word: str) -> None:
    assert hasattr(machine, word)
    assert word in rows_of("Runtime")
