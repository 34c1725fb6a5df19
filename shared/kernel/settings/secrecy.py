"""Secrets: where they are read from, and how they are kept out of everything that is written."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote, quote_plus

STARS = "***"
_IN_URL = re.compile(r"(?P<before>[a-z][a-z0-9+.-]*://[^\s:/@'\"]*:)[^\s/'\"]*(?=@)", re.IGNORECASE)
_LONG_ENOUGH = 8
"""Shorter secrets are words that stand in many harmless places; in URLs they are struck out all the same."""
_SAMPLE = "change-me"
"""What the passwords of an example begin with."""
_known: set[str] = set()


class SecretError(ValueError):
    """A secret is given twice, or its file cannot be read. The message names the setting, never the
    secret."""


def read_secret(environment: Mapping[str, str], name: str) -> str | None:
    """The value of ``name``, or what stands in the file that ``<name>_FILE`` names. Raises SecretError."""
    value, file = environment.get(name), environment.get(f"{name}_FILE")
    if file is None:
        return value
    if value is not None:
        raise SecretError(
            f"{name} 与 {name}_FILE 只能给出一个。Give one of {name} and {name}_FILE, not both."
        )
    try:
        return Path(file).read_text("utf-8").strip()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no UTF-8"
        raise SecretError(
            f"{name}_FILE：读不到文件 {file}。{name}_FILE: the file {file} cannot be read ({reason})."
        ) from error


def is_sample(secret: str) -> bool:
    """Whether it is no secret: empty, or as an example has it, which everybody can read."""
    return not secret or secret.startswith(_SAMPLE)


def remember(secret: str) -> None:
    """Strike this out of everything that ``redact`` sees, as it is and as URLs and JSON write it."""
    if len(secret) >= _LONG_ENOUGH:
        _known.update((secret, quote(secret, safe=""), quote_plus(secret), json.dumps(secret)[1:-1]))


def redact(text: str) -> str:
    """``text`` without passwords in URLs, and without secrets that are known."""
    if "://" in text:
        text = _IN_URL.sub(rf"\g<before>{STARS}", text)
    for secret in sorted(_known, key=len, reverse=True):
        text = text.replace(secret, STARS)
    return text
