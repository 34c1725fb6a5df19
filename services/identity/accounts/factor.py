"""The second factor: codes of an app (RFC 6238), and recovery codes of one use each."""

from secrets import token_hex

import pyotp
from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.identity.accounts.hashing import digest
from services.identity.sealing import Sealer
from services.identity.storage.tables import ACCOUNTS

STEP = 30
"""Seconds."""
_LATE = (-1, 0, 1)
"""Steps that an app's clock may be beside ours."""
CODES = 10
_ACCOUNTS, _CODES = ACCOUNTS.accounts, ACCOUNTS.recovery_codes


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
    used = delete(_CODES).where(
        _CODES.c.tenant == tenant, _CODES.c.person_id == person, _CODES.c.hash == _of(person, said)
    )
    return bool((await connection.execute(used)).rowcount)


async def _by_app(
    connection: AsyncConnection, tenant: str, person: str, code: str, sealer: Sealer, now: float
) -> bool:
    own = (_ACCOUNTS.c.tenant == tenant) & (_ACCOUNTS.c.person_id == person)
    query = select(_ACCOUNTS.c.otp_sealed, _ACCOUNTS.c.otp_step).where(own).with_for_update()
    sealed, newest = (await connection.execute(query)).one()
    step = step_of(sealer.open(sealed).decode(), code, now) if sealed else None
    if step is None or (newest is not None and step <= newest):
        return False
    await connection.execute(update(_ACCOUNTS).where(own).values(otp_step=step))
    return True


async def enrol(
    connection: AsyncConnection, tenant: str, person: str, secret: str, step: int, sealer: Sealer
) -> list[str]:
    """From now on the account has it; returns the recovery codes, which are shown once."""
    own = (_ACCOUNTS.c.tenant == tenant) & (_ACCOUNTS.c.person_id == person)
    kept = {"otp_sealed": sealer.seal(secret.encode()), "otp_step": step}
    await connection.execute(update(_ACCOUNTS).where(own).values(**kept))
    await connection.execute(delete(_CODES).where(_CODES.c.tenant == tenant, _CODES.c.person_id == person))
    codes = [token_hex(8) for _ in range(CODES)]
    rows = [{"hash": _of(person, code), "tenant": tenant, "person_id": person} for code in codes]
    await connection.execute(insert(_CODES), rows)
    return ["-".join(code[at : at + 4] for at in range(0, 16, 4)) for code in codes]


def _of(person: str, code: str) -> str:
    return digest(f"{person}:{code}")
