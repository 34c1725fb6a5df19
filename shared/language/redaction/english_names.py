"""Where somebody gives a name in Latin letters: My name is …, Signed: …"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

_KIN = (
    "(?:father|mother|wife|husband|son|daughter|brother|sister|neighbou?r|"
    "grandfather|grandmother|uncle|aunt|dad|mum|mom|landlord|landlady|boss|friend|teacher|doctor|colleague|"
    "classmate|roommate|ex-husband|ex-wife|boyfriend|girlfriend)"
)
_WHO = "(?:contact|applicant|complainant|reporter|resident|householder|owner|sender)"
_SURE = re.compile(
    r"\b(?:my (?:full |chinese )?name(?:\s{1,3}is|'s)|i(?:'m| am) (?:called|named)|they call me|"
    r"signed(?: by)?|signature:|from:|(?:his|her) name(?:\s{1,3}is|'s)|"
    rf"my {_KIN}(?:'s name)? is (?:called|named)|{_KIN}'s name is|"
    rf"{_WHO}(?: person| name)?:|(?:full |first |last |sur)?name:)[\s:,]{{0,3}}(?=(?P<name>[a-z]))",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"\b(?:i am|i'm|this is|yours(?: (?:sincerely|faithfully|truly))?|(?:best |kind )?regards|sincerely|"
    r"thanks|thank you|cheers|(?:man|woman|person|guy|boy|girl|somebody|someone) (?:called|named)|"
    r"m(?:r|rs|s|iss)|dr|"
    rf"my {_KIN}(?:'s name is| is)?|on behalf of|{_WHO}(?: person)?)[\s:,.]{{1,3}}(?=(?P<name>[a-z]))",
    re.IGNORECASE,
)
_WORD = re.compile(
    r"(?:[A-Z]['’])?[A-Za-z][a-z'\-]{0,20}[A-Za-z]?(?![A-Za-z0-9])|[A-Z]{2,12}(?![A-Za-z0-9])|"
    r"[A-Z][a-z]{1,9}[A-Z][a-z]{1,11}(?![A-Za-z0-9])"
)
_HE = re.compile("He (?=[A-Z][a-z])")
"""A surname that is a word: He Jianjun."""
_SPACE = re.compile(r"[ .]{1,2}")


@cache
def no_names() -> frozenset[str]:
    """Words in Latin letters that no name holds, in small letters."""
    raw = tomllib.loads(files(__package__).joinpath("names.toml").read_text("utf-8"))
    return frozenset(raw["english"]["no_names"].split())


def english_names_in(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the names. After words that only may announce one its words begin with capitals."""
    for pattern, capitals in ((_SURE, False), (_UNSURE, True)):
        for match in pattern.finditer(text):
            end = latin_name_at(text, match.start("name"), capitals)
            if end is not None:
                yield match.start("name"), end


def latin_name_at(text: str, start: int, capitals: bool, alone: bool = False) -> int | None:
    """Where the name of at most three words ends that begins at ``start``. ``alone``: one word is enough."""
    words = no_names()
    end, at, count = None, start, 0
    while count < 3 and (word := _WORD.match(text, at)):
        if (word.group().lower() in words and not _HE.match(text, at)) or (
            capitals and not word.group()[0].isupper()
        ):
            break
        end, count = word.end(), count + 1
        space = _SPACE.match(text, end)
        if space is None:
            break
        at = space.end()
    if end is None or end - start < 2 or (capitals and count < 2 and not alone):
        return None
    return end
