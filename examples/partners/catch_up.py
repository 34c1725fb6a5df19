"""Catch up with what was missed, and keep the newest state of each thing, with pika and SQLite.

    BROKER_URL=amqp://partner-demo:…@broker/ python catch_up.py DATABASE SERVICE…

Reads the queue of events first, so that nothing new is missed, then asks each service for a replay and reads
until all have come to their end. Run again after it was cut off, it goes on with the same requests. The exit
code is 0 when all is there, 1 if a service refused, 2 if the broker does not let it pass or this was called
wrongly, 75 if nothing came for a minute or the broker is away.
"""

import json
import os
import sqlite3
import sys
import time
import uuid
from contextlib import closing
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

USAGE = "用法 usage: BROKER_URL=amqp://USER:PASSWORD@HOST/ python catch_up.py DATABASE SERVICE…"
NOT_LET = (ChannelClosedByBroker, ProbableAccessDeniedError, ProbableAuthenticationError, UnroutableError)
"""Beyond the user's rights, or no such service: it would be the same the next time."""
SOURCE, TOWNSHIP, SPEAKER = "/partners/demo", "330921201", "operator-demo"
SILENCE = 60.0
"""Seconds without any message."""
GIVEN_UP = 3 * 86_400.0
"""Seconds after which a service gives up a replay that nobody read: then another one is asked for."""
TABLES = """
CREATE TABLE IF NOT EXISTS asked (service TEXT PRIMARY KEY, id TEXT, at REAL);
CREATE TABLE IF NOT EXISTS things (
  source TEXT, subject TEXT, sequence INTEGER, event TEXT, PRIMARY KEY (source, subject)
);
"""
# Old and new events mix, and each may come twice: the greatest sequence of a thing is its newest state.
KEEP = """
INSERT INTO things VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE
SET sequence = excluded.sequence, event = excluded.event WHERE excluded.sequence > sequence
"""


class Copy:
    """What this partner keeps. Each ``take`` has committed when it returns, so the message may go."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database
        self.refusals: list[dict[str, Any]] = []
        self.heard_at = time.monotonic()
        database.executescript(TABLES)

    def open_requests(self) -> dict[str, str]:
        """The id of each request that has not come to its end, and its service."""
        return dict(self.database.execute("SELECT id, service FROM asked"))

    def begin(self, services: list[str]) -> None:
        """Note a request to each service before it is sent; one that is under way keeps its id."""
        now = time.time()
        with self.database as rows:
            rows.execute("DELETE FROM asked WHERE at < ?", [now - GIVEN_UP])
            new = [(service, str(uuid.uuid4()), now) for service in services]
            rows.executemany("INSERT INTO asked VALUES (?, ?, ?) ON CONFLICT DO NOTHING", new)

    def take(self, event: dict[str, Any]) -> bool:
        """Whether the message was ours to take: everything is, but answers to other commands."""
        self.heard_at = time.monotonic()
        said, type = event["data"], event["type"]
        if type.endswith((".command.accepted.v1", ".command.refused.v1")):
            if said.get("command_source") != SOURCE or said.get("command_id") not in self.open_requests():
                return False
            if type.endswith(".refused.v1"):
                self.refusals.append(said)
                self.close(said["command_id"])
        elif type.endswith(".replay.ended.v1"):
            self.close(said["command_id"])
        elif "subject" in event:
            about = event["source"], event["subject"], event["sequence"]
            with self.database as rows:
                rows.execute(KEEP, [*about, json.dumps(event, ensure_ascii=False)])
        return True

    def close(self, request: str) -> None:
        """Nothing more comes of that request."""
        with self.database as rows:
            rows.execute("DELETE FROM asked WHERE id = ?", [request])


def request_of(id: str, service: str) -> dict[str, Any]:
    """The command; ``decided_from``, ``types`` and ``subject`` in its data would narrow it."""
    return {
        "specversion": "1.0",
        "id": id,
        "source": SOURCE,
        "type": f"{service}.replay.request.v1",
        "time": datetime.now(UTC).isoformat(),
        "township": TOWNSHIP,
        "actorid": SPEAKER,
        "actorrole": "operator",
        "data": {},
    }


def catch_up(url: str, copy: Copy) -> None:
    """Read until every request has come to its end, or nothing comes any more."""
    address = pika.URLParameters(url)
    user = address.credentials.username
    with pika.BlockingConnection(address) as connection:
        channel = connection.channel()
        channel.confirm_delivery()

        def take(_: Any, method: Any, __: Any, body: bytes) -> None:
            if copy.take(json.loads(body)):
                channel.basic_ack(method.delivery_tag)

        channel.basic_consume(f"{user}.answers", take)  # answers to other commands are passed over and stay
        channel.basic_qos(prefetch_count=100)
        channel.basic_consume(f"{user}.events", take)
        channel.basic_consume(f"{user}.replay", take)
        for id, service in copy.open_requests().items():
            command = request_of(id, service)
            sealed = pika.BasicProperties(user_id=user, delivery_mode=2)
            try:
                channel.basic_publish(
                    f"{service}.commands", command["type"], json.dumps(command), sealed, mandatory=True
                )
            except NOT_LET:
                copy.close(id)  # the next run is not to ask for it again
                raise
        while copy.open_requests() and time.monotonic() - copy.heard_at < SILENCE:
            connection.process_data_events(time_limit=1)


def main(path: str, *services: str) -> int:
    """Catch up, and say how many things there are."""
    with closing(sqlite3.connect(path)) as database:
        copy = Copy(database)
        copy.begin([*services])
        try:
            catch_up(os.environ["BROKER_URL"], copy)
        except NOT_LET as refusal:
            print(f"消息代理不放行 the broker does not let it pass: {refusal!r}", file=sys.stderr)
            return 2
        except (AMQPError, OSError) as problem:
            print(f"连不上，请再运行一次 no connection, run this again: {problem!r}", file=sys.stderr)
            return 75
        for said in copy.refusals:
            print(f"refused {said['code']}: {said['reason']['zh']} {said['reason']['en']} [{said['remedy']}]")
        (things,) = database.execute("SELECT count(*) FROM things").fetchone()
        print(f"{things} things, {len(copy.open_requests())} replays open")
        return 1 if copy.refusals else 75 if copy.open_requests() else 0


if __name__ == "__main__":
    if len(sys.argv) < 3 or not os.environ.get("BROKER_URL", "").startswith(("amqp://", "amqps://")):
        print(USAGE, file=sys.stderr)
        sys.exit(2)
    try:
        sys.exit(main(*sys.argv[1:]))
    except sqlite3.Error as error:
        print(f"数据库不能用 the database cannot be used: {sys.argv[1]}: {error}", file=sys.stderr)
        sys.exit(2)
