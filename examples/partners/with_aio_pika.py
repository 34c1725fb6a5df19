"""Raise a matter and wait for what becomes of it, with aio-pika.

    BROKER_URL=amqp://partner-demo:…@broker/ python with_aio_pika.py ID TEXT [VILLAGE]

Keep ID before you run this, and in doubt run it again with the same one: it is carried out once. The exit
code is 0 if it was carried out, 1 if it was refused, 2 if the broker does not let it pass or this was called
wrongly, 75 if nobody knows yet.
"""

import asyncio
import json
import os
import sys
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote, urlsplit

import aio_pika
from aio_pika.exceptions import (
    AMQPError,
    AuthenticationError,
    ChannelClosed,
    ChannelInvalidStateError,
    ProbableAuthenticationError,
    PublishError,
)

USAGE = "用法 usage: BROKER_URL=amqp://USER:PASSWORD@HOST/ python with_aio_pika.py ID TEXT [VILLAGE]"
SOURCE = "/partners/demo"
"""What the partner's entry lets it say; together with the id it names the command."""
NOT_LET = (AuthenticationError, ChannelClosed, ProbableAuthenticationError, PublishError)
"""Returned, or beyond the user's rights: it would be the same the next time."""
TRIES = 4
PATIENCE = 15.0
"""Seconds for one answer. Another program of the same user that reads the queue has its turn first."""


def command_of(id: str, text: str, village: str) -> dict[str, Any]:
    """The command, a CloudEvent in structured JSON."""
    return {
        "specversion": "1.0",
        "id": id,
        "source": SOURCE,
        "type": "intake.submission.submit.v1",
        "time": datetime.now(UTC).isoformat(),
        "township": "330921201",
        "actorid": "citizen:demo",
        "actorrole": "citizen",
        "data": {"text": text, "channel": "online", "village": village},
    }


async def ask(url: str, command: dict[str, Any]) -> dict[str, Any]:
    """Publish the command, keep its answer and return it. Raises TimeoutError."""
    user = unquote(urlsplit(url).username or "")
    async with asyncio.timeout(PATIENCE), await aio_pika.connect(url) as connection:
        # Publishing returns when the broker has the command on its disks, and raises if no queue takes it.
        channel = await connection.channel(publisher_confirms=True, on_return_raises=True)
        exchange = await channel.get_exchange(f"{command['type'].split('.')[0]}.commands", ensure=False)
        message = aio_pika.Message(
            json.dumps(command).encode(),
            content_type="application/cloudevents+json",
            delivery_mode=aio_pika.DeliveryMode.PERSISTENT,
            user_id=user,
        )
        await exchange.publish(message, command["type"], mandatory=True)
        answers = await channel.get_queue(f"{user}.answers", ensure=False)
        # No prefetch limit: answers to other commands are passed over, and left to whoever sent those.
        async with answers.iterator() as messages:
            async for each in messages:
                answer: dict[str, Any] = json.loads(each.body)
                said = answer["data"]
                if (said.get("command_source"), said.get("command_id")) == (command["source"], command["id"]):
                    store(answer)
                    await each.ack()
                    return answer
    raise TimeoutError


def store(answer: dict[str, Any]) -> None:
    """Put the answer where it lasts. Acknowledged, it is in no queue any more."""
    print(json.dumps(answer, ensure_ascii=False), file=sys.stderr, flush=True)


def tell(answer: dict[str, Any]) -> int:
    """Say in one line what became of the command; the exit code."""
    said = answer["data"]
    again = " (repeated)" if said.get("repeated") else ""
    if answer["type"].endswith(".accepted.v1"):
        print(f"accepted {said['event']['subject']}{again}")
        return 0
    todo = {
        "fix": f"send it otherwise, under a new id; allowed: {', '.join(said.get('allowed', ())) or '-'}",
        "later": f"send it under a new id, not before {said.get('retry_at') or 'somebody else has acted'}",
        "final": "never",
    }[said["remedy"]]
    reason = f"{said['reason']['zh']} {said['reason']['en']}"
    print(f"refused {said['code']}{again}: {reason} [{said['remedy']}: {todo}]")
    return 1


async def main(id: str, text: str, village: str = "V01") -> int:
    """Ask until there is an answer, each time with the same id."""
    command = command_of(id, text, village)
    for attempt in range(TRIES):
        await asyncio.sleep(attempt and 2.0**attempt)
        try:
            return tell(await ask(os.environ["BROKER_URL"], command))
        except NOT_LET as refusal:
            print(f"消息代理不放行 the broker does not let it pass: {refusal!r}", file=sys.stderr)
            return 2
        except (AMQPError, ChannelInvalidStateError, OSError, TimeoutError) as problem:
            print(f"用同一编号再试 again with the same id: {problem!r}", file=sys.stderr)
    print(f"尚无答复，请用同一编号再运行一次 no answer yet, run this again with {id}", file=sys.stderr)
    return 75


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4) or not os.environ.get("BROKER_URL", "").startswith(
        ("amqp://", "amqps://")
    ):
        print(USAGE, file=sys.stderr)
        sys.exit(2)
    sys.exit(asyncio.run(main(*sys.argv[1:])))
