"""Each message has a page, and each code says which commands it refuses."""

from typing import Annotated

import pytest
from pydantic import Field

from cli.documents.events import fields_of
from cli.documents.markdown import code, sentence
from cli.documents.meanings import purposes
from cli.documents.messages import message_pages
from cli.documents.refusals import codes_of, codes_page
from shared.kernel.messages.base import Command, Contract
from shared.language.contracts import evaluation, handling, intake
from shared.language.contracts.registry import TYPES


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return message_pages()


def test_every_type_has_a_page_with_an_example(pages: dict[str, str]) -> None:
    assert set(pages) == {f"{type}.md" for type in TYPES}
    assert all("## Example 示例" in text for text in pages.values())


def test_a_page_says_what_the_message_is_for_in_chinese_and_then_in_english(pages: dict[str, str]) -> None:
    for cls in TYPES.values():
        about = pages[f"{cls.type}.md"].partition("\n\n- ")[0].split("\n\n")
        assert about[-2:] == [purposes()[cls.type], sentence(cls.__doc__)]


def test_a_field_that_is_not_for_everybody_says_for_whom_it_is() -> None:
    class Seen(Contract):
        """Seen by some."""

        title: str
        note: Annotated[str, Field(json_schema_extra={"x-audience": "inside"})] = ""
        """Of the house."""

    class Open(Contract):
        """Seen by all."""

        title: str

    heads, _, title, note = fields_of(Seen, code).splitlines()
    assert "对象 audience" in heads
    assert "| 公开 public |" in title
    assert note.endswith("| 内部 inside | Of the house. |")
    assert "audience" not in fields_of(Open, code)


def test_a_code_is_found_in_a_guard_in_what_it_calls_and_in_a_use_case() -> None:
    assert "already_voted" in codes_of(evaluation.CastVote)
    assert {"unknown_village", "too_many_submissions"} <= set(codes_of(intake.SubmitSubmission))
    assert {"replay_running", "replay_too_often"} <= set(codes_of(handling.RequestHandlingReplay))
    assert codes_of(handling.MoveHandlingClock) == ("clock_not_movable",)


def test_a_proof_is_no_number_and_its_page_says_how_it_is_made(pages: dict[str, str]) -> None:
    page = pages["intake.submission.submit.v1.md"]
    assert "decimal as text" not in page
    assert "commitment of a proof" in page
    assert "How a proof is made 凭证怎样生成" in page


OF_EVERY_COMMAND = frozenset(
    [
        "department_not_held",
        "department_not_said",
        "expects_nothing",
        "fresh_factor_needed",
        "id_used_for_other",
        "invalid_envelope",
        "invalid_field",
        "no_such_post",
        "not_kept",
        "not_of_department",
        "publisher_not_trusted",
        "refused_too_often",
        "said_in_the_future",
        "said_too_long_ago",
        "stale",
        "term_ended",
        "term_to_come",
        "token_expired",
        "token_invalid",
        "token_missing",
        "token_not_for_this",
        "unknown_field",
        "unknown_person",
        "unknown_township",
        "unreadable_too_often",
        "wrong_role",
        "wrong_state",
    ]
)
OF_ADDRESSES = ("attachment_", "http_", "no_attachment_store")


def test_the_page_of_codes_names_the_commands_but_for_codes_of_every_command_and_of_addresses() -> None:
    rows = [line for line in codes_page().splitlines() if line.startswith("| `")]
    alone = {row.split("`")[1] for row in rows if row.endswith("|  |")}
    assert len(rows) > 200
    assert {code for code in alone if not code.startswith(OF_ADDRESSES)} == OF_EVERY_COMMAND


def test_every_command_names_codes_that_have_words() -> None:
    known = codes_page()
    commands = [cls for cls in TYPES.values() if issubclass(cls, Command)]
    assert all(f"| `{code}` |" in known for command in commands for code in codes_of(command))
