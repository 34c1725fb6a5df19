"""The second factor by codes: of an app (RFC 6238), or recovery codes of one use each."""

import pyotp
from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.identity.accounts.factors import use_code
from services.identity.sealing import Sealer
from services.identity.storage.tables import ACCOUNTS

BY_CODE = "otp"
"""As RFC 8176 calls it."""
STEP = 30
"""Seconds."""
_LATE = (-1, 0, 1)
"""Steps that an app's clock may be beside ours."""
_ACCOUNTS = ACCOUNTS.accounts


def new_secret() -> str:
    """For an app, in base32."""
    return pyotp.random_base32()


def address_of(secret: str, login: str) -> str:
    """What an app reads from a picture (otpauth://)."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name="有约")


def step_of(secret: str, code: str, now: float) -> int | None:
    """The step of time to which the code belongs; None: it is wrong."""
    here = int(now) // STEP
    right = (here + late for late in _LATE if pyotp.TOTP(secret).verify(code, for_time=(here + late) * STEP))
    return next(right, None)


async def is_right(
    connection: AsyncConnection, tenant: str, person: str, code: str, sealer: Sealer, now: float
) -> bool:
    """Whether the code opens; each is good once. Raises Unsealable."""
    said = "".join(code.split()).replace("-", "").casefold()
    if len(said) == 6 and said.isdigit():
        return await _by_app(connection, tenant, person, said, sealer, now)
    return await use_code(connection, tenant, person, said)


async def _by_app(
    connection: AsyncConnection, tenant: str, person: str, code: str, sealer: Sealer, now: float
) -> bool:
    own = _is(tenant, person)
    query = select(_ACCOUNTS.c.otp_sealed, _ACCOUNTS.c.otp_step).where(own).with_for_update()
    sealed, newest = (await connection.execute(query)).one()
    step = step_of(sealer.open(sealed).decode(), code, now) if sealed else None
    if step is None or (newest is not None and step <= newest):
        return False
    await connection.execute(update(_ACCOUNTS).where(own).values(otp_step=step))
    return True


async def has_app(connection: AsyncConnection, tenant: str, person: str) -> bool:
    """Whether an app of theirs makes codes."""
    has = select(_ACCOUNTS.c.otp_sealed.is_not(None)).where(_is(tenant, person))
    return bool(await connection.scalar(has))


async def enrol(
    connection: AsyncConnection, tenant: str, person: str, secret: str, step: int, sealer: Sealer
) -> None:
    """From now on the account has that app, and no other."""
    kept = {"otp_sealed": sealer.seal(secret.encode()), "otp_step": step}
    await connection.execute(update(_ACCOUNTS).where(_is(tenant, person)).values(**kept))


async def drop_app(connection: AsyncConnection, tenant: str, person: str) -> None:
    """Codes of their app open nothing any more."""
    blank = {"otp_sealed": None, "otp_step": None}
    await connection.execute(update(_ACCOUNTS).where(_is(tenant, person)).values(**blank))


def _is(tenant: str, person: str) -> ColumnElement[bool]:
    return (_ACCOUNTS.c.tenant == tenant) & (_ACCOUNTS.c.person_id == person)
