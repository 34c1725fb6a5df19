"""The entries of a township's lists (名录). Each holds from a day until a day; nothing is overwritten.

Two entries of one list with the same key are two times of the same: a department that got another leader, a
deputy who was elected again. Their days do not overlap.
"""

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field, PlainSerializer, WithJsonSchema, model_validator

from shared.kernel.messages.base import Code, Contract, Id
from shared.language.contracts.envelope import Role
from shared.language.contracts.place import Latitude, Longitude, whole_place
from shared.language.contracts.texts import Listed, Prose, SaidLine, SaidListed

SEATED = (
    Role.DEPUTY,
    Role.PRESIDIUM,
    Role.HEAD,
    Role.LEADER,
    Role.DEPARTMENT_HEAD,
    Role.DEPARTMENT,
    Role.OFFICE,
)
"""The roles that somebody holds by a post. Citizens, partners' agents, the operator and the platform itself
are in no list."""
ADMINISTRATIVE = (Role.HEAD, Role.LEADER, Role.DEPARTMENT_HEAD, Role.DEPARTMENT)
"""Posts in the government: no member of the presidium holds one (地方组织法 art. 18)."""
OF_A_DEPARTMENT = (Role.DEPARTMENT_HEAD, Role.DEPARTMENT)
"""Posts that belong to a department."""

Level = Literal["township", "county", "city", "province"]
"""The level of a congress or a government."""


_AS_NUMBER = PlainSerializer(float, return_type=float, when_used="json")
"""GeoJSON has numbers, and they are read and written alike."""
NorthSouth = Annotated[
    Latitude, _AS_NUMBER, WithJsonSchema({"type": "number", "minimum": -90, "maximum": 90})
]
EastWest = Annotated[
    Longitude, _AS_NUMBER, WithJsonSchema({"type": "number", "minimum": -180, "maximum": 180})
]


class Entry(Contract):
    """Something that holds from one day until another."""

    key: ClassVar[tuple[str, ...]] = ("code",)
    """The fields that say of what it speaks; with ``since`` they name the entry."""

    since: date
    """The first day on which it holds, Asia/Shanghai."""
    until: date | None = None
    """The last day; none: no end is known. The day before ``since``: it was entered by mistake and never
    held."""

    def named(self) -> tuple[str, ...]:
        """The values of its key."""
        return tuple(str(getattr(self, field) or "") for field in self.key)

    def holds_on(self, day: date) -> bool:
        """Whether it holds on ``day``."""
        return self.since <= day and (self.until is None or day <= self.until)


class Department(Entry):
    """A department or station (部门/站所), its duties, and the leader in charge of it (分管领导)."""

    code: Code
    name: SaidListed
    duties: Prose = ""
    leader: Id | None = None
    """A person with the post of leader or head."""
    phone: Listed = ""


class Outline(Contract):
    """The outline of a place as GeoJSON (RFC 7946): longitude before latitude."""

    type: Literal["Polygon"] = "Polygon"
    coordinates: Annotated[
        tuple[Annotated[tuple[tuple[EastWest, NorthSouth], ...], Field(min_length=4, max_length=2000)], ...],
        Field(min_length=1, max_length=20),
    ]
    """Rings, the outer one first; each ends where it begins."""


class Village(Entry):
    """A village or community (村、社区), where it lies, and the names that people give to places in it."""

    code: Code
    name: SaidListed
    latitude: NorthSouth | None = None
    longitude: EastWest | None = None
    outline: Outline | None = None
    places: Annotated[tuple[SaidListed, ...], Field(max_length=100)] = ()
    """By which a text is known to speak of it: "老街", "小学"."""
    note: Prose = ""

    @model_validator(mode="after")
    def _whole_place(self) -> "Village":
        whole_place(self.latitude, self.longitude)
        return self


class Room(Entry):
    """A place to meet."""

    code: Code
    name: SaidListed
    village: Code | None = None
    capacity: Annotated[int, Field(ge=1, le=10_000)]
    """People."""


class Person(Entry):
    """Somebody who acts by a post. ``person_id`` is the ``actorid`` of all that they do, and is never given
    to another."""

    key: ClassVar[tuple[str, ...]] = ("person_id",)

    person_id: Id
    name: SaidListed


class Post(Entry):
    """A post or seat that a person holds (任职): the role in which they may act, from day to day.

    Deputies: the level of their congress, the constituency (选区), the group (代表小组); the seat begins and
    ends with the term. Department heads and staff: their department.
    """

    key: ClassVar[tuple[str, ...]] = ("person_id", "role", "department")

    person_id: Id
    role: Role
    title: Listed = ""
    department: Code | None = None
    level: Level | None = None
    constituency: Code | None = None
    """A village's code."""
    group: Listed = ""


class Category(Entry):
    """A category of matters (类别) and the department that usually deals with them."""

    code: Code
    name: SaidListed
    group: Listed = ""
    department: Code
    urgency: Code | None = None
    """The class that is usual for it."""
    examples: Annotated[tuple[SaidLine, ...], Field(max_length=200)] = ()
    """What people raise under it; for those who choose."""
    terms: Annotated[tuple[SaidListed, ...], Field(max_length=200)] = ()
    """What people say here when they mean it, beside the common vocabulary of triage, and written like it:
    "海塘…修/加固"."""


class Route(Entry):
    """Matters of these categories that speak of any of these words go to another department than is usual."""

    code: Code
    categories: Annotated[tuple[Code, ...], Field(min_length=1, max_length=100)]
    words: Annotated[tuple[SaidListed, ...], Field(min_length=1, max_length=200)]
    """As in the vocabulary of triage: "海塘…修/加固"."""
    without: Annotated[tuple[SaidListed, ...], Field(max_length=200)] = ()
    without_urgency: Annotated[tuple[Code, ...], Field(max_length=10)] = ()
    department: Code
    note: Prose = ""


class Option(Contract):
    """An answer that may be chosen."""

    code: Code
    name: SaidListed


class Question(Entry):
    """An extra question (附加问题) that is asked at once when a matter of the category is raised."""

    key: ClassVar[tuple[str, ...]] = ("category", "code")

    category: Code
    code: Code
    text: SaidListed
    kind: Literal["text", "yes_no", "choice"]
    options: Annotated[tuple[Option, ...], Field(max_length=50)] = ()
    """Of a choice."""
    required: bool = False


class Reason(Entry):
    """A reason why a matter is not admissible (不予受理), its basis in law, and where to go instead."""

    code: Code
    name: SaidListed
    basis: SaidListed
    where_to_go: SaidListed
    verified: bool = False
    """Whether somebody has compared the basis with the text of the law."""


class Channel(Entry):
    """A way by which matters come in (渠道)."""

    code: Code
    name: SaidListed


class Urgency(Entry):
    """A class of urgency (紧急程度); its time is a number of the rule set."""

    code: Code
    name: SaidListed
    rule: Prose = ""


class SubmissionKind(Entry):
    """A kind of matter (诉求类型): question, suggestion, complaint …"""

    code: Code
    name: SaidListed
    rule: Prose = ""


class Duty(Entry):
    """A line of the responsibility list (责任清单): whose a matter is. A county's duty is not pushed to the
    township [潍坊 2021 art. 24]."""

    code: Code
    matter: SaidListed
    level: Level
    body: SaidListed
    """Who does it: "县交通运输局"."""
    category: Code | None = None
    """The category for whose matters it is shown; none: found by its words alone."""
