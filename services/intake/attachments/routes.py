"""``POST /intake/attachments?township=330921201``: a file comes in, and gets the id that a command can name.

The body is the file itself; its declared type is not asked. The answer is ``{"attachment_id", "media_type",
"size"}`` with status 201, or a reason in both languages. Files that no command adds to a submission are
erased after a while.
"""

import asyncio
from datetime import timedelta

from pydantic import TypeAdapter, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from services.intake.attachments.examination import Clean, Limits, examine
from services.intake.attachments.store import AttachmentStore
from services.intake.storage.attachments import record, sweep
from shared.kernel.messages.errors import Refusal, refuse
from shared.kernel.service.service import AtWork
from shared.language.contracts.envelope import Township
from shared.language.contracts.intake import Attachment
from shared.language.rules import load_rule_set
from shared.language.words import bilingual

_TOWNSHIP: TypeAdapter[str] = TypeAdapter(Township)
_STATUS = {"attachment_too_large": 413, "attachment_type": 415, "no_attachment_store": 503}
"""Status of a refusal; every other one is 422."""
_MEGA = 1_000_000


def attachment_routes(running: AtWork) -> list[BaseRoute]:
    """The upload, over intake's database and the store that its settings name."""
    rules = load_rule_set(running.settings.rule_set).attachments
    limits = Limits(bytes=rules.megabytes * _MEGA, pixels=rules.megapixels * _MEGA)
    unattached = timedelta(hours=rules.unattached_kept_hours)
    url = running.settings.attachments_url
    store = AttachmentStore(url) if url else None

    async def upload(request: Request) -> Response:
        if store is None:
            return _refused(refuse("no_attachment_store"))
        try:
            township = _TOWNSHIP.validate_python(request.query_params.get("township"))
        except ValidationError:
            return _refused(refuse("invalid_field", "township", problem="string_pattern_mismatch"))
        found = await asyncio.to_thread(examine, await _at_most(request, limits.bytes), limits)
        if isinstance(found, Refusal):
            return _refused(found)
        return JSONResponse((await _keep(store, township, found)).model_dump(), 201)

    async def _keep(store: AttachmentStore, township: str, file: Clean) -> Attachment:
        id = await store.put(township, file)
        attachment = Attachment(attachment_id=id, media_type=file.media_type, size=len(file.content))
        async with running.engine.begin() as connection:
            now = await running.clock.now(connection)
            await record(connection, township, attachment, now)
            struck = await sweep(connection, now - unattached)
        for unused in struck:
            await store.erase(*unused)
        return attachment

    return [Route("/intake/attachments", upload, methods=["POST"])]


async def _at_most(request: Request, limit: int) -> bytes:
    """The body; of one that is longer than ``limit`` just enough to see that it is."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            break
    return bytes(body)


def _refused(refusal: Refusal) -> Response:
    reason = bilingual(f"refusal.{refusal.code}", field=refusal.field or "", **dict(refusal.values))
    content = {"code": refusal.code, "field": refusal.field, "reason": reason.model_dump()}
    return JSONResponse(content, _STATUS.get(refusal.code, 422))
