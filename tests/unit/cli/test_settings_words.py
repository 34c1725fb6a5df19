"""Wrong settings are said in both languages, and once for all services that share them."""

import pytest
from typer.testing import CliRunner

from cli.doctor.commands import examine
from cli.main import COMMAND_LINE
from cli.settings_words import settings_in_words
from shared.kernel.settings.settings import SettingsError, settings_for

SECRET = "hidden-word"


@pytest.mark.parametrize(
    ("field", "value", "zh"),
    [
        ("POOL_SIZE", "zero", "应为整数"),
        ("POOL_SIZE", "0", "数值太小"),
        ("TRUST", "nobody", "不在可选范围内"),
        ("DATABASE_URL", f"mysql://u:{SECRET}@db/x", "填写有误"),
    ],
)
def test_a_wrong_setting_is_named_and_said_in_both_languages(
    monkeypatch: pytest.MonkeyPatch, field: str, value: str, zh: str
) -> None:
    monkeypatch.setenv("YOUYUE_DATABASE_URL", "postgresql://u@db/x")
    monkeypatch.setenv(f"YOUYUE_{field}", value)
    with pytest.raises(SettingsError) as refused:
        settings_for("intake")
    said = settings_in_words(refused.value)
    assert f"YOUYUE_{field} {zh}（" in said
    assert said.count(f"YOUYUE_{field} ") == 2
    assert SECRET not in said


async def test_the_doctor_says_once_what_is_wrong_with_the_settings_of_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("YOUYUE_DATABASE_URL", "mysql://u@db/x")
    wrong = [one for one in await examine() if "DATABASE_URL" in one.advice]
    assert len(wrong) == 1
    assert "intake" in wrong[0].what
    assert "console" in wrong[0].what


@pytest.mark.parametrize("arguments", [("backup", "take", "here"), ("restore", "here"), ("resend",)])
def test_a_backup_without_settings_says_which_is_missing(
    monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.delenv("YOUYUE_DATABASE_URL", raising=False)
    said = CliRunner().invoke(COMMAND_LINE, list(arguments))
    assert (said.exit_code, "YOUYUE_DATABASE_URL 没有填写" in said.output) == (2, True)
