"""The earlier events of a submission, in intake's journal: they are cleaned when the submission is erased."""

from sqlalchemy import text

from shared.kernel.store.session import Session

_BLANK = text(
    """
    UPDATE journal SET
        body = jsonb_set(
            body::jsonb, '{data,submission}', (body::jsonb #> '{data,submission}') || CAST(:gone AS jsonb)
        )::text,
        envelope = jsonb_set(
            envelope, '{data,submission}', (envelope #> '{data,submission}') || CAST(:gone AS jsonb)
        )
    WHERE tenant = :township AND subject = :id
      AND coalesce(body::jsonb, envelope) #> '{data,submission}' IS NOT NULL
    """
)
_FORGET_WORDS = text(
    """
    UPDATE inbox SET digest = NULL
    FROM journal
    WHERE journal.tenant = :township AND journal.subject = :id AND inbox.tenant = :township
      AND inbox.message_id = coalesce(journal.body::jsonb, journal.envelope) ->> 'causationid'
    """
)
"""A digest might be tried with every telephone number; without one, a command that comes again counts as the
same."""
_GONE = '{"latitude": null, "longitude": null, "address": "", "proof": null, "attachments": []}'
"""Fields of snapshots; the same that the tombstone is without."""


async def blank_past(session: Session, township: str, submission_id: str) -> None:
    """Take point, address, proof and files out of every event of the submission, and what could tell the
    words of the commands that led to them; ids, order and all else stay.

    In a transaction. Events replayed from now on are without them.
    """
    await session.connection.execute(_BLANK, {"township": township, "id": submission_id, "gone": _GONE})
    await session.connection.execute(_FORGET_WORDS, {"township": township, "id": submission_id})
