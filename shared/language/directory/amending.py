"""Entries that follow each other: what is entered anew stands beside what was there, and ends it."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import TypeVar

from shared.language.contracts.directory import Entry, TownshipLists
from shared.language.directory.problem import Problem

E = TypeVar("E", bound=Entry)
_ONE_DAY = timedelta(days=1)


def amended(lists: TownshipLists, changes: TownshipLists) -> TownshipLists:
    """``lists`` with ``changes`` entered.

    An entry with the key and first day of one that is there takes its place. Of two that follow each other
    the earlier one ends, at the latest, the day before the later one begins.
    """
    given = dict(changes.each())
    return lists.model_copy(
        update={name: _entered(entries, given[name]) for name, entries in lists.each() if given[name]}
    )


def changed(before: TownshipLists, after: TownshipLists) -> TownshipLists:
    """The entries of ``after`` that ``before`` has not, or has otherwise."""
    earlier = dict(before.each())
    return after.model_copy(update={name: _other(earlier[name], now) for name, now in after.each()})


def contradicted(before: TownshipLists, given: TownshipLists) -> Iterator[Problem]:
    """Entries of ``given`` with a last day that is after the first day of the next of the same key, in
    ``given`` or in ``before``: `amended` would cut them short, and that is not what was said."""
    there = dict(before.each())
    for name, entries in given.each():
        said = {_name(entry) for entry in entries}
        ordered = sorted({_name(e): e for e in (*there[name], *entries)}.values(), key=_name)
        for entry, following in pairwise(filter(held, ordered)):
            follows = entry.named() == following.named() and _name(entry) in said
            if follows and entry.until is not None and entry.until >= following.since:
                yield Problem.of(name, entry, "until", "times_overlap", day=following.since)


def held(entry: Entry) -> bool:
    """Whether it holds on any day; what was entered by mistake never did."""
    return entry.until is None or entry.since <= entry.until


def _entered(entries: Iterable[E], given: Iterable[E]) -> tuple[E, ...]:
    by_name = {_name(entry): entry for entry in (*entries, *given)}
    ordered = [by_name[name] for name in sorted(by_name)]
    return tuple(
        entry for _, same in groupby(ordered, Entry.named) for entry in _one_after_another(list(same))
    )


def _one_after_another(same: list[E]) -> Iterable[E]:
    """What was entered by mistake ends nothing."""
    following = dict(pairwise(filter(held, same)))
    for entry in same:
        last = following[entry].since - _ONE_DAY if entry in following else None
        ends_later = last is not None and (entry.until is None or entry.until > last)
        yield entry.model_copy(update={"until": last}) if ends_later else entry


def _other(before: Iterable[E], after: Iterable[E]) -> tuple[E, ...]:
    there = {_name(entry): entry for entry in before}
    return tuple(entry for entry in after if there.get(_name(entry)) != entry)


def _name(entry: Entry) -> tuple[tuple[str, ...], date]:
    return entry.named(), entry.since
