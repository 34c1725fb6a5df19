"""Ballots, ratings and alarms, and the secret votes in a table of their own."""

from sqlalchemy import Column, DateTime, Integer, Table, Text

from services.evaluation.domain.alarm import ALARM_TABLE, Alarm
from services.evaluation.domain.ballot import Ballot
from services.evaluation.domain.ballot_table import BALLOT_TABLE
from services.evaluation.domain.rating import RATING_TABLE, Rating
from shared.contracts.evaluation import AlarmSnapshot, BallotSnapshot, CitizenRatingSnapshot
from shared.database import new_metadata
from shared.journal.tables import journal_tables
from shared.storage.kind import Kind, thing_table

METADATA = new_metadata()
JOURNAL = journal_tables(METADATA)

VOTES = Table(
    "votes",
    METADATA,
    Column("township", Text, primary_key=True),
    Column("ballot_id", Text, primary_key=True),
    Column("voter", Text, primary_key=True),
    Column("round", Integer, nullable=False),
    Column("process", Text, nullable=False),
    Column("result", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("cast_at", DateTime(timezone=True), nullable=False),
    comment="Secret: what each deputy chose. One row a voter and ballot; read to count and by the office to audit.",
)

BALLOT = Kind("ballot", Ballot, BallotSnapshot, BALLOT_TABLE, thing_table("ballot", METADATA))
RATING = Kind("rating", Rating, CitizenRatingSnapshot, RATING_TABLE, thing_table("rating", METADATA))
ALARM = Kind("alarm", Alarm, AlarmSnapshot, ALARM_TABLE, thing_table("alarm", METADATA))
KINDS = (BALLOT, RATING, ALARM)
