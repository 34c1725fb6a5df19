"""The tables that every service has."""

from dataclasses import dataclass

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    DateTime,
    FromClause,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Subquery,
    Table,
    Text,
    UniqueConstraint,
    cast,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from shared.kernel.journal.past import (
    message_columns,
    past_table,
    purged_table,
    purges_table,
    reader_columns,
    whole,
)
from shared.kernel.store.clock import story_clock_table
from shared.kernel.store.known import known_table

_WAITING = "sent_at IS NULL AND waits_until IS NOT NULL"


def journal_table(metadata: MetaData) -> Table:
    """Every event that the service has published or will publish, in the order in which it was decided.

    ``available_at`` is set on timers alone: held back until then, cancelled by deleting the row while it is
    held back; when it is due the relay clears it, and the row is an event like any other. ``body`` is the
    message as it is sent, byte for byte; rows from before it was there have their message in ``envelope``.
    Ask ``body_of`` for either. ``waits_until`` is set on events that were not confirmed, ``failures`` times
    so far, and on the later ones of their things: the relay leaves them alone until then. ``asker``: the row
    is no event but the answer to a command, for that broker user alone. ``public``: the public face where it
    is another one; empty: it has none. ``vouched``, on answers: the id of the token that said who acted, and
    how they had signed in.
    """
    return Table(
        "journal",
        metadata,
        Column("position", BigInteger, Identity(always=True), primary_key=True),
        *message_columns(),
        Column("available_at", DateTime(timezone=True)),
        Column("dedupe_key", Text),
        Column("sent_at", DateTime(timezone=True)),
        Column("failures", Integer, nullable=False, server_default="0"),
        Column("waits_until", DateTime(timezone=True)),
        *reader_columns(),
        UniqueConstraint("id"),
        Index(
            "ix_journal_fresh",
            "position",
            postgresql_where=text("sent_at IS NULL AND available_at IS NULL AND waits_until IS NULL"),
        ),
        Index("ix_journal_waiting", "waits_until", "position", postgresql_where=text(_WAITING)),
        Index("ix_journal_held", "tenant", "subject", "position", postgresql_where=text(_WAITING)),
        Index(
            "ix_journal_timers",
            "available_at",
            "position",
            postgresql_where=text("sent_at IS NULL AND available_at IS NOT NULL"),
        ),
        Index(
            "uq_journal_timer_key",
            "tenant",
            "dedupe_key",
            unique=True,
            postgresql_where=text("sent_at IS NULL AND dedupe_key IS NOT NULL"),
        ),
        Index("ix_journal_subject", "tenant", "subject", "position"),
    )


def body_of(journal: FromClause) -> ColumnElement[str]:
    """The text of the message, whichever version of the platform wrote the row."""
    return func.coalesce(journal.c.body, cast(journal.c.envelope, Text))


def inbox_table(metadata: MetaData) -> Table:
    """The handled messages: a message changes state at most once per consumer (the queue), however often it
    comes. ``digest``: of a command's content, so that the same id with other words is noticed; none: it
    counts as the same."""
    return Table(
        "inbox",
        metadata,
        Column("consumer", Text, primary_key=True),
        Column("tenant", Text, primary_key=True),
        Column("source", Text, primary_key=True),
        Column("message_id", Text, primary_key=True),
        Column("type", Text, nullable=False),
        Column("digest", LargeBinary),
        Column("handled_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    )


def parked_table(metadata: MetaData) -> Table:
    """Messages that could not be handled, as they came, with the reason. No row is deleted that
    is not finished with.

    ``status``: parked, retry_requested (due at ``retry_at``), retried or dropped;
    ``shared.kernel.bus.parking.parked`` explains each. ``attempts``: delayed retries spent; ``retries``: the
    number of retries asked for by a person that ended here again. ``history``: the actions on it, each with
    person, time and reason; entries are only added.
    """
    return Table(
        "parked_messages",
        metadata,
        Column("position", BigInteger, Identity(always=True), primary_key=True),
        Column("queue", Text, nullable=False),
        Column("reason", Text, nullable=False),
        Column("detail", Text, nullable=False),
        Column("type", Text),
        Column("message_id", Text),
        Column("tenant", Text),
        Column("attempts", Integer, nullable=False),
        Column("headers", JSONB, nullable=False),
        Column("body", LargeBinary, nullable=False),
        Column("parked_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
        Column("status", Text, nullable=False, server_default="parked"),
        Column("retries", Integer, nullable=False, server_default="0"),
        Column("retry_at", DateTime(timezone=True)),
        Column("history", JSONB, nullable=False, server_default=text("'[]'::jsonb")),
        Index("ix_parked_retry", "retry_at", "position", postgresql_where=text("status = 'retry_requested'")),
    )


def replays_table(metadata: MetaData) -> Table:
    """The replays that partners asked for. ``inside``: the types that the partner hears whole.
    ``last_position`` of the journal's is the last one looked at, ``newest`` the last to be looked at.
    ``due_at``, by the clock of the database, is when the next page is sent: later while an instance has one
    in hand. ``moved_at``: when one was last taken by the queue."""
    return Table(
        "replays",
        metadata,
        Column("id", Text, primary_key=True),
        Column("tenant", Text, nullable=False),
        Column("asker", Text, nullable=False),
        Column("command_source", Text, nullable=False),
        Column("command_id", Text, nullable=False),
        Column("command_type", Text, nullable=False),
        Column("correlation", Text, nullable=False),
        Column("since", DateTime(timezone=True)),
        Column("types", ARRAY(Text), nullable=False),
        Column("inside", ARRAY(Text), nullable=False, server_default="{}"),
        Column("subject", Text),
        Column("requested_at", DateTime(timezone=True), nullable=False),
        Column("last_position", BigInteger, nullable=False, server_default="0"),
        Column("newest", BigInteger, nullable=False),
        Column("sent", BigInteger, nullable=False, server_default="0"),
        Column("due_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
        Column("moved_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
        Column("ended_at", DateTime(timezone=True)),
        Index("ix_replays_due", "due_at", postgresql_where=text("ended_at IS NULL")),
        Index("ix_replays_asker", "asker", "tenant", "requested_at"),
    )


@dataclass(frozen=True, slots=True)
class JournalTables:
    """The tables of one service's metadata."""

    journal: Table
    past: Table
    inbox: Table
    parked: Table
    known: Table
    story_clock: Table
    replays: Table
    purges: Table
    purged: Table

    @property
    def whole(self) -> Subquery:
        """The journal from its beginning, for who reads what has been."""
        return whole(self.journal, self.past)


def journal_tables(metadata: MetaData) -> JournalTables:
    """Define them all in ``metadata``."""
    return JournalTables(
        journal=journal_table(metadata),
        past=past_table(metadata),
        inbox=inbox_table(metadata),
        parked=parked_table(metadata),
        known=known_table(metadata),
        story_clock=story_clock_table(metadata),
        replays=replays_table(metadata),
        purges=purges_table(metadata),
        purged=purged_table(metadata),
    )
