"""Whether a township's lists can be: no entry contradicts another, on any day.

Pure, and about linear in the entries: the service asks before it takes what was entered, the import before it
sends anything.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from shared.language.contracts.directory import (
    ADMINISTRATIVE,
    OF_A_DEPARTMENT,
    SEATED,
    Entry,
    Post,
    Question,
    TownshipLists,
    Urgency,
    Village,
)
from shared.language.contracts.envelope import Role
from shared.language.directory.problem import Problem
from shared.language.directory.references import broken_references, first_day_without
from shared.language.directory.spans import first_overlap, overlap, span_of, spans_of
from shared.language.directory.staffing import two_heads
from shared.language.rules import load_rule_set

_ONE_DAY = timedelta(days=1)


def problems(lists: TownshipLists) -> list[Problem]:
    """All that is wrong, list by list; empty: nothing. A township whose lists are empty is only not filled
    yet."""
    found = [
        *_too_long(lists),
        *entered_twice(lists),
        *_of_single_entries(lists),
        *_of_one_key(lists),
        *broken_references(lists),
        *_presidium(lists.posts),
        *two_heads(lists.posts),
    ]
    order = {name: place for place, name in enumerate(TownshipLists.model_fields)}
    return sorted(found, key=lambda problem: order[problem.list])


def entered_twice(lists: TownshipLists) -> Iterator[Problem]:
    """Entries with the same key and first day: which of them was meant?"""
    for name, entries in lists.each():
        for (named, since), number in Counter((e.named(), e.since) for e in entries).items():
            if number > 1:
                yield Problem(name, named, since, "since", "entered_twice")


def _too_long(lists: TownshipLists) -> Iterator[Problem]:
    """A list with more entries than its contract lets through would be read by nobody."""
    for name, entries in lists.each():
        limits = (getattr(rule, "max_length", None) for rule in TownshipLists.model_fields[name].metadata)
        for most in limits:
            if most is not None and len(entries) > most:
                values = (("most", str(most)), ("there", str(len(entries))))
                yield Problem(name, (), None, "", "too_many_entries", values)


def _of_single_entries(lists: TownshipLists) -> Iterator[Problem]:
    for name, entries in lists.each():
        wrong = _WRONG.get(name, _nothing)
        for entry in entries:
            if entry.until is not None and entry.until < entry.since - _ONE_DAY:
                yield Problem.of(name, entry, "until", "ends_before_it_begins")
            yield from (
                Problem.of(name, entry, field, code, **values) for field, code, values in wrong(entry)
            )


def _of_one_key(lists: TownshipLists) -> Iterator[Problem]:
    """Times of the same that overlap, and codes that differ by capital letters alone."""
    for name, entries in lists.each():
        times: dict[tuple[str, ...], list[Entry]] = {}
        for entry in entries:
            times.setdefault(entry.named(), []).append(entry)
        spelt: dict[tuple[str, ...], tuple[str, ...]] = {}
        for named, same in sorted(times.items()):
            latest = max(same, key=lambda entry: entry.since)
            once = {entry.since: entry for entry in same}.values()
            if day := first_overlap(span for entry in once if (span := span_of(entry))):
                yield Problem.of(name, latest, "since", "times_overlap", day=day)
            other = spelt.setdefault(tuple(part.casefold() for part in named), named)
            if other != named:
                yield Problem.of(name, latest, latest.key[0], "differs_by_case", value=" ".join(other))


def _presidium(posts: Iterable[Post]) -> Iterator[Problem]:
    """Members of the presidium are deputies, and hold no post in the government (地方组织法 art. 18)."""
    posts = tuple(posts)
    deputies = spans_of((post.person_id, post) for post in posts if post.role == Role.DEPUTY)
    governing: dict[str, list[Post]] = {}
    for post in posts:
        if post.role in ADMINISTRATIVE:
            governing.setdefault(post.person_id, []).append(post)
    for post in posts:
        if post.role != Role.PRESIDIUM:
            continue
        if day := first_day_without(post, post.person_id, deputies):
            yield Problem.of("posts", post, "role", "presidium_no_deputy", day=day)
        for other in governing.get(post.person_id, ()):
            one, two = span_of(post), span_of(other)
            if one and two and (day := overlap(one, two)):
                yield Problem.of("posts", post, "role", "presidium_governs", role=other.role, day=day)


Wrong = Iterator[tuple[str, str, Mapping[str, object]]]
"""(field, code, values of the sentence)."""


def _nothing(entry: Entry) -> Wrong:
    return iter(())


def _post(post: Post) -> Wrong:
    if post.role not in SEATED:
        yield "role", "not_a_post", {"role": post.role}
    elif post.role in OF_A_DEPARTMENT and post.department is None:
        yield "department", "department_missing", {"role": post.role}
    elif post.role not in OF_A_DEPARTMENT and post.department is not None:
        yield "department", "department_needless", {"role": post.role}


def _question(question: Question) -> Wrong:
    codes = [option.code for option in question.options]
    if question.kind == "choice" and not codes:
        yield "options", "choice_without_options", {}
    if question.kind != "choice" and codes:
        yield "options", "options_without_choice", {}
    if twice := [code for code, number in Counter(codes).items() if number > 1]:
        yield "options", "option_twice", {"value": twice[0]}


def _village(village: Village) -> Wrong:
    """A ring of GeoJSON ends where it begins (RFC 7946, 3.1.6)."""
    rings = village.outline.coordinates if village.outline else ()
    for number, ring in enumerate(rings, 1):
        if ring[0] != ring[-1]:
            yield "outline", "ring_open", {"number": number}


def _urgency(urgency: Urgency) -> Wrong:
    """The rule set has a time for each class, and for no other."""
    known = load_rule_set().urgency
    if urgency.code not in known:
        yield "code", "unknown_urgency", {"known": ", ".join(known)}


_WRONG: Mapping[str, Callable[[Any], Wrong]] = MappingProxyType(
    {"posts": _post, "questions": _question, "villages": _village, "urgencies": _urgency}
)
"""What can be wrong with an entry by itself, by list."""
