"""The same work as a Celery task over SQLAlchemy: a worker of ``celery_names.COMMAND``.

As fast as a worker process that keeps our promises can be made: acknowledged after the commit, persistent,
confirmed, quorum queue; SQLAlchemy Core with its statements compiled once; psycopg, which prepares what it
often sends; no results, no events, no line of the log for each message. Addresses come from the environment.
"""

import os
from typing import Any

from celery import Celery
from sqlalchemy import create_engine, text

from benchmarks.quick.celery_names import BROKER, DATABASE, IDLE, QUEUES, TASK, THREADS
from benchmarks.quick.hand_written import CONSUMER, PLANNED, decide

app = Celery("benchmark", broker=os.environ[BROKER])
app.conf.update(
    task_acks_late=True,
    task_ignore_result=True,
    worker_prefetch_multiplier=1,
    worker_detect_quorum_queues=True,
    worker_send_task_events=False,
    broker_transport_options={"confirm_publish": True},
    task_queues=QUEUES,
    task_default_queue=IDLE,
)
engine = create_engine(os.environ[DATABASE], pool_size=THREADS)

_ONCE = text(
    "INSERT INTO inbox (consumer, tenant, source, message_id) VALUES (:consumer, :township, :source, :id) "
    "ON CONFLICT DO NOTHING RETURNING true"
)
_STATE = text(
    "INSERT INTO project (tenant, id, state, version, data) "
    "VALUES (:township, :id, 'planned', 1, CAST(:document AS jsonb))"
)
_OUTBOX = text("INSERT INTO outbox (id, type, body) VALUES (:id, :type, :body)")


@app.task(name=TASK)  # type: ignore[untyped-decorator]
def plan(envelope: dict[str, Any]) -> None:
    """Dedupe row, state row, outbox row, commit."""
    township = envelope["township"]
    once = {"consumer": CONSUMER, "township": township, "source": envelope["source"], "id": envelope["id"]}
    with engine.begin() as connection:
        if connection.execute(_ONCE, once).first() is None:
            return
        id, document, event_id, event = decide(envelope)
        connection.execute(_STATE, {"township": township, "id": id, "document": document})
        connection.execute(_OUTBOX, {"id": event_id, "type": PLANNED, "body": event})
