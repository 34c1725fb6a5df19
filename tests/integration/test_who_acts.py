"""Who acts is said by a token: over the broker with a real deployment's users, and in one process."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import pytest

from cli.documents.samples import example_of
from services.identity.accounts import keeping
from shared.client import Client
from shared.client.amqp import amqp_wire
from shared.client.in_process import bus_wire
from shared.client.platform import new_command
from shared.kernel.bus.access.partners import load_partners
from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.kernel.messages.envelope import Actor, Envelope
from shared.kernel.messages.ids import new_message_id
from shared.language.contracts import intake
from shared.language.contracts.envelope import Role
from shared.language.contracts.identity import RotateSigningKey
from shared.language.contracts.registry import REGISTRY, TYPES
from shared.language.house import HOUSE
from shared.language.topology import TOPOLOGY
from tests.support.accounts import OPERATOR, PASSWORD, Desk, desk_of, with_secrets
from tests.support.platform import IMPATIENT, TOWNSHIP, Platform, Stand, running_platform

DESK = "partner-desk"
SERVICES = ("directory", "intake", "scheduling", "handling", "evaluation", "identity")
DEPUTY = Actor("deputy-01", Role.DEPUTY)


class At:
    """A platform, its desk, and a client with the desk's broker password."""

    def __init__(self, platform: Platform, desk: Desk, client: Client) -> None:
        self.platform, self.desk, self.client = platform, desk, client


@pytest.fixture(params=["guarded", "in_process"])
def ground(request: pytest.FixtureRequest) -> Stand:
    found: Stand = request.getfixturevalue(request.param)
    return found


@pytest.fixture
async def at(ground: Stand) -> AsyncIterator[At]:
    stand = ground
    bus = None if stand.broker_url else InProcessBus(TOPOLOGY, tiers=IMPATIENT)
    with with_secrets():
        async with AsyncExitStack() as stack:
            platform = await stack.enter_async_context(running_platform(stand, *SERVICES, bus=bus))
            desk = await stack.enter_async_context(desk_of(platform))
            assert bus or stand.users
            wire = bus_wire(bus, DESK) if bus else amqp_wire((stand.users or {})[DESK], REGISTRY)
            opened: Any = await stack.enter_async_context(wire)
            client = Client(opened, event_patience=0.1)
            bodies = await stack.enter_async_context(opened.answers(client.asked))
            hearing = asyncio.create_task(client.hear_answers(bodies))
            yield At(platform, desk, client)
            hearing.cancel()
            await asyncio.gather(hearing, return_exceptions=True)


def topic(text: str = "路灯不亮", actor: Actor = DEPUTY) -> Envelope:
    return new_command(
        intake.CreateTopic(title=text, text=text),
        actor,
        TOWNSHIP,
        "/youyue/desk",
    )


async def code(at: At, command: Envelope, token: str | None) -> str:
    """The code of its refusal; empty: it was carried out."""
    answer = await at.client.ask(command, token)
    return str(answer.data.get("code", "")) if answer.type.endswith(".command.refused.v1") else ""


async def test_a_person_who_signed_in_acts_and_the_journal_keeps_how(
    at: At, capfd: pytest.CaptureFixture[str]
) -> None:
    await at.desk.account(DEPUTY.id)
    session = await at.desk.sign_in(DEPUTY.id)
    assert session
    command = topic()
    token = await at.desk.token(session, command)
    assert await code(at, command, token) == ""
    ((kept,),) = await at.platform.rows(
        "intake", "SELECT vouched FROM journal WHERE vouched IS NOT NULL AND type LIKE '%accepted%'"
    )
    assert json.loads(kept)["amr"] == ["pwd"]
    assert json.loads(kept)["presenter"] == DESK
    everything = await at.platform.rows(
        "intake",
        "SELECT journal::text FROM journal UNION ALL SELECT parked_messages::text FROM parked_messages",
    )
    assert everything
    assert not [row for (row,) in everything if token in row or token.split(".")[2] in row]
    written = "".join(capfd.readouterr())
    assert command.id in written
    assert [secret for secret in (token, session, PASSWORD) if secret in written] == []


