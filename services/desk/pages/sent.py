"""What I have sent, and what became of it."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from starlette.responses import Response

from services.desk.pages.guard import Visit
from services.desk.pages.thing import nothing_here
from services.desk.storage import sent
from services.desk.views import words
from services.desk.views.thing import PATHS, command_words

_LATE = timedelta(minutes=1)
"""An answer comes in a second; after so long somebody has to look what became of it."""


async def all_sent(visit: Visit) -> Response:
    """``/sent``."""
    rows = await sent.latest(visit.connection, visit.person.township, visit.person.id)
    told = [
        {
            "id": row["id"],
            "command": command_words(row["type"], visit.locale),
            "at": words.moment(row["sent_at"], visit.locale),
            "answer": row["answer"],
            "late": datetime.now(UTC) - row["sent_at"] > _LATE,
        }
        for row in rows
    ]
    return visit.page("sent.html", sent=told, live="all")


async def one_sent(visit: Visit) -> Response:
    """``/sent/…``."""
    row = await sent.one(visit.connection, visit.request.path_params["id"], *visit.person.named)
    if row is None:
        return nothing_here(visit)
    about = f"&kind={row['kind']}&id={row['subject']}" if row["subject"] else ""
    return visit.page(
        "sent_one.html",
        command=command_words(row["type"], visit.locale),
        id=row["id"],
        answer=row["answer"],
        proof="",
        form=f"/do/{row['type']}?again={row['id']}{about}",
        late=datetime.now(UTC) - row["sent_at"] > _LATE,
        live="",
    )


def address_of(answer: Mapping[str, Any] | None) -> str:
    """The page of what a command has moved; empty: none."""
    event = (answer or {}).get("event") or {}
    kind = str(event.get("type", "..")).split(".")[1]
    return f"/{PATHS[kind]}/{event['subject']}" if kind in PATHS and event.get("subject") else ""
