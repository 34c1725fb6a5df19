"""Failed tries in a row, by account and by address: whoever has too many waits, whatever they say next."""

from hashlib import sha256

from sqlalchemy import case, delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.identity.storage.tables import ACCOUNTS
from shared.kernel.service.http.customers import customer_of
from shared.kernel.settings.settings import ServiceSettings

_TRIES = ACCOUNTS.tries
_MORE_FROM_AN_ADDRESS = 4
"""A hall of people shares one."""


PASSWORD, FACTOR = "login", "factor"
"""What is tried: nobody can spend the tries of the one with the other."""


def keys_of(login: str, address: str, what: str = PASSWORD) -> tuple[str, str]:
    """Under which a try is counted: the name that was given, hashed since people type passwords there, and
    the address."""
    return f"{what}:{sha256(login.casefold().encode()).hexdigest()}", f"address:{customer_of(address)}"


async def is_locked(connection: AsyncConnection, keys: tuple[str, ...]) -> bool:
    """Whether one of them has to wait."""
    locked = select(func.count()).where(_TRIES.c.what.in_(keys), _TRIES.c.locked_until > func.now())
    return bool(await connection.scalar(locked))


async def failed(connection: AsyncConnection, keys: tuple[str, str], settings: ServiceSettings) -> bool:
    """Count one more; whether the account is locked by it. Who has waited begins anew."""
    locked = False
    for key, most in zip(
        keys, (settings.lock_after, settings.lock_after * _MORE_FROM_AN_ADDRESS), strict=True
    ):
        over = func.make_interval(0, 0, 0, 0, 0, settings.lock_minutes)
        old = (_TRIES.c.last_at < func.now() - over) | (_TRIES.c.locked_until < func.now())
        count = case((old, 1), else_=_TRIES.c.count + 1)
        row = insert(_TRIES).values(what=key, count=1)
        until = case((count >= most, func.now() + over), else_=None)
        row = row.on_conflict_do_update(
            index_elements=["what"], set_={"count": count, "last_at": func.now(), "locked_until": until}
        )
        reached = await connection.scalar(row.returning(_TRIES.c.locked_until.is_not(None)))
        locked = locked or bool(reached)
    return locked


async def forget(connection: AsyncConnection, key: str) -> None:
    """It was right."""
    await connection.execute(delete(_TRIES).where(_TRIES.c.what == key))
