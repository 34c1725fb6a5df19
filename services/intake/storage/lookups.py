"""Questions to intake's tables that no message asks."""

from collections.abc import AsyncIterator
from typing import Any

from sqlalchemy import Text, cast, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.intake.domain.submission.submission import Submission
from services.intake.storage.tables import DECISIONS, SUBMISSION


async def submission_by_trace_code(
    connection: AsyncConnection, township: str, code: str
) -> Submission | None:
    """The township's submission of that trace code, written as it is shown; None if there is none."""
    rows = SUBMISSION.table
    document = await connection.scalar(
        select(cast(rows.c.data, Text)).where(
            rows.c.tenant == township, rows.c.data["trace_code"].astext == code
        )
    )
    return SUBMISSION.load(document) if document else None


async def decisions(connection: AsyncConnection, township: str) -> AsyncIterator[dict[str, Any]]:
    """The decisions of the township's office, as training examples, in the order of the decisions. Of what is
    confidential, or was erased, nothing leaves the service."""
    columns, matter = DECISIONS.c, SUBMISSION.table.c
    rows = await connection.stream_scalars(
        select(columns.example)
        .join(SUBMISSION.table, (matter.tenant == columns.tenant) & (matter.id == columns.submission_id))
        .where(
            columns.tenant == township,
            matter.data["erased_at"].astext.is_(None),
            func.coalesce(matter.data["made_confidential"].astext, "0") == "0",
        )
        .order_by(columns.decided_at, columns.submission_id, columns.version)
    )
    async for example in rows:
        yield example


async def newest(connection: AsyncConnection, township: str, at_most: int) -> list[Submission]:
    """The township's submissions, the one that was raised last first."""
    rows = SUBMISSION.table.c
    documents = await connection.scalars(
        select(cast(rows.data, Text))
        .where(rows.tenant == township)
        .order_by(rows.data["submitted_at"].astext.desc(), rows.id)
        .limit(at_most)
    )
    return [SUBMISSION.load(document) for document in documents]
