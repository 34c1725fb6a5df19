"""Questions to intake's tables that no message asks."""

from sqlalchemy import Text, cast, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.intake.domain.submission import Submission
from services.intake.storage.tables import SUBMISSION


async def submission_by_trace_code(connection: AsyncConnection, township: str, code: str) -> Submission | None:
    """The township's submission of that trace code, written as it is shown; None if there is none."""
    rows = SUBMISSION.rows
    document = await connection.scalar(
        select(cast(rows.c.data, Text)).where(rows.c.township == township, rows.c.data["trace_code"].astext == code)
    )
    return SUBMISSION.load(document) if document else None
