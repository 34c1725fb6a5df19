"""``youyue secrets init``: every password drawn, none changed, none of the example's accepted anywhere."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.main import COMMAND_LINE
from cli.operate import broker_passwords
from cli.secrets import file_of
from shared.kernel.bus.access.users import broker_users
from shared.kernel.settings.settings import SettingsError, settings_for
from shared.language.house import HOUSE

EXAMPLE = (Path(__file__).parents[3] / ".env.example").read_text("utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / ".env.example").write_text(EXAMPLE, "utf-8")
    return tmp_path


def init(project: Path, *more: str) -> str:
    done = CliRunner().invoke(COMMAND_LINE, ["secrets", "init", str(project), *more])
    assert done.exit_code == 0, done.output
    return (project / ".env").read_text("utf-8")


def values(text: str) -> dict[str, str]:
    return dict(re.findall(r"^(\w+)=(.*)$", text, re.M))


def test_every_password_of_the_example_becomes_one_of_its_own_for_its_owner_alone(project: Path) -> None:
    drawn = values(init(project))
    assert drawn.keys() == values(EXAMPLE).keys()
    assert len(set(drawn.values())) == len(drawn)
    assert all(re.fullmatch("[0-9a-f]{48}", value) for value in drawn.values())
    assert (project / ".env").stat().st_mode & 0o777 == 0o600


def test_what_is_there_stays_and_what_a_newer_example_wants_is_added(project: Path) -> None:
    before = values(init(project))
    (project / ".env").write_text(
        re.sub(r"^YOUYUE_RABBITMQ_PASSWORD_DESK=.*\n", "", init(project), flags=re.M) + "MY_OWN=kept\n",
        "utf-8",
    )
    after = values(init(project))
    assert after.pop("MY_OWN") == "kept"
    assert after["YOUYUE_RABBITMQ_PASSWORD_DESK"] != before["YOUYUE_RABBITMQ_PASSWORD_DESK"]
    assert {**after, "YOUYUE_RABBITMQ_PASSWORD_DESK": ""} == {**before, "YOUYUE_RABBITMQ_PASSWORD_DESK": ""}


def test_each_password_can_stand_in_a_file_of_the_name_that_the_overlay_has(project: Path) -> None:
    drawn = values(init(project, "--files", str(project / "secrets")))
    for name, value in drawn.items():
        file = project / "secrets" / file_of(name)
        assert file.read_text("utf-8") == value
        assert file.stat().st_mode & 0o777 == 0o600
    assert file_of("YOUYUE_POSTGRES_PASSWORD_INTAKE") == "intake-postgres"
    assert file_of("YOUYUE_POSTGRES_PASSWORD") == "postgres"


def test_outside_a_project_it_says_so(tmp_path: Path) -> None:
    done = CliRunner().invoke(COMMAND_LINE, ["secrets", "init", str(tmp_path)])
    assert done.exit_code == 2
    assert ".env.example" in done.output


@pytest.mark.parametrize("url", ["database_url", "broker_url"])
def test_no_service_starts_with_a_password_of_the_example(url: str) -> None:
    scheme = {"database_url": "postgresql", "broker_url": "amqp"}[url]
    given = {
        "database_url": "postgresql://intake:x1@h/intake",
        url: f"{scheme}://intake:change-me-intake@h/x",
    }
    with pytest.raises(SettingsError, match="secrets init") as refused:
        settings_for("intake", **given)
    assert "change-me-intake" not in str(refused.value)


def test_no_user_of_the_broker_is_made_with_a_password_of_the_example() -> None:
    users = broker_users(HOUSE, {})
    assert set(broker_passwords(users, values(EXAMPLE)).values()) == {""}
