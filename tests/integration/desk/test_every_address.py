"""Every address of the desk: to whom it opens, by role; and to nobody who has not signed in."""

from collections.abc import Iterator, Mapping
from datetime import date

import httpx
import pytest
from starlette.routing import BaseRoute

from services.desk.domain.person import Post
from services.desk.identity import Session
from services.desk.pages.routes import routes
from shared.kernel.service.http.limits import RouteGroup
from shared.language.contracts import scheduling
from shared.language.contracts.envelope import Role
from tests.integration.desk.test_pages import (
    ACCEPT,
    EVERYBODY,
    HEAD,
    OFFICE,
    raised,
)
from tests.support.landing import landed
from tests.support.platform import OTHER_TOWNSHIP, TOWNSHIP, Platform
from tests.support.signed_in import COOKIE, Door, KnownPeople

ALL = frozenset(EVERYBODY)
READERS: Mapping[str, frozenset[object]] = {
    "/": ALL,
    "/new": ALL,
    "/sent": ALL,
    "/sent/{id}": frozenset((OFFICE,)),
    "/o/triage": frozenset((OFFICE,)),
    f"/do/{ACCEPT}": frozenset((OFFICE,)),
    "/calendar": ALL,
    "/calendar/mine.ics": ALL,
    "/matters/{id}/contact": frozenset((OFFICE, HEAD)),
    "/meetings/{id}/paper": ALL,
    "/meetings/{id}/paper.css": ALL,
    "/matters": ALL,
    "/matters/{id}": ALL,
}
"""Address → who is shown something there: of the matter that the office has entered, of what it has sent, and
of a meeting that is planned. ``/live`` is a stream, and looked at elsewhere."""
NOWHERE = ("/calendar/address/{secret}.ics", "/static", "/live")
WRITES = ("/matters/{id}/contact", "/filters", "/filters/remove", "/calendar/address", "/calendar/end")
WRITES_OF_ALL = ("/post", "/larger", f"/do/{ACCEPT}")


def every(groups: list[RouteGroup | BaseRoute]) -> Iterator[str]:
    """Each address, as its route says it."""
    for group in groups:
        for route in group.routes if isinstance(group, RouteGroup) else [group]:
            yield getattr(route, "path", "")


@pytest.fixture
async def known(platform: Platform, door: Door) -> dict[str, str]:
    """Of each kind of address, the id that stands in it."""
    plan = scheduling.PlanMeeting(day=date(2026, 10, 20), room="R1")
    meeting = (await platform.tell(plan, OFFICE)).data["meeting"]["meeting_id"]
    async with door.enter(OFFICE) as office:
        path = await raised(office)
    await platform.settle()
    sent = await platform.scalar("desk", "SELECT id FROM sent")
    return {"/matters": path.rsplit("/", 1)[1], "/meetings": meeting, "/sent": sent}


def filled(address: str, known: Mapping[str, str]) -> str:
    first = "/" + address.split("/")[1]
    return address.replace("{id}", known.get(first, ""))


def test_the_list_has_every_address_that_there_is(platform: Platform) -> None:
    said = {*READERS, *NOWHERE, *WRITES, *WRITES_OF_ALL}
    patterns = {"/{path}": "/matters", "/{path}/{id}": "/matters/{id}", "/do/{type}": f"/do/{ACCEPT}"}
    there = {patterns.get(one, one) for one in every(list(routes(platform.service("desk"), None)))}
    assert there - said == set()
    assert said - there == set()


async def test_an_address_shows_something_to_its_roles_alone(door: Door, known: dict[str, str]) -> None:
    for actor in EVERYBODY:
        async with door.enter(actor) as browser:
            for address, readers in READERS.items():
                answer = await browser.http.get(filled(address, known))
                opens = answer.status_code == 200
                assert opens == (actor in readers), (actor, address, answer.status_code)
                assert opens or answer.status_code in (403, 404), (actor, address)


async def test_no_form_of_nobody_and_none_of_another_page_changes_anything(
    platform: Platform, door: Door, known: dict[str, str]
) -> None:
    before = await platform.rows("desk", "SELECT id FROM sent")
    for actor in EVERYBODY:
        async with door.enter(actor) as browser:
            for address in (*WRITES, *WRITES_OF_ALL):
                for token in ("", "x" * 32):
                    data = {"_form": token, "name": "x", "path": "matters", "why": "x", "category": "x"}
                    answer = await landed(
                        browser.http, await browser.http.post(filled(address, known), data=data)
                    )
                    assert answer.status_code in (403, 404), (actor, address)
    for table in ("saved_filters", "calendar_links"):
        assert await platform.rows("desk", f"SELECT * FROM {table}") == []
    assert await platform.rows("desk", "SELECT id FROM sent") == before


@pytest.mark.two_townships
async def test_who_has_not_signed_in_or_holds_no_post_or_is_of_elsewhere_sees_nothing(
    door: Door, people: KnownPeople, known: dict[str, str]
) -> None:
    people.sessions["no-post"] = Session("deputy-01", "某", TOWNSHIP, ())
    people.sessions["elsewhere"] = Session("office-1", "某", OTHER_TOWNSHIP, (Post(Role.OFFICE),))
    theirs = [one for one in READERS if "{id}" in one]
    for token, addresses, statuses in (
        ("", READERS, {303}),
        ("guessed", READERS, {303}),
        ("no-post", READERS, {403}),
        ("elsewhere", theirs, {404}),
    ):
        cookies = {COOKIE: token} if token else {}
        async with httpx.AsyncClient(base_url=door.url, trust_env=False, cookies=cookies) as http:
            for address in (*addresses, "/live") if token != "elsewhere" else addresses:
                answer = await http.get(filled(address, known))
                assert answer.status_code in statuses, (token, address, answer.status_code)
            if not token:
                for address in (*WRITES, *WRITES_OF_ALL):
                    answer = await http.post(filled(address, known), data={"name": "x"})
                    assert answer.status_code == 401, address
