"""Signing in with a password. Whatever is wrong, the answer and the time that it takes are the same."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.identity.accounts import tries
from services.identity.accounts.factors import HAS_FACTOR
from services.identity.accounts.hashing import hashed, is_right
from services.identity.accounts.keeping import ACTIVE, INVITED, hold
from services.identity.accounts.log import note
from services.identity.accounts.posts import PostsOf
from services.identity.accounts.sessions import SignedIn, begin
from services.identity.domain.account.passwords import Policy, problems
from services.identity.storage.tables import ACCOUNTS
from shared.kernel.settings.settings import ServiceSettings

_ACCOUNTS, _LINKS = ACCOUNTS.accounts, ACCOUNTS.links


@dataclass(frozen=True, slots=True)
class Visitor:
    """From where somebody asks."""

    address: str
    agent: str


async def sign_in(
    connection: AsyncConnection,
    login: str,
    password: str,
    visitor: Visitor,
    settings: ServiceSettings,
    posts_of: PostsOf,
) -> str | None:
    """What the browser is to hold; None: no. A suspended person, one without a post, a locked or unknown name
    and a wrong password cannot be told apart. An address that has to wait costs no hash: that says nothing
    of any account."""
    keys = tries.keys_of(login, visitor.address)
    if await tries.is_locked(connection, keys[1:]):
        return None
    query = select(_ACCOUNTS, HAS_FACTOR.label("has_factor")).where(_ACCOUNTS.c.login == login.casefold())
    account = (await connection.execute(query)).one_or_none()
    right = await is_right(account.password if account else None, password)
    if await tries.is_locked(connection, keys):
        return None
    if account is None or not right:
        locked = await tries.failed(connection, keys, settings)
        if account is not None:
            what = "locked" if locked else "failed"
            await note(connection, account.tenant, account.person_id, what, visitor.address)
        return None
    known = account.tenant, account.person_id
    now = await _as_it_is_now(connection, account)
    if now is None or not await posts_of(connection, *known):
        await note(connection, *known, "refused", visitor.address)
        return None
    await tries.forget(connection, keys[0])
    await note(connection, *known, "signed_in", visitor.address)
    return await begin(connection, *known, visitor.address, visitor.agent, waits=now.has_factor)


async def _as_it_is_now(connection: AsyncConnection, seen: Row[Any]) -> Row[Any] | None:
    """The account, held until the transaction ends; None: it was shut, or its password changed, while the
    password was looked at. What ends its sessions meanwhile waits, and ends the one that begins."""
    await hold(connection, seen.tenant, seen.person_id)
    # A statement of its own: what was waited for is seen by this one.
    own = (_ACCOUNTS.c.tenant == seen.tenant) & (_ACCOUNTS.c.person_id == seen.person_id)
    query = select(_ACCOUNTS, HAS_FACTOR.label("has_factor")).where(own)
    now = (await connection.execute(query)).one_or_none()
    same = now is not None and now.state == ACTIVE and now.password == seen.password
    return now if same else None


def is_due(found: SignedIn, settings: ServiceSettings) -> bool:
    """Whether the password has to be changed: who comes by the provider alone has none."""
    if not settings.password_days or not found.has_password or found.password_at is None:
        return False
    return datetime.now(UTC) - found.password_at > timedelta(days=settings.password_days)


async def invited(
    connection: AsyncConnection, link_hash: str, *, to_use: bool = False
) -> tuple[str, str, str] | None:
    """(tenant, person, login) of an open link. ``to_use``: nobody else has it until the transaction ends, and
    then only if it was not used."""
    of = (_ACCOUNTS.c.tenant == _LINKS.c.tenant) & (_ACCOUNTS.c.person_id == _LINKS.c.person_id)
    query = (
        select(_LINKS.c.tenant, _LINKS.c.person_id, _ACCOUNTS.c.login)
        .join(_ACCOUNTS, of)
        .where(
            _LINKS.c.hash == link_hash,
            _LINKS.c.ends_at > func.now(),
            _ACCOUNTS.c.state.in_((INVITED, ACTIVE)),
        )
    )
    found = (await connection.execute(query.with_for_update(of=_LINKS) if to_use else query)).one_or_none()
    return (found[0], found[1], found[2]) if found else None


async def knows_password(
    connection: AsyncConnection,
    tenant: str,
    person: str,
    password: str,
    address: str,
    settings: ServiceSettings,
) -> bool:
    """Whether that is their password; wrong ones are counted as when signing in. The account is held until
    the transaction ends: whoever suspends or resets it does so before, or after what follows."""
    own = (_ACCOUNTS.c.tenant == tenant) & (_ACCOUNTS.c.person_id == person)
    columns = _ACCOUNTS.c.login, _ACCOUNTS.c.password, _ACCOUNTS.c.state
    login, kept, state = (await connection.execute(select(*columns).where(own).with_for_update())).one()
    keys = tries.keys_of(login, address)
    right = await is_right(kept, password) and state == ACTIVE
    if await tries.is_locked(connection, keys):
        return False
    if not right:
        await tries.failed(connection, keys, settings)
        await note(connection, tenant, person, "failed", address)
    return right


async def set_password(
    connection: AsyncConnection,
    tenant: str,
    person: str,
    password: str,
    settings: ServiceSettings,
    address: str,
) -> tuple[str, ...]:
    """The codes of what is wrong with it; none: it is the password from now on, and the account is active.
    A shut account stays shut."""
    own = (_ACCOUNTS.c.tenant == tenant) & (_ACCOUNTS.c.person_id == person)
    account = (await connection.execute(select(_ACCOUNTS).where(own).with_for_update())).one()
    if account.state not in (INVITED, ACTIVE):
        return ("shut",)
    policy = Policy(settings.password_length, settings.password_classes)
    wrong = tuple(problems(password, account.login, policy))
    earlier = [one for one in (account.password, *account.earlier) if one]
    if not wrong:
        for one in earlier[: settings.password_history]:
            if await is_right(one, password):
                wrong = ("used_before",)
                break
    if wrong:
        return wrong
    kept = {
        "password": await hashed(password),
        "password_at": func.now(),
        "earlier": earlier[: settings.password_history],
        "state": ACTIVE,
    }
    await connection.execute(update(_ACCOUNTS).where(own).values(**kept))
    await note(connection, tenant, person, "password_set", address)
    return ()
