"""Raise a matter and wait for what becomes of it, with pika.

    BROKER_URL=amqp://partner-demo:…@broker/ python with_pika.py ID TEXT [VILLAGE]

Keep ID before you run this, and in doubt run it again with the same one: it is carried out once. The exit
code is 0 if it was carried out, 1 if it was refused, 2 if the broker does not let it pass or this was called
wrongly, 75 if nobody knows yet.
"""

import json
import os
import sys
import time
from datetime import UTC, datetime
from typing import Any

import pika
from pika.exceptions import (
    AMQPError,
    ChannelClosedByBroker,
    ProbableAccessDeniedError,
    ProbableAuthenticationError,
    UnroutableError,
)

USAGE = "用法 usage: BROKER_URL=amqp://USER:PASSWORD@HOST/ python with_pika.py ID TEXT [VILLAGE]"
SOURCE = "/partners/demo"
"""What the partner's entry lets it say; together with the id it names the command."""
NOT_LET = (ChannelClosedByBroker, ProbableAccessDeniedError, ProbableAuthenticationError, UnroutableError)
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


def ask(url: str, command: dict[str, Any]) -> dict[str, Any] | None:
    """Publish the command, keep its answer and return it; None: none has come in time."""
    address = pika.URLParameters(url)
    user = address.credentials.username
    with pika.BlockingConnection(address) as connection:
        channel = connection.channel()
        channel.confirm_delivery()  # publishing returns when the broker has the command on its disks
        exchange = f"{command['type'].split('.')[0]}.commands"
        sealed = pika.BasicProperties(
            user_id=user, delivery_mode=2, content_type="application/cloudevents+json"
        )
        channel.basic_publish(exchange, command["type"], json.dumps(command), sealed, mandatory=True)
        deadline = time.monotonic() + PATIENCE
        # No prefetch limit: answers to other commands are passed over, and left to whoever sent those.
        for method, _, body in channel.consume(f"{user}.answers", inactivity_timeout=0.5):
            answer: dict[str, Any] = json.loads(body) if body else {"data": {}}
            said = answer["data"]
            if (said.get("command_source"), said.get("command_id")) == (command["source"], command["id"]):
                store(answer)
                channel.basic_ack(method.delivery_tag)
                return answer
            if time.monotonic() > deadline:
                break
    return None


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


def main(id: str, text: str, village: str = "V01") -> int:
    """Ask until there is an answer, each time with the same id."""
    command = command_of(id, text, village)
    for attempt in range(TRIES):
        time.sleep(attempt and 2.0**attempt)
        try:
            answer = ask(os.environ["BROKER_URL"], command)
        except NOT_LET as refusal:
            print(f"消息代理不放行 the broker does not let it pass: {refusal!r}", file=sys.stderr)
            return 2
        except AMQPError as problem:
            print(f"用同一编号再试 again with the same id: {problem!r}", file=sys.stderr)
        else:
            if answer:
                return tell(answer)
    print(f"尚无答复，请用同一编号再运行一次 no answer yet, run this again with {id}", file=sys.stderr)
    return 75


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4) or not os.environ.get("BROKER_URL", "").startswith(
        ("amqp://", "amqps://")
    ):
        print(USAGE, file=sys.stderr)
        sys.exit(2)
    sys.exit(main(*sys.argv[1:]))
