"""What operators do with accounts: add, invite, suspend, resume, reset, end. Each is noted with who did."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from services.identity.accounts import security_keys
from services.identity.accounts.factors import HAS_FACTOR, drop_codes
from services.identity.accounts.hashing import digest, drawn
from services.identity.accounts.log import note
from services.identity.storage.tables import ACCOUNTS

INVITED, ACTIVE, SUSPENDED, ENDED = "invited", "active", "suspended", "ended"
LINK_LIVES = timedelta(hours=72)
LONGEST_LOGIN = 200
"""Characters that the page for signing in reads."""
_ACCOUNTS, _LINKS = ACCOUNTS.accounts, ACCOUNTS.links


class NoSuchAccount(LookupError):
    """Nobody has it, or its state does not allow that; the message is a code."""


@dataclass(frozen=True, slots=True)
class Account:
    """What may be said of an account."""

    tenant: str
    person_id: str
    login: str
    state: str
    has_factor: bool
    has_upstream: bool
    password_at: datetime | None


_COLUMNS = (
    _ACCOUNTS.c.tenant,
    _ACCOUNTS.c.person_id,
    _ACCOUNTS.c.login,
    _ACCOUNTS.c.state,
    HAS_FACTOR.label("has_factor"),
    _ACCOUNTS.c.upstream_id.is_not(None).label("has_upstream"),
    _ACCOUNTS.c.password_at,
)


async def all_of(connection: AsyncConnection, tenant: str) -> list[Account]:
    """A township's accounts, by person."""
    query = select(*_COLUMNS).where(_ACCOUNTS.c.tenant == tenant).order_by(_ACCOUNTS.c.person_id)
    return [Account(*row) for row in (await connection.execute(query)).all()]


async def account_of(connection: AsyncConnection, tenant: str, person: str) -> Account:
    """Raises NoSuchAccount."""
    query = select(*_COLUMNS).where(_ACCOUNTS.c.tenant == tenant, _ACCOUNTS.c.person_id == person)
    found = (await connection.execute(query)).one_or_none()
    if found is None:
        raise NoSuchAccount("account_unknown")
    return Account(*found)


async def is_open(connection: AsyncConnection, tenant: str, person: str) -> bool:
    """Whether somebody can come in by it."""
    found = await connection.scalar(select(_ACCOUNTS.c.state).where(_is(tenant, person)))
    return found == ACTIVE


async def hold(connection: AsyncConnection, tenant: str, person: str) -> None:
    """Nobody signs in, and nobody shuts the account, before the transaction ends."""
    await connection.execute(select(_ACCOUNTS.c.login).where(_is(tenant, person)).with_for_update())


async def add(connection: AsyncConnection, tenant: str, person: str, login: str, by: str) -> str:
    """An account for somebody of the directory; returns the first link. Who has left and is back begins anew.
    Raises NoSuchAccount where there is one already, or the name is taken."""
    row = {"tenant": tenant, "person_id": person, "login": login.casefold(), "state": INVITED}
    back = _is(tenant, person) & (_ACCOUNTS.c.state == ENDED)
    try:
        async with connection.begin_nested():
            if (await connection.execute(update(_ACCOUNTS).where(back).values(**row))).rowcount:
                await _blank(connection, tenant, person)
            else:
                await connection.execute(insert(_ACCOUNTS).values(**row))
    except IntegrityError:
        raise NoSuchAccount("account_exists") from None
    await note(connection, tenant, person, "added", by=by)
    return await invite(connection, tenant, person, by)


async def invite(connection: AsyncConnection, tenant: str, person: str, by: str) -> str:
    """A link of one use; the ones before it end. Raises NoSuchAccount for a suspended or ended account."""
    account = await account_of(connection, tenant, person)
    if account.state not in (INVITED, ACTIVE):
        raise NoSuchAccount("account_not_open")
    secret = drawn()
    await drop_links(connection, tenant, person)
    ends = func.now() + LINK_LIVES
    row = {"hash": digest(secret), "tenant": tenant, "person_id": person, "ends_at": ends}
    await connection.execute(insert(_LINKS).values(**row))
    await note(connection, tenant, person, "invited", by=by)
    return secret


