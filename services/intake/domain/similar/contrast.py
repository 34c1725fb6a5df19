"""What sets two submissions apart whose words are alike: an opposite wish, thanks, another one, another
nuisance.

Marks are kept among a sighting's tokens, so that it needs no field more. They come from short lists
(``contrast.toml``): nothing of a text can be read from them but that it had such a word.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from zlib import crc32

from services.intake.domain.similar.counted import CODE, LETTER, NUMBERS, counted
from services.intake.domain.similar.tables import tables
from services.intake.domain.similar.thanks import thanks
from services.intake.domain.similar.wishes import wishes
from services.intake.domain.wording.fingerprint import LIMIT, signed

_ANOTHER = re.compile(
    r"另外?一[盏根个只处座口条块](?!问题|原因|方面|办法)|不是(?:上次|之前|那)|不是同一|上次[^。]{0,20}这次是"
)
_HAMLET = re.compile(
    r"(?:^|[^\u4e00-\u9fff]|[在到于去离])(?P<name>(?:(?!村)[\u4e00-\u9fff]){2,3})村(?![民委里口头庄部落])"
)
_NO_HAMLET = re.compile("[我你他咱这那全整个本各每农渔乡新老隔几两一进出到回]")
"""Signs before 村 that are of no name: 我们村, 整个村."""
_HAMLETS = 997
"""Names of villages are told apart by so many numbers, from which none can be read."""
_SIDES = re.compile(
    r"(?P<side>[东西南北左右])[边侧头面门]|(?<=[村街河桥楼])(?P<at>[东西南北])(?=[的那一有口水路边])|朝(?P<to>[东西南北])|(?P<way>[上下])游|(?P<gate>[前后])门"
)
_WORD = re.compile(r"〔[^〕]*〕|(?P<word>[a-z\u3400-\u9fff])")
"""Han or Latin; what masking has left is none."""
_SPOT = "spot"
_NEVER = ("subject", _SPOT)
"""To name another of these is nothing contrary by itself."""
_SUBJECTS = ("subject", "nuisance", "fixture", "benefit", "medicine")
"""The aspects of what a text is about, in whatever words."""
_ALONE = 2
"""Characters of which a text is a word alone, and tells nothing from anything."""
_TOLD = ("done", "another")
"""Of these two sightings of which only one says so are two matters."""
_WORDLESS = "wordless"
"""The aspect of a text without a word: nothing is like it."""


def _mark(aspect: str, side: str) -> int:
    return signed(crc32(f"!{aspect}:{side}".encode()))


@cache
def marks_of_aspects() -> Mapping[str, frozenset[int]]:
    """All marks there are, by aspect."""
    using = tables()
    sides = (
        {
            "compass": tuple("东西南北"),
            "hand": tuple("左右"),
            "river": tuple("上下"),
            "gate": tuple("前后"),
            "hamlet": tuple(map(str, range(_HAMLETS))),
        }
        | {aspect: tuple(words) for aspect, words in using.named.items()}
        | dict.fromkeys(using.degrees, ("more", "less"))
        | dict.fromkeys(("wish", *using.wished), ("for", "against"))
        | dict.fromkeys((CODE, LETTER, *using.numbered), tuple(map(str, range(NUMBERS))))
        | dict.fromkeys((*_TOLD, _WORDLESS), ("yes",))
    )
    return {aspect: frozenset(_mark(aspect, side) for side in of) for aspect, of in sides.items()}


@cache
def _aspects() -> Mapping[int, str]:
    """The aspect of each mark."""
    return {mark: aspect for aspect, marks_of in marks_of_aspects().items() for mark in marks_of}


@cache
def all_marks() -> frozenset[int]:
    """Which tokens of a sighting are no words."""
    return frozenset(_aspects())


@cache
def _subjects() -> frozenset[int]:
    return frozenset().union(*(marks_of_aspects()[aspect] for aspect in _SUBJECTS))


@cache
def _told() -> frozenset[int]:
    return frozenset(_mark(aspect, "yes") for aspect in _TOLD)


def marks(said: str) -> frozenset[int]:
    """The marks of a folded text."""
    said = said[:LIMIT]
    found = {_mark(aspect, side) for aspect, side in _marked(said)} if len(said) > _ALONE else set[int]()
    if said and not any(match["word"] for match in _WORD.finditer(said)):
        found.add(_mark(_WORDLESS, "yes"))
    return frozenset(found)


def _marked(said: str) -> Iterator[tuple[str, str]]:
    using = tables()
    yield from wishes(said)
    yield from counted(said)
    for aspect, (more, less) in using.degrees.items():
        if more.search(said):
            yield aspect, "more"
        if less.search(said):
            yield aspect, "less"
    for match in _HAMLET.finditer(said):
        if not _NO_HAMLET.search(match["name"]):
            yield "hamlet", str(crc32(match["name"].encode()) % _HAMLETS)
    for aspect, named in using.named.items():
        for one, words in named.items():
            if words.search(said):
                yield aspect, one
    for match in _SIDES.finditer(said):
        if side := match["side"] or match["at"] or match["to"]:
            yield "hand" if side in "左右" else "compass", side
        else:
            yield ("river", match["way"]) if match["way"] else ("gate", match["gate"])
    if thanks(said):
        yield "done", "yes"
    if _ANOTHER.search(said):
        yield "another", "yes"


def wordless(of: frozenset[int]) -> bool:
    """Whether these are marks of a text without a word."""
    return not of.isdisjoint(marks_of_aspects()[_WORDLESS])


def contrary(new: frozenset[int], old: frozenset[int]) -> bool:
    """Whether the marks of two sightings say that they are two matters, however alike their words are."""
    if not _told().isdisjoint(new ^ old):
        return True
    if not (new and old):
        return False
    aspects = _aspects()
    both = {aspects[mark] for mark in new} & {aspects[mark] for mark in old}
    return bool(both.difference((aspects[mark] for mark in new & old), _NEVER))


def one_subject(new: frozenset[int], old: frozenset[int], words: frozenset[int]) -> bool:
    """Whether the marks of two sightings name one subject, and the words that they share say more than it.

    Not if they name two spots.
    """
    if words <= tables().about or _subjects().isdisjoint(new & old):
        return False
    spots = marks_of_aspects()[_SPOT]
    mine, other = new & spots, old & spots
    return not (mine and other and mine.isdisjoint(other))


def two_subjects(new: frozenset[int], old: frozenset[int]) -> bool:
    """Whether the marks of two sightings name each a subject, and none in common."""
    mine, other = new & _subjects(), old & _subjects()
    return bool(mine and other) and mine.isdisjoint(other)
