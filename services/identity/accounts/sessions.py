"""Sessions: what a browser holds is 256 random bits, what the database holds is their hash."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, Update, and_, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.identity.accounts.factors import HAS_FACTOR
from services.identity.accounts.hashing import digest, drawn, name
from services.identity.accounts.keeping import ACTIVE
from services.identity.storage.tables import ACCOUNTS
from shared.kernel.settings.settings import ServiceSettings

_SESSIONS, _ACCOUNTS = ACCOUNTS.sessions, ACCOUNTS.accounts
_SEEN_EVERY = timedelta(seconds=10)
"""A page writes that it was seen no more often."""
PROVED_FOR = timedelta(minutes=10)
"""After so long the password is asked for again before a second factor is changed."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that is alive, of an account that is active."""

    name: str
    tenant: str
    person_id: str
    login: str
    begun_at: datetime
    seen_at: datetime
    factor_at: datetime | None
    factor_by: str | None
    """As RFC 8176 calls it; None: by a code, or not at all."""
    waits_for_factor: bool
    has_factor: bool
    has_password: bool
    password_at: datetime | None
    proved_at: datetime | None
    now: datetime
    """The moment of asking, by the database's clock."""

    @property
    def has_proved(self) -> bool:
        """Whether one change of the second factors may be made now."""
        return self.proved_at is not None and self.now - self.proved_at < PROVED_FOR


async def begin(
    connection: AsyncConnection,
    tenant: str,
    person: str,
    address: str,
    agent: str,
    *,
    waits: bool,
    proved: bool = False,
) -> str:
    """A new one; returns what the browser is to hold. ``waits``: for the second factor; ``proved``: it began
    with all that can be asked again."""
    secret = drawn()
    row = {
        "hash": digest(secret),
        "name": name(),
        "tenant": tenant,
        "person_id": person,
        "waits_for_factor": waits,
        "address": address[:64],
        "agent": agent[:200],
        "proved_at": func.now() if proved else None,
    }
    await connection.execute(insert(_SESSIONS).values(**row))
    return secret


async def session_of(connection: AsyncConnection, secret: str, settings: ServiceSettings) -> SignedIn | None:
    """The session, and that it was seen now; None: there is none, it has ended, or its account is shut."""
    found = (
        await connection.execute(_alive(settings).where(_SESSIONS.c.hash == digest(secret)))
    ).one_or_none()
    if found is None:
        return None
    signed_in = SignedIn(*found)
    if signed_in.now - signed_in.seen_at > _SEEN_EVERY:
        await connection.execute(_this(secret).values(seen_at=func.now()))
    return signed_in


def _alive(settings: ServiceSettings) -> Select[Any]:
    of = and_(_ACCOUNTS.c.tenant == _SESSIONS.c.tenant, _ACCOUNTS.c.person_id == _SESSIONS.c.person_id)
    return (
        select(
            _SESSIONS.c.name,
            _SESSIONS.c.tenant,
            _SESSIONS.c.person_id,
            _ACCOUNTS.c.login,
            _SESSIONS.c.begun_at,
            _SESSIONS.c.seen_at,
            _SESSIONS.c.factor_at,
            _SESSIONS.c.factor_by,
            _SESSIONS.c.waits_for_factor,
            HAS_FACTOR,
            _ACCOUNTS.c.password.is_not(None),
            _ACCOUNTS.c.password_at,
            _SESSIONS.c.proved_at,
            func.now(),
        )
        .join(_ACCOUNTS, of)
        .where(_ACCOUNTS.c.state == ACTIVE, _in_time(settings))
    )


def _in_time(settings: ServiceSettings) -> ColumnElement[bool]:
    idle, whole = timedelta(minutes=settings.idle_minutes), timedelta(hours=settings.session_hours)
    return and_(_SESSIONS.c.seen_at > func.now() - idle, _SESSIONS.c.begun_at > func.now() - whole)


async def showed_factor(connection: AsyncConnection, secret: str, by: str) -> None:
    """The second factor was right just now; ``by``: as RFC 8176 calls it."""
    shown = {"factor_at": func.now(), "factor_by": by, "waits_for_factor": False}
    await connection.execute(_this(secret).values(**shown))


async def prove(connection: AsyncConnection, secret: str, *, again: bool = True) -> None:
    """The password was said again just now; not ``again``: the change that it was for is made."""
    await connection.execute(_this(secret).values(proved_at=func.now() if again else None))


async def challenge(connection: AsyncConnection, secret: str) -> str:
    """What a security key is to sign next, once: 256 random bits. The one before it is worth nothing."""
    made = drawn()
    await connection.execute(_this(secret).values(challenge=made))
    return made


async def take_challenge(connection: AsyncConnection, secret: str) -> str:
    """What was to be signed, which is not asked for twice; empty: nothing was."""
    here = _SESSIONS.c.hash == digest(secret)
    made = await connection.scalar(select(_SESSIONS.c.challenge).where(here).with_for_update())
    await connection.execute(_this(secret).values(challenge=None))
    return made or ""


def _this(secret: str) -> Update:
    return update(_SESSIONS).where(_SESSIONS.c.hash == digest(secret))


async def of_person(
    connection: AsyncConnection, tenant: str, person: str, settings: ServiceSettings
) -> Sequence[tuple[str, datetime, str, str]]:
    """(name, last seen, address, browser) of each that is alive, the newest first."""
    columns = (_SESSIONS.c.name, _SESSIONS.c.seen_at, _SESSIONS.c.address, _SESSIONS.c.agent)
    query = (
        select(*columns)
        .where(_theirs(tenant, person), _in_time(settings))
        .order_by(_SESSIONS.c.seen_at.desc())
    )
    return [tuple(row) for row in (await connection.execute(query)).all()]


async def end_one(connection: AsyncConnection, tenant: str, person: str, name: str) -> None:
    """The one of that name."""
    await connection.execute(delete(_SESSIONS).where(_theirs(tenant, person), _SESSIONS.c.name == name))


async def end_others(connection: AsyncConnection, tenant: str, person: str, but: str) -> None:
    """All but the one of that name."""
    await connection.execute(delete(_SESSIONS).where(_theirs(tenant, person), _SESSIONS.c.name != but))


def _theirs(tenant: str, person: str) -> ColumnElement[bool]:
    return and_(_SESSIONS.c.tenant == tenant, _SESSIONS.c.person_id == person)
