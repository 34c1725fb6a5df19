"""The code keeps what the last release promised, and every way to break it is found."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
from pydantic import BaseModel

from cli.contracts import diff
from cli.documents.released import promises as source
from cli.documents.released import releases
from cli.documents.released.comparison import differences
from cli.documents.released.difference import Sort
from cli.documents.released.promises import Promises, promises
from cli.documents.released.releases import (
    RELEASED,
    NoRelease,
    last_release,
    record_release,
    release_text,
    released,
    since_last_release,
)
from cli.documents.schemas import Refer, own_schema

ROOT = Path(__file__).parents[2]
SUBMIT = "intake.submission.submit.v1"
Edit = Callable[[dict[str, Any]], object]


@pytest.fixture(scope="module")
def now() -> Promises:
    return promises()


def after(promised: Promises, edit: Edit) -> Promises:
    changed = promised.model_copy(deep=True).model_dump()
    edit(changed)
    return Promises.model_validate(changed)


def broken(old: Promises, new: Promises) -> list[str]:
    return [str(found) for found in differences(old, new) if found.breaks]


def recorded(root: Path, version: str, promised: Promises) -> None:
    (root / RELEASED).mkdir(parents=True, exist_ok=True)
    (root / RELEASED / f"{version}.json").write_text(release_text(version, promised), "utf-8")


def without(promised: tuple[str, ...], name: str) -> tuple[str, ...]:
    return tuple(other for other in promised if other != name)


def rename(fields: dict[str, Any], old: str, new: str) -> None:
    fields[new] = fields.pop(old)


def test_the_code_keeps_what_the_last_release_promises() -> None:
    assert last_release(ROOT)
    assert [str(found) for found in since_last_release(ROOT) if found.breaks] == []


BREAKS: dict[str, tuple[Edit, str]] = {
    "an attribute of the envelope renamed": (
        lambda p: rename(p["envelope"]["properties"], "causationid", "causeid"),
        "envelope.causationid is gone",
    ),
    "a type deleted": (lambda p: p["types"].pop(SUBMIT), f"type {SUBMIT} is gone"),
    "a type of another kind": (
        lambda p: p["types"][SUBMIT].update(kind="event"),
        f"{SUBMIT} was 'command' and is 'event'",
    ),
    "a field renamed": (
        lambda p: rename(p["types"][SUBMIT]["data"]["properties"], "village", "hamlet"),
        f"{SUBMIT}: data.village is gone",
    ),
    "a field of a snapshot deleted": (
        lambda p: p["shapes"]["handling.ItemSnapshot"]["properties"].pop("lead"),
        "handling.ItemSnapshot.lead is gone",
    ),
    "a refusal's code deleted": (
        lambda p: p["refusals"].pop("wrong_state"),
        "refusal wrong_state is gone",
    ),
    "a refusal that becomes final": (
        lambda p: p["refusals"].update(wrong_state="final"),
        "refusal wrong_state was 'fix' and is 'final'",
    ),
    "a field of an answer deleted": (
        lambda p: p["types"]["intake.command.refused.v1"]["data"]["properties"].pop("remedy"),
        "intake.command.refused.v1: data.remedy is gone",
    ),
    "a role deleted": (lambda p: p.update(roles=without(p["roles"], "leader")), "role leader is gone"),
    "a role taken from a command": (
        lambda p: p["commands"][SUBMIT].update(roles=without(p["commands"][SUBMIT]["roles"], "citizen")),
        f"{SUBMIT}: the sender citizen is gone",
    ),
    "a command that a state takes no more": (
        lambda p: p["transitions"]["submission.received"].pop("intake.submission.accept.v1"),
        "submission.received: the command intake.submission.accept.v1 is gone",
    ),
    "a state deleted": (lambda p: p["transitions"].pop("ballot.open"), "state ballot.open is gone"),
    "a role taken from a command in one state": (
        lambda p: p["transitions"]["submission.received"].update({"intake.submission.accept.v1": ()}),
        "submission.received: intake.submission.accept.v1: the sender office is gone",
    ),
    "an answer taken from a command": (
        lambda p: p["commands"][SUBMIT].update(answers=()),
        f"{SUBMIT}: the answer intake.submission.received.v1 is gone",
    ),
}


@pytest.mark.parametrize("case", BREAKS.values(), ids=BREAKS)
def test_a_break_is_found(now: Promises, case: tuple[Edit, str]) -> None:
    edit, told = case
    assert told in broken(now, after(now, edit))


def test_a_break_of_a_snapshot_is_told_once_however_many_events_carry_it(now: Promises) -> None:
    edit, told = BREAKS["a field of a snapshot deleted"]
    assert broken(now, after(now, edit)) == [told]


NO_ADDITIONS = (
    "a type of another kind",
    "a field renamed",
    "a field of a snapshot deleted",
    "a refusal that becomes final",
    "a field of an answer deleted",
)
ADDITIONS = {name: case for name, case in BREAKS.items() if name not in NO_ADDITIONS}


@pytest.mark.parametrize("case", ADDITIONS.values(), ids=ADDITIONS)
def test_what_was_not_there_before_is_told_as_new(now: Promises, case: tuple[Edit, str]) -> None:
    edit, told = case
    found = {str(difference): difference.sort for difference in differences(after(now, edit), now)}
    assert found[told.replace("is gone", "is new")] is Sort.ADDED


def test_additions_alone_break_nothing(now: Promises) -> None:
    def add(p: dict[str, Any]) -> None:
        p["refusals"]["too_late"] = "final"
        p["roles"] += ("auditor",)
        p["types"]["intake.submission.praise.v1"] = {"kind": "command", "data": {}}
        p["commands"][SUBMIT]["roles"] += ("leader",)
        p["shapes"]["handling.ItemSnapshot"]["properties"]["mood"] = {"type": "string", "default": ""}
        p["envelope"]["properties"]["baggage"] = {"type": "string", "default": ""}

    found = list(differences(now, after(now, add)))

    assert len(found) == 6
    assert {difference.sort for difference in found} == {Sort.ADDED}


def test_an_attribute_renamed_in_all_the_code_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def renamed(cls: type[BaseModel], refer: Refer) -> Any:
        return json.loads(json.dumps(own_schema(cls, refer)).replace("causationid", "causeid"))

    monkeypatch.setattr(source, "own_schema", renamed)

    assert [str(found) for found in since_last_release(ROOT) if found.breaks] == [
        "envelope.causationid is gone"
    ]


def test_an_attribute_renamed_in_the_record_as_well_is_found(now: Promises, tmp_path: Path) -> None:
    recorded(tmp_path, "1.0.0", now)
    record = tmp_path / RELEASED / "1.0.0.json"
    record.write_text(record.read_text("utf-8").replace("causationid", "causeid"), "utf-8")

    with pytest.raises(NoRelease, match=r"1\.0\.0\.json .*changed after it was written"):
        list(since_last_release(tmp_path))


def test_a_record_says_what_was_promised(now: Promises, tmp_path: Path) -> None:
    assert record_release(tmp_path, "1.0.0") == RELEASED / "1.0.0.json"
    assert released(tmp_path, "1.0.0") == now
    assert list(since_last_release(tmp_path)) == []


def test_the_last_release_is_the_greatest_version_by_numbers(now: Promises, tmp_path: Path) -> None:
    for version in ("1.9.0", "1.10.0", "1.2.30"):
        recorded(tmp_path, version, now)
    assert last_release(tmp_path) == "1.10.0"


def test_before_the_first_release_nothing_is_promised(tmp_path: Path) -> None:
    assert last_release(tmp_path) is None
    assert list(since_last_release(tmp_path)) == []


@pytest.mark.parametrize("version", ["1.0.0", "0.9.0", "1.1", "1.1.0-rc1", "../1.1.0"])
def test_a_version_that_is_there_or_earlier_or_none_is_not_recorded(
    now: Promises, tmp_path: Path, version: str
) -> None:
    recorded(tmp_path, "1.0.0", now)
    with pytest.raises(NoRelease):
        record_release(tmp_path, version)
    assert [path.name for path in (tmp_path / RELEASED).iterdir()] == ["1.0.0.json"]


def test_a_release_that_breaks_the_last_one_is_not_recorded(
    now: Promises, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded(tmp_path, "1.0.0", now)
    edit, told = BREAKS["a type deleted"]
    monkeypatch.setattr(releases, "promises", lambda: after(now, edit))

    with pytest.raises(NoRelease, match=told):
        record_release(tmp_path, "1.1.0")
    assert not (tmp_path / RELEASED / "1.1.0.json").exists()


AS_THE_PROGRAM_SEES_THEM = (
    "an attribute of the envelope renamed",
    "a role deleted",
    "a refusal's code deleted",
    "a type deleted",
)


@pytest.mark.parametrize("name", AS_THE_PROGRAM_SEES_THEM)
def test_make_contracts_fails_over_a_break_and_says_which(
    now: Promises, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    edit, told = BREAKS[name]
    monkeypatch.setattr(releases, "promises", lambda: after(now, edit))
    with pytest.raises(typer.Exit) as ended:
        diff()
    assert ended.value.exit_code == 1
    assert f"- {told}" in capsys.readouterr().out


def test_make_contracts_passes_when_nothing_is_broken() -> None:
    with pytest.raises(typer.Exit) as ended:
        diff()
    assert ended.value.exit_code == 0
