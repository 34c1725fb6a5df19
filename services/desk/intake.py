"""Intake, asked inside for what is in no event: what triage suggests, what is like a matter, what everybody
would read of it, and the raiser's own words and contact, each reading of which intake writes down.

Whoever asks has looked before whether the person may read the matter. Where intake is not reached, pages say
so and go on.
"""

from dataclasses import dataclass
from typing import Any

import httpx

from services.desk.domain.person import Person
from shared.kernel.service.service import AtWork

_SECONDS = 4.0


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and content of what intake said; status 0: it did not."""

    status: int
    said: dict[str, Any]
    content: bytes = b""
    media_type: str = ""


NOTHING = Answer(0, {})


class Intake:
    """Where the settings say, or in this very process."""

    def __init__(self, running: AtWork) -> None:
        self._running = running

    async def decided_by(self, person: Person, id: str) -> Answer:
        """What one decision is taken by: suggestions with reasons, and similar matters."""
        return await self._ask("GET", f"/intake/desk/{id}", params={"township": person.township})

    async def preview(self, person: Person, id: str, summary: dict[str, Any]) -> Answer:
        """What everybody would read by each choice, and how much is masked."""
        asked = {"by": person.id, "township": person.township, **summary}
        return await self._ask("POST", f"/intake/desk/{id}/preview", json=asked)

    async def contact(self, person: Person, id: str, why: str, file: str = "") -> Answer:
        """How the raiser is reached and what they said, or one of their photos and documents."""
        asked = {"by": person.id, "township": person.township, "why": why}
        more = {"attachment_id": file} if file else {}
        return await self._ask("POST", f"/intake/desk/{id}/contact", json={**asked, **more})

    async def _ask(self, method: str, path: str, **sent: Any) -> Answer:
        base = self._running.settings.peer_url or self._running.operators_url
        try:
            async with httpx.AsyncClient(base_url=base, timeout=_SECONDS, trust_env=False) as http:
                answer = await http.request(method, path, **sent)
            media_type = answer.headers.get("content-type", "")
            if not media_type.startswith("application/json"):
                return Answer(answer.status_code, {}, answer.content, media_type)
            said = answer.json()
        except (httpx.HTTPError, httpx.InvalidURL, ValueError):
            return NOTHING
        return Answer(answer.status_code, said if isinstance(said, dict) else {})
