"""How the pages send what citizens ask for: with a partner's rights, and by several instances."""

from contextlib import AsyncExitStack

import pytest

from cli.process import Process
from tests.integration.test_citizens_pages import raised
from tests.support.forms import Reader
from tests.support.platform import STORY_START, Stand, running_platform


async def test_the_pages_log_in_as_a_partner_that_speaks_for_citizens_alone(
    guarded: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert guarded.users
    monkeypatch.setenv("YOUYUE_CONSOLE_SENDER_URL", guarded.users["partner-public"])
    async with running_platform(guarded, "intake", "console") as platform:
        _, code, _ = await raised(Reader(f"http://127.0.0.1:{platform.process.port}"))
        await platform.settle()
        sent = await platform.rows("console", "SELECT answer ->> 'type' FROM sent")
        assert [type for (type,) in sent] == ["intake.command.accepted.v1"]
        assert await platform.scalar("intake", "SELECT data ->> 'trace_code' FROM submission") == code


async def test_an_answer_is_shown_whichever_instance_reads_it(
    over_rabbitmq: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of them alone reads the partner's queue, so the other finds its answers in the table."""
    assert over_rabbitmq.broker_url
    monkeypatch.setenv("YOUYUE_CONSOLE_SENDER_URL", over_rabbitmq.broker_url)
    async with AsyncExitStack() as stack:
        first = await stack.enter_async_context(running_platform(over_rabbitmq, "intake", "console"))
        monkeypatch.setenv("YOUYUE_CONSOLE_PEER_URL", f"http://127.0.0.1:{first.process.port}")
        second = Process(("console",), over_rabbitmq.settings(STORY_START))
        await second.start()
        stack.push_async_callback(second.stop)
        codes = {
            (await raised(Reader(f"http://127.0.0.1:{port}")))[1]
            for port in (first.process.port, second.port)
        }
        assert len(codes) == 2
        assert await first.scalar("console", "SELECT count(*) FROM sent WHERE answer IS NULL") == 0
