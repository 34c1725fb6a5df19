"""What is written from the code is what the code says."""

import tomllib
from pathlib import Path

import pytest
import typer

from cli import contracts
from cli import docs as command
from cli.documents.everything import documents, stray
from cli.documents.field_docs import field_docs
from cli.documents.released.promises import Promises, promises
from cli.documents.released.releases import RELEASED, release_text
from cli.documents.schemas import shapes_of
from cli.documents.settings import GIVEN_BY_THE_COMMAND
from cli.documents.sources import senders, tables_of
from shared.kernel.messages.base import Contract
from shared.kernel.settings.settings import ServiceSettings
from shared.language.contracts.registry import SERVICES, TYPES, commands_of

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def written() -> dict[Path, str]:
    return documents()


def copy_to(folder: Path, written: dict[Path, str]) -> None:
    for path, text in written.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")


def test_the_documents_say_what_the_code_says_now(written: dict[Path, str]) -> None:
    differ = [str(path) for path, text in written.items() if (ROOT / path).read_text("utf-8") != text]
    assert differ == [], "run make docs"


def test_nothing_lies_in_the_written_folders_that_nothing_writes(written: dict[Path, str]) -> None:
    assert stray(ROOT, written) == []


def test_check_fails_when_a_file_differs(
    written: dict[Path, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    copy_to(tmp_path, written)
    monkeypatch.setattr(command, "PROJECT", tmp_path)
    page = tmp_path / "docs/generated/settings.md"
    page.write_text("out of date", "utf-8")

    with pytest.raises(typer.Exit) as ended:
        command.docs(check=True)

    assert ended.value.exit_code == 1
    assert "docs/generated/settings.md" in capsys.readouterr().err
    assert page.read_text("utf-8") == "out of date"


def test_nothing_is_written_that_breaks_a_released_contract(
    written: dict[Path, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    copy_to(tmp_path, written)
    path = tmp_path / "contracts/intake/intake.submission.submit.v1.json"
    released = path.read_text("utf-8").replace('"village"', '"hamlet"')
    path.write_text(released, "utf-8")
    promised = promises().model_dump_json().replace('"village"', '"hamlet"')
    record = tmp_path / RELEASED / "1.0.0.json"
    record.parent.mkdir()
    record.write_text(release_text("1.0.0", Promises.model_validate_json(promised)), "utf-8")
    monkeypatch.setattr(command, "PROJECT", tmp_path)

    with pytest.raises(typer.Exit) as ended:
        command.docs()

    assert ended.value.exit_code == 1
    assert "intake.submission.submit.v1: data.hamlet is gone" in capsys.readouterr().err
    assert path.read_text("utf-8") == released


def test_a_record_of_a_release_is_not_written_by_make_docs(written: dict[Path, str]) -> None:
    assert [path for path in written if RELEASED in path.parents] == []


def test_the_difference_to_the_last_release_is_a_list_that_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = promises()
    then = now.model_copy(update={"roles": (*now.roles[1:], "elder")})
    (tmp_path / RELEASED).mkdir(parents=True)
    (tmp_path / RELEASED / "1.0.0.json").write_text(release_text("1.0.0", then), "utf-8")
    monkeypatch.setattr(contracts, "PROJECT", tmp_path)

    with pytest.raises(typer.Exit) as ended:
        contracts.diff()

    lines = capsys.readouterr().out.splitlines()
    assert ended.value.exit_code == 1
    assert lines[1:3] == ["  - role elder is gone", f"  + role {now.roles[0]} is new"]


@pytest.mark.parametrize("service", SERVICES)
def test_somebody_may_send_every_command(service: str) -> None:
    assert [command.type for command in commands_of(service) if not senders(command)] == []


def test_every_setting_says_what_it_means() -> None:
    assert (
        set(ServiceSettings.model_fields) - set(GIVEN_BY_THE_COMMAND) - set(field_docs(ServiceSettings))
        == set()
    )


def test_every_sample_is_of_a_field_and_every_way_of_a_state_that_exists() -> None:
    data = tomllib.loads((ROOT / "cli/documents/samples.toml").read_text("utf-8"))
    shapes = {
        shape
        for cls in TYPES.values()
        for shape in (*cls.__mro__, *shapes_of(cls))
        if issubclass(shape, Contract)
    }
    fields = {name for shape in shapes for name in shape.model_fields}
    qualified = {f"{shape.__name__}.{name}" for shape in shapes for name in shape.model_fields}
    states = {f"{t.thing}.{state}" for service in SERVICES for t in tables_of(service) for state in t.states}

    assert set(data["values"]) - fields - qualified - {shape.__name__ for shape in shapes} == set()
    assert set(data["left_out"]["fields"]) - qualified == set()
    assert set(data["life"]) - states == set()
    assert set(data["by_event"]) - set(TYPES) == set()
    assert [start for start in data["times"] if not any(type.startswith(start) for type in TYPES)] == []
