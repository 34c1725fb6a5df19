"""Before sending: earlier submissions about the same matter, as JSON, as far as they are published, and
nothing about the raiser."""

from typing import Any, Self

from pydantic import BaseModel, model_validator
from sqlalchemy import Text, cast, select
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from services.intake.asked_township import asked_law
from services.intake.domain.similar.sighting import sighting_of
from services.intake.domain.triage.model import TriageInput
from services.intake.storage.similar import CANDIDATES, find_similar
from services.intake.storage.tables import SUBMISSION
from services.intake.unanswered import body_of, says_why
from services.intake.use_cases.examining import examined
from shared.kernel.messages.base import Code, Line, Said
from shared.kernel.service.http.limits import JSON, Limits, RouteGroup
from shared.kernel.service.service import AtWork
from shared.language.contracts.envelope import Township
from shared.language.contracts.intake.submission_states import REJECTED, WITHDRAWN
from shared.language.contracts.place import Latitude, Longitude, whole_place

LIMIT = 5
LIMITS = Limits(at_once=16, body=100_000, types=JSON)
"""Of a body: the longest text, every character escaped."""


class Asked(BaseModel):
    """The words that somebody is about to send."""

    text: Said
    title: Line = ""
    village: Code | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    township: Township | None = None

    @model_validator(mode="after")
    def _has_a_whole_place(self) -> Self:
        whole_place(self.latitude, self.longitude)
        return self


def similar_group(running: AtWork) -> RouteGroup:
    """``POST /intake/similar``: the words in the body, not the address, since logs keep addresses."""

    async def similar(request: Request) -> JSONResponse:
        asked = await body_of(request, Asked)
        words = TriageInput(
            text=asked.text,
            title=asked.title,
            village=asked.village,
            latitude=None if asked.latitude is None else float(asked.latitude),
            longitude=None if asked.longitude is None else float(asked.longitude),
        )
        async with running.web.connect() as connection:
            law = await asked_law(running, connection, asked.township)
            now = await running.clock.now(connection)
        assessed = await examined(words, law.at(now).directory)
        township = law.township.township_id
        async with running.web.connect() as connection:
            seen = sighting_of(words, now, assessed)
            found = await find_similar(connection, township, seen, CANDIDATES)
            rows = SUBMISSION.table.c
            documents = await connection.scalars(
                select(cast(rows.data, Text)).where(
                    rows.tenant == township,
                    rows.id.in_([one.ref for one in found]),
                    rows.state.not_in((REJECTED, WITHDRAWN)),
                    rows.data["published"].astext.is_not(None),
                )
            )
            loaded = map(SUBMISSION.load, documents)
            known = {one.submission_id: (one, one.published) for one in loaded if one.published}
        matches: list[dict[str, Any]] = [
            {
                "trace_code": submission.trace_code,
                "title": published.title,
                "score": one.score,
                "supporters": submission.supporters,
            }
            for one in found
            if one.ref in known
            for submission, published in (known[one.ref],)
        ][:LIMIT]
        return JSONResponse({"similar": matches})

    return RouteGroup([Route("/intake/similar", says_why(similar), methods=["POST"])], LIMITS)
