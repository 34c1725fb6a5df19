"""What people write is stored, published and listened to unchanged, and who acts is readable at the door."""

from typing import Any

import httpx
import pytest

from shared.client.http import http_wire
from shared.client.platform import new_command
from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.kernel.messages.envelope import Actor
from shared.kernel.messages.text import clean
from shared.language.contracts import handling, intake
from shared.language.contracts.envelope import Envelope, Role
from shared.language.contracts.registry import REGISTRY
from shared.language.topology import TOPOLOGY
from tests.support.handling_messages import envelope
from tests.support.platform import TOWNSHIP, Stand, running_platform
from tests.support.waiting import until

WRITTEN = (
    "第二件\u2028水管漏水\u2029三\x85四\r\n五",
    "\x1b[2J\x1b]0;OWNED\x07水管\u202e漏水",
    "می\u200cخواهم 👩\u200d❤\ufe0f\u200d👩 1\ufe0f\u20e3 e\u0301",
    "水\u200b" * 500,
    "data: 水\n\ndata: 管\nid: 7",
)


def submitting(text: str, **said: Any) -> Envelope:
    data = {"text": text, "title": text[:40], "channel": "online"}
    message = envelope(type=intake.SubmitSubmission.type, actorid="citizen:7", actorrole="citizen", data=data)
    return Envelope.model_validate({**message, **said})


async def test_what_is_taken_is_stored_published_and_heard_unchanged(in_process: Stand) -> None:
    async with running_platform(in_process, "intake", "console", bus=InProcessBus(TOPOLOGY)) as platform:
        base = f"http://127.0.0.1:{platform.process.port}"
        async with http_wire(base, REGISTRY) as wire, wire.events("intake.#") as events:
            for number, text in enumerate(WRITTEN):
                await wire.send(intake.SubmitSubmission.type, submitting(text, id=f"m-{number}").to_json())
                received = await anext(events)
                assert "text" not in received.data["submission"], "nobody has published it"
                publish = intake.PublishSubmission(submission_id=received.subject or "", extent="full")
                office = Actor("office-1", Role.OFFICE)
                command = new_command(publish, office, TOWNSHIP, "/youyue/tests", f"p-{number}")
                await wire.send(publish.type, command.to_json())
                heard = await anext(events)
                snapshot = heard.data["submission"]["published"]
                assert snapshot["text"] == clean(text, lines=True)
                assert snapshot["title"] == clean(text[:40], lines=False)
                rows = await platform.rows(
                    "intake", "SELECT data->>'text' FROM submission WHERE id = :id", id=heard.subject
                )
                assert rows[0][0] == snapshot["text"]
        async with httpx.AsyncClient(base_url=base, trust_env=False) as http:

            async def told() -> str:
                page = (await http.get("/", params={"township": TOWNSHIP})).text
                return page if "data: 水" in page else ""

            page = await until(told)
        assert not {"\x1b", "\u202e", "\u2028", "\x85"} & set(page)
        assert "<bdi>" in page


@pytest.mark.parametrize("field", ["actorid", "actordepartment"])
async def test_a_malformed_actor_is_told_to_the_sender_and_written_nowhere(
    in_process: Stand, field: str, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = "张 三 13800138000"
    async with running_platform(in_process, "handling") as platform:
        message = Envelope.model_validate(envelope()).model_copy(update={field: secret})
        answer = await platform.client.ask(message)
        refused = handling.HandlingCommandRefused.model_validate(answer.data)
        assert (refused.code, refused.field, refused.command_id) == ("invalid_envelope", field, message.id)
        assert await platform.rows("handling", "SELECT 1 FROM parked_messages") == []
        journal = await platform.rows("handling", "SELECT envelope::text, body FROM journal")
    assert secret not in str((answer, journal, capsys.readouterr()))
