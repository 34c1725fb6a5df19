"""Ballots, ratings and alarms, and the secret votes in a table of their own."""

from typing import Any

from sqlalchemy import Column, DateTime, Index, Integer, Table, Text, text

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
    Column("voter", Text, primary_key=True),
    Column("round", Integer, nullable=False),
    Column("process", Text, nullable=False),
    Column("result", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("cast_at", DateTime(timezone=True), nullable=False),
    comment="Secret: what each deputy chose. One row a voter and ballot; "
    "read to count and by the office to audit.",
)

BALLOT = Kind("ballot", Ballot, BallotSnapshot, BALLOT_TABLE, thing_table("ballot", METADATA))
RATING = Kind("rating", Rating, CitizenRatingSnapshot, RATING_TABLE, thing_table("rating", METADATA))
ALARM = Kind("alarm", Alarm, AlarmSnapshot, ALARM_TABLE, thing_table("alarm", METADATA))
KINDS: tuple[Kind[Any], ...] = (BALLOT, RATING, ALARM)
