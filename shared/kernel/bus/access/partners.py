"""The outside publishers, and the roles that each may speak for: one table, read from a TOML file.

The broker's permissions (``access``) and the services' checks (``trust``) follow from it, so they cannot
differ.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from shared.kernel.machine import House
from shared.kernel.messages.envelope import SYSTEM
from shared.kernel.messages.quota import Quota, read_window
from shared.kernel.messages.registry import Registry

ANY = "*"
LOCAL = "local"
"""The publisher in the embedded mode: anybody who can reach this machine's port."""
_USER = re.compile(r"partner-[a-z0-9]+(-[a-z0-9]+)*")
_NO_PARTNER = (
    "发布者名称应为 partner-…，只用小写字母、数字和连字符；"
    "a publisher's name is partner-… in lower-case letters, digits and dashes: {user}"
)


class PartnersError(ValueError):
    """The partners file cannot be read or holds nonsense; the message says which entry and why."""


def _is_pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"no regular expression: {error}") from error
    return text


def _acts_from_outside(role: str) -> str:
    if role == SYSTEM.role:
        raise ValueError("system is what services say of themselves")
    return role


_Source = Annotated[str, StringConstraints(pattern=r"^/[^\s]*$", max_length=150)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SpeaksFor(_Part):
    """One role, and the actors that may be named in it."""

    role: Annotated[str, AfterValidator(_acts_from_outside)]
    actors: Annotated[str, AfterValidator(_is_pattern)] = ".+"
    departments: tuple[str, ...] = ()


class Raises(_Part):
    """The number of matters that it may raise in each tenant in a time; each matter costs a look at so many
    entries of an index."""

    at_most: Annotated[int, Field(strict=True, ge=1, le=10_000)]
    within: Annotated[timedelta, BeforeValidator(read_window)]


class Partner(_Part):
    """One user of the broker that is no service. Types are expanded: no ``*`` is left in them."""

    user: str
    sources: tuple[_Source, ...]
    commands: tuple[str, ...]
    hears: tuple[str, ...] = ()
    """Events, in their public face."""
    hears_inside: tuple[str, ...] = ()
    """Events, whole: for the frontends of a tenant's own staff."""
    facts: tuple[str, ...] = ()
    tenants: tuple[str, ...]
    """The beginning of its tenants' names, or ``*``; in the file under the plural of the tenant's name."""
    speaks_for: tuple[SpeaksFor, ...]
    raises: Raises | None = None
    requires_token: bool = False
    """Whether each of its commands must bring a token that says who acts."""
    frontend: bool = False
    """Whether many people stand behind it: what one of them does wrong is not counted against the others."""

    @property
    def quota(self) -> Quota | None:
        """The number of matters it may raise; None: no limit."""
        return Quota(self.user, self.raises.at_most, self.raises.within) if self.raises else None

    def nearest(self, source: str) -> str:
        """The longest of its sources that ``source`` is, or is below; "" when it may not say so."""
        return max(
            (allowed for allowed in self.sources if _at_or_below(allowed, source)), key=len, default=""
        )


Partners = Mapping[str, Partner]
"""By broker user."""


def _at_or_below(allowed: str, source: str) -> bool:
    """A way up again is none below, whoever reads it as a path."""
    if not {".", ".."}.isdisjoint(source.split("/")):
        return False
    return source == allowed or source.startswith(f"{allowed.rstrip('/')}/")


def _everything(house: House) -> Partner:
    return Partner.model_validate(
        {
            "user": LOCAL,
            "sources": ("/",),
            "commands": house.registry.commands(),
            "hears": house.registry.public_events(),
            "tenants": (ANY,),
            "speaks_for": [
                {"role": role, "departments": (ANY,)} for role in house.roles if role != SYSTEM.role
            ],
        },
    )


def with_the_house(house: House, partners: Partners, *, embedded: bool) -> Partners:
    """The partners, and in the embedded mode the house's door."""
    return {**partners, LOCAL: _everything(house)} if embedded else partners


def load_partners(house: House, file: Path | None = None) -> Partners:
    """The partners in ``file``, or in the sample that comes with the house; none without either.

    Raises PartnersError.
    """
    path = file or house.partners
    if path is None:
        return {}
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise PartnersError(f"合作方文件 partners file {path}: {error}") from error
    facts = [
        fact for table in tables.values() if isinstance(table, dict) for fact in _list(table.get("facts"))
    ]
    read = {user: _partner(house, path, user, table, facts) for user, table in tables.items()}
    return MappingProxyType(read)


def _partner(house: House, path: Path, user: str, table: Any, facts: Iterable[str]) -> Partner:
    where = f"合作方文件 partners file {path}: {user}"
    if not _USER.fullmatch(user):
        raise PartnersError(_NO_PARTNER.format(user=user))
    if not isinstance(table, dict):
        raise PartnersError(f"{where}: 应为一张表 must be a table")
    named = f"{house.registry.envelope.tenant_name}s"
    try:
        read = {("tenants" if key == named else key): value for key, value in table.items()}
        partner = Partner.model_validate({**read, "user": user})
    except ValidationError as error:
        problems = "; ".join(f"{'.'.join(map(str, p['loc']))}: {p['msg']}" for p in error.errors())
        raise PartnersError(f"{where}: {problems.replace('tenants', named)}") from error
    if odd := [part for part in partner.tenants if not re.fullmatch(rf"\*|{house.tenant_prefix}", part)]:
        raise PartnersError(f"{where}: {named}: {', '.join(odd)}")
    if strange := [part.role for part in partner.speaks_for if part.role not in house.roles]:
        raise PartnersError(f"{where}: speaks_for: 没有这种角色 no such role: {', '.join(strange)}")
    if foreign := [fact for fact in partner.facts if not fact.startswith(f"{user}.")]:
        raise PartnersError(f"{where}: facts 应以 must begin with {user}. : {', '.join(foreign)}")
    registry = house.registry
    commands = _expand(registry, where, "commands", partner.commands, registry.commands())
    hears = _expand(registry, where, "hears", partner.hears, [*registry.public_events(), *facts])
    whole = _expand(registry, where, "hears_inside", partner.hears_inside, registry.public_events())
    if whole and ANY in partner.tenants:
        raise PartnersError(f"{where}: hears_inside: {named} 不能是 may not be {ANY}")
    if partner.raises and (house.rationed is None or house.rationed.type not in commands):
        raise PartnersError(f"{where}: raises: 没有 without {house.rationed and house.rationed.type}")
    return partner.model_copy(update={"commands": commands, "hears": hears, "hears_inside": whole})


def _expand(
    registry: Registry, where: str, field: str, patterns: Iterable[str], known: Iterable[str]
) -> tuple[str, ...]:
    """The types that the patterns mean; ``*`` and ``<service>.*`` mean the platform's types only."""
    wholes = {ANY: "", **{f"{service}.{ANY}": f"{service}." for service in registry.services}}
    found: dict[str, None] = {}
    for pattern in patterns:
        whole = wholes.get(pattern)
        means = [
            type
            for type in known
            if type == pattern or (whole is not None and type in registry.types and type.startswith(whole))
        ]
        if not means:
            raise PartnersError(f"{where}: {field}: 没有这种类型 no such type: {pattern}")
        found.update(dict.fromkeys(means))
    return tuple(found)


def _list(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
