"""The story, with a name, numbers and an address in every text that anybody sends: nobody else reads them."""

import json
import re
from typing import Any

import httpx
import pytest

from demo.player import Player
from demo.steps import load_story
from shared.client.client import Wire
from shared.kernel.messages.base import Command
from shared.language.contracts.registry import TYPES
from shared.language.topology import CONSUMERS
from tests.support.platform import TOWNSHIP, Platform, Stand, running_platform
from tests.support.private_words import PRIVATE, planted

STORY = load_story()
PAGES = 400
KEEPS = {"intake.submission", "intake.contacts"}
"""The tables in which a raiser's own words and contact stand until they are erased (docs/adr, 0032)."""


def in_full(data: dict[str, Any]) -> None:
    """What is published in full has no words of the office's own beside it."""
    choice = data.get("publish")
    beside = choice if isinstance(choice, dict) else data if choice == "full" else {}
    own = ("title", "text", "why") if beside is choice else ("summary", "not_public_because")
    beside.update({name: "" for name in own if name in beside})


def plant_everywhere(wire: Wire) -> dict[str, int]:
    """From now on each command that goes over ``wire`` has the words in all its texts. Returns how many texts
    of which commands there were."""
    send, filled = wire.send, dict[str, int]()

    async def send_planted(type: str, body: bytes, token: str | None = None) -> None:
        envelope, cls = json.loads(body), TYPES[type]
        assert issubclass(cls, Command)
        envelope["data"], fields = planted(cls, envelope["data"])
        in_full(envelope["data"])
        if fields:
            filled[type] = filled.get(type, 0) + len(fields)
        await send(type, json.dumps(envelope, ensure_ascii=False).encode())

    wire.send = send_planted  # type: ignore[method-assign]
    return filled


async def pages(platform: Platform) -> dict[str, str]:
    """All pages of the console and of the operators that links lead to, by path."""
    console = f"http://127.0.0.1:{platform.process.port}"
    ops = f"http://127.0.0.1:{platform.process.ops_port}"
    found: dict[str, str] = {}
    here = ("", "loop.json", "waiting", "waiting.json")
    queue = [f"{console}/{path}?township={TOWNSHIP}" for path in here]
    codes = {
        event.data["submission"]["trace_code"] for event in platform.events if "submission" in event.data
    }
    queue += [f"{console}/t/{code}{end}" for code in sorted(codes) for end in ("", ".json")]
    queue += [
        f"{ops}/{path}" for path in ("health/ready", "ops/flow", *(f"ops/{s}/metrics" for s in CONSUMERS))
    ]
    async with httpx.AsyncClient(follow_redirects=True, trust_env=False, timeout=30) as browser:
        while queue and len(found) < PAGES:
            url = queue.pop()
            if url in found:
                continue
            found[url] = (await browser.get(url)).text
            links = re.findall(r'href="(/[^"#]*)"', found[url]) if url.startswith(console) else []
            queue += [console + link.replace("&amp;", "&") for link in links if "/static/" not in link]
    return found


async def rows(platform: Platform, service: str) -> dict[str, str]:
    """Everything in a service's database, by table."""
    query = "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"
    names = [name for (name,) in await platform.rows(service, query)]
    return {
        f"{service}.{name}": str(
            await platform.scalar(
                service, f"SELECT coalesce(string_agg(to_jsonb(t)::text, ' '), '') FROM \"{name}\" t"
            )
        )
        for name in names
    }


def who_reads(places: dict[str, str]) -> dict[str, list[str]]:
    found = {where: [private for private in PRIVATE if private in text] for where, text in places.items()}
    return {where: private for where, private in found.items() if private}


@pytest.mark.slow
@pytest.mark.timeout(400)
async def test_what_leads_to_a_person_is_nowhere_but_where_the_raisers_words_are_kept(
    in_process: Stand, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    async with running_platform(in_process, *CONSUMERS, story_clock=STORY.steps[0].at) as platform:
        filled = plant_everywhere(platform.client.wire)
        await Player(STORY, platform.client, platform.accounts, TOWNSHIP, events=platform.events).play()
        await platform.settle()
        events = {event.id: event.to_json().decode() for event in platform.events}
        seen = await pages(platform)
        tables = {name: text for s in CONSUMERS for name, text in (await rows(platform, s)).items()}
    said = capfd.readouterr()
    logged = {"stdout": said.out, "stderr": said.err, "log": caplog.text}
    assert len(filled) >= 20
    assert sum(filled.values()) >= 150
    assert len(events) > 500
    assert len(seen) > 50
    assert who_reads({**events, **seen, **logged}) == {}
    assert set(who_reads(tables)) <= KEEPS
    # The masked words were there to be seen, and who sent them was told.
    assert sum("〔电话〕" in text for text in events.values()) > 100
    assert sum(event.masked is not None for event in platform.events) > 100
