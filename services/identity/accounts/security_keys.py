"""The second factor by a security key or a passkey: W3C Web Authentication, level 2, without attestation.

It follows the password, so that whoever holds the key is asked to touch it and for no PIN. Whose make it is
nobody asks: a county cannot say which are good, and the answer would tell makes and persons apart.
"""

import json
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from cryptography.exceptions import UnsupportedAlgorithm
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from sqlalchemy import ColumnElement, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from services.identity.accounts.hashing import digest
from services.identity.storage.tables import ACCOUNTS

BY_KEY = "swk"
"""As RFC 8176 calls it: the weaker word, since without attestation nobody knows where the key lives."""
AT_MOST = 10
"""Keys of one person."""
LONGEST_NAME = 40
"""Characters."""
_UNREADABLE = (
    ValueError,
    TypeError,
    AttributeError,
    AssertionError,
    LookupError,
    RecursionError,
    UnsupportedAlgorithm,
    struct.error,
    NotImplementedError,
)
"""What the library raises for an answer that is no answer."""
_NO_PIN = UserVerificationRequirement.DISCOURAGED
_KEYS = ACCOUNTS.security_keys


class NotTheKey(Exception):
    """What came back is not from a key of theirs, or not for this; the message is a code of the log."""


@dataclass(frozen=True, slots=True)
class Key:
    """One of somebody's keys."""

    id: str
    name: str
    added_at: datetime
    used_at: datetime | None
    credential: bytes
    counter: int

    @property
    def known(self) -> AttestedCredentialData:
        """As the library has it."""
        return AttestedCredentialData(self.credential)


@dataclass(frozen=True, slots=True)
class Place:
    """The origin at which keys are made and shown: they are good there alone."""

    origin: str

    @property
    def takes_keys(self) -> bool:
        """Whether browsers do it there: at a name, and by https but on the machine itself."""
        parts = urlsplit(self.origin)
        host = parts.hostname or ""
        return not _is_address(host) and (parts.scheme == "https" or host == "localhost")

    def to_make(self, tenant: str, person: str, login: str, keys: Sequence[Key], challenge: str) -> str:
        """What the browser is told to make a key, as JSON."""
        user = PublicKeyCredentialUserEntity(
            id=bytes.fromhex(digest(f"{tenant}/{person}")), name=login, display_name=login
        )
        options, _ = self._server.register_begin(
            user,
            [key.known for key in keys],
            resident_key_requirement=ResidentKeyRequirement.DISCOURAGED,
            user_verification=_NO_PIN,
            challenge=websafe_decode(challenge),
        )
        return json.dumps(dict(options.public_key))

    def to_show(self, keys: Sequence[Key], challenge: str) -> str:
        """What the browser is told to show one of these keys, as JSON."""
        known = [key.known for key in keys]
        options, _ = self._server.authenticate_begin(known, _NO_PIN, websafe_decode(challenge))
        return json.dumps(dict(options.public_key))

    def made(self, said: str, challenge: str) -> AttestedCredentialData:
        """The key that was made for that challenge. Raises NotTheKey."""
        try:
            found = self._server.register_complete(_state(challenge), json.loads(said)).credential_data
        except _UNREADABLE:
            raise NotTheKey("factor_failed") from None
        if found is None:
            raise NotTheKey("factor_failed")
        return found

    def shown(self, keys: Sequence[Key], said: str, challenge: str) -> tuple[Key, int]:
        """Which key signed that challenge, and its counter. Raises NotTheKey; ``key_doubted``: it counts
        backwards, so that there may be two of it (level 2, section 6.1.1)."""
        try:
            answer = json.loads(said)
            known = [key.known for key in keys]
            found = self._server.authenticate_complete(_state(challenge), known, answer).credential_id
            counter = AuthenticationResponse.from_dict(answer).response.authenticator_data.counter
        except _UNREADABLE:
            raise NotTheKey("factor_failed") from None
        key = next(key for key in keys if key.known.credential_id == found)
        if (counter or key.counter) and counter <= key.counter:
            raise NotTheKey("key_doubted")
        return key, counter

    @property
    def _server(self) -> Fido2Server:
        host = urlsplit(self.origin).hostname or ""
        return Fido2Server(
            PublicKeyCredentialRpEntity(id=host, name="有约"),
            verify_origin=lambda origin: origin == self.origin,
        )


async def of_person(connection: AsyncConnection, tenant: str, person: str) -> list[Key]:
    """Their keys, the oldest first."""
    columns = (
        _KEYS.c.id,
        _KEYS.c.name,
        _KEYS.c.added_at,
        _KEYS.c.used_at,
        _KEYS.c.credential,
        _KEYS.c.counter,
    )
    query = select(*columns).where(_theirs(tenant, person)).order_by(_KEYS.c.added_at, _KEYS.c.id)
    return [Key(*row) for row in (await connection.execute(query)).all()]


async def add(
    connection: AsyncConnection, tenant: str, person: str, name: str, made: AttestedCredentialData
) -> bool:
    """From now on the account has it; False: somebody has it already."""
    row = {
        "id": websafe_encode(made.credential_id),
        "tenant": tenant,
        "person_id": person,
        "name": name,
        "credential": bytes(made),
        "counter": 0,
    }
    try:
        async with connection.begin_nested():
            await connection.execute(insert(_KEYS).values(**row))
    except IntegrityError:
        return False
    return True


async def used(connection: AsyncConnection, key: Key, counter: int) -> bool:
    """It was shown; False: somebody was faster with the same."""
    newer = (_KEYS.c.counter < counter) | ((_KEYS.c.counter == 0) & (counter == 0))
    said = update(_KEYS).where(_KEYS.c.id == key.id, newer).values(counter=counter, used_at=func.now())
    return bool((await connection.execute(said)).rowcount)


async def drop(connection: AsyncConnection, tenant: str, person: str, id: str) -> bool:
    """It opens nothing any more; False: it was not theirs."""
    gone = delete(_KEYS).where(_theirs(tenant, person), _KEYS.c.id == id)
    return bool((await connection.execute(gone)).rowcount)


async def drop_all(connection: AsyncConnection, tenant: str, person: str) -> None:
    """All of theirs."""
    await connection.execute(delete(_KEYS).where(_theirs(tenant, person)))


def _theirs(tenant: str, person: str) -> ColumnElement[bool]:
    return (_KEYS.c.tenant == tenant) & (_KEYS.c.person_id == person)


def _state(challenge: str) -> dict[str, Any]:
    if not challenge:
        raise ValueError("nothing was to be signed")
    return {"challenge": challenge, "user_verification": _NO_PIN}


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
