"""Who is told of a delay besides the one who is waited for reads it on the first page."""

from tests.integration.desk.test_pages import HEAD, OFFICE, PRESIDIUM, raised
from tests.support.platform import TOWNSHIP, Platform
from tests.support.signed_in import Door
from tests.support.town import Town

TOLD = "已告知您的逾期事项"


async def test_a_delay_that_was_escalated_stands_on_the_first_pages_of_those_who_were_told(
    platform: Platform, door: Door
) -> None:
    async with door.enter(OFFICE) as office, door.enter(HEAD) as head, door.enter(PRESIDIUM) as presidium:
        path = await raised(office)
        for reader in (head, presidium):
            assert TOLD not in await reader.page("/")
        await Town(platform, TOWNSHIP).live_until("2026-09-30T12:00")
        for reader in (head, presidium):
            page = await reader.page("/")
            assert f"{TOLD}（1）" in page
            assert path in page.split(TOLD)[1]
        page = await office.page("/")
        assert path in page
        assert TOLD not in page
