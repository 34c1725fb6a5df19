"""Features of a submission for the learned part: named numbers, the same in training and in service."""

import re
from collections import Counter
from collections.abc import Mapping
from math import log1p, sqrt
from operator import add

from services.intake.domain.triage.book import Book
from services.intake.domain.triage.evidence import Evidence
from services.intake.domain.triage.model import TriageInput

_UNLEARNED = ("praise.", "gone.")
"""Groups that rules alone look at."""
_ABOUT = ("category:", "margin:", "group:reason")
_END = re.compile(r"[。！？!?；;\n](?=.{4})")
"""The end of a sentence that another one follows."""
_SOFT = re.compile(r"[吗么伐呢][?？!！。 ]*$")
_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;\n]?")
_ASKS = re.compile(
    r"[?？吗]|[么呢]$|怎么|哪里|哪天|多少|几[点号时]|什么|是不是|要不要|能不能|可不可以|有没有"
)
_BEGINS = {
    "advising": re.compile(r".{0,12}(?:建议|希望)"),
    "reporting": re.compile(r".{0,12}(?:反映|举报|来电|走访|接待)"),
}
_PLEASE = re.compile(r"(?:请|麻烦|要求|希望|建议|盼|求)[^。！!？?]{0,30}[。！!]?$")
READ = 400
"""Characters whose n-grams are counted."""


def signs(asked: TriageInput, evidence: Evidence, book: Book) -> dict[str, float]:
    """Everything but the n-grams: manners, hazards, reasons, passages, channel, shape, and the categories'
    scores."""
    text = asked.text
    found = {
        f"group:{group}": log1p(max(0.0, score))
        for group, score in evidence.groups.items()
        if score and not group.startswith(_UNLEARNED)
    }
    found |= {f"passage:{name}": 1.0 for name in sorted(evidence.passages)}
    found |= {f"category:{category}": min(score, 24.0) / 8 for category, score in evidence.categories.items()}
    found[f"channel:{asked.channel}"] = 1.0
    found |= {
        f"margin:{reason}": min(6.0, max(0.0, score - evidence.groups.get(f"reason_not.{reason}", 0.0))) / 2
        for group, score in evidence.groups.items()
        for reason in (group.removeprefix("reason."),)
        if group.startswith("reason.") and score
    }
    found |= _last(evidence, book)
    found["shape:long"] = min(len(text), 300) / 100
    found["shape:asks"] = log1p(evidence.said.count("?") + evidence.said.count("？"))
    found["shape:shouts"] = log1p(evidence.said.count("!") + evidence.said.count("！"))
    found["shape:titled"] = float(bool(asked.title.strip()))
    found["shape:short and empty"] = float(
        len(text) < 30 and max(evidence.categories.values(), default=0.0) < 2.0
    )
    found["shape:tiny"] = float(len([c for c in text if c.isalnum()]) < 6)
    found["shape:ends asking"] = float(evidence.said.rstrip().endswith(("?", "？")))
    found |= _sentences(evidence.said)
    found["place:none"] = float(not asked.village and not evidence.places)
    found["place:village given"] = float(bool(asked.village))
    found["matter:none"] = float(max(evidence.categories.values(), default=0.0) < 1.0)
    found["matter:several"] = float(sum(score >= 4 for score in evidence.categories.values()) > 1)
    return found


def manners(found: Mapping[str, float]) -> dict[str, float]:
    """The signs of how something is said, without what it is about: for kind, urgency and size."""
    return {name: value for name, value in found.items() if not name.startswith(_ABOUT)}


def _sentences(said: str) -> dict[str, float]:
    """How the sentences are built: who asks asks throughout, a report names its source, a request says
    “me”."""
    sentences = [one for one in _SENTENCE.findall(said) if one.strip()]
    asking = sum(bool(_ASKS.search(one)) for one in sentences) / max(1, len(sentences))
    found = {
        "shape:share asking": asking,
        "shape:asks throughout": float(asking == 1),
        "shape:one sentence": float(len(sentences) == 1),
        "shape:first person": log1p(said.count("我") + said.count("阿拉")),
        "shape:you": log1p(said.count("你们")),
        "shape:ends with please": float(bool(_PLEASE.search(said))),
    }
    return found | {f"shape:begins {name}": float(bool(way.match(said))) for name, way in _BEGINS.items()}


def _last(evidence: Evidence, book: Book) -> dict[str, float]:
    """The manners of the last sentence: people end with what they want."""
    start = max((end.end() for end in _END.finditer(evidence.said)), default=0)
    terms = {found.hit.term for found in evidence.found if found.hit.start >= start}
    groups = {f"last:{group}": min(len(terms & of), 3) / 2 for group, of in book.manners.items()}
    last = evidence.said[start:]
    signs = {"last:asks": float("?" in last or "？" in last), "last:softly": float(bool(_SOFT.search(last)))}
    return {name: value for name, value in (groups | signs).items() if value}


def ngrams(said: str) -> Mapping[str, float]:
    """Counts of the characters, pairs and triples, damped and scaled to length one. Digits are all alike."""
    folded = "".join("0" if c.isdigit() else c for c in said[:READ] if not c.isspace())
    pairs = list(map(add, folded, folded[1:]))
    counts = Counter((*folded, *pairs, *map(add, pairs, folded[2:])))
    damped = {gram: 1 + log1p(count - 1) if count > 1 else 1.0 for gram, count in counts.items()}
    length = sqrt(sum(value * value for value in damped.values())) or 1.0
    return {gram: value / length for gram, value in damped.items()}
