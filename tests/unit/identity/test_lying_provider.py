"""An OpenID provider that lies, babbles, hangs or changes its keys: whatever it does ends in one error that
the pages can tell, and in nobody's name."""

import asyncio
import json
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator
from hashlib import sha256
from typing import Any

import pytest
from joserfc import jws
from joserfc.jwk import ECKey
from starlette.responses import RedirectResponse, Response, StreamingResponse

from services.identity.upstream import journey, provider
from services.identity.upstream.asking import UpstreamError
from services.identity.upstream.journey import Journey
from services.identity.upstream.provider import Provider
from shared.kernel.settings.settings import settings_for
from tests.support.openid import ADDRESSES, CLIENT, KEYS, SECRET, TOKEN, OpenIdProvider, openid_provider

DEEP = b"[" * 100_000


@pytest.fixture
async def liar() -> AsyncIterator[OpenIdProvider]:
    async with openid_provider() as found:
        yield found


def of(liar: OpenIdProvider) -> Provider:
    """As identity has it, once it has started."""
    names = {"openid_issuer": liar.url, "openid_client": CLIENT, "openid_secret": SECRET}
    names |= {"sign_in_url": "http://127.0.0.1:8003", "database_url": "postgresql://nobody@127.0.0.1/none"}
    return Provider(settings_for("identity", **names))


def arriving(liar: OpenIdProvider, there: Provider) -> Journey:
    """Somebody who comes back with the code "c"."""
    way = journey.begun("/")
    challenge = urlsafe_b64encode(sha256(way.verifier.encode()).digest()).rstrip(b"=").decode()
    liar.asked["c"] = {"nonce": way.nonce, "code_challenge": challenge, "redirect_uri": there.here}
    return way


async def who(liar: OpenIdProvider, there: Provider | None = None) -> str:
    there = there or of(liar)
    return await there.who("c", arriving(liar, there))


NOT_FOR_US: dict[str, dict[str, Any]] = {
    "an audience of objects": {"aud": [{"a": 1}]},
    "no audience": {"aud": []},
    "a time in words": {"exp": "soon"},
    "a time that is none": {"exp": float("nan")},
    "not before": {"nbf": 4_000_000_000},
    "an issuer among several": {"iss": ["https://here.example"]},
    "a nonce in a list": {"nonce": ["x"]},
    "for a list of parties": {"azp": [CLIENT]},
    "a list for a name": {"sub": ["3309-77"]},
    "an object for a name": {"sub": {"a": 1}},
    "a name with U+0000": {"sub": "3309-77\0"},
    "a name with a line feed": {"sub": "3309-77\n"},
    "a name written backwards": {"sub": "\u202e77-9033"},
    "a name of spaces": {"sub": "   "},
    "a name without end": {"sub": "7" * 256},
}


@pytest.mark.parametrize("lies", NOT_FOR_US.values(), ids=NOT_FOR_US)
async def test_claims_of_another_shape_are_nobody_s(liar: OpenIdProvider, lies: dict[str, Any]) -> None:
    liar.lies = lies
    with pytest.raises(UpstreamError):
        await who(liar)


@pytest.mark.parametrize("called", ["7" * 255, "王 3309", " 3309-77"])
async def test_a_name_is_taken_as_it_is_said(liar: OpenIdProvider, called: str) -> None:
    liar.lies = {"sub": called}
    assert await who(liar) == called


def part(said: object) -> str:
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    return urlsafe_b64encode(body).rstrip(b"=").decode()


