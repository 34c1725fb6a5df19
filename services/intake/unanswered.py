"""What intake's routes say where they cannot answer: always JSON, a code and a sentence in both languages."""

from collections.abc import Awaitable, Callable
from functools import wraps
from math import ceil
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from shared.language.words import bilingual

PRIVATE = {"cache-control": "no-store", "x-content-type-options": "nosniff"}
Asked = TypeVar("Asked", bound=BaseModel)
_NO_OBJECT = frozenset({"json_invalid", "model_type"})
_JOIN = ", "
Route = Callable[[Request], Awaitable[Response]]


class Unanswered(Exception):
    """``why``: the key of the sentence, whose last word is the code; ``again_after``: seconds, if coming
    again helps."""

    def __init__(self, status: int, why: str, again_after: float = 0.0, **values: object) -> None:
        super().__init__(why)
        self.status, self.why, self.again_after, self.values = status, why, again_after, values

    def response(self) -> Response:
        """``{"code", "reason": {"zh", "en"}}``."""
        again = {"retry-after": str(ceil(self.again_after))} if self.again_after else {}
        said = bilingual(self.why, **self.values).model_dump()
        content = {"code": self.why.rsplit(".", 1)[-1], "reason": said}
        return JSONResponse(content, self.status, {**PRIVATE, **again})


def says_why(route: Route) -> Route:
    """The route, with ``Unanswered`` as an answer."""

    @wraps(route)
    async def answering(request: Request) -> Response:
        try:
            return await route(request)
        except Unanswered as error:
            return error.response()

    return answering


async def body_of(request: Request, asked: type[Asked]) -> Asked:
    """The body as what is asked. Raises Unanswered (400), which names the fields as they are sent, and
    repeats nothing of what was in them."""
    try:
        return asked.model_validate_json(await request.body())
    except ValidationError as error:
        problems = error.errors(include_input=False, include_url=False)
    if any(one["type"] in _NO_OBJECT and not one["loc"] for one in problems):
        raise Unanswered(400, "body.no_object", names=_JOIN.join(asked.model_fields))
    # What is wrong between fields lies with no field; its context says which one to look at.
    named = {one["loc"] or (one.get("ctx", {}).get("field", "?"),) for one in problems}
    names = _JOIN.join(sorted(".".join(map(str, where)) for where in named))
    raise Unanswered(400, "body.unreadable", names=names)
