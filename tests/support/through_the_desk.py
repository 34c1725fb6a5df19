"""A client whose people with a post send by the desk's forms, as a browser does; everybody else as before."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from services.desk.domain.forms.fields import about, set_by_us
from services.desk.domain.forms.filling import filled
from services.desk.domain.forms.transitions import STAFF, commands_of_staff
from shared.client import Client
from shared.kernel.messages.envelope import Envelope
from shared.language.contracts.registry import TYPES
from tests.support.platform import Platform
from tests.support.signed_in import Browser, Door, Form

_NEWEST = "SELECT answer FROM sent WHERE type = :type AND person = :person ORDER BY sent_at DESC LIMIT 1"


@dataclass
class ThroughTheDesk:
    """``gone``: the types of commands that went by a form; ``odd``: what a form did not offer."""

    platform: Platform
    door: Door
    stack: AsyncExitStack
    gone: set[str] = field(default_factory=set)
    odd: list[str] = field(default_factory=list)
    _browsers: dict[tuple[str, str, str | None, str], Browser] = field(default_factory=dict)

    async def ask(self, envelope: Envelope, token: str | None = None) -> Envelope:
        """As ``Client.ask``."""
        client: Client = self.platform.client
        if (
            envelope.actorrole not in STAFF
            or envelope.type not in commands_of_staff()
            # The raiser has that secret already; the desk would draw another one.
            or "proof" in envelope.data
        ):
            return await client.ask(envelope)
        browser = await self._browser(envelope)
        cls = commands_of_staff()[envelope.type]
        own = about(cls)
        query = f"?kind={cls.entity()}&id={envelope.data[own]}" if own else ""
        page = await browser.http.get(f"/do/{envelope.type}{query}")
        if page.status_code != 200:
            return await self._beside_the_form(envelope, page.status_code)
        form = Form(page.text)
        hidden = {name: value for name, value in form.inputs if name.startswith("_")}
        values = filled(envelope.type, _without_ours(envelope))
        self._compare(envelope.type, form, values)
        pairs = [*hidden.items(), *((name, one) for name, all in values.items() for one in all)]
        response = await browser.http.post(
            form.action,
            content=_encoded(pairs),
            headers={"content-type": "application/x-www-form-urlencoded"},
        )
        assert response.status_code in (200, 303, 422, 409), (envelope.type, response.status_code)
        self.gone.add(envelope.type)
        return await self._answer(envelope)

    async def _beside_the_form(self, envelope: Envelope, status: int) -> Envelope:
        """Who may not, or knows no such thing, has no form; the platform says the same."""
        answer = await self.platform.client.ask(envelope)
        if answer.data.get("code") is None:
            self.odd.append(f"{envelope.type} by {envelope.actorrole}: {status}, and was carried out")
        return answer

    async def _browser(self, envelope: Envelope) -> Browser:
        actor = envelope.actor
        key = (actor.id, actor.role, actor.department, envelope.tenant)
        if key not in self._browsers:
            entered = self.door.enter(actor, township=envelope.tenant)
            self._browsers[key] = await self.stack.enter_async_context(entered)
        return self._browsers[key]

    def _compare(self, type: str, form: Form, values: dict[str, list[str]]) -> None:
        for name, chosen in values.items():
            offers = form.offers.get(name)
            if offers is not None and not set(chosen) <= offers:
                self.odd.append(f"{type} {name}: {sorted(set(chosen) - offers)} is not offered")

    async def _answer(self, envelope: Envelope) -> Envelope:
        rows = await self.platform.rows("desk", _NEWEST, type=envelope.type, person=envelope.actorid)
        assert rows, (envelope.type, "was never sent")
        said: dict[str, Any] = rows[0].answer
        if "code" in said:
            return _answer_of(envelope, f"{envelope.type.split('.')[0]}.command.refused.v1", said)
        if not said.get("event"):
            return _answer_of(envelope, f"{envelope.type.split('.')[0]}.command.accepted.v1", said)
        async with asyncio.timeout(10):
            while True:
                for event in reversed(self.platform.events):
                    if event.id == said["event"]["id"]:
                        return event
                await asyncio.sleep(0.01)


def _answer_of(envelope: Envelope, type: str, said: dict[str, Any]) -> Envelope:
    assert type in TYPES
    return envelope.model_copy(update={"type": type, "data": said})


def _without_ours(envelope: Envelope) -> dict[str, Any]:
    ours = set_by_us(envelope.type)
    return {name: value for name, value in envelope.data.items() if name not in ours}


def _encoded(pairs: list[tuple[str, str]]) -> bytes:
    return urlencode(pairs).encode()
