"""Answers of the door and of the limits: a code, and a sentence in both languages."""

from html import escape
from math import ceil

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Scope

from shared.kernel.machine.house import Say
from shared.kernel.messages.errors import Refusal

_PAGE = """<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{zh}</title><p>{zh}</p><p lang="en">{en}</p></html>
"""
"""Of itself alone: no page of a service need be at work for it."""


def refused(scope: Scope, say: Say, refusal: Refusal, status: int, again_after: float = 0.0) -> Response:
    """The answer: JSON, or a plain page for who reads pages. ``again_after``: seconds, if coming again
    helps."""
    said = say(refusal)
    headers = {"cache-control": "no-store"}
    if again_after:
        headers["retry-after"] = str(ceil(again_after))
    if "text/html" in Headers(scope=scope).get("accept", ""):
        return HTMLResponse(_PAGE.format(zh=escape(said.zh), en=escape(said.en)), status, headers)
    return JSONResponse({"reason": refusal.code, "zh": said.zh, "en": said.en}, status, headers)
