"""A partner of a county speaks for and hears every township of it, and none of another county."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest

from shared.client.amqp import amqp_wire
from shared.client.platform import new_command
from shared.kernel.messages.envelope import Actor
from shared.language.contracts import intake
from shared.language.contracts.envelope import Role
from shared.language.contracts.registry import REGISTRY
from tests.servers.rabbitmq import RabbitMQNode
from tests.support.broker import import_partners
from tests.support.platform import OTHER_TOWNSHIP, TOWNSHIP, Stand, running_platform

pytestmark = pytest.mark.two_townships
HOTLINE = "partner-county"
COUNTY = f"""
[{HOTLINE}]
sources = ["/county/hotline"]
commands = ["intake.submission.submit.v1"]
hears = ["intake.submission.received.v1"]
townships = ["330921"]
speaks_for = [{{ role = "citizen" }}]
"""
ELSEWHERE = "330922101"
CITIZEN = Actor("citizen:7", Role.CITIZEN)
CALL = intake.SubmitSubmission(text="村口的路灯不亮。", channel="phone")


async def test_a_countys_hotline_reaches_and_hears_both_townships(
    guarded: Stand, guarded_rabbitmq: tuple[RabbitMQNode, dict[str, str]], tmp_path: Path
) -> None:
    partners = tmp_path / "partners.toml"
    partners.write_text(COUNTY, "utf-8")
    node, _ = guarded_rabbitmq
    users = import_partners(node, partners, tmp_path)
    async with (
        running_platform(replace(guarded, partners=partners), "intake", story_clock=None),
        amqp_wire(users[HOTLINE], REGISTRY) as wire,
        wire.events("#") as events,
        wire.answers() as answers,
    ):
        calls = [new_command(CALL, CITIZEN, code, "/county/hotline") for code in (TOWNSHIP, OTHER_TOWNSHIP)]
        beyond = new_command(CALL, CITIZEN, ELSEWHERE, "/county/hotline")
        for command in (*calls, beyond):
            await wire.send(command.type, command.to_json())
        async with asyncio.timeout(20):
            heard = {(await anext(events)).tenant for _ in calls}
            told = [json.loads(await anext(answers))["data"] for _ in (*calls, beyond)]
    (refusal,) = (said for said in told if said["command_id"] == beyond.id)
    assert heard == {TOWNSHIP, OTHER_TOWNSHIP}
    assert (refusal["code"], refusal["field"]) == ("publisher_not_trusted", "township")