async def test_the_desks_password_alone_moves_nothing(at: At) -> None:
    """Every command of its entry, without a token: refused, whoever it names."""
    found: dict[str, str] = {}
    for type in load_partners(HOUSE)[DESK].commands:
        example = REGISTRY.envelope.model_validate(example_of(TYPES[type]))
        posts = [part.role for part in load_partners(HOUSE)[DESK].speaks_for]
        role = example.actorrole if example.actorrole in posts else "office"
        changed = {"source": "/youyue/desk", "id": new_message_id(), "actorrole": role, "tenant": TOWNSHIP}
        found[type] = await code(at, example.model_copy(update=changed), None)
    assert set(found.values()) == {"token_missing"}, found


async def test_a_token_does_for_nothing_else(at: At) -> None:
    await at.desk.account(DEPUTY.id)
    session = await at.desk.sign_in(DEPUTY.id)
    assert session
    command = topic()
    token = await at.desk.token(session, command)
    assert await code(at, topic("另一件事"), token) == "token_not_for_this"
    assert await code(at, command.model_copy(update={"actorid": "deputy-02"}), token) == "token_not_for_this"
    other = topic("第三件事")
    broken = (await at.desk.token(session, other))[:-4] + "AAAA"
    assert await code(at, other, broken) == "token_invalid"


async def test_a_refused_command_comes_again_under_its_id_with_a_good_token(at: At) -> None:
    await at.desk.account(DEPUTY.id)
    session = await at.desk.sign_in(DEPUTY.id)
    assert session
    command = topic()
    assert await code(at, command, None) == "token_missing"
    assert await code(at, command, await at.desk.token(session, command)) == ""


async def test_nobody_gets_a_token_for_a_post_that_is_not_theirs(at: At) -> None:
    await at.desk.account(DEPUTY.id)
    session = await at.desk.sign_in(DEPUTY.id)
    assert session
    command = topic()
    for other in ({"role": "head"}, {"township": "330921202"}, {"department": "construction"}):
        response = await at.desk.asks_token(session, command, **other)
        assert (response.status_code, response.json()) == (403, {"code": "no_such_post"}), other
    assert (await at.desk.asks_token("made up", command)).status_code == 401
    at.desk.http.headers["authorization"] = "Bearer guessed"
    assert (await at.desk.asks_token(session, command)).status_code == 401


async def test_a_suspended_person_is_out_at_once(at: At) -> None:
    await at.desk.account(DEPUTY.id)
    session = await at.desk.sign_in(DEPUTY.id)
    assert session
    assert (await at.desk.session(session)).status_code == 200
    async with at.desk.identity.engine.begin() as connection:
        await keeping.suspend(connection, TOWNSHIP, DEPUTY.id, "tests")
    assert (await at.desk.asks_token(session, topic())).status_code == 401
    assert (await at.desk.session(session)).status_code == 401
    assert await at.desk.sign_in(DEPUTY.id) is None


async def test_who_has_no_post_any_more_cannot_sign_in(at: At) -> None:
    async with at.desk.identity.engine.begin() as connection:
        await keeping.add(connection, TOWNSHIP, "gone-1", f"gone-1@{TOWNSHIP}", "tests")
        await connection.exec_driver_sql("UPDATE accounts SET state = 'active'")
    assert await at.desk.sign_in("gone-1") is None


async def test_a_key_is_replaced_while_people_act_and_nobody_is_refused(at: At) -> None:
    await at.desk.account(DEPUTY.id)
    session = await at.desk.sign_in(DEPUTY.id)
    assert session
    refused: list[str] = []

    async def act(number: int) -> None:
        command = topic(f"第{number}件事")
        if said := await code(at, command, await at.desk.token(session, command)):
            refused.append(said)

    for number in range(6):
        await act(number)
        if number in (1, 3):
            told = await at.platform.tell(RotateSigningKey(), OPERATOR)
            assert told.type == "identity.signing_key.published.v1"
            # The new key is published and has not settled: the one before goes on signing.
    await asyncio.gather(*(act(number) for number in range(10, 20)))
    assert refused == []
    await _settled(at)
    await act(30)
    assert refused == []


async def _settled(at: At) -> None:
    """Time passes for the keys."""
    async with at.desk.identity.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE identity.private_keys SET since = since - interval '1 hour'")
