"""P07: second routing keys on what cannot be read are no way to stop the service that parks it."""

import aio_pika
import pytest

from shared.kernel.bus.access.users import SAMPLE_PARTNER
from shared.kernel.messages.envelope import Actor
from shared.language.contracts import intake
from shared.language.contracts.envelope import Role
from tests.support.channels import channel_of
from tests.support.platform import Stand, running_platform
from tests.support.waiting import until

CALL = intake.SubmitSubmission(text="村口的路灯不亮。", channel="phone", village="V01")


@pytest.mark.parametrize("keys", [["intake.inbox.commands"], ["partner-12345.events", "unrouted"], []])
async def test_what_is_parked_takes_no_second_keys_along(guarded: Stand, keys: list[str]) -> None:
    assert guarded.users
    async with running_platform(guarded, "intake") as platform:
        async with channel_of(guarded.users[SAMPLE_PARTNER]) as channel:
            exchange = await channel.get_exchange("intake.commands", ensure=False)
            junk = aio_pika.Message(b"{", headers={"CC": list(keys)})
            await exchange.publish(junk, "intake.submission.submit.v1")
        answer = await platform.tell(CALL, Actor("citizen-1", Role.CITIZEN))
        assert answer.type == intake.SubmissionReceived.type
        await until(lambda: platform.rows("intake", "SELECT 1 FROM parked_messages"))
        assert await platform.scalar("intake", "SELECT count(*) FROM parked_messages") == 1