HEADS: dict[str, object] = {
    "none": {"alg": "none"},
    "None": {"alg": "None"},
    "a list": {"alg": ["ES256"]},
    "no alg": {},
    "no object": [],
    "a secret key": {"alg": "HS256"},
    "a kid that is a list": {"alg": "ES256", "kid": ["x"]},
    "something critical": {"alg": "ES256", "crit": ["x"]},
    "a key of its own": {"alg": "ES256", "jwk": {"kty": "oct", "k": "x"}},
    "deep": b"[" * 3000,
    "no text": b"\xff\xfe",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
async def test_a_token_with_an_odd_head_is_nobody_s(liar: OpenIdProvider, head: object) -> None:
    claims = {"iss": liar.url, "sub": "3309-77", "aud": CLIENT, "iat": 1, "exp": 4_000_000_000}
    token = f"{part(head)}.{part(claims)}.{part(b'signature')}"
    liar.instead[TOKEN] = Response(json.dumps({"id_token": token}))
    with pytest.raises(UpstreamError):
        await who(liar)


@pytest.mark.parametrize("payload", [b"[]", b"7", b"{", b"\xff", DEEP[:20_000]], ids=lambda body: body[:9])
async def test_what_is_signed_and_no_object_is_nobody_s(liar: OpenIdProvider, payload: bytes) -> None:
    head = {"alg": "ES256", "kid": liar.key.kid}
    token = jws.serialize_compact(head, payload, liar.key, algorithms=["ES256"])
    liar.instead[TOKEN] = Response(json.dumps({"id_token": token}))
    with pytest.raises(UpstreamError):
        await who(liar)


GARBAGE: dict[str, Response] = {
    "nothing": Response(b""),
    "no object": Response(b"[7]"),
    "deep": Response(DEEP),
    "too long": Response(b" " * 300_000),
    "an error": Response(b"{}", 503),
    "a redirect": RedirectResponse("/.well-known/openid-configuration"),
    "packed": Response(b"{}", headers={"content-encoding": "gzip"}),
}


@pytest.mark.parametrize("path", [ADDRESSES, KEYS, TOKEN])
@pytest.mark.parametrize("garbage", GARBAGE.values(), ids=GARBAGE)
async def test_garbage_ends_in_an_error_wherever_it_is_said(
    liar: OpenIdProvider, path: str, garbage: Response
) -> None:
    liar.instead[path] = garbage
    with pytest.raises(UpstreamError):
        await who(liar)
    assert liar.came[path] == 1, "no redirect is followed"


@pytest.mark.parametrize(
    "address",
    [
        "https://[b",
        "https://xn--/",
        "https://é。\u202e/",
        "https://a\0b/",
        "https:///",
        "ftp://a.invalid/",
        "",
    ],
)
@pytest.mark.parametrize("of_what", ["authorization_endpoint", "token_endpoint", "jwks_uri"])
async def test_an_address_that_is_none_ends_in_an_error(
    liar: OpenIdProvider, of_what: str, address: str
) -> None:
    said = {"issuer": liar.url, "authorization_endpoint": f"{liar.url}/authorize"}
    said |= {"token_endpoint": f"{liar.url}{TOKEN}", "jwks_uri": f"{liar.url}{KEYS}", of_what: address}
    liar.instead[ADDRESSES] = Response(json.dumps(said))
    there = of(liar)
    way = arriving(liar, there)
    try:
        to = await there.address_for(way)
        await there.who("c", way)
    except UpstreamError:
        return
    assert (of_what, to.partition("?")[0]) == ("authorization_endpoint", address), "the browser's to refuse"


async def test_a_key_of_a_kind_that_nobody_here_knows_says_nothing_about_the_others(
    liar: OpenIdProvider,
) -> None:
    shown = liar.key.as_dict(private=False)
    odd = [7, {"kty": "AKP", "alg": "ML-DSA-44", "kid": "new"}, {"kty": "RSA", "kid": "half"}]
    liar.instead[KEYS] = Response(json.dumps({"keys": [*odd, shown, {**shown, "kid": "x", "use": "enc"}]}))
    assert await who(liar) == liar.person
    liar.instead[KEYS] = Response(json.dumps({"keys": odd}))
    with pytest.raises(UpstreamError, match="no key"):
        await who(liar)


async def test_new_keys_are_looked_for_and_the_old_ones_are_believed_no_more(
    liar: OpenIdProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(provider, "_ASKED_AGAIN", 0.0)
    there, old = of(liar), liar.key
    assert await who(liar, there) == liar.person
    liar.key = ECKey.generate_key("P-256", {"kid": "of the new year"})
    assert await who(liar, there) == liar.person
    liar.shown, liar.key = liar.key, old
    with pytest.raises(UpstreamError, match="signature"):
        await who(liar, there)


async def test_who_drips_is_left_in_time(liar: OpenIdProvider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(provider, "PATIENCE", 0.3)

    async def drips() -> AsyncIterator[bytes]:
        while True:
            yield b" "
            await asyncio.sleep(0.02)

    liar.instead[ADDRESSES] = StreamingResponse(drips())
    with pytest.raises(UpstreamError, match="too long"):
        await who(liar)


async def test_while_it_hangs_few_wait_for_it_and_those_who_come_later_are_told_at_once(
    liar: OpenIdProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(provider, "PATIENCE", 1.0)
    monkeypatch.setattr(provider, "_AT_ONCE", 3)

    async def hangs() -> AsyncIterator[bytes]:
        await asyncio.sleep(30)
        yield b""

    liar.instead[ADDRESSES] = StreamingResponse(hangs())
    there = of(liar)
    told = await asyncio.gather(
        *(there.address_for(journey.begun("/")) for _ in range(10)), return_exceptions=True
    )
    assert sorted(map(str, told)) == ["it takes too long"] * 3 + ["too many wait for it"] * 7
    with pytest.raises(UpstreamError, match="takes too long"):
        await asyncio.wait_for(there.address_for(journey.begun("/")), 0.5)
    assert liar.came[ADDRESSES] == 1
    del liar.instead[ADDRESSES]
    monkeypatch.setattr(provider, "_AWAY", 0.0)
    assert await there.address_for(journey.begun("/"))
