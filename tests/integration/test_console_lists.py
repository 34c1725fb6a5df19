"""Lists and search: what is public is found, whatever comes in whatever order; what is not, never."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.language.contracts import intake
from shared.language.contracts.envelope import Envelope
from shared.language.topology import TOPOLOGY
from tests.support.forms import Reader
from tests.support.matter import CITIZEN, OFFICE, START, Matter, project, tell
from tests.support.platform import IMPATIENT, TOWNSHIP, Platform, Stand, running_platform

HERE = f"?township={TOWNSHIP}"
MATTER = Matter(TOWNSHIP)


@pytest.fixture
def bus() -> InProcessBus:
    return InProcessBus(TOPOLOGY, tiers=IMPATIENT)


@pytest.fixture
async def platform(in_process: Stand, bus: InProcessBus) -> AsyncIterator[Platform]:
    async with running_platform(in_process, "console", bus=bus) as running:
        yield running


@pytest.fixture
def reader(platform: Platform) -> Reader:
    return Reader(f"http://127.0.0.1:{platform.process.port}")


async def listed(reader: Reader, name: str, **asked: str) -> list[str]:
    """The titles of the first page."""
    query = "".join(f"&{key}={value}" for key, value in asked.items())
    found = await reader.get(f"/{name}.json{HERE}{query}")
    assert found.status == 200, found.text
    return [row["thing"]["title"] for row in found.response.json()["rows"]]


async def test_everything_public_is_listed_found_and_linked(reader: Reader, bus: InProcessBus) -> None:
    await tell(bus, [*MATTER.told(), project(TOWNSHIP)])
    assert await listed(reader, "matters") == ["东岙泵站坏了"]
    assert await listed(reader, "matters", q="泵站") == ["东岙泵站坏了"]
    assert await listed(reader, "matters", q="泵站 一涨水") == ["东岙泵站坏了"]
    assert await listed(reader, "matters", q="路灯") == []
    assert await listed(reader, "matters", village="V01") == ["东岙泵站坏了"]
    assert await listed(reader, "matters", village="V02") == []
    assert len(await listed(reader, "items", department="water")) == 1
    assert len(await listed(reader, "items", department="culture")) == 0
    for name, id in (("topics", "t1"), ("promises", "p1")):
        assert len(await listed(reader, name)) == 1
        page = await reader.get(f"/{name}/{id}{HERE}")
        assert page.status == 200
    topic = await reader.get(f"/topics/t1{HERE}")
    assert f'href="/t/{MATTER.code}' in topic.response.text
    assert 'href="/items/i1' in topic.response.text
    assert len(await listed(reader, "projects")) == 1


def received(number: int, *, published: bool = True) -> Envelope:
    """One of many matters, each a minute after the one before."""
    at = START + timedelta(minutes=number)
    words = intake.Published(extent="full", title=f"路灯{number:03}", text="不亮", by=OFFICE.id, at=at)
    snapshot = intake.SubmissionSnapshot(
        submission_id=f"many-{number}",
        trace_code=f"M{number:08}",
        state="received",
        channel="online",
        submitted_at=at,
        published=words if published else None,
    )
    return Envelope(
        id=f"many-{number}",
        source="/youyue/intake",
        type=intake.SubmissionReceived.type,
        time=at,
        township=TOWNSHIP,
        actorid=CITIZEN.id,
        actorrole=CITIZEN.role,
        subject=f"many-{number}",
        sequence=1,
        data=intake.SubmissionReceived(submission=snapshot).model_dump(mode="json"),
    )


async def test_a_list_leads_on_to_earlier_ones_until_there_are_none(
    platform: Platform, reader: Reader, bus: InProcessBus
) -> None:
    await tell(bus, [received(number) for number in range(45)])
    found: list[str] = []
    page = await reader.get(f"/matters{HERE}&q=路灯")
    for _ in range(3):
        found += [line for line in page.text.split() if line.startswith("路灯") and len(line) == 5]
        if 'rel="next"' not in page.response.text:
            break
        link = page.response.text.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
        page = await reader.get(f"/matters{link}")
    assert found == [f"路灯{n:03}" for n in reversed(range(45))]


async def test_what_is_not_published_is_in_no_list(reader: Reader, bus: InProcessBus) -> None:
    await tell(bus, [received(1, published=False)])
    assert await listed(reader, "matters") == []


async def test_a_single_character_is_asked_for_more(reader: Reader, bus: InProcessBus) -> None:
    await tell(bus, MATTER.told())
    assert "请至少写两个连在一起的字" in (await reader.get(f"/matters{HERE}&q=泵")).text


async def test_a_hostile_search_is_like_others_or_refused_in_words(reader: Reader, bus: InProcessBus) -> None:
    await tell(bus, MATTER.told())
    for words in ("%27%3B--", "%00%FF", "=state:received", "{{7*7}}", "%25%25%25", "a" * 5000, "<script>x"):
        page = await reader.get(f"/matters{HERE}&q={words}")
        assert page.status in (200, 400)
        assert "<script>x" not in page.response.text
