"""What stands on the operators' pages to be typed, in its order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OPERATIONS = "docs/operations"
PAGES = (
    "README.md",
    *(
        f"{OPERATIONS}/{name}.md"
        for name in (
            "install",
            "township",
            "accounts",
            "partners",
            "parked",
            "replay",
            "running",
            "alerts",
            "hardening",
            "backup",
            "upgrade",
            "cluster",
            "external",
        )
    ),
    "docs/reliability.md",
    "docs/scale.md",
)
"""The pages, from the repository's root, in the order in which a new operator needs them."""
_BLOCK = re.compile(r"^ *```(?P<kind>sh|sql|yaml)\n(?P<body>.*?)^ *```", re.M | re.S)
_COMMENT = re.compile(r"\s+# .*$")
_HERE_DOCUMENT = re.compile(r"<<'?(\w+)'?")
_FILE = re.compile(r"# (\S+\.\w+)\n")
_OPERATORS_PART = {"README.md": ("\n## Deploy", "\n## ")}
"""Of a page that is for others too: where the part begins, and what ends it."""


@dataclass(frozen=True)
class Typed:
    """One command of a page, without its comment; ``kind``: sh, or sql, which is asked of a database."""

    page: str
    text: str
    kind: str = "sh"


@dataclass(frozen=True)
class Written:
    """A file that stands on a page: its block begins with its name as a comment."""

    page: str
    name: str
    text: str


def steps(page: str) -> Iterator[Typed | Written]:
    """What a reader of the page does, from its first line to its last."""
    for block in _BLOCK.finditer(_part(page)):
        kind, body = block["kind"], block["body"]
        if kind == "sql":
            yield Typed(page, " ".join(body.split()), kind)
        elif kind == "sh":
            for text in _commands(body):
                yield Typed(page, text)
        elif named := _FILE.match(body):
            yield Written(page, named[1], body)


def commands(pages: tuple[str, ...] = PAGES) -> list[Typed]:
    """Every command of these pages."""
    return [step for page in pages for step in steps(page) if isinstance(step, Typed)]


def _part(page: str) -> str:
    text = (ROOT / page).read_text("utf-8")
    if page not in _OPERATORS_PART:
        return text
    begins, ends = _OPERATORS_PART[page]
    return text.split(begins, 1)[1].split(ends, 1)[0]


def _commands(block: str) -> Iterator[str]:
    """The commands of a block; one that goes on in the next line, or has a here-document, is one."""
    lines = iter(block.splitlines())
    for line in lines:
        text = _COMMENT.sub("", line).rstrip()
        if not text or text.startswith("#"):
            continue
        while text.endswith("\\"):
            text = f"{text[:-1].rstrip()} {_COMMENT.sub('', next(lines)).strip()}"
        if here := _HERE_DOCUMENT.search(text):
            body = [text]
            while body[-1] != here[1]:
                body.append(next(lines))
            text = "\n".join(body)
        yield text
