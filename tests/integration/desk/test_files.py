"""A raiser's files through the desk: who gets them, how, and that an erased one is gone."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from services.intake.attachments.store import AttachmentStore
from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.language.contracts import intake as said
from tests.integration.desk.conftest import desk_platform, door, people
from tests.integration.desk.test_pages import (
    CLERK,
    DEPT_HEAD,
    DEPUTY,
    EVERYBODY,
    LEADER,
    OFFICE,
    PRESIDIUM,
    about,
    raised,
)
from tests.support.intake_matters import photo
from tests.support.platform import OTHER_TOWNSHIP, TOWNSHIP, Platform, Stand
from tests.support.signed_in import Browser, Door, KnownPeople

__all__ = ["door", "people"]
WHY = "核实地点"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"file://{tmp_path}/files"
    monkeypatch.setenv("YOUYUE_INTAKE_ATTACHMENTS_URL", url)
    return url


@pytest.fixture
async def platform(
    folder: str, in_process: Stand, bus: InProcessBus, people: KnownPeople
) -> AsyncIterator[Platform]:
    async with desk_platform(in_process, bus, people) as running:
        yield running


async def with_photo(platform: Platform, office: Browser) -> tuple[str, str]:
    """The path of a matter with one photo, and the photo's id."""
    path = await raised(office)
    url = f"http://127.0.0.1:{platform.process.port}/intake/attachments"
    async with httpx.AsyncClient(trust_env=False) as http:
        file = (await http.post(url, params={"township": TOWNSHIP}, content=photo())).json()["attachment_id"]
    attach = said.AttachToSubmission(submission_id=path.rsplit("/", 1)[1], attachment_ids=(file,))
    told = await platform.tell(attach, OFFICE)
    assert told.type == "intake.submission.attached.v1"
    await platform.settle()
    return path, file


async def asked(browser: Browser, place: str, status: int, file: str = "1", why: str = WHY) -> httpx.Response:
    """The file, as the button on the page of the contact asks for it."""
    token = re.findall(r'name="_form" value="([^"]+)"', await browser.page("/"))[0]
    return await browser.post(place, [("_form", token), ("why", why), ("file", file)], status)


async def test_who_deals_with_a_matter_saves_its_files_and_a_browser_never_shows_them_as_a_page(
    platform: Platform, door: Door, folder: str
) -> None:
    async with door.enter(OFFICE) as office:
        path, id = await with_photo(platform, office)
        place = f"{path}/contact"
        token = re.findall(r'name="_form" value="([^"]+)"', await office.page(place))[0]
        shown = (await office.post(place, [("_form", token), ("why", WHY)], 200)).text
        assert 'name="file" value="1"' in shown
        answer = await asked(office, place, 200)
        assert answer.content == await AttachmentStore(folder).get(TOWNSHIP, id)
        assert answer.headers["content-type"] == "image/jpeg"
        assert answer.headers["content-disposition"] == 'attachment; filename="1.jpg"'
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        for other in ("2", "-1", "x", "99999999999"):
            assert "image" not in (await asked(office, place, 200, other)).headers["content-type"], other
        await asked(office, place, 422, why=" ")
        reads = await platform.rows("intake", "SELECT DISTINCT read_by, why FROM contact_reads")
        assert [tuple(row) for row in reads] == [("office-1", WHY)]


@pytest.mark.two_townships
async def test_nobody_else_gets_a_file_and_nobody_is_told_that_there_is_one(
    platform: Platform, door: Door
) -> None:
    async with door.enter(OFFICE) as office:
        path, _ = await with_photo(platform, office)
    place = f"{path}/contact"
    before = await platform.scalar("intake", "SELECT count(*) FROM contact_reads")
    for actor in (DEPUTY, PRESIDIUM, LEADER, CLERK, DEPT_HEAD):
        assert actor in EVERYBODY
        async with door.enter(actor) as browser:
            answer = await asked(browser, place, 404)
            assert (await asked(browser, "/matters/none/contact", 404)).text == answer.text
    async with door.enter(OFFICE, township=OTHER_TOWNSHIP) as stranger:
        await asked(stranger, place, 404)
    async with httpx.AsyncClient(base_url=door.url, trust_env=False) as nobody:
        assert (await nobody.post(place, data={"why": WHY, "file": "1"})).status_code == 401
    assert await platform.scalar("intake", "SELECT count(*) FROM contact_reads") == before


async def test_an_erased_file_is_gone(platform: Platform, door: Door, folder: str) -> None:
    async with door.enter(OFFICE) as office:
        path, id = await with_photo(platform, office)
        place = f"{path}/contact"
        await asked(office, place, 200)
        await office.send(f"/do/intake.submission.erase.v1{about(path)}", {})
        store = AttachmentStore(folder)
        async with asyncio.timeout(10):
            while await store.get(TOWNSHIP, id):
                await platform.settle()
        answer = await asked(office, place, 200)
        assert answer.headers["content-type"].startswith("text/html")
        assert 'name="file"' not in answer.text
        other, id = await with_photo(platform, office)
        await store.erase(TOWNSHIP, id)
        lost = await asked(office, f"{other}/contact", 404)
        assert lost.headers["content-type"].startswith("text/html")
