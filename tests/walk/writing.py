"""Writing messages: any command, from its model alone, with values that may fit the town as it stands."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Le, MinLen
from pydantic import AwareDatetime, BaseModel, StringConstraints, ValidationError
from pydantic.fields import FieldInfo

from shared.kernel.messages.base import Command
from shared.language.calendar import at_local, local_day
from shared.language.contracts.envelope import Role
from tests.walk.acting import words_of
from tests.walk.known import About, Known, people
from tests.walk.town import Town

TEXTS = (
    "路灯不亮",
    "一、村口路灯坏了三盏；二、自来水发黄",
    "希望增设公交停靠点，方便老人看病",
    "海塘有裂缝，台风来了怕要出人命",
    "停水两天了，请尽快处理",
    "东岙村内涝，泵站两台泵只响了一台",
    "小学门口没有斑马线，孩子过马路危险",
)
_ATTEMPTS = 4
_PEOPLE = frozenset(
    {
        "leader",
        "lead_id",
        "to",
        "deputy_id",
        "co_signers",
        "invited",
        "attendance",
        "participants",
        "answered_by",
        "by_whom",
    }
)
"""Fields that name people; what is missing here takes its people from the examples and the things."""
_ECHOED = frozenset({"words"})
"""Fields that say again what a thing says."""
_CHINESE = re.compile("[\u4e00-\u9fff]{2}")
_PLACES = frozenset({"latitude", "longitude"})


@dataclass(frozen=True)
class Writer:
    """Writes for one moment of a town."""

    town: Town
    about: About
    known: Known
    chance: Random
    left_out: float = 0.5
    """Part of the fields that need not be said and are not."""
    least: int = 0
    """How many a list has at least."""

    def write(self, cls: type[Command], focus: Any, fixed: Mapping[str, Any]) -> Command | None:
        """A message of that class about ``focus``, if one can be made."""
        for _ in range(_ATTEMPTS):
            values = {**self._fields(cls, focus), **fixed}
            try:
                return cls.model_validate(values)
            except ValidationError:
                continue
        return None

    def _fields(self, cls: type[BaseModel], focus: Any) -> dict[str, Any]:
        named = {
            name: value
            for name, info in cls.model_fields.items()
            if name not in _PLACES
            if (value := self._field(cls.__name__, name, info, focus)) is not None
        }
        moments = sorted(value for value in named.values() if isinstance(value, datetime))
        if moments and hasattr(focus, "day") and self.chance.random() < 0.8:
            moments = [at_local(focus.day, 14 + 2 * n) for n in range(len(moments))]
        named.update(zip([k for k, v in named.items() if isinstance(v, datetime)], moments, strict=True))
        if {"kind", "point_id"} <= set(cls.model_fields) and (points := getattr(focus, "agenda", ())):
            point = self.chance.choice(points)
            named.update(kind=point.kind, point_id=point.id)
        return named

    def _field(self, owner: str, name: str, info: FieldInfo, focus: Any) -> Any:
        if not info.is_required() and self.chance.random() < (0.1 if name == "proof" else self.left_out):
            return None
        return self._value(owner, name, info.annotation, tuple(info.metadata), focus)

    def _value(self, owner: str, name: str, wanted: Any, limits: tuple[Any, ...], focus: Any) -> Any:
        origin, args = get_origin(wanted), get_args(wanted)
        if origin is Annotated:
            return self._value(owner, name, args[0], (*args[1:], *limits), focus)
        if origin in (Union, UnionType):
            some = [arg for arg in args if arg is not type(None)]
            return self._value(owner, name, self.chance.choice(some), limits, focus)
        if origin is dict:
            return {}
        if origin is Literal:
            return self.chance.choice(args)
        if origin is tuple:
            least = next((limit.min_length for limit in limits if isinstance(limit, MinLen)), 0)
            count = max(least, self.least, self.chance.choice((0, 1, 1, 2, 4, 9)))
            if name in _PEOPLE and (there := self._group(focus)) and self.chance.random() < 0.5:
                return there
            many = (self._value(owner, name, args[0], (), focus) for _ in range(count))
            return tuple({str(one): one for one in many if one is not None}.values())
        if isinstance(wanted, type) and issubclass(wanted, BaseModel):
            # Parts are unlike each other: one says everything, another only what it must.
            part = replace(self, left_out=self.chance.choice((self.left_out, 0.5, 1.0)))
            return part._fields(wanted, focus)
        simple = _SIMPLE.get(wanted)
        return simple(self, limits, focus) if simple else self._text(owner, name, limits, focus)

    def _text(self, owner: str, name: str, limits: tuple[Any, ...], focus: Any) -> str | None:
        if name in _PEOPLE and self.chance.random() < 0.85:
            roles = (Role.LEADER, Role.HEAD) if name == "leader" else (Role.DEPUTY, Role.DEPUTY, Role.HEAD)
            if somebody := people(self.town.law.at(self.town.now), self.chance.choice(roles)):
                return self.chance.choice(somebody)
        if name in _ECHOED and (stand := [word for word in sorted(words_of(focus)) if _CHINESE.match(word)]):
            return self.chance.choice(stand)
        code = any(isinstance(limit, StringConstraints) and limit.pattern for limit in limits)
        pool = self.known.pool(owner, name, self.town, self.about)
        if pool and (code or self.chance.random() < 0.7):
            return str(self.chance.choice(pool))
        return None if code else self.chance.choice(TEXTS)

    def _group(self, focus: Any) -> tuple[str, ...]:
        """Several who stand together on the thing, and perhaps the head."""
        groups = [v for v in _values(focus) if isinstance(v, tuple) and v and isinstance(v[0], str)]
        head = people(self.town.law.at(self.town.now), Role.HEAD)[:1] if self.chance.random() < 0.7 else []
        return tuple(dict.fromkeys((*self.chance.choice(groups), *head))) if groups else ()

    def day(self, _: object, focus: Any) -> date:
        """Today or soon, or a day that stands on the thing, seldom one that is over."""
        stand = [v for v in _values(focus) if isinstance(v, date) and not isinstance(v, datetime)]
        if stand and self.chance.random() < 0.6:
            return self.chance.choice(stand)
        ahead = self.chance.choice((-20, -1, 0, 1, 2, 3, 5, 7, 10, 15, 30, 60, 150))
        return local_day(self.town.now) + timedelta(days=ahead)

    def moment(self, limits: object, focus: Any) -> datetime:
        """Hours of such a day."""
        hour = self.chance.choice((9, 10, 14, 15, 17, 3))
        return at_local(self.day(limits, focus), 0) + timedelta(hours=hour)

    def number(self, limits: tuple[Any, ...], _: object) -> int:
        """Within the field's limits, which are themselves taken often."""
        least = next((limit.ge for limit in limits if isinstance(limit, Ge)), 0)
        most = next((limit.le for limit in limits if isinstance(limit, Le)), 100)
        low, high = int(str(least)), max(int(str(least)), min(int(str(most)), 100))
        return self.chance.choice((low, high, self.chance.randint(low, high)))


def _values(thing: Any) -> list[Any]:
    names = getattr(thing, "__dataclass_fields__", ())
    return [getattr(thing, name) for name in names]


_SIMPLE: Mapping[Any, Callable[[Writer, tuple[Any, ...], Any], Any]] = {
    bool: lambda writer, _limits, _focus: writer.chance.random() < 0.5,
    int: Writer.number,
    Decimal: lambda writer, limits, focus: Decimal(writer.number(limits, focus)),
    date: Writer.day,
    datetime: Writer.moment,
    AwareDatetime: Writer.moment,
}
