"""Answers of the door and of the limits: a code, and a sentence in both languages."""

from math import ceil

from starlette.datastructures import Headers
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import Scope

from shared.kernel.machine.house import Say
from shared.kernel.messages.errors import Refusal


def refused(scope: Scope, say: Say, refusal: Refusal, status: int, again_after: float = 0.0) -> Response:
    """The answer: JSON, or text for who reads pages. ``again_after``: seconds, if coming again helps."""
    said = say(refusal)
    headers = {"cache-control": "no-store"}
    if again_after:
        headers["retry-after"] = str(ceil(again_after))
    if "text/html" in Headers(scope=scope).get("accept", ""):
        return PlainTextResponse(f"{said.zh}\n{said.en}\n", status, headers)
    return JSONResponse({"reason": refusal.code, "zh": said.zh, "en": said.en}, status, headers)
