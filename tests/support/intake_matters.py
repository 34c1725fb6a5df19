"""A running intake, and matters brought to where its commands can take hold of them."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import httpx
from PIL import Image

from shared.kernel.messages.base import Command
from shared.kernel.messages.envelope import Actor
from shared.language.contracts import intake as said
from tests.support.platform import TOWNSHIP, Platform
from tests.unit.intake.world import CITIZEN, DEPUTY, OFFICE, OTHER_DEPUTY, PROOF

CONTACT = {"phone": "13800003391"}
Given = dict[str, Any]
"""Fields of commands: of the matter that was brought into place."""


def photo(colour: str = "red") -> bytes:
    image = Image.new("RGB", (40, 30), colour)
    exif = image.getexif()
    exif[0x010F] = "a telephone that is known by name"
    out = BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


@dataclass(frozen=True)
class Township:
    """A running platform, and matters brought to where commands can take hold of them."""

    platform: Platform

    async def told(self, command: Command, actor: Actor) -> dict[str, Any]:
        answer = await self.platform.tell(command, actor)
        assert "code" not in answer.data, answer.data
        return answer.data

    async def nothing(self) -> Given:
        return {}

    async def raised(self, **more: Any) -> Given:
        raising = {"text": "村口三盏路灯都不亮", "channel": "online", "proof": PROOF, **more}
        answer = await self.told(said.SubmitSubmission.model_validate(raising), CITIZEN)
        return {"submission_id": answer["submission"]["submission_id"]}

    async def raised_with_two_matters(self) -> Given:
        return await self.raised(text="一、村口路灯坏了三盏；二、自来水发黄。")

    async def raised_by_phone(self) -> Given:
        return await self.raised(contact=CONTACT)

    async def raised_with_a_photo(self) -> Given:
        url = f"http://127.0.0.1:{self.platform.process.port}/intake/attachments"
        async with httpx.AsyncClient(trust_env=False) as http:
            uploaded = await http.post(url, params={"township": TOWNSHIP}, content=photo())
        return {**await self.raised(), "attachment_ids": [uploaded.json()["attachment_id"]]}

    async def supported(self) -> Given:
        matter = await self.raised()
        await self.told(said.SupportSubmission(**matter, person="account:1"), CITIZEN)
        return matter

    async def asked_back(self) -> Given:
        matter = await self.raised()
        await self.told(said.AskRaiser(**matter, question="哪一盏？"), OFFICE)
        return matter

    async def refused(self) -> Given:
        matter = await self.raised()
        await self.told(said.RejectSubmission(**matter, reason_code="promotion"), OFFICE)
        return matter

    async def forwarded(self) -> Given:
        matter = await self.raised()
        await self.told(said.ForwardSubmission(**matter, to="县水利局", why="县管"), OFFICE)
        return matter

    async def confided(self) -> Given:
        return await self.raised(confidential=True)

    async def published(self) -> Given:
        matter = await self.raised()
        await self.told(said.PublishSubmission(**matter, extent="full"), OFFICE)
        return matter

    async def accepted(self) -> Given:
        matter = await self.raised()
        await self.told(said.AcceptSubmission(**matter), OFFICE)
        return {"submission_ids": [matter["submission_id"]]}

    async def accepted_one(self) -> Given:
        (id,) = (await self.accepted())["submission_ids"]
        return {"submission_id": id}

    async def consulted(self) -> Given:
        return await self.raised(kind="consultation")

    async def topic(self) -> Given:
        created = await self.told(
            said.CreateTopic(title="路灯", text="不亮", **await self.accepted()), DEPUTY
        )
        return {"topic_id": created["topic"]["topic_id"]}

    async def topic_and_another_matter(self) -> Given:
        return {**await self.topic(), **await self.accepted()}

    async def topic_and_its_matter(self) -> Given:
        matter = await self.accepted()
        created = await self.told(said.CreateTopic(title="路灯", **matter), DEPUTY)
        return {**matter, "topic_id": created["topic"]["topic_id"]}

    async def co_signed_topic(self) -> Given:
        topic = await self.topic()
        await self.told(said.CoSignTopic(**topic), OTHER_DEPUTY)
        return topic
