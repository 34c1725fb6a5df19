"""Citizens' forms are answered by GET, without script: Back asks nothing, codes stand in no address."""

from collections.abc import AsyncIterator

import httpx
import pytest

from tests.integration.test_citizens_pages import raised
from tests.support.forms import Reader
from tests.support.platform import TOWNSHIP, Platform, Stand, running_platform

HERE = f"?township={TOWNSHIP}"
WORDS = "村口的路灯不亮"


@pytest.fixture
async def platform(in_process: Stand) -> AsyncIterator[Platform]:
    async with running_platform(in_process, "intake", "console") as running:
        yield running


@pytest.fixture
def reader(platform: Platform) -> Reader:
    return Reader(f"http://127.0.0.1:{platform.process.port}")


async def test_both_codes_stand_on_a_page_that_reloads_and_in_no_address_nor_table(
    platform: Platform, reader: Reader
) -> None:
    page, code, proof = await raised(reader)
    asked = page.response.request
    assert asked.method == "GET"
    assert code not in str(asked.url)
    assert proof not in str(asked.url)
    assert proof in (await reader.get(str(asked.url))).text
    rows = await platform.rows("console", "SELECT sealed FROM landings")
    assert rows
    assert all(proof.encode() not in bytes(sealed) for (sealed,) in rows)


async def test_whoever_has_the_address_or_forgets_who_was_here_reads_no_code(reader: Reader) -> None:
    page, code, proof = await raised(reader)
    place = str(page.response.request.url)
    for stranger in (Reader(reader.home), Reader(reader.home, {"__Host-youyue-form": "0" * 32})):
        seen = await stranger.get(place)
        assert (seen.status, proof in seen.text, code in seen.text) == (200, False, False)
    await reader.fill(page, "/forget")
    assert proof not in (await reader.get(place)).text


async def test_what_was_wrong_is_shown_by_get_with_every_word(reader: Reader) -> None:
    page = await reader.get(f"/raise{HERE}")
    wrong = await reader.fill(page, "/raise", text=WORDS, website="robot")
    assert (wrong.status, wrong.response.request.method) == (422, "GET")
    again = await reader.get(str(wrong.response.request.url))
    assert again.form("/raise").fields["text"] == WORDS
    missing = await reader.fill(await reader.get(f"/mine{HERE}"), "/mine", code="none", proof="none")
    assert (missing.status, missing.response.request.method) == (404, "GET")


async def test_without_a_cookie_a_form_is_answered_as_it_is(reader: Reader) -> None:
    async with httpx.AsyncClient(base_url=reader.home, trust_env=False) as http:
        answer = await http.post(f"/raise{HERE}", data={"text": WORDS})
    assert (answer.status_code, WORDS in answer.text) == (403, True)


@pytest.mark.parametrize("charset", ["punycode", "undefined", "unicode_escape", "idna", "utf-16"])
async def test_a_form_in_another_encoding_is_not_read(reader: Reader, charset: str) -> None:
    """Who names it has it decoded by any codec there is, some of which need the square of the time."""
    part = f'--x\r\ncontent-disposition: form-data; name="text"\r\n\r\n{"A" * 50_000}\r\n--x--\r\n'
    headers = {"content-type": f"multipart/form-data; boundary=x; charset={charset}"}
    async with httpx.AsyncClient(base_url=reader.home, trust_env=False, timeout=5) as http:
        for path in ("/raise", "/mine"):
            answer = await http.post(f"{path}{HERE}", content=part.encode(), headers=headers)
            assert answer.status_code == 415, path
        assert (await http.post("/forget", content=part.encode(), headers=headers)).status_code == 303
