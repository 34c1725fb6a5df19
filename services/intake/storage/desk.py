"""What the office looks at to decide about a submission: the words, what is suggested, what is like it."""

from dataclasses import dataclass

from sqlalchemy import Text, cast, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.intake.domain.similar.score import THRESHOLD
from services.intake.domain.submission.submission import Submission
from services.intake.storage.queues import Entry, entry_of
from services.intake.storage.similar import find_similar_to
from services.intake.storage.tables import SUBMISSION
from shared.language.contracts.intake import SubmissionSnapshot

LIKE = 5
"""Similar ones that are shown."""


@dataclass(frozen=True, slots=True)
class Like:
    """An earlier submission and how like it is, 0 to 1; ``same``: likely the same matter."""

    submission: SubmissionSnapshot
    score: float

    @property
    def same(self) -> bool:
        """Likely enough to say that the two are about one matter."""
        return self.score >= THRESHOLD


@dataclass(frozen=True, slots=True)
class Desk:
    """All that one decision is taken by."""

    matter: Submission
    """With the raiser's own words: what masking hides of them is worked out of these."""
    entry: Entry
    similar: tuple[Like, ...]


async def desk_of(connection: AsyncConnection, township: str, ref: str) -> Desk | None:
    """Of the submission whose trace code or id that is; None if there is none."""
    rows = SUBMISSION.table.c
    document = await connection.scalar(
        select(cast(rows.data, Text)).where(
            rows.tenant == township, or_(rows.id == ref, rows.data["trace_code"].astext == ref.upper())
        )
    )
    if document is None:
        return None
    entry = entry_of(document)
    found = await find_similar_to(connection, township, entry.submission.submission_id, LIKE)
    documents = await connection.scalars(
        select(cast(rows.data, Text)).where(rows.tenant == township, rows.id.in_([one.ref for one in found]))
    )
    known = {one.submission.submission_id: one.submission for one in map(entry_of, documents)}
    return Desk(
        SUBMISSION.load(document),
        entry,
        tuple(Like(known[one.ref], one.score) for one in found if one.ref in known),
    )
