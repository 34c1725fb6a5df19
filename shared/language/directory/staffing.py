"""Posts of which there must be one, and no more than one, on any day."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from shared.language.contracts.directory import Post, TownshipLists
from shared.language.contracts.envelope import Role
from shared.language.directory.problem import Problem
from shared.language.directory.spans import FOR_EVER, Span, first_outside, overlap, span_of, spans_of


def two_heads(posts: Iterable[Post]) -> Iterator[Problem]:
    """A township has one head on a day (乡长负责制, 地方组织法); who stands in is a delegate with the post of
    a leader (副乡长)."""
    spans = ((span, post) for post in posts if post.role == Role.HEAD and (span := span_of(post)))
    ordered = sorted(spans, key=lambda one: one[0])
    for (one, before), (other, post) in pairwise(ordered):
        if before.person_id != post.person_id and (day := overlap(one, other)):
            yield Problem.of("posts", post, "role", "two_heads", value=before.person_id, day=day)


def first_day_without_office(lists: TownshipLists, day: date) -> date | None:
    """The first day from ``day`` on, on which nobody holds a post of the congress office; None: there always
    is somebody."""
    held = spans_of((Role.OFFICE, post) for post in lists.posts if post.role == Role.OFFICE)
    return first_outside(Span(day.toordinal(), FOR_EVER), held.get(Role.OFFICE, ()))
