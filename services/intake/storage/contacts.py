"""Contact data: how raisers are reached. One row a submission, or none."""

from datetime import datetime

from sqlalchemy import delete, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.intake.storage.tables import CONTACTS
from shared.contracts.intake import Contact


async def replace_contact(
    connection: AsyncConnection, township: str, submission_id: str, contact: Contact, at: datetime
) -> None:
    """Keep ``contact`` instead of what was kept; an empty one leaves nothing. In the transaction of ``connection``."""
    rows = CONTACTS.c
    await connection.execute(delete(CONTACTS).where(rows.township == township, rows.submission_id == submission_id))
    if contact.name or contact.phone:
        await connection.execute(
            insert(CONTACTS).values(
                township=township,
                submission_id=submission_id,
                name=contact.name,
                phone=contact.phone,
                stored_at=at,
            )
        )
