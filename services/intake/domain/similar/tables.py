"""``contrast.toml``: the words by which two submissions are told apart, as patterns."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from zlib import crc32

from services.intake.domain.wording.fingerprint import hashed, tokens_of

Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Tables:
    """``degrees``: too much and too little; ``named``: what is named, by aspect; ``numbered``: what a number
    belongs to; ``things``: what is wished for or not, each in a group of its own, named in ``wished``;
    ``begins``: the same without groups, which is fast to look for; ``about``: hashes of words that say
    nothing of where."""

    degrees: Mapping[str, tuple[Pattern, Pattern]]
    named: Mapping[str, Mapping[str, Pattern]]
    numbered: Mapping[str, str]
    begins: Pattern
    things: Pattern
    wished: tuple[str, ...]
    about: frozenset[int]


@cache
def tables() -> Tables:
    """The project's own."""
    raw = tomllib.loads(files(__package__).joinpath("contrast.toml").read_text("utf-8"))
    lines = [line.split() for line in raw["wished"]["things"].strip().splitlines()]
    things = {f"thing{crc32(line[0].encode())}": "|".join(line) for line in lines}
    return Tables(
        degrees={name: (re.compile(more), re.compile(less)) for name, (more, less) in raw["degrees"].items()},
        named={
            name: {one: re.compile(words) for one, words in of.items()} for name, of in raw["named"].items()
        },
        numbered=raw["numbered"],
        begins=re.compile("|".join(things.values())),
        things=re.compile("|".join(f"(?P<{name}>{words})" for name, words in things.items())),
        about=frozenset(
            token for word in raw["about"]["words"].split() for token in hashed(tokens_of("", word))
        ),
        wished=tuple(things),
    )
