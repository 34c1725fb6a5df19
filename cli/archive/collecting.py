"""The events of the matters that have ended, from the journals of the services that have them."""

import json
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from cli.backends import service_database
from cli.services import load_service
from services.intake.domain.submission.table import SUBMISSION_TABLE
from shared.kernel.journal.tables import body_of
from shared.language.calendar import local_day

View = Literal["public", "inside"]
FROM = ("intake", "handling", "evaluation")
"""Whose events tell of single matters, in the order in which one leads to the next."""
_ENDED = frozenset(state for final in SUBMISSION_TABLE.finals for state in final.states)


@dataclass
class Matter:
    """One submission: its events as they were sent, and what they come to."""

    trace_code: str = ""
    state: str = ""
    events: list[tuple[str, str, int, str]] = field(default_factory=list)
    """Moment, source, sequence, and the message itself."""

    @property
    def ended_at(self) -> datetime:
        """The moment of its last event."""
        return max(datetime.fromisoformat(event[0]) for event in self.events)

    def has_ended(self, before: date | None) -> bool:
        """Whether nothing more comes of it, and its last event was before that day (Asia/Shanghai)."""
        over = bool(self.trace_code) and self.state in _ENDED
        return over and (before is None or local_day(self.ended_at) < before)

    def lines(self) -> str:
        """The earliest event first; of one moment by source and version."""
        return "".join(f"{said}\n" for *_, said in sorted(self.events))


async def collected(township: str, view: View) -> Mapping[str, Matter]:
    """Every matter of the township that this view has, by its id. Raises the database's errors."""
    found: dict[str, Matter] = defaultdict(Matter)
    items: dict[str, tuple[str, ...]] = {}
    for service in FROM:
        async with service_database(service) as connection:
            async for said in _messages(connection, service, township, view):
                event = json.loads(said)
                thing = _thing(event)
                if service == "handling" and "submission_ids" in thing:
                    items[thing["item_id"]] = tuple(thing["submission_ids"])
                for id in _matters(event, thing, items):
                    _add(found[id], event, said)
                    if event["type"].startswith("intake.submission."):
                        found[id].trace_code, found[id].state = thing["trace_code"], thing["state"]
    return found


def _add(matter: Matter, event: Mapping[str, Any], said: str) -> None:
    matter.events.append((event["time"], event["source"], event.get("sequence") or 0, said))


def _thing(event: Mapping[str, Any]) -> Mapping[str, Any]:
    thing = event["data"].get(event["type"].split(".")[1], {})
    return thing if isinstance(thing, dict) else {}


def _matters(
    event: Mapping[str, Any], thing: Mapping[str, Any], items: Mapping[str, Iterable[str]]
) -> tuple[str, ...]:
    """The matters that an event tells of: its own, those of its item, none."""
    if event["type"].startswith("intake.") and not event["type"].startswith("intake.submission."):
        return ()
    if "submission_ids" in thing:
        return tuple(thing["submission_ids"])
    if thing.get("submission_id"):
        return (thing["submission_id"],)
    return tuple(items.get(thing.get("item_id") or "", ()))


async def _messages(
    connection: AsyncConnection, service: str, township: str, view: View
) -> AsyncIterator[str]:
    journal = load_service(service).journal.whole
    rows = (
        select(body_of(journal), journal.c.public)
        .where(
            journal.c.tenant == township,
            journal.c.asker.is_(None),
            journal.c.sent_at.is_not(None),
            journal.c.subject.is_not(None),
        )
        .order_by(journal.c.position)
        .execution_options(yield_per=500)
    )
    async for body, public in await connection.stream(rows):
        said = body if view == "inside" or public is None else public
        if said:
            yield said