async def suspend(connection: AsyncConnection, tenant: str, person: str, by: str) -> None:
    """No token from now on; open sessions end."""
    await _move(connection, tenant, person, (INVITED, ACTIVE), SUSPENDED, by)


async def end(connection: AsyncConnection, tenant: str, person: str, by: str) -> None:
    """Who has left. Should they come back, ``add`` begins anew."""
    await _move(connection, tenant, person, (INVITED, ACTIVE, SUSPENDED), ENDED, by)
    await connection.execute(update(_ACCOUNTS).where(_is(tenant, person)).values(upstream_id=None))


async def resume(connection: AsyncConnection, tenant: str, person: str, by: str) -> None:
    """With the password and the factor of before."""
    await _move(connection, tenant, person, (SUSPENDED,), ACTIVE, by)


async def reset(connection: AsyncConnection, tenant: str, person: str, by: str) -> str:
    """Password, factors and codes are gone, sessions end; returns a link to begin anew."""
    await _move(connection, tenant, person, (INVITED, ACTIVE), INVITED, by, "reset")
    await _blank(connection, tenant, person)
    return await invite(connection, tenant, person, by)


async def _blank(connection: AsyncConnection, tenant: str, person: str) -> None:
    blank = {"password": None, "otp_sealed": None, "otp_step": None}
    await connection.execute(update(_ACCOUNTS).where(_is(tenant, person)).values(**blank))
    await security_keys.drop_all(connection, tenant, person)
    await drop_codes(connection, tenant, person)


async def call_upstream(
    connection: AsyncConnection, tenant: str, person: str, called: str | None, by: str
) -> None:
    """Who the person is to the OpenID provider; None: they sign in with their password alone. Open sessions
    end. Raises NoSuchAccount for a shut account, or where that is somebody else's already."""
    account = await account_of(connection, tenant, person)
    if account.state not in (INVITED, ACTIVE):
        raise NoSuchAccount("account_not_open")
    try:
        async with connection.begin_nested():
            named = update(_ACCOUNTS).where(_is(tenant, person)).values(upstream_id=called)
            await connection.execute(named)
    except IntegrityError:
        raise NoSuchAccount("upstream_taken") from None
    await _drop_sessions(connection, tenant, person)
    await note(connection, tenant, person, "upstream_set" if called else "upstream_ended", by=by)


async def _drop_sessions(connection: AsyncConnection, tenant: str, person: str) -> None:
    sessions = ACCOUNTS.sessions
    theirs = (sessions.c.tenant == tenant) & (sessions.c.person_id == person)
    await connection.execute(delete(sessions).where(theirs))


async def _move(
    connection: AsyncConnection,
    tenant: str,
    person: str,
    before: tuple[str, ...],
    after: str,
    by: str,
    what: str | None = None,
) -> None:
    there = _is(tenant, person) & _ACCOUNTS.c.state.in_(before)
    moved = await connection.execute(update(_ACCOUNTS).where(there).values(state=after))
    if not moved.rowcount:
        await account_of(connection, tenant, person)
        raise NoSuchAccount("account_not_open")
    await _drop_sessions(connection, tenant, person)
    await drop_links(connection, tenant, person)
    await note(connection, tenant, person, what or after, by=by)


async def drop_links(connection: AsyncConnection, tenant: str, person: str) -> None:
    """No link of theirs opens any more."""
    await connection.execute(delete(_LINKS).where(_LINKS.c.tenant == tenant, _LINKS.c.person_id == person))


def _is(tenant: str, person: str) -> ColumnElement[bool]:
    return (_ACCOUNTS.c.tenant == tenant) & (_ACCOUNTS.c.person_id == person)
