"""What a token is worth: for its own command alone, by the right key, in its time."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from joserfc import jws
from joserfc.jwk import OctKey, OKPKey

from cli.documents.samples import example_of
from shared.kernel.bus.access.partners import load_partners
from shared.kernel.bus.access.tokens import ALGORITHM, FRESH, About, Vouched, about_command, vouched
from shared.kernel.bus.parking.parking import storable_headers
from shared.kernel.messages.base import Command
from shared.kernel.messages.errors import Refusal
from shared.kernel.messages.topology import TOKEN_HEADER
from shared.language.contracts.registry import REGISTRY, TYPES
from shared.language.house import HOUSE

ISSUER, KID, DESK = "/youyue/identity", "key-1", "partner-desk"
KEY, OTHER_KEY = OKPKey.generate_key("Ed25519"), OKPKey.generate_key("Ed25519")
NOW = 1_790_000_000.0
COMMANDS = load_partners(HOUSE)[DESK].commands
VOTE = "evaluation.ballot.vote.v1"
Said = dict[str, Any]


async def key_of(tenant: str, id: str) -> OKPKey | None:
    return KEY if id == KID else None


def command(type: str) -> About:
    envelope = REGISTRY.envelope.model_validate(example_of(TYPES[type]))
    cls = TYPES[type]
    assert issubclass(cls, Command)
    return about_command(envelope, cls, envelope.to_json(), DESK)


def claims(of: About) -> Said:
    person, role, department = of.who
    return {
        "iss": ISSUER,
        "sub": person,
        "role": role,
        **({"department": department} if department else {}),
        "township": of.tenant[1],
        "aud": of.type.split(".")[0],
        "type": of.type,
        "source": of.source,
        "cid": of.id,
        "digest": sha256(of.body).hexdigest(),
        "presenter": of.presenter,
        "iat": int(NOW) - 2,
        "exp": int(NOW) + 10,
        "auth_time": int(NOW) - 600,
        "amr": ["pwd"],
        "jti": "0123456789abcdef",
    }


def signed(said: Said, key: Any = KEY, alg: str = ALGORITHM, kid: str = KID) -> str:
    content = json.dumps(said).encode()
    return jws.serialize_compact({"alg": alg, "kid": kid}, content, key, algorithms=[alg])


def unsigned(said: Said) -> str:
    def part(content: Said) -> str:
        return urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()

    return f"{part({'alg': 'none', 'kid': KID})}.{part(said)}."


async def code(token: object, of: About, now: float = NOW) -> str:
    found = await vouched(token, of, key_of, ISSUER, now)
    return found.code if isinstance(found, Refusal) else "good"


FORGERIES: dict[str, tuple[Callable[[Said], object], str]] = {
    "of another command's type": (lambda s: signed(s | {"type": "x.y.z.v1"}), "token_not_for_this"),
    "of another id": (lambda s: signed(s | {"cid": "another"}), "token_not_for_this"),
    "of another source": (lambda s: signed(s | {"source": "/youyue/other"}), "token_not_for_this"),
    "of other words": (lambda s: signed(s | {"digest": "0" * 64}), "token_not_for_this"),
    "for another presenter": (lambda s: signed(s | {"presenter": "partner-demo"}), "token_not_for_this"),
    "of another person": (lambda s: signed(s | {"sub": "deputy-99"}), "token_not_for_this"),
    "of another post": (lambda s: signed(s | {"role": "nobody"}), "token_not_for_this"),
    "of another department": (lambda s: signed(s | {"department": "nowhere"}), "token_not_for_this"),
    "for another service": (lambda s: signed(s | {"aud": "identity"}), "token_not_for_this"),
    "of another township": (lambda s: signed(s | {"township": "330921999"}), "token_invalid"),
    "of another issuer": (lambda s: signed(s | {"iss": "/youyue/console"}), "token_invalid"),
    "expired": (lambda s: signed(s | {"iat": int(NOW) - 40, "exp": int(NOW)}), "token_expired"),
    "of the future": (lambda s: signed(s | {"iat": int(NOW) + 60, "exp": int(NOW) + 90}), "token_invalid"),
    "that lives for ever": (lambda s: signed(s | {"exp": int(NOW) + 10_000}), "token_invalid"),
    "of an unknown key": (lambda s: signed(s, kid="key-2"), "token_invalid"),
    "of another key under this one's name": (lambda s: signed(s, OTHER_KEY), "token_invalid"),
    "without a signature": (unsigned, "token_invalid"),
    "with the public key as a shared secret": (
        lambda s: signed(s, OctKey.import_key(str(KEY.as_dict(private=False)["x"])), "HS256"),
        "token_invalid",
    ),
    "by a deprecated name of the same algorithm": (lambda s: signed(s, alg="EdDSA"), "token_invalid"),
    "that is no token": (lambda s: "a.b.c", "token_invalid"),
    "that is none at all": (lambda s: None, "token_invalid"),
    "that is no text": (lambda s: 7, "token_invalid"),
    "that is endless": (lambda s: "a" * 100_000, "token_invalid"),
    "without its id": (lambda s: signed({k: v for k, v in s.items() if k != "jti"}), "token_invalid"),
    "with a moment that is a word": (lambda s: signed(s | {"exp": "tomorrow"}), "token_invalid"),
}


@pytest.mark.parametrize("type", COMMANDS)
async def test_a_token_is_good_for_its_command(type: str) -> None:
    of = command(type)
    assert await code(signed(claims(of)), of) == "good"


@pytest.mark.filterwarnings("ignore:.*deprecated")
@pytest.mark.parametrize("forgery", FORGERIES)
async def test_a_token_is_refused(forgery: str) -> None:
    make, expected = FORGERIES[forgery]
    for type in (VOTE, *COMMANDS[::7]):
        of = command(type)
        assert await code(make(claims(of)), of) == expected, type


async def test_a_body_that_was_changed_is_another_body() -> None:
    of = command(VOTE)
    token = signed(claims(of))
    assert await code(token, of._replace(body=of.body + b" ")) == "token_not_for_this"


async def test_work_that_had_to_wait_is_not_late() -> None:
    of = command(VOTE)
    late = of._replace(late=True)
    assert await code(signed(claims(of)), late, NOW + 3600) == "good"
    assert await code(signed(claims(of)), of, NOW + 3600) == "token_expired"


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, "good"),
        ({"has_factor": True}, "fresh_factor_needed"),
        ({"has_factor": True, "factor_at": int(NOW) - 2 - FRESH}, "good"),
        ({"has_factor": True, "factor_at": int(NOW) - 3 - FRESH}, "fresh_factor_needed"),
    ],
)
async def test_who_has_a_second_factor_shows_it_before_voting(more: Said, expected: str) -> None:
    of = command(VOTE)
    assert await code(signed(claims(of) | more), of) == expected
    plain = command("handling.item.acknowledge.v1")
    assert await code(signed(claims(plain) | more), plain) == "good"


async def test_what_is_kept_of_a_token_cannot_be_shown_again() -> None:
    of = command(VOTE)
    found = await vouched(signed(claims(of)), of, key_of, ISSUER, NOW)
    assert isinstance(found, Vouched)
    assert json.loads(found.kept()) == {
        "jti": "0123456789abcdef",
        "key": KID,
        "presenter": DESK,
        "auth_time": int(NOW) - 600,
        "amr": ["pwd"],
        "factor_at": None,
    }


def test_a_parked_message_has_no_token() -> None:
    kept = storable_headers({TOKEN_HEADER: signed(claims(command(VOTE))), "x-other": "stays"})
    assert kept == {"x-other": "stays"}
