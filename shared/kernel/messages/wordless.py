"""An error as logs, spans and parked messages may tell it: its type and its place.

The words of a library's error repeat what was being written or read: a statement's parameters, an input, a
key. Those of our own errors and of the operating system's name ids, hosts and files alone, and stay.
"""

import traceback
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from shared.kernel.messages import errors

_OURS = (
    errors.Unprocessable,
    errors.Rejected,
    errors.NotYetKnown,
    errors.StaleVersion,
    errors.EventRefused,
    errors.ChannelBroken,
)
_ROOT = Path(__file__).resolve().parents[3]
_SAID = 500
"""Characters."""

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]


def in_brief(error: BaseException) -> str:
    """One line: ``IntegrityError 23505 in shared/kernel/store/kind.py:31``."""
    return " in ".join(filter(None, (named(error), _place(error))))


def named(error: BaseException) -> str:
    """The type, with SQLSTATE if there is one, and the words if they are nobody's."""
    kind = type(error)
    state = getattr(getattr(error, "orig", error), "sqlstate", None)
    name = f"{kind.__name__} {state}" if isinstance(state, str) else kind.__name__
    # Ours and Python's own say which host, file or id; a subclass that a library made may say more.
    harmless = isinstance(error, _OURS) or (isinstance(error, OSError) and kind.__module__ == "builtins")
    said = str(error)[:_SAID] if harmless else ""
    return f"{name}: {said}" if said else name


def without_words(exc_info: ExcInfo) -> str:
    """A traceback, with its causes, in which no error says more than ``named``."""
    return "\n".join(_chain(exc_info[1]))


def _chain(error: BaseException) -> Iterator[str]:
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if earlier is not None and earlier is not error:
        yield from _chain(earlier)
        yield "\nand then:\n"
    yield "".join(traceback.format_tb(error.__traceback__)) + named(error)


def _place(error: BaseException) -> str:
    """The innermost line of this project."""
    place = ""
    for frame, line in traceback.walk_tb(error.__traceback__):
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(_ROOT) and "site-packages" not in path.parts:
            place = f"{path.relative_to(_ROOT)}:{line}"
    return place
