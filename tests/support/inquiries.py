"""Questions of a named person over HTTP, with a token under each."""

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import httpx

from services.desk.domain.person import Post
from services.desk.identity import Session, Signing
from shared.kernel.messages.envelope import Actor
from shared.kernel.messages.ids import new_message_id
from shared.kernel.messages.topology import TOKEN_HEADER
from shared.language.contracts.inquiries import PreviewPublication, ReadContact
from tests.support.platform import TOWNSHIP, Platform
from tests.support.signed_in import KnownPeople

CONTACT, PREVIEW = "contact", "preview"
TYPES = {CONTACT: ReadContact.type, PREVIEW: PreviewPublication.type}
SOURCE = "/youyue/desk"


@dataclass
class Asking:
    """Somebody who may put questions to intake: its keys are known there."""

    platform: Platform
    people: KnownPeople

    async def put(self, what: str, matter: str, by: Actor, **more: Any) -> httpx.Response:
        """A question with a token that is good for it."""
        body = self.body(matter, by, **more)
        return await self.send(what, body, await self.token(what, body))

    def body(self, matter: str, by: Actor, **more: Any) -> bytes:
        """The question as it is sent."""
        who = {"by": by.id, "role": by.role, "department": by.department}
        said = {"id": new_message_id(), "source": SOURCE, "township": TOWNSHIP, "matter": matter, **who}
        return json.dumps({**said, **more}).encode()

    async def token(self, what: str, body: bytes) -> str:
        """As identity would sign for the person whom the body names."""
        said = json.loads(body)
        post = Post(said["role"], said["department"])
        self.people.sessions["here"] = Session(said["by"], said["by"], said["township"], (post,))
        digest = sha256(body).hexdigest()
        signing = Signing(post, said["township"], TYPES[what], said["source"], said["id"], digest)
        token = await self.people.sign("here", signing)
        assert token
        return token

    async def send(self, what: str, body: bytes, token: str | None) -> httpx.Response:
        """As they came, good or bad."""
        url = f"http://127.0.0.1:{self.platform.process.ops_port}/intake/{what}"
        shown = {TOKEN_HEADER.encode(): token.encode()} if token else {}
        headers = {b"content-type": b"application/json", **shown}
        async with httpx.AsyncClient(trust_env=False) as http:
            return await http.post(url, content=body, headers=headers)


async def asking(platform: Platform) -> Asking:
    """With a key that intake has heard of."""
    people, bus = KnownPeople(), platform.service("intake").bus
    assert bus
    await bus.publish_event(people.published())
    await platform.settle()
    return Asking(platform, people)
