"""What the rules for names look up: the words of ``names.toml``, and the patterns made of them."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

HAN = "\u3400-\u9fff"
"""Chinese signs, as a class of a pattern."""

PLACE_ENDS = r"[村乡镇组队岛岙社区]{1,2}[\s,，、]{1,2}"
"""How a place ends that stands before a name: 东岙村 赵六."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words by their length, to look up what stands at a place."""

    of: frozenset[str]
    lengths: tuple[int, ...]

    def at(self, text: str, start: int) -> bool:
        """Whether one of them stands at ``start``."""
        return any(text[start : start + length] in self.of for length in self.lengths)


@dataclass(frozen=True, slots=True)
class NameWords:
    """The words by what they are for."""

    cue: re.Pattern[str]
    sure: frozenset[str]
    called: frozenset[str]
    roles: frozenset[str]
    surnames: frozenset[str]
    rare: frozenset[str]
    """Surnames that mostly are words: they begin a name only where somebody says that one follows."""
    doubtful: frozenset[str]
    """Surnames that often are words: what follows must be of signs that given names are made of."""
    compound: frozenset[str]
    particles: frozenset[str]
    given: frozenset[str]
    """Signs that given names are made of."""
    titles: Words
    words: Words
    after: re.Pattern[str]
    told_of: re.Pattern[str]
    """What was done by somebody or to them."""
    foreign: re.Pattern[str]
    """A name of three signs or more that write the sound of another language: 阿卜杜拉."""
    called_foreign: re.Pattern[str]
    """One of two signs or more, of which some are common: 才让, 德吉."""
    more: re.Pattern[str]
    """What stands between the names of two, with the word for the second: 我父亲…和母亲…"""


def _words(said: str) -> Words:
    of = frozenset(said.split())
    return Words(of, tuple(sorted({len(word) for word in of})))


def _branches(words: list[str], more: dict[str, str]) -> str:
    """A pattern for ``words``, the longest first, parted by first letters: most places are passed at once.

    ``more``: patterns for what may follow a first letter beside them.
    """
    rest: dict[str, list[str]] = {first: [] for first in more}
    for word in sorted(words, key=len, reverse=True):
        rest.setdefault(word[0], []).append(word[1:])
    return "|".join(
        f"{first}(?:{'|'.join([*ends, *([more[first]] if first in more else [])])})"
        for first, ends in rest.items()
    )


def _least(pattern: str) -> int:
    """The characters that a word of ``kin`` has at least: 姐夫 must be tried before 姐姐?."""
    return len(pattern) - 2 * pattern.count("?")


def _any_of(words: list[str]) -> str:
    return f"(?:{'|'.join(sorted(words, key=_least, reverse=True))})"


@cache
def name_words() -> NameWords:
    """All of them; the file is read once."""
    raw = tomllib.loads(files(__package__).joinpath("names.toml").read_text("utf-8"))
    cues, surnames = raw["cues"], raw["surnames"]
    all_kin = _any_of(cues["kin"])
    kin = f"(?:的|们|家)?[大二三四小]??{all_kin}"
    after = "|".join(
        re.escape(word) for key in ("words", "told_of", "thinks") for word in raw["after"][key].split()
    )
    begins = "".join([surnames[kind] for kind in ("single", "rare", "compound", "foreign", "foreign_common")])
    begins = "".join(sorted(set("".join(begins.split()))))
    said = [*cues["sure"], *cues["called"], *cues["unsure"], *cues["roles"]]
    return NameWords(
        cue=re.compile(
            f"(?P<cue>{_branches(said, dict.fromkeys('我俺咱他她其', kin))})"
            r"(?:(?:名字|姓名|名)?(?:叫做?|係|系|是|为)|姓名|名字)?"
            r"(?P<gap>[\s:：,，\"'“「《(（]{0,3})(?:[0-9]{1,2}[.、．)）]\s?)?"
            # Most words are passed here: what follows neither begins a name nor is a place before one.
            rf"(?=[{begins}A-Za-z]|[{HAN}]{{1,7}}(?:[·.]|{PLACE_ENDS}))"
        ),
        sure=frozenset(cues["sure"]),
        called=frozenset(cues["called"]),
        roles=frozenset(cues["roles"]),
        surnames=frozenset("".join(surnames["single"].split())),
        rare=frozenset("".join(surnames["rare"].split())),
        doubtful=frozenset("".join(surnames["doubtful"].split())),
        compound=frozenset(surnames["compound"].split()),
        particles=frozenset(raw["not_names"]["particles"]),
        given=frozenset("".join(raw["given"]["signs"].split())),
        titles=_words(raw["not_given"]["titles"]),
        words=_words(raw["not_names"]["words"]),
        after=re.compile(rf"[^{HAN}]|$|(?:{after})"),
        told_of=re.compile("|".join(map(re.escape, raw["after"]["told_of"].split()))),
        foreign=re.compile(f"[{surnames['foreign']}]{{3,7}}"),
        called_foreign=re.compile(f"(?![不让])[{surnames['foreign']}{surnames['foreign_common']}]{{2,7}}"),
        more=re.compile(f"[、/&和与及](?:[我他她其]?[大二三四小]??{all_kin})?"),
    )
