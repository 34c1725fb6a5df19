"""The part of the story that a database already knows: nothing, some of it, or all with its figures."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from demo.names import Names
from demo.past import Past
from demo.steps import Story
from shared.kernel.store.database import create_engine
from shared.language.contracts.envelope import Envelope
from shared.language.contracts.evaluation import FiguresPublished
from shared.language.contracts.figures import Figures
from shared.language.contracts.registry import SERVICES

_FIGURES = text(
    "SELECT coalesce(envelope, body::jsonb)->'data' FROM evaluation.journal "
    "WHERE tenant = :township AND type = :type ORDER BY position DESC LIMIT 1"
)
_ANYTHING = text(
    "SELECT EXISTS (SELECT 1 FROM intake.journal WHERE tenant = :township AND subject IS NOT NULL)"
)
_DECIDED = text(
    "SELECT coalesce(body, envelope::text) FROM journal "
    "WHERE tenant = :township AND (sent_at IS NOT NULL OR available_at IS NULL) ORDER BY position"
)
"""Timers that are still held back have not happened."""
_KNOWN = text("SELECT data FROM console.known WHERE tenant = :township AND kind = :kind")


@dataclass(frozen=True)
class StoryState:
    """``figures`` and ``names`` are there when the story was played to its end."""

    begun: bool
    figures: Figures | None
    names: Names


async def story_state(url: str, township: str, story: Story) -> StoryState:
    """Look it up."""
    engine = create_engine(url, "evaluation", 1)
    try:
        async with engine.connect() as connection:
            begun = bool(await connection.scalar(_ANYTHING, {"township": township}))
            data = await connection.scalar(_FIGURES, {"township": township, "type": FiguresPublished.type})
            names = await _names(connection, township, story)
    finally:
        await engine.dispose()
    return StoryState(begun, FiguresPublished.model_validate(data).figures if data else None, names)


async def story_past(url_of: Callable[[str], str], township: str) -> Past:
    """What the services of the platform have decided so far; ``url_of`` says where each keeps it."""
    events: list[Envelope] = []
    for service in SERVICES:
        engine = create_engine(url_of(service), service, 1)
        try:
            async with engine.connect() as connection:
                bodies = await connection.scalars(_DECIDED, {"township": township})
                events.extend(map(Envelope.model_validate_json, bodies))
        finally:
            await engine.dispose()
    return Past.of(events)


async def _names(connection: AsyncConnection, township: str, story: Story) -> Names:
    """The story's names of stored things: items by their titles with their promises, trace codes by the
    texts."""
    names = Names()
    by_text = {submission["text"]: name for name, submission in story.submissions.items()}
    for submission in await connection.scalars(_KNOWN, {"township": township, "kind": "submission"}):
        name = by_text.get((submission.get("published") or {}).get("text"))
        if name:
            names.trace_codes[name] = submission["trace_code"]
    by_title = {item["title"]: name for name, item in story.items.items()}
    promises = {step.id: step.data["promise"] for step in story.steps if "promise" in step.data}
    for item in await connection.scalars(_KNOWN, {"township": township, "kind": "item"}):
        name = by_title.get(item["title"])
        if name is None:
            continue
        names.ids[name] = item["item_id"]
        promised = [answer["promise_id"] for answer in item["answers"] if answer.get("promise_id")]
        if name in promises and promised:
            names.ids[promises[name]] = promised[-1]
    return names
