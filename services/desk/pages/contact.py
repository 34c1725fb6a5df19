"""The raiser's own words, contact and files, for who deals with a matter: with a reason, which intake writes
down before it shows anything."""

from starlette.responses import Response

from services.desk.domain.may_see import Sight
from services.desk.intake import Answer, Intake
from services.desk.pages.guard import Visit, number
from services.desk.pages.rendering import HEADERS
from services.desk.pages.thing import nothing_here
from services.desk.storage import reading
from services.desk.storage.reading import Kept
from services.desk.views.thing import said_to, shown
from shared.kernel.messages.text import clean, says_something
from shared.kernel.service.http.landing import ONCE
from shared.language.words import said_in

_WHY = 200
"""Characters of a reason."""
_ENDS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "application/pdf": "pdf"}


class Contacts:
    """``/matters/…/contact``."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake

    async def ask(self, visit: Visit) -> Response:
        """Why they want to read it."""
        kept = await _handled(visit)
        return self._page(visit, kept) if kept else nothing_here(visit)

    async def read(self, visit: Visit) -> Response:
        """What leads to the raiser, or one of their files."""
        kept, form = await _handled(visit), await visit.sent()
        if kept is None:
            return nothing_here(visit)
        if form is None:
            return visit.page("error.html", 403, reason="form")
        why = clean(str(form.get("why", ""))[:_WHY], lines=False)
        if not says_something(why):
            return self._page(visit, kept, 422, missing=True)
        await visit.waits()
        file = number(str(form.get("file", "")))
        found = await self._intake.contact(visit.session, visit.person, kept.id, why)
        files = found.said.get("attachments") or []
        if found.status == 200 and 0 < file <= len(files):
            id = files[file - 1]["attachment_id"]
            content = await self._intake.contact(visit.session, visit.person, kept.id, why, id)
            return self._file(visit, kept, content, file)
        return self._page(visit, kept, found.status if found.status >= 400 else 200, found=found, why=why)

    def _file(self, visit: Visit, kept: Kept, found: Answer, file: int) -> Response:
        if found.status != 200:
            return self._page(visit, kept, 404, found=found)
        end = _ENDS.get(found.media_type, "bin")
        headers = {**HEADERS, "content-disposition": f'attachment; filename="{file}.{end}"'}
        return Response(found.content, 200, headers, found.media_type)

    def _page(
        self,
        visit: Visit,
        kept: Kept,
        status: int = 200,
        *,
        missing: bool = False,
        found: Answer | None = None,
        why: str = "",
    ) -> Response:
        refused = ""
        if found and found.status != 200:
            reason = found.said.get("reason") or found.said
            refused = said_in(reason, visit.locale) if "zh" in reason else " "
        answer = visit.page(
            "contact.html",
            status,
            thing=shown(visit.person, kept, visit.law.names, visit.locale),
            missing=missing,
            refused=refused,
            original=found.said if found and found.status == 200 else None,
            why=why,
        )
        if found and found.status == 200:
            answer.headers[ONCE] = "1"  # who looks again is written down again
        return answer


async def _handled(visit: Visit) -> Kept | None:
    """The matter, if this person deals with it."""
    params = visit.request.path_params
    kept = await reading.thing(visit.connection, visit.person.township, "submission", params["id"])
    return kept if kept and said_to(visit.person, kept)[0] is Sight.WHOLE else None
