"""The data files, read once: vocabulary, hazards, manners, reasons, passages, rules."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from services.intake.domain.triage.lexicon import Lexicon

WEIGHTS = {"decisive": 4.0, "strong": 2.0, "weak": 0.6, "against": -2.5}
"""What a term of each list of the vocabulary is worth."""
LIST_WEIGHTS = {"decisive": 3.0, "strong": 1.0, "for": 1.0, "sure": 3.0}
_WAYS = {
    "": frozenset(("category", "manner", "now")),
    "category": frozenset(("category",)),
    "now": frozenset(("now",)),
}

_SENTENCE = frozenset("。！？!?\n")
_PARTS = {"sentence": _SENTENCE, "clause": _SENTENCE | frozenset("，,;；")}


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a text that counts by ``factor``: for the category, for hazards and manners, and for what is
    so now."""

    name: str
    pattern: re.Pattern[str]
    factor: float
    ways: frozenset[str]
    """Of ``category``, ``manner`` and ``now``."""
    before: int = 0
    """Characters before what the pattern finds that belong to it, as far as they are in the same part of
    ``within``: looked for backwards, since a pattern that begins with anything is tried at every place."""
    within: frozenset[str] = _SENTENCE
    """The signs that end such a part."""

    def spans(self, said: str) -> Iterator[tuple[int, int]]:
        """Where it stands in a folded text."""
        named = "part" in self.pattern.groupindex
        for match in self.pattern.finditer(said):
            start, end = match.span("part" if named and match["part"] else 0)
            first = max(0, start - self.before)
            while start > first and said[start - 1] not in self.within:
                start -= 1
            yield start, end


@dataclass(frozen=True, slots=True)
class Rule:
    """An ordered rule: it applies when all that it names holds; ``sets`` are field → code."""

    id: str
    note: str
    sets: Mapping[str, str]
    category: frozenset[str] = frozenset()
    village: frozenset[str] = frozenset()
    channel: frozenset[str] = frozenset()
    urgency: frozenset[str] = frozenset()
    reason: frozenset[str] = frozenset()
    """What triage takes for the reason to turn it away; ``admissible`` for none."""
    without_urgency: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    elsewhere: bool = False
    """Applies only where no place of the township is named."""


@dataclass(frozen=True, eq=False)
class Book:
    """What holds for every township. ``groups`` are named lists of terms with a weight each."""

    vocabulary: Mapping[str, Mapping[str, float]]
    """Term → category → weight."""
    groups: Mapping[str, Mapping[str, float]]
    """Group (``hazard``, ``calm``, ``manner.wish``, ``reason.promotion`` …) → term → weight."""
    passages: tuple[Passage, ...]
    rules: tuple[Rule, ...]
    lexicon: Lexicon
    terms: frozenset[str]
    """What the lexicon looks for."""
    hidden: tuple[str, ...]
    """Words inside which nothing is looked for."""
    whole: tuple[str, ...]
    """Words that no term may cut in two."""
    repeated: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    """Terms that a category has in several lists: the term, the category, the lists. The first list
    counts."""

    @cached_property
    def groups_of(self) -> Mapping[str, tuple[tuple[str, float], ...]]:
        """Term → the groups that it is in, with its weight."""
        found: dict[str, tuple[tuple[str, float], ...]] = {}
        for group, terms in self.groups.items():
            for term, weight in terms.items():
                found[term] = (*found.get(term, ()), (group, weight))
        return found

    @cached_property
    def manners(self) -> Mapping[str, frozenset[str]]:
        """The terms of each group of manners."""
        return {group: frozenset(of) for group, of in self.groups.items() if group.startswith("manner.")}


def _toml(path: Traversable) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def _terms(words: str | Iterable[str]) -> list[str]:
    return [w.lower() for w in (words.split() if isinstance(words, str) else words)]


def _vocabulary(folder: Traversable) -> dict[str, dict[str, list[str]]]:
    """Term → category → the lists it is in."""
    found: dict[str, dict[str, list[str]]] = {}
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        for category, lists in _toml(path).items():
            for name, words in lists.items():
                for term in _terms(words):
                    found.setdefault(term, {}).setdefault(category, []).append(name)
    return found


