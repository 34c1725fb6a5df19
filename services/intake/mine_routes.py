"""A raiser reads what is theirs: ``POST /intake/mine`` and ``POST /intake/mine/file``.

What is not public, or confidential, nobody else reads. Trace code and proof are in the body, since logs keep
addresses. A code that nobody has, a wrong proof and a matter that is erased look the same; who guesses has to
wait.
"""

import asyncio
from math import ceil
from typing import Any, NamedTuple

from pydantic import BaseModel
from sqlalchemy import Text, cast, select
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from services.intake.asked_township import asked_law
from services.intake.attachments.store import AttachmentStore
from services.intake.domain.submission.submission import Submission
from services.intake.domain.trace_code import normalise
from services.intake.proof_tries import ProofTries
from services.intake.storage.tables import SUBMISSION
from services.intake.unanswered import PRIVATE, Unanswered, body_of, says_why
from shared.kernel.messages.base import Line
from shared.kernel.service.http.limits import JSON, Limits, RouteGroup
from shared.kernel.service.service import AtWork
from shared.language.codes.proof import commitment, new_secret, proves
from shared.language.contracts.envelope import Township
from shared.language.contracts.intake import AttachmentId, SubmissionSnapshot

_SHOWN = {
    *(
        "submission_id",
        "trace_code",
        "state",
        "submitted_at",
        "accepted_at",
        "closed_at",
        "topic_id",
        "item_id",
    ),
    *("title", "text", "address", "published", "confidential", "redactions", "attachments", "split_into"),
    *(
        "asked_back",
        "forwardings",
        "answers",
        "spoken_answer",
        "posted",
        "told_at",
        "erased_at",
        "erased_why",
    ),
    *("refused_reason", "refused_basis", "refused_where_to_go", "refused_note", "handed_back"),
}
"""Fields of the snapshot: what was said to the raiser and what became of it, and nothing that the office says
to itself."""
_NOBODYS = commitment(new_secret())
"""What is compared with where there is nothing: a code that nobody has costs as much as one that is wrong."""
LIMITS = Limits(at_once=8, body=4_000, types=JSON)


class Asked(BaseModel):
    """Who asks, of which matter, and for which file."""

    trace_code: Line = ""
    submission_id: Line = ""
    """Instead of the code, by who has just raised the matter: the answer to the command names it, and of a
    confidential one nobody else tells the code."""
    proof: Line
    township: Township | None = None
    attachment_id: AttachmentId | None = None


class _Found(NamedTuple):
    township: str
    submission: Submission
    asked: Asked


def mine_group(running: AtWork) -> RouteGroup:
    """Both routes, over intake's database and the store of files."""
    url = running.settings.attachments_url
    store = AttachmentStore(url) if url else None
    tries = ProofTries()

    async def mine(request: Request) -> Response:
        return JSONResponse(_content((await _theirs(request)).submission), headers=PRIVATE)

    async def file(request: Request) -> Response:
        found = await _theirs(request)
        wanted = found.asked.attachment_id
        of_it = next((one for one in found.submission.attachments if one.attachment_id == wanted), None)
        content = await store.get(found.township, of_it.attachment_id) if store and of_it else None
        if of_it is None or content is None:
            raise Unanswered(404, "mine.no_such_file")
        name = f'attachment; filename="{of_it.attachment_id[:12]}"'
        headers = {**PRIVATE, "content-disposition": name}
        return Response(content, media_type=of_it.media_type, headers=headers)

    async def _theirs(request: Request) -> _Found:
        """The matter, if code and proof are right. Raises Unanswered."""
        address = request.client.host if request.client else ""
        asked = await body_of(request, Asked)
        id, code = asked.submission_id, normalise(asked.trace_code)
        if wait := tries.wait(address, id or code):
            raise Unanswered(429, wait.why, wait.seconds, minutes=ceil(wait.seconds / 60))
        async with running.web.connect() as connection:
            township = (await asked_law(running, connection, asked.township)).township.township_id
            rows = SUBMISSION.table.c
            document = await connection.scalar(
                select(cast(rows.data, Text)).where(
                    rows.tenant == township,
                    rows.id == id if id else rows.data["trace_code"].astext == code,
                )
            )
        submission = SUBMISSION.load(document) if document else None
        kept = (submission.proof if submission else None) or _NOBODYS
        if not await asyncio.to_thread(proves, asked.proof, kept) or submission is None:
            tries.was_wrong(address, id or code, asked.proof)
            raise Unanswered(404, "mine.wrong_code_or_proof")
        return _Found(township, submission, asked)

    routes = [
        Route("/intake/mine", says_why(mine), methods=["POST"]),
        Route("/intake/mine/file", says_why(file), methods=["POST"]),
    ]
    return RouteGroup(routes, LIMITS)


def _content(submission: Submission) -> dict[str, Any]:
    """What was told to the raiser, and their own words as they wrote them, until these are erased."""
    shown = SubmissionSnapshot.model_validate(submission).model_dump(mode="json", include=_SHOWN)
    own = {
        "title": submission.original_title,
        "text": submission.original_text,
        "answers": submission.informed,
    }
    return {**shown, "own_words": own}
