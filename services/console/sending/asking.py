"""What intake is asked over HTTP for who is at a page: similar matters, one's own, and a place for a photo.

Where intake is in this process it is asked here, else at the address that the settings name. Who asks is said
by their network address, so that intake counts the guesses of each and not those of all pages together.
"""

from dataclasses import dataclass
from typing import Any

import httpx
from starlette.requests import Request

_SECONDS = 10.0
_HERE = "http://127.0.0.1"


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and content of what intake said; status 0: it did not."""

    status: int
    said: dict[str, Any]

    @property
    def reason(self) -> str:
        """The sentence in Chinese; empty: it gave none."""
        found = self.said.get("reason")
        return str(found.get("zh", "")) if isinstance(found, dict) else str(self.said.get("zh", ""))


NOBODY = Answer(0, {})


@dataclass(frozen=True, slots=True)
class Intake:
    """``url``: where it is; None: in this process."""

    url: str | None

    async def similar(self, request: Request, township: str, text: str) -> list[dict[str, Any]]:
        """Published matters that are probably the same, the most similar first."""
        found = await self._post(request, "similar", json={"text": text, "township": township})
        listed: list[dict[str, Any]] = found.said.get("similar", []) if found.status == 200 else []
        return [one for one in listed if one["score"] >= _THE_SAME]

    async def mine(self, request: Request, township: str | None, proof: str, **which: str) -> Answer:
        """What is theirs, by the proof; ``which``: ``trace_code`` or ``submission_id``."""
        named = {"township": township} if township else {}
        return await self._post(request, "mine", json={**which, **named, "proof": proof})

    async def file(self, request: Request, township: str, content: bytes) -> Answer:
        """Keep a photo or document; its ``attachment_id``."""
        path = f"attachments?township={township}"
        return await self._post(request, path, content=content, headers=_BYTES)

    async def _post(self, request: Request, path: str, **sent: Any) -> Answer:
        address = request.client.host if request.client else ""
        transport = None if self.url else httpx.ASGITransport(request.app, client=(address, 0))
        headers = {**sent.pop("headers", {}), "x-forwarded-for": address}
        try:
            async with httpx.AsyncClient(
                base_url=self.url or _HERE, transport=transport, timeout=_SECONDS, trust_env=False
            ) as http:
                answer = await http.post(f"/intake/{path}", headers=headers, **sent)
                said = answer.json()
        except (httpx.HTTPError, ValueError):
            return NOBODY
        return Answer(answer.status_code, said if isinstance(said, dict) else {})


_BYTES = {"content-type": "application/octet-stream"}
_THE_SAME = 0.5
"""From this score on it is probably the same matter (docs/partners.md)."""
