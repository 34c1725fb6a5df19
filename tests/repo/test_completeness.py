"""Nothing is missing of any message, and whatever is left out is named with what to do."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import MetaData

from cli.documents.samples import NoSample
from scripts.check import heard, loading, words, written
from scripts.check.completeness import AFTERWARDS, AT_ONCE, Find, problems
from shared.kernel.machine import Final
from shared.kernel.messages.base import ClockMoved, Command, Contract, Event
from shared.kernel.store.kind import Kind, thing_table
from shared.language.behaviour import ABSENT, Ignore, StateTable

FINDS = {**AT_ONCE, **AFTERWARDS}
BOTH = {
    "zh_CN": {"command.library.book.lend": "借", "event.library.book.lent": "已借", "thing.book": "书"},
    "en": {"command.library.book.lend": "lend"},
}


class Lend(Command, type="library.book.lend.v1"):
    """Lend it."""


class Lent(Event, type="library.book.lent.v1"):
    """It is lent."""


class Moved(ClockMoved, type="library.clock.moved.v1"):
    """It is later."""


@dataclass(frozen=True)
class Book:
    state: str = "lent"
    version: int = 1


TABLE: StateTable[Book] = StateTable(
    "book", ("lent",), (Ignore((ABSENT, "lent"), Lent, why="known"), Final(("lent",), "-"))
)


@pytest.mark.parametrize("find", FINDS.values(), ids=FINDS.keys())
def test_nothing_is_missing(find: Find) -> None:
    assert [str(problem) for problem in find()] == []


def test_a_service_that_does_not_fit_together_is_told_in_lines_each_with_what_to_do() -> None:
    def load(name: str) -> None:
        raise ValueError(
            f"{name}: library.book.lend.v1 is taken by no table or by several, and has no use case; "
            "library.book.lent.v1 is heard of: say how it is told"
        )

    first, second = loading.unloaded(load, ("library",))
    assert (first.about, second.about) == ("library.book.lend.v1", "library.book.lent.v1")
    assert "table.py" in first.todo
    assert "telling" in second.todo


def test_any_other_error_is_told_with_its_place_and_once() -> None:
    def load(name: str) -> None:
        raise ImportError("cannot import name 'NOTING'")

    (problem,) = loading.unloaded(load, ("library", "museum"))
    assert problem.about.startswith("tests/repo/test_completeness.py:")
    assert "NOTING" in problem.wrong


def test_words_are_missed_in_the_language_in_which_they_are_missing() -> None:
    assert list(words.unnamed_commands((Lend,), BOTH)) == []
    (unsaid,) = words.unsaid_events((Lent, Moved), BOTH)
    assert unsaid.about == Lent.type
    assert "locale/en " in unsaid.todo
    assert "locale/zh_CN" not in unsaid.todo


def test_a_thing_a_state_and_a_refusal_without_words_are_found() -> None:
    thing, state = words.unnamed_states((TABLE,), BOTH)
    assert "thing.book" in thing.wrong
    assert "state.book.lent" in state.wrong
    (refused,) = words.unsaid_refusals((words.Refused("a.py:1", "too_late", frozenset()),), BOTH)
    assert (refused.about, refused.wrong) == ("a.py:1", "has no sentence refusal.too_late")


def test_a_message_says_in_chinese_what_it_is_for_in_words_of_its_own_and_at_its_place() -> None:
    said = {Lend.type: "借出一本书。", Lent.type: "书已借出。"}
    assert list(words.unsaid_purposes(said, said)) == []
    (missing,) = words.unsaid_purposes((*said, Moved.type), said)
    assert missing.about == Moved.type
    assert f'"{Moved.type}" = "一两句话。"' in missing.todo
    copied = words.unsaid_purposes(said, dict.fromkeys(said, "借书。"))
    assert [problem.wrong for problem in copied] == ["has the Chinese purpose of another"] * 2
    (left,) = words.unsaid_purposes((Lend.type,), said)
    assert (left.about, left.wrong) == (Lent.type, "is no type and has a purpose in Chinese")
    (astray,) = words.unsaid_purposes(said, dict(reversed(said.items())))
    assert astray.wrong.startswith(f"stands behind {Lent.type}")


def test_a_state_that_the_glossary_does_not_know_is_found() -> None:
    assert [problem.about for problem in words.unexplained_states((TABLE,), "`absent`")] == [
        "book in state lent"
    ]
    assert list(words.unexplained_states((TABLE,), "| `lent` |")) == []


def test_an_event_that_nobody_tells_the_console_or_that_nothing_publishes_is_found() -> None:
    assert [problem.about for problem in heard.unheard((Lent, Moved), ())] == [Lent.type]
    assert list(heard.unheard((Lent,), (Lent,))) == []
    assert [p.about for p in written.unemitted((Lent, Moved), lambda event: ())] == [Lent.type]


def test_a_thing_without_what_its_snapshot_shows_is_found() -> None:
    class Shown(Contract):
        state: str
        reader: str

    kind = Kind("book", Book, Shown, TABLE, thing_table("book", MetaData()))
    (problem,) = heard.unmirrored((kind,))
    assert (problem.about, problem.wrong) == (f"{__name__}.Book", "has no reader, which Shown shows")


def test_a_list_that_differs_from_the_code_is_found() -> None:
    (problem,) = heard.unlisted({"a hears of b:": ["b.one"]}, {"a hears of b:": ["b.one", "b.two"]})
    assert "+ b.two" in problem.wrong


def test_a_type_without_a_sample_is_found() -> None:
    def example_of(cls: type[object]) -> None:
        raise NoSample("Lend.reader")

    (problem,) = written.unsampled((Lend,), example_of)
    assert (problem.about, problem.todo) == (Lend.type, "add a value to cli/documents/samples.toml")


def test_documents_that_are_missing_old_or_nobody_s_are_found(tmp_path: Path) -> None:
    (tmp_path / "events.md").write_text("old", "utf-8")
    now = {Path(f"{Lend.type}.json"): "{}", Path("events.md"): "new"}
    missing, old, stray = written.unwritten(tmp_path, now, (Path("gone.md"),))
    assert (missing.about, missing.todo) == (Lend.type, written.MAKE_DOCS)
    assert (old.about, stray.about) == ("events.md", "gone.md")


def test_a_chapter_without_a_test_is_found(tmp_path: Path) -> None:
    chapter = tmp_path / "services/library/domain/book/lending.py"
    chapter.parent.mkdir(parents=True)
    chapter.write_text("LENDING: tuple[Clause[Book], ...] = ()\n", "utf-8")
    chapter.with_name("book.py").write_text("STATES = ()\n", "utf-8")
    (problem,) = written.untested_chapters(tmp_path)
    assert problem.todo == "write tests/unit/library/book/test_lending.py"
    test = tmp_path / "tests/unit/library/book/test_lending.py"
    test.parent.mkdir(parents=True)
    test.touch()
    assert list(written.untested_chapters(tmp_path)) == []


def test_what_was_begun_and_not_finished_is_found_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "lending.py"
    file.write_text('"""Lending."""\n\nWHY = "TODO: the law"\n', "utf-8")
    (problem,) = written.unfinished(tmp_path, (file,))
    assert (problem.about, problem.todo) == ("lending.py:3", "the law")


def test_what_is_looked_at_does_not_stop_at_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> list[object]:
        raise RuntimeError("no such file")

    monkeypatch.setattr("scripts.check.completeness.AT_ONCE", {"broken": broken})
    monkeypatch.setattr("scripts.check.completeness.AFTERWARDS", {})
    (problem,) = problems()
    assert problem.wrong == "RuntimeError: no such file"
