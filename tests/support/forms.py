"""A reader of pages without script, as a browser that keeps cookies and fills in forms."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

import httpx


@dataclass
class Form:
    """A form of a page: where it goes, and what it says as it stands; ``buttons``: name → values."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.text: list[str] = []
        self._open = False
        self._area = self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get")))
            self._open = True
        elif not self._open:
            return
        elif tag == "input" and name and _is_said(given, attrs):
            self.forms[-1].fields[name] = given.get("value", "")
        elif tag == "textarea":
            self._area = name
            self.forms[-1].fields[name] = ""
        elif tag == "select":
            self._select = name
            self.forms[-1].fields[name] = ""
        elif tag == "option" and "selected" in given:
            self.forms[-1].fields[self._select] = given.get("value", "")
        elif tag == "button":
            self.forms[-1].buttons.append((name, given.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = False
        elif tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1].fields[self._area] += data
        self.text.append(data)


def _is_said(given: dict[str, str], attrs: list[tuple[str, str | None]]) -> bool:
    kind = given.get("type", "text")
    if kind in ("checkbox", "radio"):
        return any(name == "checked" for name, _ in attrs)
    return kind != "file"


@dataclass
class Page:
    """What came back."""

    response: httpx.Response
    forms: list[Form]
    text: str

    @property
    def status(self) -> int:
        """Of HTTP."""
        return self.response.status_code

    def form(self, action: str) -> Form:
        """The first form that goes to an address that begins so."""
        return next(form for form in self.forms if form.action.startswith(action))


@dataclass
class Reader:
    """``home``: the address of the pages. Keeps every cookie, as browsers do for 127.0.0.1."""

    home: str
    cookies: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    async def get(self, path: str) -> Page:
        """Open a page, and follow where it leads."""
        return await self._ask("GET", path)

    async def fill(self, page: Page, action: str, **said: str) -> Page:
        """Fill in and send the form of a page."""
        form = page.form(action)
        fields = {**form.fields, **said}
        path = urljoin(str(page.response.url), form.action)
        return await self._ask("POST", path, data=fields)

    async def fill_with_file(self, page: Page, action: str, file: bytes, **said: str) -> Page:
        """The same, with a file."""
        form = page.form(action)
        fields = {**form.fields, **said}
        path = urljoin(str(page.response.url), form.action)
        return await self._ask("POST", path, data=fields, files={"file": ("photo.jpg", file, "image/jpeg")})

    async def _ask(self, method: str, path: str, **sent: Any) -> Page:
        url = urljoin(self.home, path)
        async with httpx.AsyncClient(trust_env=False, timeout=30) as http:
            while True:
                cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
                headers = {
                    **({"origin": self.home} if method == "POST" else {}),
                    **self.headers,
                    **({"cookie": cookie} if cookie else {}),
                }
                response = await http.request(method, url, headers=headers, **sent)
                self._keep(response)
                if response.status_code != 303:
                    break
                url, method, sent = urljoin(url, response.headers["location"]), "GET", {}
        found = _Forms()
        found.feed(response.text)
        return Page(response, found.forms, " ".join("".join(found.text).split()))

    def _keep(self, response: httpx.Response) -> None:
        for line in response.headers.get_list("set-cookie"):
            pair, _, rest = line.partition(";")
            name, _, value = pair.partition("=")
            if "max-age=0" in rest.lower():
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value.strip('"')
