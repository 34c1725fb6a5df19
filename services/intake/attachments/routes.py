"""``POST /intake/attachments?township=330921201``: a file comes in, and gets the id that a command can name.

The body is the file itself; what it is decides, not its declared type. The answer is ``{"attachment_id",
"media_type", "size"}`` with status 201, or a reason in both languages. Files that no command adds to a
submission are erased after a while.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from math import ceil

from pydantic import TypeAdapter, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from services.intake.asked_township import asked_law
from services.intake.attachments import examination
from services.intake.attachments.examination import Clean, examine
from services.intake.attachments.store import AttachmentStore
from services.intake.attachments.volume import AT_MOST, Volume
from services.intake.storage.attachments import in_use, record, sweep
from services.intake.unanswered import says_why
from shared.kernel.messages.errors import Refusal, refuse
from shared.kernel.service.http.limits import Limits, RouteGroup
from shared.kernel.service.service import AtWork
from shared.language.contracts.envelope import Township
from shared.language.contracts.intake import Attachment
from shared.language.rules.groups import Attachments
from shared.language.words import bilingual

_TOWNSHIP: TypeAdapter[str] = TypeAdapter(Township)
_STATUS = {
    "attachment_too_large": 413,
    "attachment_type": 415,
    "attachment_too_many": 429,
    "no_attachment_store": 503,
}
"""Status of a refusal; every other one is 422."""
_MEGA = 1_000_000
_TYPES = ("image/*", "application/pdf", "application/octet-stream")
_LARGEST = 25 * _MEGA
"""Bytes that are read at all; a township's own rules (``attachments.megabytes``) may say less."""
_EXAMINER = ThreadPoolExecutor(1, "attachments")
"""Of the whole process, one file at a time: it may unfold into some hundred megabytes."""


def attachment_group(running: AtWork) -> RouteGroup:
    """The upload, over intake's database and the store that its settings name."""
    url = running.settings.attachments_url
    store = AttachmentStore(url) if url else None
    volume = Volume()

    async def upload(request: Request) -> Response:
        if store is None:
            return _refused(refuse("no_attachment_store"))
        address = request.client.host if request.client else ""
        try:
            given = request.query_params.get("township")
            named = _TOWNSHIP.validate_python(given) if given else None
        except ValidationError:
            return _refused(refuse("invalid_field", "township", problem="string_pattern_mismatch"))
        async with running.web.connect() as connection:
            law = await asked_law(running, connection, named)
            rules = law.at(await running.clock.now(connection)).rules.attachments
        township = law.township.township_id
        if await _sent_too_much(address):
            return _refused(
                refuse("attachment_too_many", limit=f"{AT_MOST // _MEGA} MB"), volume.wait(address)
            )
        limits = examination.Limits(
            bytes=min(rules.megabytes * _MEGA, _LARGEST), pixels=rules.megapixels * _MEGA
        )
        body = await request.body()
        found = await asyncio.get_running_loop().run_in_executor(_EXAMINER, examine, body, limits)
        if isinstance(found, Refusal):
            return _refused(found)
        kept = await _keep(store, township, found, rules)
        volume.took(address, township, kept.attachment_id, kept.size)
        return JSONResponse(kept.model_dump(), 201)

    async def _sent_too_much(address: str) -> bool:
        """Only then is it asked which of the files have been added to submissions."""
        if sent := volume.excess(address):
            async with running.web.connect() as connection:
                volume.used(address, await in_use(connection, [(one.township, one.id) for one in sent]))
        return bool(volume.excess(address))

    async def _keep(store: AttachmentStore, township: str, file: Clean, rules: Attachments) -> Attachment:
        id = await store.put(township, file)
        unattached = timedelta(hours=rules.unattached_kept_hours)
        attachment = Attachment(attachment_id=id, media_type=file.media_type, size=len(file.content))
        async with running.web.begin() as connection:
            now = await running.clock.now(connection)
            await record(connection, township, attachment, now)
            await sweep(connection, now - unattached, store.erase)
        return attachment

    taken = Limits(
        at_once=8,
        seconds=60.0,
        body=_LARGEST,
        body_seconds=30.0,
        types=_TYPES,
        untyped=True,
        asks=("township",),
    )
    return RouteGroup([Route("/intake/attachments", says_why(upload), methods=["POST"])], taken)


def _refused(refusal: Refusal, again_after: float = 0.0) -> Response:
    reason = bilingual(f"refusal.{refusal.code}", field=refusal.field or "", **dict(refusal.values))
    content = {"code": refusal.code, "field": refusal.field, "reason": reason.model_dump()}
    headers = {"retry-after": str(ceil(again_after))} if again_after else None
    return JSONResponse(content, _STATUS.get(refusal.code, 422), headers)
