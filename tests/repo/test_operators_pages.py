"""Every command on the operators' pages is typed by ``make pages-smoke`` or ``make cluster-grow``, or it is
said why not; no entry of their tables is left behind."""

import re
import tomllib
from pathlib import Path

import pytest

from deploy.pages.collected import OPERATIONS, PAGES, Typed, Written, commands, steps
from deploy.pages.grow import both_ways
from deploy.pages.smoke import filled
from deploy.pages.tables import ANSWERS, BEFORE, DATABASE, ELSEWHERE, SAYS, VALUES

ROOT = Path(__file__).parents[2]
COMMANDS = commands()
TYPED = [step for step in COMMANDS if step.text not in ELSEWHERE]
EXPORTED = {name: f"<{name}>" for _, _, value in VALUES for name in re.findall(r"\$\{?(\w+)", value)}
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))


def test_no_page_for_operators_is_left_out() -> None:
    there = {f"{OPERATIONS}/{page.name}" for page in (ROOT / OPERATIONS).glob("*.md")}
    english = {page for page in there if not page.endswith((".zh.md", "/README.md"))}
    assert english == {page for page in PAGES if page.startswith(OPERATIONS)}
    assert len(TYPED) > 100


@pytest.mark.parametrize("step", TYPED, ids=lambda step: f"{step.page}: {step.text[:50]}")
def test_what_is_typed_has_a_value_in_the_place_of_every_example(step: Typed) -> None:
    text = filled(step, EXPORTED)
    assert "…" not in text
    assert not re.search(r"\b(HOST|FOLDER|FILE|PROJECT|bucket)\b(?!>|\b_)", text.replace("<PROJECT>", ""))
    assert ".example:" not in text


def test_what_is_carried_out_elsewhere_is_on_a_page_and_the_place_is_there() -> None:
    assert ELSEWHERE.keys() - {step.text for step in COMMANDS} == set()
    for why in ELSEWHERE.values():
        targets, files = re.findall(r"`make ([a-z-]+)", why), re.findall(r"tests/[\w/]+\.py", why)
        assert targets or files or "asks a data base on the network" in why
        assert set(targets) <= TARGETS
        assert [file for file in files if not (ROOT / file).exists()] == []


def test_no_entry_of_a_table_is_left_behind() -> None:
    typed = {(step.page, step.text) for step in TYPED}
    assert BEFORE.keys() - typed == set()
    assert (SAYS.keys() | ANSWERS.keys()) - {text for _, text in typed} == set()
    assert DATABASE.keys() == {step.page for step in TYPED if step.kind == "sql"}
    unused = [
        value
        for value in VALUES
        if not any(value.page in ("", page) and value.example in text for page, text in typed)
    ]
    assert unused == []


def test_a_file_that_stands_on_a_page_is_written_before_it_is_needed() -> None:
    written = {step.name: step.page for page in PAGES for step in steps(page) if isinstance(step, Written)}
    assert written == {"docker-compose.override.yml": f"{OPERATIONS}/backup.md"}


def test_a_command_is_read_whole_and_without_its_comment() -> None:
    texts = {step.text for step in COMMANDS}
    assert "docker-compose ps" in texts
    assert any(text.endswith("\nEND") and "recovery_target_action" in text for text in texts)
    assert any("amtool alert add Trial" in text and "\\" not in text for text in texts)


def test_the_way_to_three_brokers_and_the_way_back_are_told_apart() -> None:
    there, back = both_ways()
    assert sum("rabbitmq-queues grow" in step.text for step in there) == 2
    assert sum("rabbitmqctl reset" in step.text for step in back) == 2
    assert not [step for step in there if "reset" in step.text or "shrink" in step.text]


def test_a_deployment_s_partners_file_begins_with_the_entries_of_the_house() -> None:
    packaged, ours = (
        tomllib.loads((ROOT / "deploy/partners" / name).read_text("utf-8"))
        for name in ("partners.toml", "house.toml")
    )
    named = set(re.findall(r"amqp://(partner-[a-z]+):", (ROOT / "docker-compose.yml").read_text("utf-8")))
    assert ours.keys() == named
    assert ours == {name: packaged[name] for name in named}
