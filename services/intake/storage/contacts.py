"""The contact data of raisers. One row a submission, or none."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Text, cast, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.intake.storage.tables import CONTACT_READS, CONTACTS, SUBMISSION
from shared.kernel.messages.errors import Refusal
from shared.kernel.store.session import Session
from shared.language.confiding import concerned
from shared.language.contracts.intake import Attachment, Contact


async def replace_contact(
    session: Session, township: str, submission_id: str, contact: Contact, at: datetime
) -> None:
    """Replace the stored contact by ``contact``; an empty one deletes it. In a transaction."""
    rows = CONTACTS.c
    await session.connection.execute(
        delete(CONTACTS).where(rows.tenant == township, rows.submission_id == submission_id)
    )
    if contact.name or contact.phone:
        await session.connection.execute(
            insert(CONTACTS).values(
                tenant=township,
                submission_id=submission_id,
                name=contact.name,
                phone=contact.phone,
                stored_at=at,
            )
        )


async def contact_of(session: Session, township: str, submission_id: str) -> Contact | None:
    """The contact as it is kept, for what the submission becomes; people read it by ``read_original``."""
    rows = CONTACTS.c
    found = await session.connection.execute(
        select(rows.name, rows.phone).where(rows.tenant == township, rows.submission_id == submission_id)
    )
    row = found.first()
    return Contact.model_construct(name=row.name, phone=row.phone) if row else None


@dataclass(frozen=True, slots=True)
class Original:
    """The data that leads to a raiser, as they gave it."""

    title: str
    text: str
    name: str | None
    phone: str | None
    informed: tuple[str, ...] = ()
    """Their answers to questions."""
    attachments: tuple[Attachment, ...] = ()
    """The photos and documents that belong to it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One entry of the log of readings; aware, UTC."""

    submission_id: str
    read_by: str
    why: str
    read_at: datetime
    refused: bool = False
    """The matter concerns whoever asked: nothing was read."""


async def read_original(
    connection: AsyncConnection, township: str, reading: Reading
) -> Original | Refusal | None:
    """The original of a submission. The reading is logged in the same step, with reader and reason; without
    the log entry nothing is read.

    Refused, and logged as that, to whom a confidential matter concerns. None if there is no such submission;
    then nothing is logged.
    """
    found = SUBMISSION.table.c
    document = await connection.scalar(
        select(cast(found.data, Text)).where(found.tenant == township, found.id == reading.submission_id)
    )
    if document is None:
        return None
    submission = SUBMISSION.load(document)
    refusal = concerned(submission, reading.read_by)
    await connection.execute(
        insert(CONTACT_READS).values(
            tenant=township,
            submission_id=reading.submission_id,
            read_by=reading.read_by,
            why=reading.why,
            read_at=reading.read_at,
            refused=refusal is not None,
        )
    )
    if refusal:
        return refusal
    columns = CONTACTS.c
    row = (
        await connection.execute(
            select(columns.name, columns.phone).where(
                columns.tenant == township, columns.submission_id == reading.submission_id
            )
        )
    ).first()
    return Original(
        submission.original_title,
        submission.original_text,
        row.name if row else None,
        row.phone if row else None,
        submission.informed,
        submission.attachments,
    )


async def readings(connection: AsyncConnection, township: str, submission_id: str) -> list[Reading]:
    """The people who have read the original of a submission, or were refused; the latest last."""
    columns = CONTACT_READS.c
    rows = await connection.execute(
        select(columns.submission_id, columns.read_by, columns.why, columns.read_at, columns.refused)
        .where(columns.tenant == township, columns.submission_id == submission_id)
        .order_by(columns.position)
    )
    return [Reading(*row) for row in rows]
