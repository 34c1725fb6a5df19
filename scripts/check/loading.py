"""What a service says when it is put together and something is missing: lines instead of a traceback."""

import traceback
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from scripts.check.problem import Problem, Sentence

ROOT = Path(__file__).parents[2]
SAYINGS = (
    Sentence(
        "is taken by no table",
        "put a clause into a chapter that the thing's table.py lists, or an Errand into errands.py, "
        "or a use case into USE_CASES of handlers.py",
    ),
    Sentence("has a use case and never comes", "take it out of USE_CASES, or subscribe to it"),
    Sentence("is an errand and never comes", "give it a class among the contracts' commands"),
    Sentence("is heard of", "one Told in the stage's file in shared/language/telling/"),
    Sentence(" undecided ", "a Transition or an Ignore with a reason, for each of these states"),
    Sentence("wants facts=", "name the class of facts in the clause"),
)


def unloaded(load: Callable[[str], object], names: Iterable[str]) -> Iterator[Problem]:
    """What ``load`` objects to, in any of ``names``; an error about several things gives several."""
    said: dict[str, Problem] = {}
    for name in names:
        try:
            load(name)
        except (ValueError, LookupError) as error:
            for part in _parts(error):
                said.setdefault(part, _problem(name, part))
        except Exception as error:
            said.setdefault(where(error), failure(error))
    yield from said.values()


def failure(error: Exception) -> Problem:
    """An error that nobody has put into words, with its place and without the paths of this machine."""
    text = f"{type(error).__name__}: {error}".replace(f"{ROOT}/", "")
    named = isinstance(error, ImportError | AttributeError | NameError)
    todo = "write what is named there, or take the name out" if named else ""
    return Problem(where(error), text.splitlines()[0][:300], todo)


def where(error: BaseException) -> str:
    """The line of this project that an error comes from, the innermost one."""
    if isinstance(error, SyntaxError) and error.filename:
        return f"{_inside(error.filename)}:{error.lineno}"
    frames = traceback.extract_tb(error.__traceback__)
    ours = [
        frame for frame in frames if ROOT in Path(frame.filename).parents and ".venv" not in frame.filename
    ]
    return f"{_inside(ours[-1].filename)}:{ours[-1].lineno}" if ours else "import"


def _inside(file: str) -> str:
    return str(Path(file).relative_to(ROOT)) if ROOT in Path(file).parents else file


def _parts(error: Exception) -> list[str]:
    return str(error.args[0] if error.args else error).split("; ")


def _problem(service: str, part: str) -> Problem:
    text = part.removeprefix(f"{service}: ")
    about, _, wrong = text.partition(" ")
    todo = next((saying.todo for saying in SAYINGS if saying.part in part), "")
    return Problem(about.rstrip(":"), wrong, todo) if "." in about else Problem(service, text, todo)
