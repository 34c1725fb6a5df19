"""Who guesses trace codes on the console's pages waits; who asks says a named proxy, and nobody else."""

from dataclasses import replace

import httpx

from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.kernel.service.http.guesses import AT_MOST, WITHIN
from tests.integration.test_console import HERE
from tests.support.matter import tell
from tests.support.platform import Stand, running_platform


async def test_who_guesses_codes_waits_and_others_go_on(
    bus: InProcessBus, browser: httpx.AsyncClient
) -> None:
    await tell(bus, HERE.told())
    guesser, reader = {"x-forwarded-for": "203.0.113.9"}, {"x-forwarded-for": "203.0.113.10"}
    for number in range(AT_MOST):
        assert (await browser.get(f"/t/GUESS{number}", headers=guesser)).status_code == 404
    for path in (f"/t/{HERE.code}", "/t/GUESS0"):
        page = await browser.get(path, headers=guesser)
        assert page.status_code == 429
        assert 0 < int(page.headers["retry-after"]) <= WITHIN
        assert "10分钟后再查" in page.text
        assert "in 10 minutes" in page.text
        assert HERE.title not in page.text
    twin = await browser.get(f"/t/{HERE.code}.json", headers=guesser)
    assert (twin.status_code, twin.json()["reason"]) == (429, "too_many_guesses")
    assert twin.json()["said"].keys() == {"zh", "en"}
    assert twin.headers["retry-after"]
    assert (await browser.get(f"/t/{HERE.code}", headers=reader)).status_code == 200
    assert (await browser.get("/", headers=guesser)).status_code == 200


async def test_what_a_stranger_writes_of_who_asks_is_not_believed(
    in_process: Stand, bus: InProcessBus
) -> None:
    stand = replace(in_process, http_proxies="192.0.2.1")
    codes = []
    async with running_platform(stand, "console", bus=bus) as running:
        url = f"http://127.0.0.1:{running.process.port}"
        async with httpx.AsyncClient(base_url=url, trust_env=False) as browser:
            for number in range(AT_MOST + 1):
                said = {"x-forwarded-for": f"203.0.113.{number}"}
                codes.append((await browser.get(f"/t/GUESS{number}", headers=said)).status_code)
    assert codes == [404] * AT_MOST + [429]
