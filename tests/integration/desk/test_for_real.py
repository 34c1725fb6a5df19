"""The desk with identity itself: a password, and then a command that is signed for that person."""

from collections.abc import AsyncIterator

import httpx
import pytest

from tests.integration.desk.test_pages import ACCEPT, SUBMIT, about, raised
from tests.support.accounts import Desk, desk_of, with_secrets
from tests.support.platform import Stand, running_platform
from tests.support.signed_in import COOKIE, Browser


@pytest.fixture
async def at_work(in_process: Stand) -> AsyncIterator[Desk]:
    services = ("directory", "intake", "scheduling", "handling", "evaluation", "identity", "desk")
    with with_secrets():
        async with running_platform(in_process, *services) as platform, desk_of(platform) as desk:
            yield desk


async def test_who_signs_in_with_a_password_decides_by_signed_commands(at_work: Desk) -> None:
    await at_work.account("office-1")
    session = await at_work.sign_in("office-1")
    assert session
    url = f"http://127.0.0.1:{at_work.platform.process.ports['desk']}"
    async with httpx.AsyncClient(
        base_url=url, trust_env=False, timeout=20, cookies={COOKIE: session}
    ) as http:
        office = Browser(http)
        path = await raised(office)
        await office.send(f"/do/{ACCEPT}{about(path)}", {"category": "town.lighting"})
        vouched = "SELECT vouched FROM journal WHERE asker = 'partner-desk' AND vouched IS NOT NULL"
        assert len(await at_work.platform.rows("intake", vouched)) == 2
        form = await office.page(f"/do/{SUBMIT}")
        assert session not in form
