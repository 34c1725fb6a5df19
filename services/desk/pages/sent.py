"""What I have sent, and what became of it."""

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from services.desk.pages.guard import Visit
from services.desk.pages.rendering import CHINESE
from services.desk.pages.thing import nothing_here
from services.desk.storage import sent
from services.desk.views import words
from services.desk.views.thing import PATHS, command_words


async def all_sent(visit: Visit) -> Response:
    """``/sent``."""
    rows = await sent.latest(visit.connection, visit.person.township, visit.person.id)
    told = [
        {
            "id": row["id"],
            "command": command_words(row["type"], CHINESE),
            "at": words.moment(row["sent_at"], CHINESE),
            "answer": row["answer"],
        }
        for row in rows
    ]
    return visit.page("sent.html", sent=told, live="sent")


async def one_sent(visit: Visit) -> Response:
    """``/sent/…``."""
    row = await sent.one(visit.connection, visit.request.path_params["id"], visit.person.id)
    if row is None:
        return nothing_here(visit)
    about = f"&kind={row['kind']}&id={row['subject']}" if row["subject"] else ""
    return visit.page(
        "sent_one.html",
        command=command_words(row["type"], CHINESE),
        id=row["id"],
        answer=row["answer"],
        proof="",
        form=f"/do/{row['type']}?again={row['id']}{about}",
        live="sent",
    )


def address_of(answer: Mapping[str, Any] | None) -> str:
    """The page of what a command has moved; empty: none."""
    event = (answer or {}).get("event") or {}
    kind = str(event.get("type", "..")).split(".")[1]
    return f"/{PATHS[kind]}/{event['subject']}" if kind in PATHS and event.get("subject") else ""
