"""What all second factors share: whether somebody has one, and the recovery codes that stand for any."""

from secrets import token_hex

from sqlalchemy import ColumnElement, delete, exists, func, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.identity.accounts.hashing import digest
from services.identity.storage.tables import ACCOUNTS

CODES = 10
_ACCOUNTS, _CODES, _KEYS = ACCOUNTS.accounts, ACCOUNTS.recovery_codes, ACCOUNTS.security_keys

HAS_FACTOR: ColumnElement[bool] = or_(
    _ACCOUNTS.c.otp_sealed.is_not(None),
    exists()
    .where(_KEYS.c.tenant == _ACCOUNTS.c.tenant, _KEYS.c.person_id == _ACCOUNTS.c.person_id)
    .correlate(_ACCOUNTS),
)
"""Beside a row of the accounts. Recovery codes are none: they stand for one that was lost."""


async def renew_codes(connection: AsyncConnection, tenant: str, person: str) -> list[str]:
    """New recovery codes, which are shown once; those of before open nothing any more."""
    await drop_codes(connection, tenant, person)
    codes = [token_hex(8) for _ in range(CODES)]
    rows = [{"hash": _of(person, code), "tenant": tenant, "person_id": person} for code in codes]
    await connection.execute(insert(_CODES), rows)
    return ["-".join(code[at : at + 4] for at in range(0, 16, 4)) for code in codes]


async def first_codes(connection: AsyncConnection, tenant: str, person: str) -> list[str]:
    """Recovery codes for who has none; none where there are some: those still open."""
    left = await codes_left(connection, tenant, person)
    return [] if left else await renew_codes(connection, tenant, person)


async def codes_left(connection: AsyncConnection, tenant: str, person: str) -> int:
    """How many were not used."""
    theirs = select(func.count()).where(_CODES.c.tenant == tenant, _CODES.c.person_id == person)
    return await connection.scalar(theirs) or 0


async def use_code(connection: AsyncConnection, tenant: str, person: str, code: str) -> bool:
    """Whether it is one of theirs, which opens nothing after that."""
    said = _CODES.c.hash == _of(person, code)
    used = delete(_CODES).where(_CODES.c.tenant == tenant, _CODES.c.person_id == person, said)
    return bool((await connection.execute(used)).rowcount)


async def drop_codes(connection: AsyncConnection, tenant: str, person: str) -> None:
    """None of theirs opens any more."""
    await connection.execute(delete(_CODES).where(_CODES.c.tenant == tenant, _CODES.c.person_id == person))


async def drop_codes_of_none(connection: AsyncConnection, tenant: str, person: str) -> None:
    """With the last factor go the codes that stand for it."""
    own = (_ACCOUNTS.c.tenant == tenant) & (_ACCOUNTS.c.person_id == person)
    if not await connection.scalar(select(HAS_FACTOR).select_from(_ACCOUNTS).where(own)):
        await drop_codes(connection, tenant, person)


def _of(person: str, code: str) -> str:
    return digest(f"{person}:{code}")
