"""What comes with a request to the pages: form, cookies, language, and what goes out with every answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from services.identity.accounts.hashing import drawn
from services.identity.accounts.security_keys import Place
from services.identity.accounts.sessions import SignedIn
from services.identity.accounts.signing_in import Visitor, is_due
from services.identity.domain.account.passwords import LONGEST
from services.identity.pages.devices import called
from shared.kernel.settings.settings import ServiceSettings
from shared.language.calendar import SHANGHAI
from shared.language.words import text

HERE = Path(__file__).parent
SESSION, FORM, JOURNEY = "__Host-youyue-session", "__Host-youyue-form", "__Host-youyue-journey"
"""Cookies of this host alone: the desk, at another port of it, gets the session as well."""
ACCOUNT = "/account"
"""With this begin the pages of who has signed in."""
_DESK = 2
"""So many ports after the common one the desk is, unless a setting says otherwise."""
_FIELDS = 12
_TEMPLATES = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters["when"] = lambda at: f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
_TEMPLATES.filters["device"] = called


@dataclass(frozen=True)
class Asking:
    """A request, read."""

    request: Request
    settings: ServiceSettings
    form: Mapping[str, str]
    form_secret: str
    """What the browser holds so that no other site can send its forms."""

    @property
    def session(self) -> str:
        """What the browser holds of a session; empty: nothing."""
        return self.request.cookies.get(SESSION, "")

    def onward(self, found: SignedIn | None, next: str) -> str:
        """Where somebody goes who has signed in whole: to where they came from, and first to their account if
        the password has to be changed. None: the session has ended meanwhile."""
        due = found is not None and is_due(found, self.settings)
        return ACCOUNT if due else self.desk + next

    @property
    def journey(self) -> str:
        """What the browser holds while it is with the OpenID provider."""
        return self.request.cookies.get(JOURNEY, "")

    @property
    def only_looks(self) -> bool:
        """Whether nothing is sent: HEAD is GET without what it shows."""
        return self.request.method in ("GET", "HEAD")

    @property
    def locale(self) -> str:
        """Chinese, unless the browser wants English first."""
        wanted = self.request.headers.get("accept-language", "").strip().lower()
        return "en" if wanted.startswith("en") else "zh_CN"

    def holds(self, path: str = "") -> str:
        """What this browser alone holds, for whom the answer to a form is kept: of the account's pages it is
        the session, which ends. Empty: nothing. ``path``: where it is shown, if not here."""
        private = (path or self.request.url.path).startswith(ACCOUNT)
        return self.session if private else self.request.cookies.get(FORM, "")

    @property
    def visitor(self) -> Visitor:
        """From where it comes."""
        client = self.request.client
        return Visitor(client.host if client else "", self.request.headers.get("user-agent", ""))

    @property
    def proves_itself(self) -> bool:
        """Whether the form came from our own page."""
        return compare_digest(self.form.get("csrf", "").encode(), self.csrf.encode())

    @property
    def csrf(self) -> str:
        """What every form carries."""
        return sha256(f"form:{self.form_secret}".encode()).hexdigest()

    @property
    def next(self) -> str:
        """The path of the desk to which the person wants to return."""
        wanted = self.form.get("next") or self.request.query_params.get("next", "")
        plain = wanted.startswith("/") and not wanted.startswith("//") and wanted.isprintable()
        return wanted[:500] if plain and "\\" not in wanted else "/"

    @property
    def desk(self) -> str:
        """The desk's origin: by the settings, or at its port of this very host."""
        port = self.settings.origin_after(_DESK)
        url = self.settings.desk_url or f"{self.request.url.scheme}://{self.request.url.hostname}:{port}"
        parts = urlsplit(url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def here(self) -> Place:
        """Where these pages are, as security keys know it: by the settings, or as the browser says."""
        url = self.settings.sign_in_url or str(self.request.url)
        parts = urlsplit(url)
        return Place(f"{parts.scheme}://{parts.netloc}")

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """A page, with what every one has."""
        locale = self.locale
        body = _TEMPLATES.get_template(template).render(
            t=lambda key, **said: text(key, locale, **said),
            about_passwords=lambda key: text(key, locale, **self._numbers_of_passwords),
            lang="en" if locale == "en" else "zh-CN",
            csrf=self.csrf,
            next=self.next,
            desk=self.desk,
            upstream=self._upstream,
            **values,
        )
        return self.dressed(HTMLResponse(body, status))

    @property
    def _numbers_of_passwords(self) -> dict[str, int]:
        own = self.settings
        return {"length": own.password_length, "classes": own.password_classes, "longest": LONGEST}

    @property
    def _upstream(self) -> str:
        """How the OpenID provider is called; empty: there is none."""
        there = self.settings.openid_issuer is not None
        return (self.settings.openid_name or text("account.upstream", self.locale)) if there else ""

    def to(self, place: str) -> Response:
        """Go there, with GET."""
        return self.dressed(RedirectResponse(place, 303))

    def dressed(self, response: Response) -> Response:
        """The headers of all answers, and the cookie of the forms. The referrer stays here: without any,
        browsers would call the origin of our own forms ``null``, and the door refuses that."""
        response.headers["content-security-policy"] = (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            f"form-action 'self' {self.desk}; base-uri 'none'; frame-ancestors 'none'"
        )
        response.headers["x-content-type-options"] = "nosniff"
        response.headers["referrer-policy"] = "same-origin"
        response.headers["cache-control"] = "no-store"
        _set(response, FORM, self.form_secret)
        return response

    def signed_in(self, place: str, session: str) -> Response:
        """Go there with a session; an empty one ends what there is."""
        response = self.to(place)
        _set(response, SESSION, session)
        return response

    def travelling(self, response: Response, sealed: str) -> Response:
        """With what the browser is to bring back from the provider; empty: it is there no more."""
        _set(response, JOURNEY, sealed)
        return response


def with_next(path: str, next: str) -> str:
    """A page that goes on to that path of the desk."""
    return f"{path}?next={quote(next, safe='/')}"


def _set(response: Response, name: str, value: str) -> None:
    age = None if value else 0
    response.set_cookie(name, value, max_age=age, path="/", secure=True, httponly=True, samesite="lax")


async def read(request: Request, settings: ServiceSettings) -> Asking:
    """Raises ValueError for a form with too many fields, or with what is no text."""
    form: dict[str, str] = {}
    if request.method == "POST":
        body = (await request.body()).decode("utf-8", "replace")
        form = dict(parse_qsl(body, keep_blank_values=True, max_num_fields=_FIELDS))
        if any("\0" in value for value in form.values()):
            raise ValueError("no text has it, and no database takes it")
    return Asking(request, settings, form, request.cookies.get(FORM, "") or drawn())