def _groups(folder: Traversable) -> dict[str, dict[str, float]]:
    hazards, cues = _toml(folder / "hazards.toml"), _toml(folder / "cues.toml")
    groups: dict[str, dict[str, float]] = {}
    for group, lists in (("hazard", hazards["now"]), ("calm", hazards["calm"])):
        groups[group] = {
            t: LIST_WEIGHTS[name] for name in ("strong", "decisive") for t in _terms(lists[name])
        }
    for section, lists in cues.items():
        for name, words in lists.items():
            groups[f"{section}.{name}"] = dict.fromkeys(_terms(words), 1.0)
    for reason, lists in _toml(folder / "reasons.toml").items():
        groups[f"reason.{reason}"] = {
            t: LIST_WEIGHTS[name] for name in ("for", "sure") for t in _terms(lists[name])
        }
        groups[f"reason_not.{reason}"] = dict.fromkeys(_terms(lists["not"]), 1.0)
    return groups


def _named(term: str, names: Mapping[str, str]) -> str:
    """A term with the lists that it names: each as alternatives."""
    for name, words in names.items():
        term = term.replace(name, words)
    return term


def rules_of(text: str) -> tuple[Rule, ...]:
    """The rules of a rule file's text. Raises ``KeyError``, ``TypeError`` or ``ValueError`` if it is no rule
    file."""
    sets = frozenset(("category", "village", "channel", "urgency", "reason", "without_urgency"))
    lists = frozenset(("words", "without"))
    raw, rules = tomllib.loads(text), []
    names = {f"{{{name}}}": "/".join(words.split()) for name, words in raw.get("names", {}).items()}
    for row in raw.get("rule", []):
        unknown = set(row) - sets - lists - {"id", "note", "set", "elsewhere"}
        if unknown:
            raise ValueError(f"{row.get('id', '?')}: {', '.join(sorted(unknown))}")
        given: dict[str, Any] = {name: frozenset(row[name]) for name in sets if name in row}
        given |= {
            name: frozenset(_named(t, names) for t in _terms(row[name])) for name in lists if name in row
        }
        elsewhere = bool(row.get("elsewhere"))
        rules.append(Rule(row["id"], row["note"], dict(row["set"]), elsewhere=elsewhere, **given))
    return tuple(rules)


def make_book(rules: tuple[Rule, ...], folder: Traversable | None = None) -> Book:
    """A book with these rules and the other data files."""
    folder = folder or files(__package__) / "data"
    listed, groups = _vocabulary(folder / "vocabulary"), _groups(folder)
    vocabulary = {term: {c: WEIGHTS[names[0]] for c, names in by.items()} for term, by in listed.items()}
    repeated = tuple(
        (t, c, tuple(names)) for t, by in listed.items() for c, names in by.items() if len(names) > 1
    )
    passages = tuple(
        Passage(
            row["name"],
            re.compile(row["pattern"]),
            row["factor"],
            _WAYS[row.get("way", "")],
            row.get("before", 0),
            _PARTS[row.get("within", "sentence")],
        )
        for row in _toml(folder / "passages.toml")["passage"]
    )
    ruled = (t for rule in rules for t in (*rule.words, *rule.without))
    terms = [*vocabulary, *(t for group in groups.values() for t in group), *ruled]
    sounding = [t for t, by in vocabulary.items() if max(by.values()) >= WEIGHTS["strong"]]
    hide = _toml(folder / "hide.toml")
    hidden, whole = tuple(hide["words"].split()), tuple(hide["whole"].split())
    lexicon = Lexicon(terms, hidden, sounding, whole)
    return Book(vocabulary, groups, passages, rules, lexicon, frozenset(terms), hidden, whole, repeated)


@cache
def book() -> Book:
    """The project's own."""
    return make_book(rules_of((files(__package__) / "data" / "rules.toml").read_text("utf-8")))
