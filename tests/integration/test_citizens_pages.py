"""Citizens at the pages, without any script: they raise, follow, change, withdraw, support and rate."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from shared.language.contracts import intake
from tests.support.forms import Page, Reader
from tests.support.platform import TOWNSHIP, Platform, Stand, running_platform
from tests.unit.intake.world import OFFICE

HERE = f"?township={TOWNSHIP}"
RAISE = f"/raise{HERE}"
WORDS = "东岙村口的路灯坏了三个月，找老周13800138000"
CODE = re.compile(r"[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}(?!-)")
PROOF = re.compile(r"[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}")


@pytest.fixture
async def platform(stand: Stand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Platform]:
    monkeypatch.setenv("YOUYUE_INTAKE_ATTACHMENTS_URL", f"file://{tmp_path}/files")
    if stand.broker_url:
        monkeypatch.setenv("YOUYUE_CONSOLE_SENDER_URL", stand.broker_url)
    async with running_platform(stand, "intake", "evaluation", "console") as running:
        yield running


@pytest.fixture
def reader(platform: Platform) -> Reader:
    return Reader(f"http://127.0.0.1:{platform.process.port}")


async def at_check(reader: Reader, text: str = WORDS, **more: str) -> Page:
    words = await reader.get(RAISE)
    place = await reader.fill(words, "/raise", text=text, **more)
    return await reader.fill(place, "/raise", village="V01", address="东岙村口")


async def raised(reader: Reader, text: str = WORDS, **more: str) -> tuple[Page, str, str]:
    done = await reader.fill(await at_check(reader, text, **more), "/raise")
    assert done.status == 200, done.text
    proof = PROOF.search(done.text)
    assert proof, done.text
    code = CODE.search(done.text.replace(proof[0], ""))
    assert code, done.text
    return done, code[0], proof[0]


async def test_a_citizen_raises_a_matter_and_sees_before_what_everybody_will_read(
    platform: Platform, reader: Reader
) -> None:
    check = await at_check(reader)
    assert "13800138000" not in check.text.split("请核对")[1]
    assert "人大办看过、同意公开以后，所有人都能看到下面的内容" in check.text
    done, code, _ = await raised(reader)
    assert "凭证码只显示这一次" in done.text
    await platform.settle()
    way = await reader.get(f"/t/{code}{HERE}")
    assert WORDS in way.text
    assert way.response.headers["cache-control"] == "no-store"
    stranger = Reader(reader.home)
    assert WORDS not in (await stranger.get(f"/t/{code}{HERE}")).text


async def test_what_was_chosen_is_read_again_in_the_words_among_which_it_was_chosen(reader: Reader) -> None:
    place = await reader.fill(await reader.get(RAISE), "/raise", text=WORDS, category="town.lighting")
    check = await reader.fill(place, "/raise", **{"answer.how_many": "one", "answer.pole": "K12"})
    assert "坏了几盏一盏" in "".join(check.text.split())
    assert "K12" in check.text


async def test_a_form_that_is_sent_twice_raises_one_matter(platform: Platform, reader: Reader) -> None:
    check = await at_check(reader)
    first, again = await reader.fill(check, "/raise"), await reader.fill(check, "/raise")
    assert PROOF.findall(first.text) == PROOF.findall(again.text) != []
    assert await platform.scalar("intake", "SELECT count(*) FROM submission") == 1


async def test_a_refused_form_keeps_every_word(platform: Platform, reader: Reader) -> None:
    words = await reader.get(RAISE)
    place = await reader.fill(words, "/raise", text=WORDS)
    wrong = await reader.fill(place, "/raise", village="V01", address="老街", phone="abc")
    assert (wrong.status, "有一处需要修改" in wrong.text) == (422, True)
    kept = wrong.form("/raise").fields
    assert (kept["text"], kept["address"], kept["phone"], kept["village"]) == (WORDS, "老街", "abc", "V01")


async def test_who_shows_the_proof_changes_and_withdraws_their_matter(
    platform: Platform, reader: Reader
) -> None:
    _, code, proof = await raised(reader)
    home = Reader(reader.home)
    wrong = await home.fill(await home.get("/mine" + HERE), "/mine", code=code, proof="AAA-BBB-CCC-DDD")
    assert (wrong.status, "凭证码" in wrong.text) == (404, True)
    mine = await home.fill(await home.get("/mine" + HERE), "/mine", code=code.lower(), proof=proof)
    assert WORDS in mine.text
    edit = await home.get(f"/t/{code}/edit{HERE}")
    edited = await home.fill(edit, f"/t/{code}/edit", text="东岙村口路灯不亮")
    assert "已修改" in edited.text
    assert "东岙村口路灯不亮" in edited.text
    asks = await home.get(f"/t/{code}/withdraw{HERE}")
    assert "确定要撤回吗" in asks.text
    gone = await home.fill(asks, f"/t/{code}/withdraw")
    assert "已撤回" in gone.text
    assert f"/t/{code}/withdraw" not in gone.response.text
    assert f"/t/{code}/erase" in gone.response.text


async def test_a_confidential_matter_is_seen_by_its_raiser_alone(platform: Platform, reader: Reader) -> None:
    _, code, _ = await raised(reader, "村会计虚报工程款", confidential="1")
    assert "这件意见保密" in (await reader.get(f"/t/{code}{HERE}")).text
    assert (await Reader(reader.home).get(f"/t/{code}{HERE}")).status == 404


async def test_others_say_me_too_once_and_take_it_back(platform: Platform, reader: Reader) -> None:
    _, code, _ = await raised(reader)
    id = await platform.scalar("intake", "SELECT id FROM submission")
    await platform.tell(intake.PublishSubmission(submission_id=id, extent="full"), OFFICE)
    await platform.settle()
    other = Reader(reader.home)
    listed = await other.get(f"/matters{HERE}&q=路灯")
    assert f"/t/{code}" in listed.response.text
    place = await other.fill(await other.get(RAISE), "/raise", text="东岙村口的路灯坏了三个月没人修")
    assert "别人可能提过同一件事" in place.text
    said = await other.fill(place, f"/t/{code}/support")
    assert "已记下：您也一样" in said.text
    twice = await other.fill(await other.get(f"/t/{code}/support{HERE}"), f"/t/{code}/support")
    assert twice.status == 422
    back = await other.fill(await other.get(f"/t/{code}/unsupport{HERE}"), f"/t/{code}/unsupport")
    assert "已取消附议" in back.text


async def test_a_form_of_another_site_changes_nothing(platform: Platform, reader: Reader) -> None:
    check = await at_check(reader)
    foreign = Reader(reader.home, {"__Host-youyue-form": "0" * 32})
    assert (await foreign.fill(check, "/raise")).status == 403
    assert (await Reader(reader.home).fill(check, "/raise")).status == 403
    reader.headers = {"sec-fetch-site": "cross-site"}
    assert (await reader.fill(check, "/raise")).status == 403
    reader.headers = {"origin": "https://evil.example"}
    assert (await reader.fill(check, "/raise")).status == 403
    assert await platform.scalar("intake", "SELECT count(*) FROM submission") == 0


async def test_a_robot_that_fills_in_everything_is_asked_to_leave_the_hidden_field(
    platform: Platform, reader: Reader
) -> None:
    said = await reader.fill(await at_check(reader), "/raise", website="http://spam.example")
    assert (said.status, "看不见的那一栏" in said.text) == (422, True)
    assert said.form("/raise").fields["text"] == WORDS
    assert await platform.scalar("intake", "SELECT count(*) FROM submission") == 0


async def test_who_raises_a_danger_is_told_at_once_whom_to_call(reader: Reader) -> None:
    danger, _, _ = await raised(reader, "我爸晕倒在码头了，叫不醒")
    assert "请马上拨打110" in danger.text
    usual, _, _ = await raised(reader)
    assert "请马上拨打110" not in usual.text


async def test_a_file_that_is_too_large_costs_no_word(platform: Platform, reader: Reader) -> None:
    words = await reader.get(RAISE)
    place = await reader.fill(words, "/raise", text=WORDS)
    large = await reader.fill_with_file(
        place, "/raise", b"x" * 12_000_000, village="V01", phone="13857200001"
    )
    assert (large.status, "文件超过 10 MB" in large.text) == (413, True)
    kept = large.form("/raise").fields
    assert (kept["text"], kept["village"], kept["phone"]) == (WORDS, "V01", "13857200001")
    reader.headers["accept"] = "text/html"
    endless = await reader.fill_with_file(place, "/raise", b"x" * 30_000_000)
    assert (endless.status, endless.response.headers["content-type"]) == (413, "text/html; charset=utf-8")


async def test_lines_count_as_the_browser_counts_them(reader: Reader) -> None:
    words = await reader.get(RAISE)
    lines = ("村" * 99 + "\r\n") * 100
    place = await reader.fill(words, "/raise", text=lines)
    assert place.status == 200
    assert "village" in place.form("/raise").fields
