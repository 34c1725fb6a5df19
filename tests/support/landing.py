"""What a browser does with the answer to a form that is shown by GET."""

from collections.abc import Mapping
from urllib.parse import parse_qs, urlsplit

import httpx

from shared.kernel.service.http.landing import SHOWN


async def landed(
    http: httpx.AsyncClient, sent: httpx.Response, headers: Mapping[str, str] | None = None
) -> httpx.Response:
    """The page that shows the answer; whatever else came stays as it is."""
    place = sent.headers.get("location", "")
    if sent.status_code != 303 or SHOWN not in parse_qs(urlsplit(place).query):
        return sent
    return await http.get(place, headers=headers, follow_redirects=False)
