"""Fingerprints of texts, to compare them: hashes of their folded words, from which nothing can be read."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from zlib import crc32

from services.intake.domain.plain import plain
from shared.language.redaction import masked

LIMIT = 600
"""Characters of a text that are compared."""
_CUT = re.compile(r"[^\w]+|_|〔[^〕]*〕")


@cache
def _tables() -> tuple[re.Pattern[str], Mapping[str, str], re.Pattern[str]]:
    raw = tomllib.loads(files(__package__).joinpath("synonyms.toml").read_text("utf-8"))
    folded = {w: line.split()[0] for line in raw["words"].strip().splitlines() for w in line.split()}
    filler = raw["filler"].split()

    def pattern(words: list[str]) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))

    return pattern(list(folded)), folded, pattern(filler)


def tokens_of(title: str, text: str) -> frozenset[str]:
    """The words of a title and text as they were raised."""
    return tokens_of_masked(masked(title), masked(text))


def tokens_of_masked(title: str, text: str) -> frozenset[str]:
    """Pairs of neighbouring characters, synonyms folded and fillers cut out; Latin words and numbers whole.

    For who has masked the words already: nothing private may become a token.
    """
    synonyms, folded, filler = _tables()
    said = plain(f"{title}\n{text}"[:LIMIT])
    said = synonyms.sub(lambda match: folded[match.group()], said)
    tokens: set[str] = set()
    for piece in _CUT.split(filler.sub(" ", said)):
        for run in re.findall(r"[a-z]+|\d+|[^a-z\d]+", piece):
            if run.isascii():
                tokens.add(run)
            else:
                tokens.update(run[i : i + 2] for i in range(max(1, len(run) - 1)))
    return frozenset(tokens)


def hashed(tokens: frozenset[str]) -> tuple[int, ...]:
    """Signed 32-bit numbers, sorted; the same on every machine."""
    return tuple(sorted({signed(crc32(token.encode())) for token in tokens}))


def signed(number: int) -> int:
    """An unsigned 32-bit number as PostgreSQL's integer."""
    return number - (1 << 32) if number >= 1 << 31 else number
