"""Who may publish from outside, and whom each may speak for: one table, read from a TOML file.

The broker's permissions (``access``) and what the services enforce (``trust``) follow from it, so they cannot differ.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError

from shared.contracts.base import Command, Role, Timer
from shared.contracts.intake import SubmitSubmission
from shared.contracts.registry import SERVICES, TYPES
from shared.quota import Quota, read_window

PACKAGED = Path(__file__).with_name("publishers.toml")
ANY = "*"
LOCAL = "local"
"""Who publishes in the embedded mode: whoever can reach this machine's port."""
CONSOLE_USER = "console"
"""The console sends in the name of those who use it, and answers for them."""
_USER = re.compile(r"partner-[a-z0-9]+(-[a-z0-9]+)*")
_NO_PARTNER = (
    "发布者名称应为 partner-…，只用小写字母、数字和连字符；"
    "a publisher's name is partner-… in lower-case letters, digits and dashes: {user}"
)


class PublishersError(ValueError):
    """The publishers file cannot be read or holds nonsense; the message says which entry and why."""


def _is_pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"no regular expression: {error}") from error
    return text


def _acts_from_outside(role: Role) -> Role:
    if role is Role.SYSTEM:
        raise ValueError("system is what services say of themselves")
    return role


_Digits = Annotated[str, StringConstraints(pattern=r"^([0-9]{2,9}|\*)$")]
_Source = Annotated[str, StringConstraints(pattern=r"^/[^\s]*$", max_length=150)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SpeaksFor(_Part):
    """One role, and who may be said to act in it."""

    role: Annotated[Role, AfterValidator(_acts_from_outside)]
    actors: Annotated[str, AfterValidator(_is_pattern)] = ".+"
    departments: tuple[str, ...] = ()


class Raises(_Part):
    """How many matters it may raise in each township in a time; each costs a look at so many entries of an index."""

    at_most: Annotated[int, Field(strict=True, ge=1, le=10_000)]
    within: Annotated[timedelta, BeforeValidator(read_window)]


class Publisher(_Part):
    """One user of the broker that is no service. Types are expanded: no ``*`` is left in them."""

    user: str
    sources: tuple[_Source, ...]
    commands: tuple[str, ...]
    hears: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    townships: tuple[_Digits, ...]
    speaks_for: tuple[SpeaksFor, ...]
    raises: Raises | None = None

    @property
    def quota(self) -> Quota | None:
        """How much it may raise; None: as much as it likes."""
        return Quota(self.user, self.raises.at_most, self.raises.within) if self.raises else None

    def nearest(self, source: str) -> str:
        """The longest of its sources that ``source`` is, or is below; "" when it may not say so."""
        return max((allowed for allowed in self.sources if _at_or_below(allowed, source)), key=len, default="")

    def hears_all_of(self, service: str) -> bool:
        """Whether it may bind its queues to that stream as it likes."""
        return all(type in self.hears for type in _public_events() if type.startswith(f"{service}."))


Publishers = Mapping[str, Publisher]
"""By broker user."""


def _at_or_below(allowed: str, source: str) -> bool:
    return source == allowed or source.startswith(f"{allowed.rstrip('/')}/")


def _everything(user: str, source: str) -> Publisher:
    return Publisher(
        user=user,
        sources=(source,),
        commands=tuple(_commands()),
        hears=tuple(_public_events()),
        townships=(ANY,),
        speaks_for=tuple(SpeaksFor(role=r, departments=(ANY,)) for r in Role if r is not Role.SYSTEM),
    )


def _commands() -> list[str]:
    return [type for type, cls in TYPES.items() if issubclass(cls, Command)]


def _public_events() -> list[str]:
    return [type for type, cls in TYPES.items() if not issubclass(cls, Command | Timer)]


def with_the_house(partners: Publishers, *, embedded: bool) -> Publishers:
    """The partners, the console, and in the embedded mode its door."""
    door = {LOCAL: _everything(LOCAL, "/")} if embedded else {}
    return {**partners, CONSOLE_USER: _everything(CONSOLE_USER, "/youyue/console"), **door}


@cache
def load_publishers(file: Path | None = None) -> Publishers:
    """The partners in ``file``, or in the packaged sample. Raises PublishersError."""
    path = file or PACKAGED
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise PublishersError(f"发布者文件 publishers file {path}: {error}") from error
    facts = [fact for table in tables.values() if isinstance(table, dict) for fact in _list(table.get("facts"))]
    return MappingProxyType({user: _publisher(path, user, table, facts) for user, table in tables.items()})


def _publisher(path: Path, user: str, table: Any, facts: Iterable[str]) -> Publisher:
    where = f"发布者文件 publishers file {path}: {user}"
    if not _USER.fullmatch(user):
        raise PublishersError(_NO_PARTNER.format(user=user))
    if not isinstance(table, dict):
        raise PublishersError(f"{where}: 应为一张表 must be a table")
    try:
        publisher = Publisher.model_validate({**table, "user": user})
    except ValidationError as error:
        problems = "; ".join(f"{'.'.join(map(str, p['loc']))}: {p['msg']}" for p in error.errors())
        raise PublishersError(f"{where}: {problems}") from error
    if foreign := [fact for fact in publisher.facts if not fact.startswith(f"{user}.")]:
        raise PublishersError(f"{where}: facts 应以 must begin with {user}. : {', '.join(foreign)}")
    commands = _expand(where, "commands", publisher.commands, _commands())
    if publisher.raises and SubmitSubmission.type not in commands:
        raise PublishersError(f"{where}: raises: 没有 without {SubmitSubmission.type}")
    return publisher.model_copy(
        update={
            "commands": commands,
            "hears": _expand(where, "hears", publisher.hears, [*_public_events(), *facts]),
        }
    )


def _expand(where: str, field: str, patterns: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """The types that the patterns mean; ``*`` and ``<service>.*`` mean the platform's types only."""
    wholes = {ANY: "", **{f"{service}.{ANY}": f"{service}." for service in SERVICES}}
    found: dict[str, None] = {}
    for pattern in patterns:
        whole = wholes.get(pattern)
        means = [type for type in known if type == pattern or (whole is not None and _is_ours(type, whole))]
        if not means:
            raise PublishersError(f"{where}: {field}: 没有这种类型 no such type: {pattern}")
        found.update(dict.fromkeys(means))
    return tuple(found)


def _is_ours(type: str, prefix: str) -> bool:
    return type in TYPES and type.startswith(prefix)


def _list(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
