"""A client over HTTP whose connection is closed while it speaks says the same again."""

import httpx
import pytest

from shared.client import http
from shared.client.http import HttpWire
from shared.language.contracts.registry import REGISTRY


@pytest.fixture(autouse=True)
def without_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "_PAUSE", 0)


def wire(*becomes: httpx.Response | type[httpx.TransportError]) -> tuple[HttpWire, list[bytes]]:
    """What becomes of one post after the other, the last one for ever; what was posted."""
    posted: list[bytes] = []

    def answer(request: httpx.Request) -> httpx.Response:
        posted.append(request.content)
        found = becomes[min(len(posted), len(becomes)) - 1]
        if isinstance(found, httpx.Response):
            return found
        raise found("closed")

    client = httpx.AsyncClient(transport=httpx.MockTransport(answer), base_url="http://console.test")
    return HttpWire(client, REGISTRY), posted


@pytest.mark.parametrize("closed", [httpx.ReadError, httpx.WriteError, httpx.RemoteProtocolError])
async def test_what_a_closed_connection_swallowed_is_said_again(closed: type[httpx.TransportError]) -> None:
    there, posted = wire(closed, httpx.Response(200, content=b"answer"))
    async with there.answers() as answers:
        await there.send("intake.submission.submit.v1", b"{}")
        assert await anext(answers) == b"answer"
    assert posted == [b"{}", b"{}"]


async def test_who_closes_every_connection_is_given_up_in_the_end() -> None:
    there, posted = wire(httpx.ReadError)
    with pytest.raises(httpx.TransportError):
        await there.send("intake.submission.submit.v1", b"{}")
    assert len(posted) > 2


async def test_who_is_not_there_at_all_is_said_at_once() -> None:
    there, posted = wire(httpx.ConnectError)
    with pytest.raises(httpx.ConnectError):
        await there.send("intake.submission.submit.v1", b"{}")
    assert len(posted) == 1
