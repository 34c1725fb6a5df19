"""Where somebody gives a name in Latin letters: My name is …, Signed: …"""

import re
from collections.abc import Iterator

_KIN = "father|mother|wife|husband|son|daughter|brother|sister|neighbou?r|grandfather|grandmother|uncle|aunt|dad|mum|mom"
_SURE = re.compile(
    r"\b(?:my (?:full |chinese )?name(?:\s{1,3}is|'s)|i(?:'m| am) (?:called|named)|they call me|signed(?: by)?|"
    rf"my (?:{_KIN})(?:'s name)? is (?:called|named)|(?:{_KIN})'s name is|"
    r"(?:contact|applicant|complainant|reporter|resident|householder|owner|sender|full|first|last)?\s?(?:person|name)?:)"
    r"[\s:,]{1,3}(?P<name>[a-z])",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"\b(?:i am|i'm|this is|yours (?:sincerely|faithfully|truly)|(?:best |kind )?regards|sincerely|"
    rf"my (?:{_KIN})(?:'s name is| is)?|on behalf of|contact(?: person)?|applicant|complainant)[\s:,]{{1,3}}(?P<name>[a-z])",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z][a-z'\-]{0,20}[A-Za-z]?(?![A-Za-z0-9])|[A-Z]{2,12}(?![A-Za-z0-9])")
_SPACE = re.compile(r"[ .]{1,2}")
_NO_NAME = frozenset(
    "a an and are as at because but by call can do does for from has have he her here his i if in into is it its live living me "
    "mr mrs ms my no not of on one or our phone please she so still tel that the their there they this to too very was we "
    "when where who will with would you your road street village town island city province committee office government "
    "hospital school company harbour harbor bus station park market hotel important secret known unknown private january "
    "february march april may june july august september october november december monday tuesday wednesday thursday "
    "friday saturday sunday chinese english zhejiang zhoushan daishan xiushan china mobile email mail wechat hello dear".split()
)


def english_names_in(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the names. After words that only may announce one its words begin with capitals."""
    for pattern, capitals in ((_SURE, False), (_UNSURE, True)):
        for match in pattern.finditer(text):
            end = latin_name_at(text, match.start("name"), capitals)
            if end is not None:
                yield match.start("name"), end


def latin_name_at(text: str, start: int, capitals: bool) -> int | None:
    """Where the name of at most three words ends that begins at ``start``."""
    end, at, count = None, start, 0
    while count < 3 and (word := _WORD.match(text, at)):
        if word.group().lower() in _NO_NAME or (capitals and not word.group()[0].isupper()):
            break
        end, count = word.end(), count + 1
        space = _SPACE.match(text, end)
        if space is None:
            break
        at = space.end()
    if end is None or end - start < 2 or (capitals and count < 2):
        return None
    return end
