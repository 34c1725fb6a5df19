"""Templates to responses: everything escaped, nothing inline, nothing from elsewhere, validated by ETag."""

from hashlib import blake2b
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from shared.language.telling.stages import Stage
from shared.language.telling.typesetting import with_whole_days
from shared.language.telling.words import CHINESE, day_in_words
from shared.language.words import text

HERE = Path(__file__).parent
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cache-control": "no-cache",
}
"""A trace code is part of an address: no referrer carries it to another site. With no referrer at all
browsers would not say of which site a form is."""


BIG = "youyue-big"
"""The cookie of who reads larger letters; it says nothing else."""


def _back(request: Request) -> str:
    """The page itself, for who comes back to it."""
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["t"] = lambda key, **values: text(key, CHINESE, **values)
    environment.globals["numbers"] = {stage: number for number, stage in enumerate(Stage, 1)}
    environment.globals["linked"] = ("item", "meeting", "topic", "project", "promise")
    environment.filters["day"] = lambda day: day_in_words(day, CHINESE)
    return environment


_TEMPLATES = _environment()


def render(request: Request, template: str, status: int = 200, /, **values: Any) -> Response:
    """The page, or 304 when the reader has it already. A township without ``township_name`` goes by its
    code."""
    values.setdefault("township_name", values["township"])
    values |= {"big": request.cookies.get(BIG) == "1", "path": request.url.path, "back": _back(request)}
    values["asked"] = {
        name: value for name, value in request.query_params.items() if name != "behind" and value
    }
    body = with_whole_days(_TEMPLATES.get_template(template).render(**values)).encode()
    etag = f'"{blake2b(body, digest_size=12).hexdigest()}"'
    headers = {**HEADERS, "etag": etag}
    if status == 200 and request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    return HTMLResponse(body, status, headers)
