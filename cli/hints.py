"""Commands in sentences, so that they can be typed as they stand."""

import shlex
import shutil
import sys
from pathlib import Path


def typed(words: str) -> str:
    """``youyue <words>`` as it is typed here: where ``youyue`` is not on the path, by where it is."""
    return f"{_program()} {words}"


def _program() -> str:
    called = Path(sys.argv[0])
    if called.suffix == ".py":
        return f"{shlex.quote(_near(Path(sys.executable)))} -m cli.main"
    known = shutil.which("youyue")
    if known and Path(known).resolve() == called.resolve():
        return "youyue"
    return shlex.quote(_near(called)) if called.name == "youyue" else "youyue"


def _near(program: Path) -> str:
    """Its path, from here if it is below."""
    whole = Path.cwd() / program
    return str(whole.relative_to(Path.cwd())) if whole.is_relative_to(Path.cwd()) else str(whole)
