"""The page of a meeting, told of it by events alone, and the ways that lead there."""

from datetime import UTC, datetime

import httpx

from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.language.contracts.scheduling import MeetingFrozen, MinutesPublished
from tests.support.matter import Matter, tell
from tests.support.platform import OTHER_TOWNSHIP, TOWNSHIP

NOW = datetime(2026, 9, 20, 1, tzinfo=UTC)
HERE = Matter(TOWNSHIP, code="R4D-8WN-P3C")
LOOP = f"/?township={TOWNSHIP}"


async def test_a_meeting_is_found_from_the_loop_and_from_the_way_of_a_matter_while_it_goes_on_and_afterwards(
    bus: InProcessBus, browser: httpx.AsyncClient
) -> None:
    told = list(HERE.told())
    frozen = next(one for one in told if one.type == MeetingFrozen.type)
    await tell(bus, told[:6])
    assert "/meetings/m1?" in (await browser.get(LOOP)).text
    published = MinutesPublished(meeting=HERE.meeting("published", minutes="议定一项。", published_at=NOW))
    data = published.model_dump(mode="json")
    changes = {"id": "published", "type": published.type, "sequence": 9, "data": data}
    await tell(bus, [frozen.model_copy(update=changes)])
    for path in (LOOP, f"/t/{HERE.code}"):
        assert "/meetings/m1?" in (await browser.get(path)).text
    page = await browser.get("/meetings/m1")
    assert "议定一项。" in page.text
    assert (await browser.get("/meetings/m9")).status_code == 404
    assert (await browser.get(f"/meetings/m1?township={OTHER_TOWNSHIP}")).status_code == 404
