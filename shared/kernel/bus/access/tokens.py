"""Whether a token vouches for a command or a question: pure decisions over what it claims.

A token is a signed statement (JWS, Ed25519) of the service that knows the accounts: this person, in this
post, asks for this very thing, by this presenter, now. It is good for one message: its id, its source and
the digest of its bytes stand in it. What it says besides, how and when the person signed in, is kept with a
command's answer.
"""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated, Any, NamedTuple

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from shared.kernel.messages.base import Command
from shared.kernel.messages.envelope import Envelope
from shared.kernel.messages.errors import Refusal, refuse
from shared.kernel.messages.topology import TOKEN_HEADER

ALGORITHM = "Ed25519"
"""RFC 9864's name for EdDSA over this curve. No other one is read, whatever a token says of itself."""
LONGEST_LIFE = 60
"""Seconds from a token's issue to its end, at most."""
LONGEST = 4096
"""Characters of a token."""
FRESH = 300
"""Seconds for which a second factor counts as fresh."""
_SKEW = 5
"""Seconds that two machines' clocks may differ."""
_KEY_NAME = 100

PublicKey = Callable[[str, str], Awaitable[OKPKey | None]]
"""(tenant, the key's id) → the key with which that tenant's tokens are signed; None: there is none."""


class Claims(BaseModel):
    """What a token says. Instants are seconds since 1970, UTC, by the machines' clock, never by a story's."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True, strict=True)

    iss: str
    sub: str
    """The person's id."""
    role: str
    department: str | None = None
    aud: str
    """The service that is asked."""
    type: str
    source: str
    cid: str
    """The id of the command or question."""
    digest: str
    """SHA-256 of its bytes, hexadecimal."""
    presenter: str
    """The broker user that sends it."""
    iat: int
    exp: int
    auth_time: int
    """When the person signed in."""
    amr: Annotated[list[str], Field(max_length=10)]
    """How: ``pwd``, ``otp``."""
    jti: Annotated[str, Field(min_length=8, max_length=64)]
    has_factor: bool = False
    """Whether the account has a second factor."""
    factor_at: int | None = None
    """When it was last shown."""


@dataclass(frozen=True, slots=True)
class Vouched:
    """What is kept of a token that was good."""

    claims: Claims
    key: str

    def kept(self) -> str:
        """As JSON: its id and how its bearer signed in; nothing that could be shown again."""
        one = self.claims
        said = {
            "jti": one.jti,
            "key": self.key,
            "presenter": one.presenter,
            "auth_time": one.auth_time,
            "amr": one.amr,
            "factor_at": one.factor_at,
        }
        return json.dumps(said, separators=(",", ":"))


class About(NamedTuple):
    """What a token is to be about, as it came."""

    who: tuple[str, str, str | None]
    """Person, role, department."""
    tenant: tuple[str, str]
    """How the tenant's field is called, and which tenant."""
    presenter: str
    owner: str
    """The service that is asked."""
    type: str
    source: str
    id: str
    body: bytes
    fresh_factor: bool = False
    late: bool = False
    """It was looked at before, in time, and only its work had to wait."""


def about_command(
    envelope: Envelope, command: type[Command], body: bytes, presenter: str, *, late: bool = False
) -> About:
    """A command as it came."""
    return About(
        who=(envelope.actorid, envelope.actorrole, envelope.actordepartment),
        tenant=(envelope.tenant_name, envelope.tenant),
        presenter=presenter,
        owner=command.owner(),
        type=envelope.type,
        source=envelope.source,
        id=envelope.id,
        body=body,
        fresh_factor=command.fresh_factor,
        late=late,
    )


async def vouched(
    token: object, about: About, key_of: PublicKey, issuer: str, now: float
) -> Vouched | Refusal:
    """What the token is worth for that. ``now``: seconds since 1970."""
    found = await _read(token, about, key_of)
    if found is None or found.claims.iss != issuer:
        return refuse("token_invalid", TOKEN_HEADER)
    return _refusal(found.claims, about, now) or found


async def _read(token: object, about: About, key_of: PublicKey) -> Vouched | None:
    if not isinstance(token, str) or len(token) > LONGEST:
        return None
    try:
        header = jws.extract_compact(token.encode()).headers()
        key_id = header.get("kid")
        if header.get("alg") != ALGORITHM or not isinstance(key_id, str) or len(key_id) > _KEY_NAME:
            return None
        name, tenant = about.tenant
        key = await key_of(tenant, key_id)
        if key is None:
            return None
        said: Any = json.loads(jws.deserialize_compact(token, key, algorithms=[ALGORITHM]).payload)
        if not isinstance(said, dict) or said.get(name) != tenant:
            return None
        return Vouched(Claims.model_validate(said), key_id)
    except (JoseError, ValidationError, ValueError, RecursionError):
        return None


def _refusal(claims: Claims, about: About, now: float) -> Refusal | None:
    if not 0 < claims.exp - claims.iat <= LONGEST_LIFE or claims.iat > now + _SKEW:
        return refuse("token_invalid", TOKEN_HEADER)
    if not about.late and now >= claims.exp:
        return refuse("token_expired", TOKEN_HEADER)
    if _meant(claims) != _given(about):
        return refuse("token_not_for_this", TOKEN_HEADER)
    stale = claims.factor_at is None or claims.iat - claims.factor_at > FRESH
    if about.fresh_factor and claims.has_factor and stale:
        return refuse("fresh_factor_needed", TOKEN_HEADER, minutes=FRESH // 60)
    return None


def _meant(claims: Claims) -> tuple[str | None, ...]:
    who = (claims.sub, claims.role, claims.department, claims.presenter)
    return (*who, claims.aud, claims.type, claims.source, claims.cid, claims.digest)


def _given(about: About) -> tuple[str | None, ...]:
    digest = sha256(about.body).hexdigest()
    return (*about.who, about.presenter, about.owner, about.type, about.source, about.id, digest)
