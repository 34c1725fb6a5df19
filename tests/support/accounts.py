"""Accounts of the sample township's people, and what a desk asks of identity with them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from unittest.mock import patch

import httpx

from services.identity.accounts import keeping, signing_in
from services.identity.accounts.posts import posts_by
from services.identity.accounts.signing_in import Visitor
from shared.kernel.messages.envelope import Actor, Envelope
from shared.kernel.service.running import Running
from shared.language.contracts.envelope import Role
from shared.language.contracts.identity import RotateSigningKey
from tests.support.platform import TOWNSHIP, Platform

SECRET = "only for tests, and long enough for any"
ENVIRONMENT = {"YOUYUE_SIGNER_SECRET": SECRET, "YOUYUE_IDENTITY_SECRET": SECRET}
OPERATOR = Actor("operator-1", Role.OPERATOR)
PASSWORD = "Lüster-41-Kran"
VISITOR = Visitor("127.0.0.1", "tests")


def with_secrets() -> Any:
    """While the platform is made."""
    return patch.dict("os.environ", ENVIRONMENT)


@dataclass
class Desk:
    """What the desk asks of identity."""

    platform: Platform
    http: httpx.AsyncClient

    @property
    def identity(self) -> Running:
        return self.platform.service("identity")

    async def account(self, person: str) -> str:
        """An active account; returns its name."""
        login = f"{person}@{TOWNSHIP}"
        async with self.identity.engine.begin() as connection:
            await keeping.add(connection, TOWNSHIP, person, login, "tests")
            wrong = await signing_in.set_password(
                connection, TOWNSHIP, person, PASSWORD, self.identity.settings, ""
            )
            assert wrong == ()
        return login

    async def sign_in(self, person: str, password: str = PASSWORD) -> str | None:
        """A session."""
        identity = self.identity
        async with identity.engine.begin() as connection:
            return await signing_in.sign_in(
                connection,
                f"{person}@{TOWNSHIP}",
                password,
                VISITOR,
                identity.settings,
                posts_by(identity),
            )

    async def session(self, session: str) -> httpx.Response:
        return await self.http.post("/identity/session", json={"session": session})

    async def asks_token(self, session: str, command: Envelope, **other: Any) -> httpx.Response:
        asked = {
            "session": session,
            "role": command.actorrole,
            "department": command.actordepartment,
            "township": command.tenant,
            "type": command.type,
            "source": command.source,
            "id": command.id,
            "digest": sha256(command.to_json()).hexdigest(),
        }
        return await self.http.post("/identity/token", json={**asked, **other})

    async def token(self, session: str, command: Envelope) -> str:
        response = await self.asks_token(session, command)
        assert response.status_code == 200, response.text
        return str(response.json()["token"])


@asynccontextmanager
async def desk_of(platform: Platform) -> AsyncIterator[Desk]:
    """A desk, once identity has a key for the township."""
    told = await platform.tell(RotateSigningKey(), OPERATOR)
    assert told.type == "identity.signing_key.published.v1", told
    await platform.settle()
    url = f"http://127.0.0.1:{platform.process.ops_port}"
    headers = {"authorization": f"Bearer {SECRET}"}
    async with httpx.AsyncClient(base_url=url, headers=headers, trust_env=False) as http:
        yield Desk(platform, http)
