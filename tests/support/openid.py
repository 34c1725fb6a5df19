"""An OpenID provider of the tests' own, on a free port: it lets in whomever it is told to, and lies when it
is told to."""

import asyncio
import time
from base64 import b64decode, urlsafe_b64encode
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any
from urllib.parse import parse_qsl, urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

ADDRESSES, KEYS, TOKEN = "/.well-known/openid-configuration", "/keys", "/token"
CLIENT, SECRET = "youyue", "what the tests show to the provider"


@dataclass
class OpenIdProvider:
    """``lies``: claims that it says instead; ``key``: what it signs with."""

    url: str
    person: str = "3309-77"
    lies: dict[str, Any] = field(default_factory=dict)
    key: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256", {"kid": token_urlsafe(4)}))
    shown: ECKey | None = None
    """The key that it shows; None: the one that it signs with."""
    asked: dict[str, dict[str, str]] = field(default_factory=dict)
    """Code → what the browser asked for."""
    instead: dict[str, Response] = field(default_factory=dict)
    """Path → what it answers there, whatever it is asked."""
    came: Counter[str] = field(default_factory=Counter)
    """Path → how often somebody came."""

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route(ADDRESSES, self.or_instead(self.addresses)),
                Route(KEYS, self.or_instead(self.keys)),
                Route("/authorize", self.or_instead(self.authorize)),
                Route(TOKEN, self.or_instead(self.token), methods=["POST"]),
            ]
        )

    def or_instead(self, answer: Callable[[Request], Awaitable[Response]]) -> Any:
        async def answered(request: Request) -> Response:
            self.came[request.url.path] += 1
            return self.instead.get(request.url.path) or await answer(request)

        return answered

    async def addresses(self, _: Request) -> Response:
        return JSONResponse(
            {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "jwks_uri": f"{self.url}/keys",
            }
        )

    async def keys(self, _: Request) -> Response:
        shown = (self.shown or self.key).as_dict(private=False)
        return JSONResponse(KeySet.import_key_set({"keys": [shown]}).as_dict(private=False))

    async def authorize(self, request: Request) -> Response:
        asked, code = dict(request.query_params), token_urlsafe(8)
        self.asked[code] = asked
        return RedirectResponse(
            f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"
        )

    async def token(self, request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode()))
        kind, _, both = request.headers.get("authorization", "").partition(" ")
        asked = self.asked.pop(form["code"], None)
        challenge = urlsafe_b64encode(sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        right = (
            asked is not None
            and kind == "Basic"
            and b64decode(both).decode() == f"{CLIENT}:{SECRET.replace(' ', '%20')}"
            and asked["code_challenge"] == challenge
            and asked["redirect_uri"] == form["redirect_uri"]
        )
        if not right or asked is None:
            return JSONResponse({"error": "invalid_grant"}, 400)
        now = int(time.time())
        claims = {
            "iss": self.url,
            "sub": self.person,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 60,
            "nonce": asked["nonce"],
            **self.lies,
        }
        said = {name: value for name, value in claims.items() if value is not None}
        token = jwt.encode({"alg": "ES256", "kid": self.key.kid}, said, self.key)
        return JSONResponse({"access_token": "x", "token_type": "Bearer", "id_token": token})


@asynccontextmanager
async def openid_provider() -> AsyncIterator[OpenIdProvider]:
    """One that listens."""
    provider = OpenIdProvider("")
    config = uvicorn.Config(provider.app(), port=0, log_config=None, lifespan="off")
    server = uvicorn.Server(config)
    sock = config.bind_socket()
    provider.url = f"http://127.0.0.1:{sock.getsockname()[1]}"
    serving = asyncio.create_task(server.serve([sock]))
    try:
        yield provider
    finally:
        server.should_exit = server.force_exit = True
        await serving
