"""Intake, asked inside for what is in no event: what triage suggests, what is like a matter, what everybody
would read of it, and the raiser's own words and contact, each reading of which intake writes down.

Whoever asks has looked before whether the person may read the matter; what is shown to a named person alone
is asked for with a token. Where intake is not reached, pages say so and go on.
"""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import httpx
from pydantic import ValidationError

from services.desk.domain.person import Person
from services.desk.identity import Identity, NotSigned, Signing
from services.desk.sending import SOURCE
from shared.kernel.messages.ids import new_message_id
from shared.kernel.messages.topology import TOKEN_HEADER
from shared.kernel.service.service import AtWork
from shared.language.contracts.inquiries import Inquiry, PreviewPublication, ReadContact
from shared.language.words import bilingual

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
    """Where the settings say, or in this very process. ``session``: of the person who asks."""

    def __init__(self, running: AtWork, identity: Identity) -> None:
        self._running, self._identity = running, identity

    async def decided_by(self, person: Person, id: str) -> Answer:
        """What one decision is taken by: suggestions with reasons, and similar matters."""
        return await self._ask("GET", f"/intake/desk/{id}", params={"township": person.township})

    async def preview(self, session: str, person: Person, id: str, summary: dict[str, Any]) -> Answer:
        """What everybody would read by each choice, and how much is masked; nothing of words that would be
        refused. Raises Away."""
        try:
            asked = PreviewPublication(**_who(person), matter=id, **summary)
        except ValidationError:
            return NOTHING
        return await self._put(session, person, "/intake/preview", asked)

    async def contact(self, session: str, person: Person, id: str, why: str, file: str = "") -> Answer:
        """How the raiser is reached and what they said, or one of their photos and documents. Raises Away."""
        asked = ReadContact(**_who(person), matter=id, why=why, attachment_id=file or None)
        return await self._put(session, person, "/intake/contact", asked)

    async def _put(self, session: str, person: Person, path: str, asked: Inquiry) -> Answer:
        """Ask what is shown to a named person alone; identity says that it is they."""
        body = asked.model_dump_json(exclude_none=True).encode()
        digest = sha256(body).hexdigest()
        what = Signing(person.post, person.township, asked.type, asked.source, asked.id, digest)
        try:
            token = await self._identity.sign(session, what)
        except NotSigned:
            return Answer(403, bilingual("desk.sign.other").model_dump())
        headers = {"content-type": "application/json", **({TOKEN_HEADER: token} if token else {})}
        return await self._ask("POST", path, content=body, headers=headers)

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


def _who(person: Person) -> dict[str, Any]:
    return {
        "id": new_message_id(),
        "source": SOURCE,
        "by": person.id,
        "role": person.post.role,
        "department": person.post.department,
        "township": person.township,
    }
