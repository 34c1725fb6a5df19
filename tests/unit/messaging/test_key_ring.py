"""A service's copies of public keys: read once, read again after a while, and never by the guess."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast

import pytest
from joserfc.jwk import OKPKey

from shared.kernel.store import key_ring
from shared.kernel.store.key_ring import KeyRing
from shared.kernel.store.session import Sessions
from shared.language.house import HOUSE

PUBLIC = OKPKey.generate_key("Ed25519").as_dict(private=False)["x"]


class Copies:
    """A database of copies, and how often it was asked."""

    def __init__(self) -> None:
        self.documents = {("t", "k"): f'{{"public_key": "{PUBLIC}", "state": "in_use"}}'}
        self.asked = 0

    async def fetch(self, text: str, tenant: str, id: str) -> list[tuple[str]]:
        self.asked += 1
        found = self.documents.get((tenant, id))
        return [(found,)] if found else []

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Any]:
        yield self


class Time:
    at = 100.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    now = Time()
    monkeypatch.setattr(key_ring, "monotonic", now)
    return now


def ring(copies: Copies) -> KeyRing:
    return KeyRing(HOUSE.keys, cast(Sessions, copies))


async def test_a_key_is_read_once_and_again_after_a_while(time: Time) -> None:
    copies = Copies()
    one, other = ring(copies), ring(copies)
    for instance in (one, other, one, other):
        key = await instance.key("t", "k")
        assert key is not None
        assert key.as_dict(private=False)["x"] == PUBLIC
    assert copies.asked == 2
    copies.documents["t", "k"] = f'{{"public_key": "{PUBLIC}", "state": "retired"}}'
    time.at += key_ring.KEPT_SECONDS
    assert [await one.key("t", "k"), await other.key("t", "k")] == [None, None]


async def test_a_key_is_its_own_township_s(time: Time) -> None:
    assert await ring(Copies()).key("another", "k") is None


async def test_made_up_ids_do_not_keep_the_database_busy(time: Time) -> None:
    copies = Copies()
    keys = ring(copies)
    for number in range(1000):
        assert await keys.key("t", f"made-up-{number}") is None
    assert copies.asked <= 50
    time.at += 1
    assert await keys.key("t", "k") is not None


async def test_a_known_key_is_read_again_whatever_ids_others_make_up_meanwhile(time: Time) -> None:
    keys = ring(Copies())
    assert await keys.key("t", "k") is not None
    time.at += 30
    for number in range(1000):
        await keys.key("t", f"made-up-{number}")
    assert await keys.key("t", "k") is not None


async def test_where_nobody_signs_there_is_no_key() -> None:
    assert await KeyRing(None, cast(Sessions, Copies())).key("t", "k") is None
