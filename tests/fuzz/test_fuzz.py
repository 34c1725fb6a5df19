"""Whatever arrives is answered or parked: a small run of the fuzzer, and any bytes read by themselves."""

import contextlib
import copy
from random import Random
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import create_async_engine

from shared.kernel.bus.delivery.reading import read_data, read_envelope
from shared.kernel.bus.rabbit.publisher import user_of
from shared.kernel.messages.base import Data
from shared.kernel.messages.errors import Refusal, Unprocessable
from shared.language.contracts.envelope import Envelope
from shared.language.topology import CONSUMERS, TOPOLOGY
from tests.fuzz.account import Account
from tests.fuzz.documents import contracts
from tests.fuzz.messages import INBOXES
from tests.fuzz.mutations import BYTES, STRUCTURAL, encoded, valid_envelope
from tests.fuzz.run import fuzz
from tests.support.platform import Stand, running_platform


def read(body: bytes, queue: str) -> None:
    """As the pipeline does; nothing but a verdict on the message may come of it."""
    with contextlib.suppress(Unprocessable):
        envelope = read_envelope(body, TOPOLOGY.registry)
        assert isinstance(envelope, Envelope)
        assert isinstance(read_data(queue, envelope, TOPOLOGY), Data | Refusal)


@given(st.binary(max_size=500), st.sampled_from(INBOXES))
def test_any_bytes_are_read_or_have_a_reason(body: bytes, queue: str) -> None:
    read(body, queue)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(contracts()),
    st.randoms(use_true_random=False),
    st.lists(st.sampled_from(STRUCTURAL), max_size=4),
    st.lists(st.sampled_from(BYTES), max_size=1),
    st.sampled_from(INBOXES),
)
def test_any_spoilt_message_is_read_or_has_a_reason(
    contract: dict[str, Any], chance: Random, structural: list[Any], as_bytes: list[Any], queue: str
) -> None:
    envelope = valid_envelope(chance, contract, copy.deepcopy(contract["example"]["data"]))
    for mutation in structural:
        mutation(envelope, chance)
    body = encoded(envelope)
    for change in as_bytes:
        body = change(body, chance)
    read(body, queue)


@pytest.mark.timeout(120)
async def test_three_hundred_bad_messages_are_answered_or_parked_and_the_sums_are_the_same(
    over_rabbitmq: Stand,
) -> None:
    assert over_rabbitmq.broker_url
    async with running_platform(over_rabbitmq, *CONSUMERS, story_clock=None) as platform:
        engine = create_async_engine(platform.service("intake").engine.url)
        async with httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{platform.process.ops_port}", trust_env=False
        ) as http:
            account = Account(http, engine, user_of(over_rabbitmq.broker_url))
            findings = await fuzz(
                account, over_rabbitmq.broker_url, count=300, seconds=60, seed=1, pool=2, patience=20
            )
            outcomes, _ = await account.ended()
            assert findings.settled, await account.summary()
            assert findings.not_ready == []
            assert 10 < await account.answers() <= outcomes["refused"]
            assert outcomes["parked"] > 10
            assert await account.doubled() == 0
        await engine.dispose()
