"""``/t/{code}``: the way of a matter, and to who shows its proof what is theirs."""

from math import ceil
from typing import Any

from pydantic_core import to_jsonable_python
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from services.console import queries
from services.console.domain.acts import ACTS, offered
from services.console.here import today
from services.console.laws import LawOf, NamesOf
from services.console.pages.asked import Reading, address_of, asked, not_found, township_of
from services.console.pages.cookies import proof_for
from services.console.pages.posting import PRIVATE
from services.console.pages.rendering import HEADERS, render
from services.console.sending.asking import Intake
from services.console.views.trace import Trace
from shared.kernel.service.http.guesses import Guesses
from shared.language.words import bilingual


class Tracing:
    """The page of one running console."""

    def __init__(self, reading: Reading, names_of: NamesOf, law_of: LawOf, intake: Intake) -> None:
        self._reading, self._names_of, self._law_of, self._intake = reading, names_of, law_of, intake
        self._guesses = Guesses()

    async def trace(self, request: Request) -> Response:
        """By the code; a code that nobody has is a guess."""
        code, asks = asked(request.path_params["code"]), address_of(request)
        if wait := self._guesses.wait(asks):
            return _wait(request, ceil(wait))
        async with self._reading() as (connection, now):
            found = await queries.trace(connection, township_of(request), code, now, self._names_of)
        if request.url.path.endswith(".json"):
            if found is None:
                self._guesses.was_wrong(asks, queries.normal_code(code))
            return json_of(request, found)
        mine = await self._mine(request, code, found)
        if found is None and mine is None:
            self._guesses.was_wrong(asks, queries.normal_code(code))
            return not_found(request, code)
        return await self.page(request, found, mine)

    async def page(
        self, request: Request, found: Trace | None, mine: dict[str, Any] | None = None
    ) -> Response:
        """The page of a matter or an item, with what is the raiser's own."""
        township = found.township if found else township_of(request) or ""
        done = request.query_params.get("done", "")
        phone = await self._phone(township, found.status.unit) if found and found.status.unit else ""
        reached = [part for part in found.stages if part.steps] if found else []
        response = render(
            request,
            "trace.html",
            trace=found,
            mine=mine,
            acts=_acts(mine) if mine else (),
            code=mine["trace_code"] if mine else found.code if found else "",
            done=done if done in ACTS else "",
            phone=phone,
            newest=reached[-1] if reached else None,
            township=township,
            township_name=found.township_name if found else township,
        )
        if mine:
            response.headers.update(PRIVATE)
        return response

    async def _mine(self, request: Request, code: str, found: Trace | None) -> dict[str, Any] | None:
        """What is the raiser's own, if this browser has shown the proof."""
        proof = proof_for(request, code)
        if not proof:
            return None
        township = found.township if found else township_of(request)
        answer = await self._intake.mine(request, township, proof, trace_code=code)
        return answer.said if answer.status == 200 else None

    async def _phone(self, township: str, department: str) -> str:
        """The telephone of the unit that has it, as the township lists it today."""
        async with self._reading() as (connection, now):
            law = await self._law_of(connection, township)
            if law is None:
                return ""
            unit = law.on(await today(connection, township, now)).directory.departments.get(department)
        return unit.phone if unit else ""


def _acts(mine: dict[str, Any]) -> tuple[Any, ...]:
    answered = any(one["text"] for one in mine["answers"])
    heard = bool(mine["answers"] or mine["spoken_answer"] or mine["refused_reason"] or mine["forwardings"])
    erased = mine["erased_at"] is not None
    return offered(mine["state"], answered=answered, untold=heard and not mine["told_at"], erased=erased)


def json_of(request: Request, found: object | None) -> Response:
    """The JSON twin."""
    if found is None:
        return not_found(request)
    return JSONResponse(to_jsonable_python(found), headers=HEADERS)


def _wait(request: Request, seconds: int) -> Response:
    """The answer does not say whether the code is right. It is in both languages, because its first reader is
    often a program."""
    said = bilingual("page.too_many_guesses", minutes=ceil(seconds / 60))
    if request.url.path.endswith(".json"):
        content = {"reason": "too_many_guesses", "said": said.model_dump()}
        response: Response = JSONResponse(content, 429, HEADERS)
    else:
        response = render(request, "too_many_guesses.html", 429, said=said, township="")
    response.headers["retry-after"] = str(seconds)
    return response
