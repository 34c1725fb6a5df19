"""Whose handover it is: a post on a day, what it is responsible for, and who had that before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from shared.language.contracts.directory import Post, TownshipSnapshot
from shared.language.contracts.envelope import Role
from shared.language.directory import Directory

ROLES = (Role.HEAD, Role.LEADER, Role.DEPARTMENT_HEAD, Role.DEPUTY)
"""The roles that are handed over."""
_LEAD = (Role.HEAD, Role.LEADER, Role.DEPUTY)
"""The roles in which somebody may go on with what is in their own name."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who has, had or will have the same: from day to day, Asia/Shanghai, both included."""

    person_id: str
    seat: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """A post on a day, and what it is responsible for."""

    township: str
    day: date
    person_id: str
    role: Role
    since: date
    """The first day of the term."""
    seats: frozenset[str]
    """Department heads: the department; leaders: those that they are in charge of; deputies: the
    constituency, a village's code."""
    holders: tuple[Holder, ...]
    """Of all times, the earliest first."""
    left: frozenset[str]
    """Those who had it before and can go on with nothing themselves: what is theirs by name is found with
    this post."""

    @property
    def people(self) -> frozenset[str]:
        """In whose name something may be that falls to this post."""
        return self.left | {self.person_id}

    @property
    def departments(self) -> frozenset[str]:
        """The departments that are its own; none for deputies."""
        return frozenset() if self.role is Role.DEPUTY else self.seats

    @property
    def villages(self) -> frozenset[str]:
        """The constituencies; none but for deputies."""
        return self.seats if self.role is Role.DEPUTY else frozenset()


def charges(
    township: TownshipSnapshot, day: date, person_id: str | None = None, role: Role | None = None
) -> tuple[Charge, ...]:
    """The posts that are handed over: of that person, or all of that role; on ``day``, or, where they hold
    none then, those that begin next."""
    asked = [
        post
        for post in township.lists.posts
        if post.role in ROLES
        and (person_id is None or post.person_id == person_id)
        and (role is None or post.role == role)
        and (post.until is None or day <= post.until)
        and (post.until is None or post.since <= post.until)
    ]
    found = [post for post in asked if post.since <= day]
    if not found and asked:
        first = min(post.since for post in asked)
        found = [post for post in asked if post.since == first]
    return tuple(_charge(township, max(day, post.since), post) for post in found)


def _charge(township: TownshipSnapshot, day: date, post: Post) -> Charge:
    directory = Directory.of(township, day)
    seats = frozenset(_seats(directory, post))
    holders = tuple(sorted(_holders(township, post, seats), key=lambda holder: (holder.since, holder.seat)))
    earlier = {holder.person_id for holder in holders if holder.until and holder.until < day}
    gone = {id for id in earlier if not directory.in_office(id, *_LEAD, Role(post.role))}
    return Charge(
        township=township.township_id,
        day=day,
        person_id=post.person_id,
        role=Role(post.role),
        since=post.since,
        seats=seats,
        holders=holders,
        left=frozenset(gone),
    )


def _seats(directory: Directory, post: Post) -> Iterator[str]:
    if post.role is Role.LEADER:
        yield from (code for code, one in directory.departments.items() if one.leader == post.person_id)
    elif seat := _seat_of(post):
        yield seat


def _seat_of(post: Post) -> str:
    """What distinguishes posts of one role: the department, the constituency; the head has all."""
    own = {Role.DEPARTMENT_HEAD: post.department, Role.DEPUTY: post.constituency}
    return own.get(post.role) or ""


def _holders(township: TownshipSnapshot, post: Post, seats: frozenset[str]) -> Iterator[Holder]:
    lists = township.lists
    if post.role is Role.LEADER:
        for one in lists.departments:
            if one.leader and one.code in seats:
                yield from _held(one.leader, one.code, one.since, one.until)
        return
    for other in lists.posts:
        alone = not seats and post.role is not Role.HEAD
        same = other.person_id == post.person_id if alone else _seat_of(other) == _seat_of(post)
        if other.role == post.role and same:
            yield from _held(other.person_id, _seat_of(other), other.since, other.until)


def _held(person_id: str, seat: str, since: date, until: date | None) -> Iterator[Holder]:
    """Nobody held what was entered by mistake: its last day is before its first."""
    if until is None or since <= until:
        yield Holder(person_id, seat, since, until)
