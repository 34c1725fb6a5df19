"""What a chapter's test tells the tests of the whole table, which need no change for a new chapter then."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from shared.kernel.messages.base import Data
from shared.kernel.messages.envelope import Actor

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Example:
    """A good message of the chapter, somebody who may give it, and the states that allow it."""

    message: Data
    by: Actor
    states: tuple[str, ...]
    facts: object = None
    """What its clause asks for."""


def examples(service: str, thing: str) -> Mapping[type[Data], Example]:
    """What stands in ``EXAMPLES`` of the chapters' tests of a thing."""
    files = sorted((HERE / service / thing).glob("test_*.py"))
    named = (path.stem for path in files if "\nEXAMPLES = " in path.read_text("utf-8"))
    modules = (import_module(f"tests.unit.{service}.{thing}.{name}") for name in named)
    return {type(example.message): example for module in modules for example in module.EXAMPLES}
