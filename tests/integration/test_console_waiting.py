"""The console's page of who has to act, told by events alone."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.kernel.machine import Waiting
from tests.support.matter import Matter
from tests.support.platform import OTHER_TOWNSHIP, TOWNSHIP, Platform

NOW = datetime(2026, 9, 20, 1, tzinfo=UTC)
HERE = Matter(TOWNSHIP, code="R4D-8WN-P3C")


def awaited(due: datetime, **more: Any) -> Waiting:
    return Waiting(due_at=due, since=due - timedelta(days=5), next_at=due, **more)


async def test_the_page_of_who_has_to_act_names_roles_departments_and_days(
    platform: Platform, bus: InProcessBus
) -> None:
    waits = (
        awaited(NOW - timedelta(days=15), what="answer", role="department", department="water"),
        awaited(NOW + timedelta(days=10), what="co_opinion", role="department", person_id="wu-ming"),
    )
    events = list(HERE.told())
    number = next(n for n, one in enumerate(events) if one.type == "handling.item.progressed.v1")
    item = {**events[number].data["item"], "waiting": [one.model_dump(mode="json") for one in waits]}
    told = (*events[:number], events[number].model_copy(update={"data": {"item": item}}))
    for envelope in told:
        await bus.publish_event(envelope)
    base = f"http://127.0.0.1:{platform.process.port}"
    async with httpx.AsyncClient(base_url=base, trust_env=False) as browser:
        page = (await browser.get(f"/waiting?township={TOWNSHIP}")).text
        assert page.index("已过期限") < page.index("还有20天")
        assert "水务站 承办部门" in page
        assert "wu-ming" not in page
        assert f"/items/{item['item_id']}" in page
        found = (await browser.get(f"/waiting.json?township={TOWNSHIP}")).json()
        assert found["late"] >= 1
        assert found["number"] >= len(waits)
        assert 'href="/waiting' in (await browser.get(f"/?township={TOWNSHIP}")).text
        for unknown in (f"/waiting?township={OTHER_TOWNSHIP}", "/waiting.json?township=x", "/?township=x"):
            assert (await browser.get(unknown)).status_code == 404
        bogus = await browser.get(f"/waiting.json?township={TOWNSHIP}&role=bogus")
        assert (bogus.status_code, bogus.json()["reason"]) == (400, "http_parameter")
        assert "township" in bogus.json()["zh"]
        # Whoever passes a page on may hang something to its address.
        assert (await browser.get(f"/waiting?township={TOWNSHIP}&from=singlemessage")).status_code == 200
