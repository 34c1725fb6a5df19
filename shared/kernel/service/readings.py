"""The gauges of a service: each with its name, its meaning, and where it is read when Prometheus asks."""

from functools import cache

from shared.kernel.service.reading import Reading, of_ledger, of_purges, of_refused, of_running, of_server


@cache
def readings(tenant_name: str) -> tuple[Reading, ...]:
    """The gauges; ``tenant_name`` is the label that says whose things they are."""
    return (
        Reading(
            "build_info",
            "1; the version stands in the label.",
            ("version",),
            lambda m: [((m.running.settings.release,), 1)],
        ),
        Reading(
            "ready",
            "1 if the service is ready, as /health/ready says.",
            (),
            of_running(lambda r: not r.problems()),
        ),
        Reading(
            "unsent_rows",
            "Events that are due and not sent, without those that were not confirmed or wait for one.",
            (),
            of_ledger(lambda ledger: ledger.unsent),
        ),
        Reading(
            "oldest_unsent_age_seconds",
            "Age of the oldest event that is due and not sent, by the service's clock; 0 if there is none.",
            (),
            of_ledger(lambda ledger: ledger.oldest_age),
        ),
        Reading(
            "events_refused",
            "Events that the broker did not confirm, because a queue of this exchange takes none or is away; "
            "each is tried again later, everything else goes on.",
            ("exchange", "type"),
            of_refused(lambda waiting: waiting.count),
        ),
        Reading(
            "events_refused_oldest_age_seconds",
            "Age of the oldest of them, by the service's clock.",
            ("exchange", "type"),
            of_refused(lambda waiting: waiting.oldest_age),
        ),
        Reading(
            "events_held",
            "Events that wait for an earlier one of their thing, which the broker did not confirm.",
            (),
            of_ledger(lambda ledger: ledger.held),
        ),
        Reading(
            "relay_stuck_seconds",
            "How long the oldest unsent event has been the same.",
            (),
            of_running(lambda r: r.watch.vitals.stuck_for),
        ),
        Reading(
            "timers_overdue",
            "Timers whose moment has passed and that nobody has taken up.",
            (),
            of_ledger(lambda x: x.overdue),
        ),
        Reading(
            "parked_messages",
            "Parked messages with which nobody has finished.",
            (),
            of_ledger(lambda x: x.parked),
        ),
        Reading(
            "backup_taken_timestamp_seconds",
            "When the last complete backup of the service's tables was taken, Unix time; 0: none since they "
            "were made or restored.",
            (),
            of_ledger(lambda x: x.saved.taken.timestamp() if x.saved.taken else 0),
        ),
        Reading(
            "backup_verified_timestamp_seconds",
            "When the newest of the backups that a restore has proved was taken, as the last backup found "
            "it, Unix time; 0: none.",
            (),
            of_ledger(lambda x: x.saved.verified.timestamp() if x.saved.verified else 0),
        ),
        Reading(
            "purge_ended_timestamp_seconds",
            "When the last purge by the rule came to its end, Unix time; before the first, when it was new.",
            ("rule",),
            of_purges,
        ),
        Reading(
            "broker_blocked_seconds",
            "How long the broker has confirmed nothing of what is being published.",
            (),
            of_running(lambda r: r.watch.vitals.blocked_for),
        ),
        Reading(
            "queue_consumers",
            "Consumers of each own queue, of all instances, as the broker says.",
            ("queue",),
            lambda m: [((name,), state.consumers) for name, state in m.running.watch.vitals.queues.items()],
        ),
        Reading(
            "queue_messages_ready",
            "Messages that wait in each own queue for a consumer.",
            ("queue",),
            lambda m: [((name,), state.ready) for name, state in m.running.watch.vitals.queues.items()],
        ),
        Reading(
            "queues_unread",
            "Own queues that this instance does not read now.",
            (),
            of_running(lambda r: len(r.watch.vitals.lost)),
        ),
        Reading(
            "event_loop_lag_seconds",
            "How late the event loop came back to the watch, last time.",
            (),
            of_running(lambda r: r.watch.vitals.lag),
        ),
        Reading(
            "database_sessions_used",
            "Database sessions that handlers use now.",
            (),
            of_running(lambda r: r.sessions.used),
        ),
        Reading(
            "database_sessions_size",
            "Database sessions that handlers may use.",
            (),
            of_running(lambda r: r.sessions.size),
        ),
        Reading(
            "database_answers",
            "1 if the database answered when it was last looked at.",
            (),
            of_running(lambda r: r.watch.vitals.ledger is not None),
        ),
        Reading(
            "database_server_sessions",
            "Sessions of all users at the database's server.",
            ("server",),
            of_server(lambda server: server.sessions),
        ),
        Reading(
            "database_server_sessions_size",
            "Sessions that the server takes of users who are no administrators.",
            ("server",),
            of_server(lambda server: server.room),
        ),
        Reading(
            "database_transaction_seconds",
            "How long the oldest transaction of the service's own user lasts.",
            ("server",),
            of_server(lambda server: server.transaction_seconds),
        ),
        Reading(
            "database_oldest_row_transactions",
            "Transactions since the oldest row of all its databases that is not frozen; at 2,100 million "
            "PostgreSQL takes no more.",
            ("server",),
            of_server(lambda server: server.age),
        ),
        Reading(
            "database_bytes",
            "The service's database on disk.",
            ("server",),
            of_server(lambda server: server.bytes),
        ),
        Reading(
            "things",
            f"The service's own things by {tenant_name} and state.",
            (tenant_name, "kind", "state"),
            lambda m: m.things,
        ),
        Reading(
            "waiting",
            "What is waited for, by the role that has to act and by what has to be done; late: yes or no.",
            ("role", "what", "late"),
            lambda m: m.waited,
        ),
    )
