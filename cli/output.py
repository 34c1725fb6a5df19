"""What is printed, and where it goes: a pipe that was closed, or a full disk, is said as that, by whichever
command. It is no fault of the database, and no traceback."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper

NOT_PRINTED = 74
"""Exit code: an error of input or output (``EX_IOERR`` of sysexits.h)."""
NOBODY_READS = 141
"""Exit code: as of a program that a closed pipe has ended (``| head``)."""


class Printed(TextIOWrapper):
    """Standard output. What cannot be written ends the program."""

    def write(self, text: str, /) -> int:
        """As any text is written."""
        with _ending_the_program():
            return super().write(text)

    def flush(self) -> None:
        """What was kept back so far."""
        with _ending_the_program():
            super().flush()


def watch_what_is_printed() -> None:
    """From now on, in this process. Chinese on a terminal that has no Chinese is printed as question marks,
    and does not end the program."""
    if isinstance(sys.stdout, TextIOWrapper) and sys.stdout is sys.__stdout__:
        buffered, encoding = sys.stdout.line_buffering, sys.stdout.encoding
        sys.stdout = Printed(sys.stdout.detach(), encoding, errors="replace", line_buffering=buffered)
    if isinstance(sys.stderr, TextIOWrapper):
        sys.stderr.reconfigure(errors="replace")


@contextmanager
def _ending_the_program() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        _print_no_more()
        sys.exit(NOBODY_READS)
    except OSError as error:
        _print_no_more()
        why = error.strerror or str(error)
        sys.stderr.write(f"输出写不下去：{why}。The output cannot be written: {why}.\n")
        sys.exit(NOT_PRINTED)


def _print_no_more() -> None:
    """What is still kept back goes nowhere, or Python would try again at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
