"""A browser without JavaScript before the pages of accounts."""

import re

import httpx

from tests.support.accounts import PASSWORD
from tests.support.landing import landed


class Browser:
    """Holds cookies and fills in forms; cookies are marked Secure, which httpx heeds and browsers do not on
    this machine's own address."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self.http = http
        self.cookies: dict[str, str] = {}

    async def get(self, path: str) -> httpx.Response:
        return self._kept(await self.http.get(path, headers=self._headers()))

    async def post(self, path: str, **fields: str) -> httpx.Response:
        page = await self.get("/sign-in" if path == "/sign-out" else _page_of(path))
        csrf = re.search(r'name="csrf" value="([0-9a-f]{64})"', page.text)
        sealed = re.search(r'name="sealed" value="([^"]+)"', page.text)
        more = {"sealed": sealed[1]} if sealed else {}
        data = {"csrf": csrf[1] if csrf else "", **more, **fields}
        sent = self._kept(await self.http.post(path, data=data, headers=self._headers()))
        return self._kept(await landed(self.http, sent, self._headers()))

    def _headers(self) -> dict[str, str]:
        return {"cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}

    def _kept(self, response: httpx.Response) -> httpx.Response:
        for line in response.headers.get_list("set-cookie"):
            assert "Secure" in line
            assert "HttpOnly" in line
            assert "SameSite=lax" in line
            assert "Path=/" in line
            assert "Domain" not in line
            name, _, rest = line.partition("=")
            self.cookies[name] = rest.partition(";")[0].strip('"')
        return response


def _page_of(path: str) -> str:
    """Where the form of that path stands."""
    if path.startswith(("/account/password", "/account/sessions")):
        return "/account"
    return "/account/factors" if path in ("/account/factors/remove", "/account/codes") else path


async def confirmed(
    browser: Browser, password: str = PASSWORD, at: str = "/account/confirm"
) -> httpx.Response:
    """The password once more, before a second factor is changed."""
    return await browser.post(at, password=password)
