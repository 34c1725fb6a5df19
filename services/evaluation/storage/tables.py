"""Ballots, ratings and alarms; who has voted and what was voted, in two tables that nothing links."""

from typing import Any

from sqlalchemy import Column, DateTime, Index, Table, Text, text

from services.evaluation.domain.alarm.alarm import Alarm
from services.evaluation.domain.alarm.table import ALARM_TABLE
from services.evaluation.domain.ballot.ballot import Ballot
from services.evaluation.domain.ballot.table import BALLOT_TABLE
from services.evaluation.domain.rating.rating import Rating
from services.evaluation.domain.rating.table import RATING_TABLE
from shared.kernel.journal.tables import journal_tables
from shared.kernel.store.database import new_metadata
from shared.kernel.store.kind import Kind, thing_table
from shared.language.contracts.evaluation import AlarmSnapshot, BallotSnapshot, CitizenRatingSnapshot

METADATA = new_metadata()
JOURNAL = journal_tables(METADATA)
Index(
    "ix_known_place",
    JOURNAL.known.c.tenant,
    text("(data->>'village')"),
    text("(data->>'category')"),
    postgresql_where=text("(data->>'village') IS NOT NULL"),
)
"""Finds the matters of a village and category among all that was ever raised."""

VOTES = Table(
    "votes",
    METADATA,
    Column("tenant", Text, primary_key=True),
    Column("ballot_id", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("process", Text, nullable=False),
    Column("result", Text, nullable=False),
    Column("reason", Text, nullable=False),
    comment="Secret: what was chosen, a row for each vote, under an id that leads to nobody; read to count.",
)
ROLL = Table(
    "ballot_roll",
    METADATA,
    Column("tenant", Text, primary_key=True),
    Column("ballot_id", Text, primary_key=True),
    Column("voter", Text, primary_key=True),
    Column("paper", Text),
    Column("entered_by", Text, nullable=False),
    Column("second_person", Text),
    Column("at", DateTime(timezone=True), nullable=False),
    Index("uq_ballot_roll_paper", "tenant", "ballot_id", "paper", unique=True),
    comment="Who has voted, and not what: for the office's audit. As many rows a ballot as in votes.",
)

BALLOT = Kind("ballot", Ballot, BallotSnapshot, BALLOT_TABLE, thing_table("ballot", METADATA))
RATING = Kind("rating", Rating, CitizenRatingSnapshot, RATING_TABLE, thing_table("rating", METADATA))
ALARM = Kind("alarm", Alarm, AlarmSnapshot, ALARM_TABLE, thing_table("alarm", METADATA))
KINDS: tuple[Kind[Any], ...] = (BALLOT, RATING, ALARM)
