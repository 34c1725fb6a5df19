"""What the console changes in its timeline after it was written."""

from collections.abc import Collection

from pydantic_core import from_json, to_json

from services.console.domain.forgetting import still_said
from shared.kernel.store.session import Session

_ABOUT = "SELECT event_id, detail::text FROM timeline WHERE tenant = $1 AND kind = $2 AND subject = $3"
_REWRITE = (
    "UPDATE timeline SET detail = given.detail::jsonb "
    "FROM unnest($2::text[], $3::text[]) AS given (event_id, detail) "
    "WHERE timeline.tenant = $1 AND timeline.event_id = given.event_id"
)


async def forget_words(
    session: Session, township: str, kind: str, subject: str, public: Collection[str], title: str | None
) -> None:
    """Leave in the entries about a thing only what it says in public now; in a transaction."""
    changed: dict[str, str] = {}
    for id, document in await session.fetch(_ABOUT, township, kind, subject):
        detail = from_json(document)
        if (now := still_said(detail, public, title)) != detail:
            changed[id] = to_json(now).decode()
    if changed:
        await session.fetch(_REWRITE, township, list(changed), list(changed.values()))
