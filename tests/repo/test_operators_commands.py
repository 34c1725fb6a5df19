"""Every command on the pages for operators is one that there is, with options that it has."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from typer.exceptions import TyperException

from cli.lazily import imported
from cli.main import COMMANDS
from shared.language.topology import CONSUMERS

ROOT = Path(__file__).parents[2]
PAGES = [
    *sorted((ROOT / "docs" / "operations").glob("*.md")),
    *(ROOT / "docs" / name for name in ("command-line.md", "command-line.zh.md")),
]
WITHOUT_A_COMMAND = frozenset({"--version", "--help", "COMMAND"})
OURS = re.compile(
    r"(?:^|[;&|(] *)(?:youyue|docker-compose run --rm(?: -T)?(?: -[ve] \S+)* (?:admin|backup))(?= )(.*)"
)
CUT = re.compile(r"\s(?:#|\||<|>|&&|;).*")


def commands(page: Path) -> Iterator[str]:
    """What is typed after the program's name, in the page's blocks for a shell."""
    for block in re.findall(r"^ *```sh\n(.*?)^ *```", page.read_text("utf-8"), re.M | re.S):
        for line in block.replace("\\\n", " ").splitlines():
            if found := OURS.search(line.strip()):
                yield CUT.sub("", found[1]).strip()


CASES = [
    pytest.param(said, page.parent.name == "operations", id=f"{page.name}: {said[:60]}")
    for page in PAGES
    for said in commands(page)
]
OF_THE_ADMIN_CONTAINER = {
    "YOUYUE_PARTNERS": "partners.toml",
    "YOUYUE_BACKUP_SCRATCH_URL": "postgresql://postgres@127.0.0.1/postgres",
    "YOUYUE_SIGN_IN_URL": "https://sign-in.example",
}
"""What need not be typed where operators type."""


def problem(said: str, *, whole: bool = True) -> str:
    """What is wrong with it; empty: nothing. ``whole``: nothing of it is left out or only a name for what
    belongs there, so the command line reads it as it stands."""
    words = shlex.split(said)
    if not words or words[0] in WITHOUT_A_COMMAND:
        return ""
    if words[0] not in COMMANDS:
        return f"no such command: {words[0]}"
    command = imported(COMMANDS[words[0]], words[0])
    rest = words[1:]
    while rest and rest[0] in getattr(command, "commands", {}):
        command = command.commands[rest.pop(0)]
    known = {name for one in command.params for name in (*one.opts, *one.secondary_opts)} | {"--help"}
    unknown = [word for word in rest if word.startswith("--") and word.split("=")[0] not in known]
    if unknown:
        return f"no such option: {', '.join(unknown)}"
    try:
        if whole and not getattr(command, "commands", {}):
            command.make_context(words[0], rest)
    except TyperException as error:
        return str(error) or repr(error)
    return ""


@pytest.mark.parametrize(("said", "whole"), CASES)
def test_a_command_on_a_page_is_read_by_the_command_line_as_it_stands(
    said: str, whole: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in OF_THE_ADMIN_CONTAINER.items():
        monkeypatch.setenv(name, value)
    assert problem(said, whole=whole) == ""


def test_there_are_many_such_commands_and_wrong_ones_are_seen() -> None:
    assert len(CASES) > 100
    assert problem("definitions apply --dry-run") == ""
    assert problem("definitions aply --dry-rn") == "no such option: --dry-rn"
    assert problem("defnitions") == "no such command: defnitions"
    assert "valid integer" in problem("user log deputy-01 --most soon")
    assert problem("parked show") != ""


@pytest.mark.parametrize("page", ["upgrade.md", "upgrade.zh.md"])
def test_an_upgrade_replaces_every_service(page: str) -> None:
    text = (ROOT / "docs" / "operations" / page).read_text("utf-8")
    (named,) = re.findall(r"for s in ([a-z ]+); do", text)
    assert sorted(named.split()) == sorted(CONSUMERS)


@pytest.mark.parametrize("page", ["alerts.md", "alerts.zh.md"])
def test_every_alert_has_a_section_that_says_what_to_do_and_names_it(page: str) -> None:
    text = (ROOT / "docs" / "operations" / page).read_text("utf-8")
    sections = dict(re.findall(r"^### (\w+)\n\n(.+?)(?=^##|\Z)", text, re.M | re.S))
    rules = yaml.safe_load((ROOT / "deploy/prometheus/alerts.yml").read_text("utf-8"))
    named = {
        rule["alert"]: rule["annotations"]["runbook"] for group in rules["groups"] for rule in group["rules"]
    }
    assert sections.keys() == named.keys()
    assert named == {name: f"docs/operations/alerts.md#{name.lower()}" for name in sections}
    assert [name for name, says in sections.items() if len(says) < 25] == []
