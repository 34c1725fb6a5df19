"""Nothing inside on a page of somebody who is not entitled: all roles, pages, lists and searches."""

import pytest

from tests.integration.desk.test_pages import (
    CLERK,
    DEPT_HEAD,
    DEPUTY,
    EVERYBODY,
    HEAD,
    LEADER,
    LISTS,
    OFFICE,
    PRESIDIUM,
    about,
    raised,
)
from tests.support.platform import OTHER_TOWNSHIP, Platform
from tests.support.signed_in import Browser, Door

SECRET = "邻居家夜里焚烧塑料垃圾"


async def seen_by(browser: Browser, path: str) -> str:
    """Whatever somebody can find of a matter."""
    pages = [path, "/", "/sent", "/new", *LISTS, f"/matters?words={SECRET[:4]}", "/o/triage"]
    pages += [f"/do/intake.submission.tell.v1{about(path)}", f"/do/intake.submission.ask.v1{about(path)}"]
    pages += ["/do/intake.topic.create.v1"]
    return "\n".join([(await browser.http.get(page)).text for page in pages])


async def test_words_that_nobody_has_published_are_the_offices_and_the_heads(door: Door) -> None:
    async with door.enter(OFFICE) as office:
        path = await raised(office, SECRET)
        for actor in EVERYBODY:
            async with door.enter(actor) as browser:
                assert (SECRET in await seen_by(browser, path)) == (actor in (OFFICE, HEAD)), actor
                assert "垃圾" not in path


async def test_a_confidential_matter_is_not_there_for_who_does_not_handle_it(
    platform: Platform, door: Door
) -> None:
    async with door.enter(OFFICE) as office:
        path = await raised(office, SECRET, confidential="true")
        for actor in (HEAD, DEPUTY, PRESIDIUM, LEADER, CLERK, DEPT_HEAD):
            async with door.enter(actor) as browser:
                await browser.page(path, 404)
                found = await seen_by(browser, path)
                assert SECRET not in found
                assert path not in found
        given = {"department": "construction", "title": "夜间焚烧"}
        await office.send(f"/do/intake.submission.fast_lane.v1{about(path)}", given)
        await platform.settle()
        async with door.enter(CLERK) as clerk, door.enter(DEPUTY) as deputy:
            assert SECRET in await clerk.page(path)
            assert "夜间焚烧" in await clerk.page("/items")
            await deputy.page(path, 404)
            assert "夜间焚烧" not in await deputy.page("/items")


@pytest.mark.two_townships
async def test_another_township_sees_nothing(door: Door) -> None:
    async with door.enter(OFFICE) as office, door.enter(OFFICE, township=OTHER_TOWNSHIP) as other:
        path = await raised(office, SECRET)
        assert (await other.http.get(path)).status_code == 404
        assert SECRET not in await seen_by(other, path)
