"""Passwords as argon2id, codes and links as SHA-256: what was drawn at random needs no slow hash."""

import asyncio
from hashlib import sha256
from secrets import token_hex, token_urlsafe

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

_HASHER = PasswordHasher()
"""With the library's numbers, which are those of RFC 9106 for servers (64 MiB, three rounds)."""
AT_ONCE = 2
"""Each takes 64 MiB and a core for a twentieth of a second."""
_HASHING = asyncio.Semaphore(AT_ONCE)
_NOBODY_S = _HASHER.hash(token_urlsafe())


async def hashed(password: str) -> str:
    """To be kept."""
    async with _HASHING:
        return await asyncio.to_thread(_HASHER.hash, password)


async def is_right(kept: str | None, password: str) -> bool:
    """Whether that is the password; takes as long where there is none."""
    async with _HASHING:
        right = await asyncio.to_thread(_verify, kept or _NOBODY_S, password)
    return right and kept is not None


def _verify(kept: str, password: str) -> bool:
    try:
        return _HASHER.verify(kept, password)
    except (Argon2Error, InvalidHashError):
        return False


def drawn() -> str:
    """256 random bits, for a session or a link."""
    return token_urlsafe(32)


def digest(secret: str) -> str:
    """By which what was drawn is found."""
    return sha256(secret.encode()).hexdigest()


def name() -> str:
    """By which an owner calls a session, and which opens nothing."""
    return token_hex(8)
