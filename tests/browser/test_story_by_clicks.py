"""One matter through all six stages, by the clicks of everybody whose part it is, on a phone and on a desk.

Each person has a browser of their own and signs in with a name and a password; they find their work on the
first page or by the lists, fill in the forms, and read on the page what came of it.

What no click does, since nobody in a township does it: the clock of the story is moved, the township is taken
in and accounts are given to its people before it begins (operators do both), and what only time brings comes
by itself: the ballot opens by the answer and closes on its day. Minutes are confirmed by the office, who asks
those who were there; the head of the township has no form for it.
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from playwright.async_api import Browser, expect

from cli.serving import Address
from services.identity.accounts import hashing
from shared.embedded.free_ports import free_ports
from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.language.contracts.directory import AddTownship
from shared.language.topology import CONSUMERS
from tests.browser.conftest import SIZES, picture
from tests.support.accounts import desk_of, with_secrets
from tests.support.browser.company import LEAD, OFFICE, STAFF, company
from tests.support.browser.stages import (
    ITEM,
    MATTER,
    MEETING,
    PROMISE,
    TOPIC,
    VISIT,
    discuss,
    handle,
    raise_it,
    rate,
    supervise,
    visit,
    vote,
)
from tests.support.platform import Platform, Stand, running_platform
from tests.support.town import OPERATOR
from tests.support.township import xiushan

LOOPBACK = "127.0.0.1"
PATIENCE = 20_000
"""Milliseconds within which a page shows what was asked of it; the machine may be busy."""


@pytest.fixture
async def platform(
    in_process: Stand, bus: InProcessBus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Platform]:
    """Everything, with the pages for signing in and the desk knowing of each other."""
    desk, identity = free_ports(2)
    monkeypatch.setenv("YOUYUE_INTAKE_ATTACHMENTS_URL", f"file://{tmp_path}/files")
    monkeypatch.setenv("YOUYUE_DESK_URL", f"http://localhost:{desk}")
    monkeypatch.setenv("YOUYUE_SIGN_IN_URL", f"http://localhost:{identity}")
    quick = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(hashing, "_HASHER", quick)
    own = {"desk": Address(LOOPBACK, desk), "identity": Address(LOOPBACK, identity)}
    there = xiushan()
    async with AsyncExitStack() as stack:
        stack.enter_context(with_secrets())
        running = await stack.enter_async_context(running_platform(in_process, *CONSUMERS, bus=bus, own=own))
        await running.tell(AddTownship(profile=there.profile, rules=there.rules, lists=there.lists), OPERATOR)
        accounts = await stack.enter_async_context(desk_of(running))
        for person in STAFF:
            await accounts.account(person)
        yield running


@pytest.mark.timeout(900)
@pytest.mark.parametrize("size", SIZES)
async def test_everybody_clicks_their_part_of_one_matter_through_all_six_stages(
    platform: Platform, browser: Browser, size: str
) -> None:
    expect.set_options(timeout=PATIENCE)
    async with company(platform, browser, SIZES[size]) as us:
        for stage in (raise_it, visit, discuss, handle, vote, supervise, rate):
            await stage(us)
            await picture(us.raiser.page, f"story-{stage.__name__}-{size}")
        for person in us.people.values():
            await person.waits_no_more(MATTER, TOPIC, VISIT, MEETING, ITEM, PROMISE)
        lead, office = await us.who(LEAD), await us.who(OFFICE)
        await lead.finds("评议", ITEM)
        await lead.reads("已截止", "代表满意")
        await office.finds("群众意见", MATTER)
        await office.reads("已办结")
        await us.raiser.reads("已办结，代表表示满意", "已结束", "群众评价：满意", "确认承诺已兑现")
        await picture(us.raiser.page, f"story-end-{size}")
