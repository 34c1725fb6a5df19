"""The kept files: one row for each in the store, with the submissions that use it."""

from collections.abc import Awaitable, Callable, Collection
from datetime import UTC, datetime

from sqlalchemy import and_, delete, exists, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.intake.storage.tables import ATTACHMENT_USES, ATTACHMENTS
from shared.kernel.store.session import Session
from shared.language.contracts.intake import Attachment

AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for the moment of the upload of a file that was erased: it waits for nothing more."""
_AT_MOST = 20
"""Unused files that one sweep takes."""


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
    """The submission uses its files no more; those that nothing else uses are to go at once."""
    files, uses, other = ATTACHMENTS.c, ATTACHMENT_USES.c, ATTACHMENT_USES.alias().c
    mine = select(uses.attachment_id).where(uses.tenant == township, uses.submission_id == submission_id)
    elsewhere = exists().where(
        other.tenant == files.tenant,
        other.attachment_id == files.attachment_id,
        other.submission_id != submission_id,
    )
    await session.connection.execute(
        update(ATTACHMENTS)
        .where(files.tenant == township, files.attachment_id.in_(mine), ~elsewhere)
        .values(uploaded_at=AT_ONCE)
    )
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


async def sweep(
    connection: AsyncConnection, sent_before: datetime, erase: Callable[[str, str], Awaitable[None]]
) -> None:
    """Erase some files that were sent before and belong to no submission, then strike them out: what could
    not be erased is found again. ``erase`` is given township and id."""
    files, uses = ATTACHMENTS.c, ATTACHMENT_USES.c
    used = exists().where(and_(uses.tenant == files.tenant, uses.attachment_id == files.attachment_id))
    unused = await connection.execute(
        select(files.tenant, files.attachment_id)
        .where(files.uploaded_at < sent_before, ~used)
        .limit(_AT_MOST)
        .with_for_update(skip_locked=True)
    )
    for row in unused.all():
        await erase(row.tenant, row.attachment_id)
        await connection.execute(
            delete(ATTACHMENTS).where(files.tenant == row.tenant, files.attachment_id == row.attachment_id)
        )
