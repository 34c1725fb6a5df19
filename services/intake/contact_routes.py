"""How a raiser is reached, what they said and sent: ``POST /intake/contact``, inside.

Each reading is written down before anything is shown, with who reads and why. The frontend that asks has
looked whether that person deals with the matter.
"""

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from services.intake.asked_township import asked_law
from services.intake.attachments.store import AttachmentStore
from services.intake.storage.contacts import Original, Reading, read_original
from services.intake.storage.desk import desk_of
from services.intake.unanswered import PRIVATE, Unanswered, says_why
from services.intake.vouched_for import vouched_for
from shared.kernel.messages.errors import Refusal
from shared.kernel.service.http.answers import refused
from shared.kernel.service.http.limits import JSON, Limits, RouteGroup
from shared.kernel.service.service import AtWork
from shared.language.contracts.directory import SEATED
from shared.language.contracts.inquiries import ReadContact
from shared.language.house import sentence_of

LIMITS = Limits(at_once=4, body=4096, types=JSON)


def contact_group(running: AtWork) -> RouteGroup:
    """The route, over intake's database and the files."""
    url = running.settings.attachments_url
    store = AttachmentStore(url) if url else None

    async def contact(request: Request) -> Response:
        asked = await vouched_for(request, running, ReadContact)
        async with running.web.begin() as connection:
            law = await asked_law(running, connection, asked.township)
            township, now = law.township.township_id, await running.clock.now(connection)
            if not law.at(now).directory.in_office(asked.by, *SEATED):
                raise Unanswered(403, "desk.no_post")
            found = await desk_of(connection, township, asked.matter)
            if found is None:
                raise Unanswered(404, "desk.no_such_matter")
            reading = Reading(found.matter.submission_id, asked.by, asked.why, datetime.now(UTC))
            original = await read_original(connection, township, reading)
        if isinstance(original, Refusal):
            return refused(request.scope, sentence_of, original, 403)
        if original is None:
            raise Unanswered(404, "desk.no_such_matter")
        if asked.attachment_id is None:
            return JSONResponse(_shown(original), headers=PRIVATE)
        return await _file(township, original, asked.attachment_id)

    async def _file(township: str, original: Original, id: str) -> Response:
        known = next((one for one in original.attachments if one.attachment_id == id), None)
        content = await store.get(township, id) if store and known else None
        if known is None or content is None:
            raise Unanswered(404, "desk.no_such_file")
        return Response(content, media_type=known.media_type, headers=PRIVATE)

    return RouteGroup([Route("/intake/contact", says_why(contact), methods=["POST"])], LIMITS, inside=True)


def _shown(original: Original) -> dict[str, object]:
    return {
        "title": original.title,
        "text": original.text,
        "name": original.name,
        "phone": original.phone,
        "informed": list(original.informed),
        "attachments": [one.model_dump(mode="json") for one in original.attachments],
    }
