"""What was learned travels with the program, in files that are written the same way each time."""

import json
from pathlib import Path
from typing import Any

import pytest

from scripts.artefacts import FOLDER, bytes_of, write
from services.intake.artefacts.artefact import Artefact
from services.intake.domain.triage.learned import model_of


def backwards(value: Any) -> Any:
    """The same content, its names in another order."""
    if isinstance(value, dict):
        return {name: backwards(value[name]) for name in sorted(value, reverse=True)}
    return value


@pytest.mark.parametrize("artefact", Artefact)
def test_writing_what_was_read_gives_the_same_bytes(artefact: Artefact, tmp_path: Path) -> None:
    shipped = artefact.read()
    content = json.loads(shipped)
    assert write(artefact, content, tmp_path / artefact).read_bytes() == shipped
    assert bytes_of(artefact, backwards(content)) == shipped


def test_the_folder_holds_what_is_read_and_nothing_else() -> None:
    assert {path.name for path in FOLDER.glob("*.json*")} == set(Artefact)


def test_git_takes_the_artefacts_for_generated() -> None:
    attributes = FOLDER.parents[2].joinpath(".gitattributes").read_text("utf-8").splitlines()
    assert "services/intake/artefacts/*.json linguist-generated=true -diff" in attributes


def test_a_file_is_a_few_lines() -> None:
    lines = {artefact: artefact.read().count(b"\n") for artefact in Artefact}
    assert all(count < 100 for count in lines.values()), lines


HEAD = {"classes": ["no", "yes"], "bias": [0, 50], "features": ["a", "b"], "counts": [1, 2]}


def test_weights_stand_feature_after_feature() -> None:
    head = HEAD | {"columns": [1, 0, 1], "weights": [7, -100, 25]}
    read = model_of({"heads": {"one": head, "other": head}, "numbers": {"words": 0.5}})
    assert read.weights.tolist() == [[0.0, 0.07, 0.0, 0.07], [-1.0, 0.25, -1.0, 0.25]]
    assert [read.weight("other", "b", of) for of in ("no", "yes")] == [-1.0, 0.25]
    assert read.bias.tolist() == [0.0, 0.5, 0.0, 0.5]


@pytest.mark.parametrize(
    "cut",
    [
        {"columns": [1, 0], "weights": [7, -100, 25]},
        {"columns": [1, 0, 1, 0], "weights": [7, -100, 25]},
        {"columns": [1, 0, 1], "weights": [7, -100, 25], "counts": [3]},
        {"columns": [1, 0], "weights": [7, -100]},
        {"columns": [1, 0, 1, 1], "weights": [7, -100, 25, 3]},
    ],
)
def test_a_head_whose_parts_do_not_fit_together_is_not_read(cut: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="do not fit"):
        model_of({"heads": {"one": HEAD | cut}, "numbers": {}})
