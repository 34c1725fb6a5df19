"""The OpenID provider: where it is asked, and who it says somebody is.

OpenID Connect Core 1.0, the code flow with PKCE (RFC 7636) and a nonce; addresses and keys by Discovery 1.0.
Nothing that it says is believed before its signature, issuer, audience, time and nonce were checked. Whatever
it says, and however slowly, ends as an UpstreamError: passwords are asked for on the same pages.
"""

import asyncio
import time
from base64 import b64encode, urlsafe_b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from pydantic import BaseModel, Field, ValidationError

from services.identity.upstream.asking import PATIENCE, UpstreamError, asked, is_name, keys_of
from services.identity.upstream.journey import Journey
from shared.kernel.settings.settings import ServiceSettings
from shared.kernel.settings.upstream import is_private

_AT_ONCE = 16
"""People who wait for it; half of those whom the pages serve at once. Others are told so."""
_AWAY = 3.0
"""Seconds after a failure in which nobody looks for its addresses and keys again."""
_LATE = 60
"""Seconds that its clock may be beside ours."""
_KEPT = 3600.0
"""Seconds for which its addresses and keys are believed."""
_ASKED_AGAIN = 30.0
"""Seconds between two looks for a key that it had not."""
_SIGNED_WITH = ("RS256", "PS256", "ES256", "EdDSA")
_WELL_KNOWN = "/.well-known/openid-configuration"


class _Addresses(BaseModel):
    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)


class _Tokens(BaseModel):
    id_token: Annotated[str, Field(max_length=64 * 1024)]


@dataclass(frozen=True, slots=True)
class _Known:
    addresses: _Addresses
    keys: KeySet
    at: float


@dataclass(slots=True)
class Provider:
    """One provider, as the settings name it; ``openid_issuer`` is set."""

    settings: ServiceSettings
    _known: _Known | None = field(default=None)
    _failed: tuple[float, str] | None = field(default=None)
    """When its addresses or keys could not be had, and why."""
    _looking: asyncio.Lock = field(default_factory=asyncio.Lock)
    _places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE))

    @property
    def here(self) -> str:
        """Where it sends people back to."""
        return f"{(self.settings.sign_in_url or '').rstrip('/')}/upstream/back"

    async def address_for(self, journey: Journey) -> str:
        """Where the browser goes to sign in. Raises UpstreamError."""
        async with self._bounded():
            known = await self._know()
        challenge = urlsafe_b64encode(sha256(journey.verifier.encode()).digest()).rstrip(b"=").decode()
        asked = {
            "response_type": "code",
            "client_id": self.settings.openid_client,
            "redirect_uri": self.here,
            "scope": "openid",
            "state": journey.state,
            "nonce": journey.nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        to = known.addresses.authorization_endpoint
        return f"{to}{'&' if '?' in to else '?'}{urlencode(asked)}"

    async def who(self, code: str, journey: Journey) -> str:
        """What the claim of the settings says of whoever came back with ``code``. Raises UpstreamError."""
        async with self._bounded():
            known = await self._know()
            said = await self._exchange(known.addresses, code, journey)
            return self._believed(await self._signed(said.id_token), journey)

    @asynccontextmanager
    async def _bounded(self) -> AsyncIterator[None]:
        if self._places.locked():
            raise UpstreamError("too many wait for it")
        async with self._places:
            try:
                async with asyncio.timeout(PATIENCE):
                    yield
            except TimeoutError:
                raise UpstreamError("it takes too long") from None

    async def _signed(self, id_token: str) -> dict[str, Any]:
        """Its claims, if it signed them; a key that is new to us is looked for once."""
        trouble = ""
        for at_most in (_KEPT, _ASKED_AGAIN):
            known = await self._know(at_most)
            try:
                return jwt.decode(id_token, known.keys, algorithms=_SIGNED_WITH).claims
            except (JoseError, ValueError, RecursionError) as error:
                trouble = type(error).__name__
        raise UpstreamError(f"the signature: {trouble}")

    def _believed(self, claims: dict[str, Any], journey: Journey) -> str:
        client = self.settings.openid_client or ""
        rules = jwt.JWTClaimsRegistry(
            leeway=_LATE,
            iss={"essential": True, "value": self.settings.openid_issuer or ""},
            aud={"essential": True, "value": client},
            exp={"essential": True},
            iat={"essential": True},
            sub={"essential": True},
            nonce={"essential": True, "value": journey.nonce},
        )
        try:
            rules.validate(claims)
        except JoseError as error:
            raise UpstreamError(f"the claims: {error.error}") from None
        others = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if (others or "azp" in claims) and claims.get("azp") != client:
            raise UpstreamError("the token is for somebody else (azp)")
        called = claims.get(self.settings.openid_claim)
        if not isinstance(called, str) or not is_name(called):
            raise UpstreamError(f"there is no claim {self.settings.openid_claim}")
        return called

    async def _exchange(self, addresses: _Addresses, code: str, journey: Journey) -> _Tokens:
        client = self.settings.openid_client or ""
        secret = self.settings.openid_secret.get_secret_value() if self.settings.openid_secret else ""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.here,
            "code_verifier": journey.verifier,
        }
        headers = {}
        if "client_secret_basic" in addresses.token_endpoint_auth_methods_supported:
            both = f"{quote(client, safe='')}:{quote(secret, safe='')}"
            headers["authorization"] = f"Basic {b64encode(both.encode()).decode()}"
        else:
            form |= {"client_id": client, "client_secret": secret}
        body = await asked("POST", addresses.token_endpoint, data=form, headers=headers)
        try:
            return _Tokens.model_validate_json(body)
        except ValidationError:
            raise UpstreamError("its answer has no id_token") from None

    async def _know(self, at_most: float = _KEPT) -> _Known:
        """Its addresses and keys, not older than so many seconds."""
        async with self._looking:
            now = time.monotonic()
            if self._known is None or now - self._known.at > at_most:
                if self._failed and now - self._failed[0] < _AWAY:
                    raise UpstreamError(self._failed[1])
                try:
                    addresses = await self._addresses()
                    keys = keys_of(await asked("GET", addresses.jwks_uri))
                except UpstreamError as error:
                    self._failed = (time.monotonic(), str(error))
                    raise
                except asyncio.CancelledError:
                    self._failed = (time.monotonic(), "it takes too long")
                    raise
                self._known, self._failed = _Known(addresses, keys, now), None
            return self._known

    async def _addresses(self) -> _Addresses:
        issuer = self.settings.openid_issuer or ""
        try:
            found = _Addresses.model_validate_json(await asked("GET", issuer.rstrip("/") + _WELL_KNOWN))
        except ValidationError:
            raise UpstreamError("its addresses cannot be read") from None
        if found.issuer != issuer:
            raise UpstreamError("it calls itself by another name than OPENID_ISSUER")
        for one in (found.authorization_endpoint, found.token_endpoint, found.jwks_uri):
            if not is_private(one):
                raise UpstreamError("one of its addresses is not https")
        return found
