"""AMQP topic patterns: ``*`` is one word, ``#`` any number of words."""


def matches(pattern: str, key: str) -> bool:
    """Whether a routing key matches a topic pattern."""
    return _matches(pattern.split("."), key.split("."))


def _matches(pattern: list[str], words: list[str]) -> bool:
    if not pattern:
        return not words
    first, rest = pattern[0], pattern[1:]
    if first == "#":
        return any(_matches(rest, words[taken:]) for taken in range(len(words) + 1))
    return bool(words) and first in ("*", words[0]) and _matches(rest, words[1:])
