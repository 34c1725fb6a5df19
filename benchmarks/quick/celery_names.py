"""What the Celery worker and its sender agree on."""

import sys

from kombu.entity import Queue

DATABASE, BROKER = "BENCH_DATABASE", "BENCH_BROKER"
"""Names of environment variables."""
TASK = "benchmark.plan"
WORK, IDLE = "celery_work", "celery_idle"
THREADS = 16
"""As many messages at once as the others take, in one process, so that their commits share the disk's
time."""
QUEUES = tuple(Queue(name, queue_arguments={"x-queue-type": "quorum"}) for name in (WORK, IDLE))  # type: ignore[no-untyped-call]
COMMAND = (
    *(sys.executable, "-m", "celery", "--app", "benchmarks.quick.with_celery", "worker", "--queues", IDLE),
    *("--pool", "threads", "--concurrency", str(THREADS)),
    *("--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "WARNING"),
)
