"""The kept files: one row for each in the store, with the submissions that use it."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import and_, delete, exists, select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.intake.storage.tables import ATTACHMENT_USES, ATTACHMENTS
from shared.kernel.store.session import Session
from shared.language.contracts.intake import Attachment

_AT_ONCE = 20
"""Unused files that one sweep takes: it rides along with an upload."""


async def kept(session: Session, township: str, ids: Collection[str]) -> dict[str, Attachment]:
    """Those of ``ids`` that are kept for the township, by id."""
    files = ATTACHMENTS.c
    rows = await session.connection.execute(
        select(files.attachment_id, files.media_type, files.size).where(
            files.tenant == township, files.attachment_id.in_(ids)
        )
    )
    return {row.attachment_id: Attachment.model_validate(row) for row in rows}


async def record(connection: AsyncConnection, township: str, file: Attachment, now: datetime) -> None:
    """Write down that the file is kept; sent again, it counts as sent now."""
    statement = insert(ATTACHMENTS).values(tenant=township, uploaded_at=now, **file.model_dump())
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["tenant", "attachment_id"], set_={"uploaded_at": statement.excluded.uploaded_at}
        )
    )


async def unuse(session: Session, township: str, submission_id: str) -> None:
    """The submission uses its files no more; those that nothing uses are cleared away like others."""
    uses = ATTACHMENT_USES.c
    await session.connection.execute(
        delete(ATTACHMENT_USES).where(uses.tenant == township, uses.submission_id == submission_id)
    )


async def in_use(connection: AsyncConnection, files: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of the files, by township and id, that belong to submissions."""
    uses = ATTACHMENT_USES.c
    rows = await connection.execute(
        select(uses.tenant, uses.attachment_id).where(tuple_(uses.tenant, uses.attachment_id).in_(files))
    )
    return {(row.tenant, row.attachment_id) for row in rows}


async def sweep(connection: AsyncConnection, sent_before: datetime) -> list[tuple[str, str]]:
    """Strike out some files that were sent before and belong to no submission; returns their townships and
    ids."""
    files, uses = ATTACHMENTS.c, ATTACHMENT_USES.c
    used = exists().where(and_(uses.tenant == files.tenant, uses.attachment_id == files.attachment_id))
    unused = (
        select(files.tenant, files.attachment_id)
        .where(files.uploaded_at < sent_before, ~used)
        .limit(_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    struck = await connection.execute(
        delete(ATTACHMENTS)
        .where(tuple_(files.tenant, files.attachment_id).in_(unused))
        .returning(files.tenant, files.attachment_id)
    )
    return [(row.tenant, row.attachment_id) for row in struck]
