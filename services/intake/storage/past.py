"""The earlier events of a submission, in intake's journal: they are cleaned when the submission is erased."""

from sqlalchemy import TextClause, text

from shared.kernel.journal.past import hold_past
from shared.kernel.store.session import Session


def _without(document: str) -> str:
    """SQL: the document without what goes, as far as it has it; itself, if it tells of no submission."""
    submission = f"{document} #> '{{data,submission}}'"
    gone = f"SELECT coalesce(jsonb_object_agg(key, value), '{{}}') FROM gone WHERE ({submission}) ? key"
    bare = f"jsonb_set({document}, '{{data,submission}}', ({submission}) || ({gone}))"
    return f"coalesce(jsonb_set({bare}, '{{data,submission,published,address}}', '\"\"', false), {document})"


def _blank(journal: str) -> TextClause:
    return text(
        f"""
        WITH gone AS (SELECT * FROM jsonb_each(CAST(:gone AS jsonb)))
        UPDATE {journal} SET
            body = ({_without("body::jsonb")})::text,
            public = CASE WHEN public = '' THEN '' ELSE ({_without("nullif(public, '')::jsonb")})::text END,
            envelope = {_without("envelope")}
        WHERE tenant = :township AND subject = :id
          AND coalesce(body::jsonb, envelope) #> '{{data,submission}}' IS NOT NULL
        """
    )


_BLANK = (_blank("journal_past"), _blank("journal"))
_FORGET_WORDS = text(
    """
    UPDATE inbox SET digest = NULL
    FROM (
      SELECT coalesce(body::jsonb, envelope) ->> 'causationid' AS cause
      FROM journal WHERE tenant = :township AND subject = :id
      UNION SELECT coalesce(body::jsonb, envelope) ->> 'causationid'
      FROM journal_past WHERE tenant = :township AND subject = :id
    ) AS told
    WHERE inbox.tenant = :township AND inbox.message_id = told.cause
    """
)
"""A digest might be tried with every telephone number; without one, a command that comes again counts as the
same."""
_GONE = (
    '{"latitude": null, "longitude": null, "address": "", "proof": null, "attachments": [], '
    '"earlier_published": []}'
)
"""Fields of snapshots; the same that the tombstone is without."""


async def blank_past(session: Session, township: str, submission_id: str) -> None:
    """Take point, address, proof and files out of both faces of every event of the submission, and what could
    tell the words of the commands that led to them; ids, order and all else stay.

    In a transaction. Events replayed from now on are without them.
    """
    await hold_past(session.connection)
    for blank in _BLANK:
        await session.connection.execute(blank, {"township": township, "id": submission_id, "gone": _GONE})
    await session.connection.execute(_FORGET_WORDS, {"township": township, "id": submission_id})
