"""The lists of one township as they are on one day: what decisions and pages ask."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import TypeVar

from shared.language.contracts.directory import (
    Category,
    Channel,
    Department,
    Duty,
    Entry,
    Person,
    Post,
    Question,
    Reason,
    Room,
    Route,
    SubmissionKind,
    TownshipSnapshot,
    Urgency,
    Village,
)
from shared.language.contracts.envelope import Role
from shared.language.redaction import dialled

E = TypeVar("E", bound=Entry)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Directory:
    """One township's lists on ``day``, each by code; people by id.

    Two of them are equal only if they are the same, so that what is prepared of one can be kept under it.
    """

    township: str
    name: str
    county: str
    day: date
    begins: date
    """The first day of which the township has lists and rules."""
    departments: Mapping[str, Department]
    villages: Mapping[str, Village]
    rooms: Mapping[str, Room]
    categories: Mapping[str, Category]
    routes: Mapping[str, Route]
    questions: Mapping[str, Mapping[str, Question]]
    """Category → its questions by code; a category without any is not in it."""
    reasons: Mapping[str, Reason]
    channels: Mapping[str, Channel]
    urgencies: Mapping[str, Urgency]
    kinds: Mapping[str, SubmissionKind]
    duties: Mapping[str, Duty]
    people: Mapping[str, Person]
    """Those who are in the list on that day, with a post or without."""
    posts: Mapping[str, tuple[Post, ...]]
    """Person → the posts held on that day."""
    telephones: frozenset[str] = frozenset()
    """Of departments, as digits, with and without the area code: they stay in every text."""
    _holding: dict[tuple[Role, ...], Mapping[str, Person]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """What was asked before: decisions ask for the same few roles all day. Other lists begin without."""

    @classmethod
    def of(cls, township: TownshipSnapshot, day: date) -> "Directory":
        """The lists of ``township`` as they are on ``day``."""
        lists = township.lists
        questions: dict[str, dict[str, Question]] = {}
        for question in _on(lists.questions, day):
            questions.setdefault(question.category, {})[question.code] = question
        posts: dict[str, tuple[Post, ...]] = {}
        for post in _on(lists.posts, day):
            posts[post.person_id] = (*posts.get(post.person_id, ()), post)
        return cls(
            township=township.township_id,
            name=township.profile.name,
            county=township.profile.county,
            day=day,
            begins=min(rules.since for rules in township.rules),
            departments=_by_key(lists.departments, day),
            villages=_by_key(lists.villages, day),
            rooms=_by_key(lists.rooms, day),
            categories=_by_key(lists.categories, day),
            routes=_by_key(lists.routes, day),
            questions=MappingProxyType(questions),
            reasons=_by_key(lists.reasons, day),
            channels=_by_key(lists.channels, day),
            urgencies=_by_key(lists.urgencies, day),
            kinds=_by_key(lists.kinds, day),
            duties=_by_key(lists.duties, day),
            people=_by_key(lists.people, day),
            posts=MappingProxyType(posts),
            telephones=dialled(department.phone for department in _on(lists.departments, day)),
        )

    def holds(self, person_id: str, *roles: Role) -> bool:
        """Whether that person holds a post of one of these roles."""
        return any(post.role in roles for post in self.posts.get(person_id, ()))

    def in_office(self, person_id: str, *roles: Role) -> bool:
        """Whether that person is in the list of people, with a post of one of these roles."""
        return person_id in self.people and self.holds(person_id, *roles)

    def holding(self, *roles: Role) -> Mapping[str, Person]:
        """The people who hold a post of one of these roles, by id."""
        held = self._holding.get(roles)
        if held is None:
            held = self._holding[roles] = MappingProxyType(
                {id: self.people[id] for id in self.posts if self.in_office(id, *roles)}
            )
        return held

    @property
    def deputies(self) -> Mapping[str, Person]:
        """The deputies (代表) whose seats have begun and not ended."""
        return self.holding(Role.DEPUTY)

    @property
    def leaders(self) -> Mapping[str, Person]:
        """The head and the leaders in charge (乡长、分管领导)."""
        return self.holding(Role.HEAD, Role.LEADER)


def _on(entries: Iterable[E], day: date) -> Iterable[E]:
    return (entry for entry in entries if entry.holds_on(day))


def _by_key(entries: Iterable[E], day: date) -> Mapping[str, E]:
    return MappingProxyType({entry.named()[0]: entry for entry in _on(entries, day)})
