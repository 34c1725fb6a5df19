"""What triage knows of one township on one day: its places, its routes, and what may be suggested there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from services.intake.domain.plain import plain
from services.intake.domain.triage.book import WEIGHTS, Book, Rule, book
from services.intake.domain.triage.lexicon import Lexicon
from services.intake.domain.triage.model import ADMISSIBLE, CATEGORY, DEPARTMENT, LEADER, NO_REASON
from shared.language.contracts.directory import Category
from shared.language.contracts.envelope import Role
from shared.language.directory import Directory

_KEPT = 128
"""Townships, or days of one, whose words stay in memory."""


@dataclass(frozen=True, eq=False)
class Locality:
    """A township's lists, prepared for triage."""

    directory: Directory
    categories: Mapping[str, Category]
    """Those whose usual department exists."""
    rules: tuple[Rule, ...]
    """The package's rules and the township's routes, as far as they set what exists."""
    vocabulary: Mapping[str, Mapping[str, float]]
    """Term → category → weight: the book's, and what people say here."""
    places: Mapping[str, str]
    """Name of a place → village code."""
    lexicon: Lexicon
    """The words that only this township brings."""
    head: str
    """Who is in charge of a department that is nobody's; empty: nobody is in office."""

    def in_charge(self, department: str) -> str:
        """The leader in charge of a department."""
        return self.directory.departments[department].leader or self.head


def locality(directory: Directory, using: Book | None = None) -> Locality:
    """Of the lists of that day; prepared once for each edition of them."""
    return _prepared(directory, using or book())


@lru_cache(_KEPT)
def _prepared(directory: Directory, using: Book) -> Locality:
    rules = tuple(rule for rule in (*using.rules, *routes(directory)) if _sets_what_exists(rule, directory))
    places, vocabulary = dict(_places(directory)), own_vocabulary(directory)
    words = (term for rule in rules for term in (*rule.words, *rule.without))
    own = [term for term in (*places, *words, *vocabulary) if term not in using.terms]
    heads = sorted(directory.holding(Role.HEAD)) or sorted(directory.leaders)
    return Locality(
        directory=directory,
        categories={
            code: one for code, one in directory.categories.items() if one.department in directory.departments
        },
        rules=rules,
        vocabulary=_joined(using.vocabulary, vocabulary) if vocabulary else using.vocabulary,
        places=places,
        lexicon=Lexicon(own, using.hidden, whole=using.whole),
        head=next(iter(heads), ""),
    )


def own_vocabulary(directory: Directory) -> dict[str, dict[str, float]]:
    """What people say in the township: each word speaks for its category as a strong one of the book does."""
    found: dict[str, dict[str, float]] = {}
    for code, category in directory.categories.items():
        for term in map(plain, category.terms):
            found.setdefault(term, {})[code] = WEIGHTS["strong"]
    return found


def _joined(
    common: Mapping[str, Mapping[str, float]], own: Mapping[str, Mapping[str, float]]
) -> Mapping[str, Mapping[str, float]]:
    """A word of both counts for its categories here as it does here, and for others as it does everywhere."""
    return {**common, **{term: {**common.get(term, {}), **by} for term, by in own.items()}}


def routes(directory: Directory) -> Iterator[Rule]:
    """The township's routes as rules, in the order of their codes."""
    for route in directory.routes.values():
        yield Rule(
            id=route.code,
            note=route.note,
            sets={DEPARTMENT: route.department},
            category=frozenset(route.categories),
            without_urgency=frozenset(route.without_urgency),
            words=frozenset(map(plain, route.words)),
            without=frozenset(map(plain, route.without)),
        )


def _sets_what_exists(rule: Rule, directory: Directory) -> bool:
    lists = {
        CATEGORY: directory.categories,
        DEPARTMENT: directory.departments,
        LEADER: directory.leaders,
        ADMISSIBLE: {NO_REASON, *directory.reasons},
    }
    return all(rule.sets[field] in known for field, known in lists.items() if field in rule.sets)


def _places(directory: Directory) -> Iterator[tuple[str, str]]:
    for code, village in directory.villages.items():
        for name in (*village.places, village.name):
            yield plain(name), code
