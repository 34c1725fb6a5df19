"""What is looked at in a field of text before it is taken: its length, what cannot be seen, whether it says
anything."""

from datetime import UTC, datetime

from pydantic_core import PydanticCustomError, PydanticKnownError

from shared.kernel.messages.text import clean, hides, says_something

LINE = 200
PROSE = 10_000
"""Characters."""


def _cleaned(value: object, limit: int, *, lines: bool) -> object:
    """Before anything is checked, so that what is checked is what is kept. What is too long costs nothing."""
    if not isinstance(value, str) or not value:
        return value
    value = value.strip()
    if len(value) > limit:
        raise PydanticKnownError("string_too_long", {"max_length": limit})
    if "\x00" in value:
        # PostgreSQL stores none, and no text that people write has one: something is broken.
        raise PydanticCustomError("nul", "contains the character U+0000")
    return clean(value, lines=lines)


def line(value: object) -> object:
    """A text of one line, cleaned."""
    return _cleaned(value, LINE, lines=False)


def prose(value: object) -> object:
    """A text that may have several lines, cleaned."""
    return _cleaned(value, PROSE, lines=True)


def saying(value: str) -> str:
    """The text, if it says something. Raises PydanticCustomError."""
    if not says_something(value):
        raise PydanticCustomError("says_nothing", "has no letter or digit to read")
    return value


def saying_if_any(value: str) -> str:
    """The text, if it is empty or says something."""
    return saying(value) if value else value


def plain(value: str) -> str:
    """For what is compared symbol by symbol and therefore never cleaned: a blank at an edge is not seen."""
    if hides(value) or value.replace("\u2800", " ").strip() != value:
        raise PydanticCustomError("hidden_characters", "has characters that cannot be seen")
    return value


def written(value: object) -> object:
    """A moment as it comes: written out (RFC 3339), since a bare number is somebody's seconds or
    milliseconds. Raises PydanticKnownError."""
    if isinstance(value, int | float) or (isinstance(value, str) and value[4:5] != "-"):
        raise PydanticKnownError("datetime_type")
    return value


def as_utc(value: datetime) -> datetime:
    """The same moment in UTC. Raises ValueError."""
    try:
        return value.astimezone(UTC)
    except OverflowError:
        raise ValueError("is before the year 1 or after the year 9999") from None
