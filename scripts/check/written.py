"""What has to stand in a file: samples, generated documents, a chapter's test, the end of what was begun."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from cli.documents.samples import NoSample
from scripts.check.problem import Problem
from shared.kernel.messages.base import ClockMoved, Data, Event

MAKE_DOCS = "run make docs and commit what it writes"
CONTRACT = re.compile(r"\.v\d+\.json$")
"""How the file of a message type ends."""
UNFINISHED = re.compile(r"\bTODO\b:?\s*(.*)")


def unsampled(types: Iterable[type[Data]], example_of: Callable[[type[Data]], object]) -> Iterator[Problem]:
    """Types of which no example can be made."""
    for cls in types:
        try:
            example_of(cls)
        except NoSample as error:
            yield Problem(cls.type, f"{error} has no sample", "add a value to cli/documents/samples.toml")
        except Exception as error:
            yield Problem(
                cls.type, f"its example fails: {error!r}"[:300], "look at cli/documents/samples.toml"
            )


def unemitted(events: Iterable[type[Event]], causes: Callable[[type[Event]], object]) -> Iterator[Problem]:
    """Events that nothing publishes; every service moves its clock."""
    for event in events:
        if not issubclass(event, ClockMoved) and not causes(event):
            yield Problem(event.type, "no clause and no errand publishes it", "let one emit it, or remove it")


def unwritten(root: Path, documents: Mapping[Path, str], stray: Iterable[Path] = ()) -> Iterator[Problem]:
    """Documents that differ from the code; a contract of a type by its type, all others in one entry."""
    differ = [path for path, text in documents.items() if _text(root / path) != text]
    for path in differ:
        if CONTRACT.search(path.name) and not (root / path).exists():
            yield Problem(path.stem, f"{path.as_posix()} is not written", MAKE_DOCS)
    if rest := [
        path.as_posix() for path in differ if (root / path).exists() or not CONTRACT.search(path.name)
    ]:
        more = f" and {len(rest) - 4} more" if len(rest) > 4 else ""
        yield Problem(", ".join(sorted(rest)[:4]) + more, "the code says something else now", MAKE_DOCS)
    for path in stray:
        yield Problem(path.as_posix(), "nothing writes it any more", f"git rm {path.as_posix()}")


def untested_chapters(root: Path) -> Iterator[Problem]:
    """Chapters, files with clauses, without a test of the same name."""
    for path in sorted(root.glob("services/*/domain/*/*.py")):
        _, service, _, thing, _ = path.relative_to(root).parts
        test = Path("tests", "unit", service, thing, f"test_{path.name}")
        if not (root / test).is_file() and _has_clauses(path):
            yield Problem(
                path.relative_to(root).as_posix(), "the chapter has no test", f"write {test.as_posix()}"
            )


def unfinished(root: Path, files: Iterable[Path]) -> Iterator[Problem]:
    """What ``make new-message`` left to be said by a person."""
    for path in files:
        text = _text(path)
        for number, line in enumerate(text.splitlines() if "TODO" in text else (), 1):
            if found := UNFINISHED.search(line):
                said = found[1].strip(' "),') or "nothing is said yet"
                yield Problem(f"{path.relative_to(root).as_posix()}:{number}", "is unfinished", said)


def _text(path: Path) -> str:
    return path.read_text("utf-8") if path.is_file() else ""


def _has_clauses(path: Path) -> bool:
    return any(
        isinstance(node, ast.AnnAssign) and "Clause[" in ast.unparse(node.annotation)
        for node in ast.parse(path.read_text("utf-8")).body
    )
