"""What the office sees before it publishes: ``POST /intake/preview``, inside.

In the body, not the address, since logs keep addresses: who asks, the summary as it is typed, and why the
raiser's own words are to stand beside it. These are read as ``youyue contact`` reads them: with a log entry.
"""

import asyncio
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from typing import Any, NamedTuple

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from services.intake.asked_township import asked_law
from services.intake.domain.submission.previewing import Preview, Words, keeps_out, previews
from services.intake.domain.submission.publishing import chosen
from services.intake.storage.contacts import Reading, read_original
from services.intake.storage.desk import Desk, desk_of
from services.intake.unanswered import PRIVATE, Unanswered, says_why
from services.intake.vouched_for import vouched_for
from shared.kernel.messages.envelope import Actor
from shared.kernel.messages.errors import Refusal
from shared.kernel.service.http.answers import refused
from shared.kernel.service.http.limits import JSON, Limits, RouteGroup
from shared.kernel.service.service import AtWork
from shared.language.behaviour import Law
from shared.language.contracts.envelope import Role
from shared.language.contracts.inquiries import PreviewPublication
from shared.language.house import sentence_of

LIMITS = Limits(at_once=4, body=100_000, types=JSON)
"""Of a body: the longest summary, every character escaped. Masking a long text takes its time."""


class _Found(NamedTuple):
    law: Law
    now: datetime
    desk: Desk
    clerk: Actor


def preview_group(running: AtWork) -> RouteGroup:
    """The route, over intake's database."""

    async def preview(request: Request) -> Response:
        asked = await vouched_for(request, running, PreviewPublication)
        async with running.web.connect() as connection:
            law = await asked_law(running, connection, asked.township)
            now = await running.clock.now(connection)
            desk = await desk_of(connection, law.township.township_id, asked.matter)
        if desk is None:
            raise Unanswered(404, "desk.no_such_matter")
        found = _Found(law, now, desk, Actor(asked.by, Role.OFFICE))
        if refusal := keeps_out(desk.matter, law, now, found.clerk):
            return refused(request.scope, sentence_of, refusal, 403)
        content = await _previewed(desk, found.law, now, found.clerk, asked)
        if asked.why:
            original = await _original(found, asked.why)
            if isinstance(original, Refusal):
                return refused(request.scope, sentence_of, original, 403)
            content["original"] = original
        return JSONResponse(content, headers=PRIVATE)

    async def _original(found: _Found, why: str) -> dict[str, Any] | Refusal | None:
        """The raiser's own words; who reads them, and why, is written down before."""
        id = found.desk.matter.submission_id
        reading = Reading(id, found.clerk.id, why, datetime.now(UTC))
        async with running.web.begin() as connection:
            original = await read_original(connection, found.law.township.township_id, reading)
        if original is None or isinstance(original, Refusal):
            return original
        return {"title": original.title, "text": original.text}

    return RouteGroup([Route("/intake/preview", says_why(preview), methods=["POST"])], LIMITS, inside=True)


async def _previewed(
    desk: Desk, law: Law, now: datetime, clerk: Actor, asked: PreviewPublication
) -> dict[str, Any]:
    """What was decided, and what each choice comes to; off the loop, since masking a long text takes long."""
    situation = law.situation(now, clerk, "", None)
    summary = Words(asked.title, asked.text) if asked.title or asked.text else None
    found = await asyncio.to_thread(
        partial(previews, without_address=asked.without_address, with_address=asked.with_address),
        *(desk.matter, situation, summary),
    )
    return {"publication": chosen(desk.matter), "choices": [_shown(one) for one in found]}


def _shown(preview: Preview) -> dict[str, Any]:
    reads, refusal = preview.reads, preview.refused
    return {
        "extent": preview.extent,
        "everybody_reads": reads.model_dump(mode="json", exclude_unset=True) if reads else None,
        "refused": {"code": refusal.code, **sentence_of(refusal).model_dump()} if refusal else None,
        "masked": [asdict(one) for one in preview.masked],
        "kinds": preview.kinds,
        "struck_out": preview.struck_out,
    }
