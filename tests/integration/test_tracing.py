"""One trace from a command to the last event that it causes, through every service, over both transports."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
import structlog

from shared.client.platform import new_command
from shared.kernel.messages.envelope import Actor
from shared.language.contracts import handling, intake
from shared.language.contracts.envelope import Role
from tests.support.otlp import Received, Receiver, otlp_receiver
from tests.support.platform import TOWNSHIP, Platform, Stand, running_platform

CITIZEN = Actor("citizen:1", Role.CITIZEN)
SUBMIT = intake.SubmitSubmission(text="村口的路灯不亮。", channel="online", village="V01")
SENDER_TRACE, SENDER_SPAN = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
TRACEPARENT = f"00-{SENDER_TRACE}-{SENDER_SPAN}-01"


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    with otlp_receiver() as listening:
        monkeypatch.setenv("YOUYUE_OTLP_ENDPOINT", listening.url)
        yield listening


async def submit(platform: Platform, **changes: Any) -> None:
    command = new_command(SUBMIT, CITIZEN, TOWNSHIP, "/tests/partner").model_copy(update=changes)
    await platform.client.ask(command)
    await platform.settle()


def one(receiver: Receiver, name: str, service: str) -> Received:
    (found,) = (received for received in receiver.named(name) if received.service == f"youyue-{service}")
    return found


async def test_a_command_and_all_that_follows_from_it_are_one_tree_below_the_senders_span(
    stand: Stand, receiver: Receiver
) -> None:
    async with running_platform(stand, "intake", "scheduling", "evaluation") as platform:
        await submit(platform, traceparent=TRACEPARENT)

    handled = one(receiver, "process intake.submission.submit.v1", "intake")
    sent = one(receiver, "send intake.submission.received.v1", "intake")
    heard = [
        one(receiver, "process intake.submission.received.v1", name) for name in ("scheduling", "evaluation")
    ]
    assert {received.trace for received in receiver.spans} == {SENDER_TRACE}
    assert (handled.parent, sent.parent) == (SENDER_SPAN, handled.id)
    assert {received.parent for received in heard} == {sent.id}
    outcomes = {a.key: a.value.string_value for a in handled.span.attributes}
    assert outcomes["youyue.outcome"] == "done"
    assert "路灯" not in str(receiver.spans)


async def test_a_command_without_a_trace_starts_one(in_process: Stand, receiver: Receiver) -> None:
    async with running_platform(in_process, "intake") as platform:
        await submit(platform)
        await submit(platform, traceparent="nonsense")

    commands = receiver.named("process intake.submission.submit.v1")
    events = receiver.named("send intake.submission.received.v1")
    assert [received.parent for received in commands] == ["", ""]
    assert len({received.trace for received in commands}) == 2
    assert {received.trace for received in events} == {received.trace for received in commands}


async def test_a_timer_starts_a_trace_of_its_own_and_names_the_one_that_set_it(
    in_process: Stand, receiver: Receiver
) -> None:
    async with running_platform(in_process, "handling") as platform:
        await fast_lane(platform)
        to = datetime.fromisoformat("2026-09-09T12:00:00+08:00")
        await platform.tell(handling.MoveHandlingClock(to=to), Actor("operator-1", Role.OPERATOR))
        await platform.settle()

    setting = one(receiver, "process intake.submission.fast_laned.v1", "handling")
    sent = receiver.named("send handling.item.wait_due.v1")
    fired = receiver.named("process handling.item.wait_due.v1")
    assert len(sent) == 1
    # Timers that fire together meet at one item: who loses the race has a span for each attempt.
    assert fired
    assert sent[0].trace != setting.trace
    assert sent[0].parent == ""
    assert [link.span_id.hex() for link in sent[0].span.links] == [setting.id]
    assert {(span.trace, span.parent) for span in fired} == {(sent[0].trace, sent[0].id)}


async def fast_lane(platform: Platform) -> None:
    """An item with reminders, made as intake would have it made."""
    submission = {
        "submission_id": "s-1",
        "trace_code": "ABC-DEF-GHJ",
        "state": "fast_lane",
        "channel": "online",
        "title": "路灯",
        "text": "路灯坏了",
        "submitted_at": "2026-09-01T00:00:00Z",
        "department": "construction",
    }
    event = new_command(SUBMIT, CITIZEN, TOWNSHIP, "/youyue/intake").model_copy(
        update={
            "type": "intake.submission.fast_laned.v1",
            "subject": "s-1",
            "sequence": 2,
            "data": {"submission": submission},
        }
    )
    bus = platform.service("handling").bus
    assert bus
    await bus.publish_event(event)
    await platform.settle()


async def test_every_line_of_a_message_in_the_log_has_its_ids(in_process: Stand) -> None:
    lines: list[dict[str, Any]] = []

    def keep(logger: object, name: str, line: Any) -> Any:
        lines.append(dict(line))
        raise structlog.DropEvent

    before = structlog.get_config()
    structlog.configure(
        processors=[structlog.contextvars.merge_contextvars, keep], cache_logger_on_first_use=False
    )
    try:
        async with running_platform(in_process, "intake") as platform:
            await submit(platform, id="m-1", traceparent=TRACEPARENT)
    finally:
        structlog.configure(**before)

    (handled,) = (line for line in lines if line["event"] == "handled")
    ids = ("service", "message_id", "correlation_id", "township", "trace_id")
    assert [handled[name] for name in ids] == ["intake", "m-1", "m-1", TOWNSHIP, SENDER_TRACE]


def test_a_service_without_an_endpoint_does_not_load_opentelemetry() -> None:
    program = (
        "import sys, json; from cli.services import load_service; load_service('intake');"
        "from shared.kernel.bus.delivery.tracing import open_tracing; open_tracing('intake', None, 1.0);"
        "unwanted = ('opentelemetry.sdk', 'opentelemetry.exporter');"
        "print(json.dumps([name for name in sys.modules if name.startswith(unwanted)]))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []
