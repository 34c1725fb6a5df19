"""Templates to responses: everything escaped, nothing inline, nothing from elsewhere, kept by nobody."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from services.desk.domain.forms import wording
from services.desk.domain.forms.filling import Filled
from services.desk.domain.forms.reading import ROWS
from shared.language.telling.typesetting import with_whole_days
from shared.language.words import LOCALES, said_in, text

HERE = Path(__file__).parent
CHINESE, ENGLISH = LOCALES[0], "en"
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
}
"""A page of somebody who has signed in stays with them. With no referrer at all browsers would not say from
where a form comes, and it would be refused."""

_ROW = re.compile(r"\d{1,3}\Z", re.ASCII)


class Shown(Protocol):
    """What a form shows."""

    @property
    def inputs(self) -> Filled:
        """Name of an input → its values."""
        ...

    @property
    def rows(self) -> Mapping[str, int]:
        """Name of a list → so many rows were asked for."""
        ...


def rows_shown(name: str, draft: Shown) -> int:
    """So many rows of a list a form shows: those that are filled in or were asked for, and at least one."""
    begins = f"{name}."
    numbers = [key.removeprefix(begins).partition(".")[0] for key in draft.inputs if key.startswith(begins)]
    filled_in = max((int(number) + 1 for number in numbers if _ROW.match(number)), default=1)
    return min(max(filled_in, draft.rows.get(name, 1)), ROWS)


def _environment(locale: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["t"] = lambda key, **values: text(key, locale, **values)
    environment.globals["label"] = lambda field: wording.label(field, locale)
    environment.globals["hint"] = lambda type, field: wording.hint(type, field, locale)
    environment.filters["q"] = lambda value: quote(str(value), safe="")
    environment.globals["rows_of"] = rows_shown
    environment.globals["said"] = lambda words: said_in(words, locale)
    environment.globals["lang"] = locale.replace("_", "-")
    return environment


_TEMPLATES = {locale: _environment(locale) for locale in LOCALES}


def locale_of(request: Request) -> str:
    """Chinese, unless the browser wants English first."""
    wanted = request.headers.get("accept-language", "").strip().casefold()
    return ENGLISH if wanted.startswith(ENGLISH) else CHINESE


def render(template: str, locale: str, status: int = 200, **values: Any) -> Response:
    """The page."""
    page = _TEMPLATES[locale].get_template(template).render(**values)
    return HTMLResponse(with_whole_days(page), status, HEADERS)


def elsewhere(address: str) -> Response:
    """Go on there."""
    return RedirectResponse(address, 303, HEADERS)
