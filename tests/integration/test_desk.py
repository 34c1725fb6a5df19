"""The office works its queue on a terminal: what comes first, what is suggested and why, and decides."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner, Result

from cli.main import COMMAND_LINE
from demo.sample import sample
from shared.language.contracts import intake
from tests.support.platform import TOWNSHIP, Platform, Stand, running_platform
from tests.unit.intake.world import CITIZEN, PROOF

LAMP = "东岙村口的路灯三盏都不亮了，晚上走路看不见"
WATER = "自来水发黄，不能喝"
GAS = "液化气罐漏气了，满屋子都是味道，快来人"
TWO = "一、村口路灯坏了三盏；二、自来水发黄。"
DEBT = "隔壁老王欠我三万块钱不还，请政府帮我要回来"


@pytest.fixture
async def platform(
    in_process: Stand, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> AsyncIterator[Platform]:
    monkeypatch.setenv("YOUYUE_DATABASE_URL", in_process.database_url)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    async with running_platform(in_process, "intake", "console") as running:
        yield running


async def raised(platform: Platform, text: str, **more: Any) -> str:
    answer = await platform.tell(
        intake.SubmitSubmission(text=text, channel="online", proof=PROOF, **more), CITIZEN
    )
    return str(answer.data["submission"]["trace_code"])


async def youyue(*words: str, typing: str = "") -> Result:
    return await asyncio.to_thread(
        lambda: CliRunner().invoke(COMMAND_LINE, [*words, "--township", TOWNSHIP], input=typing)
    )


async def rows(*words: str) -> list[dict[str, Any]]:
    said = await youyue("queue", "received", "--json", *words)
    assert said.exit_code == 0, said.output
    return [json.loads(line) for line in said.stdout.splitlines()]


async def deciding(platform: Platform, *words: str, typing: str) -> Result:
    console = f"http://127.0.0.1:{platform.process.port}"
    return await youyue("decide", "--by", "office-1", "--console-url", console, *words, typing=typing)


async def test_dangers_come_first_with_what_is_suggested_and_why(platform: Platform) -> None:
    for text in (LAMP, WATER, GAS):
        await raised(platform, text)
    first, *_ = found = await rows()
    assert (first["submission"]["urgency"], len(found)) == ("danger", 3)
    assert first["triage"]["category"]["why"]["zh"]
    assert first["due_at"] is not None
    said = await youyue("queue", "received")
    assert "路灯照明" in said.stdout


@pytest.mark.parametrize(
    "words",
    [("--department", "water"), ("--category", "utility.water"), ("--words", "发黄"), ("--village", "V02")],
)
async def test_a_queue_is_narrowed_and_the_filter_kept_under_a_name(
    platform: Platform, words: tuple[str, str]
) -> None:
    await raised(platform, LAMP, village="V01")
    water = await raised(platform, WATER, village="V02")
    assert [row["submission"]["trace_code"] for row in await rows(*words, "--save", "mine")] == [water]
    assert [row["submission"]["trace_code"] for row in await rows("--saved", "mine")] == [water]
    none = await youyue("queue", "received", "--saved", "others")
    assert (none.exit_code, "mine" in none.stderr) == (2, True)


@pytest.mark.parametrize(
    ("text", "typing", "state"),
    [(LAMP, "a\n", "accepted"), (WATER, "f\nwater\n", "fast_lane"), (TWO, "s", "split")],
)
async def test_the_office_decides(platform: Platform, text: str, typing: str, state: str) -> None:
    code = await raised(platform, text)
    said = await deciding(platform, code, typing=f"{typing}\n")
    assert (said.exit_code, "已办" in said.stdout) == (0, True), said.output
    assert await where(platform, code) == state


async def test_after_each_the_next_comes_until_none_is_left(platform: Platform) -> None:
    for text in (LAMP, WATER, GAS):
        await raised(platform, text)
    said = await deciding(platform, typing="a\n\nn\nn\n")
    assert said.exit_code == 0, said.output
    assert said.stdout.index(GAS) < said.stdout.index("已办") < said.stdout.index(LAMP)
    assert said.stdout.strip().endswith("没有了。Nothing is left.")


async def test_what_is_refused_is_said_and_asked_again(platform: Platform) -> None:
    code = await raised(platform, DEBT)
    said = await deciding(platform, code, typing="a\n\nr\nno-such\nr\nprivate_dispute\n")
    assert said.exit_code == 0, said.output
    assert "不能照建议受理" in said.stderr
    assert await where(platform, code) == "rejected"


async def test_the_clerk_may_look_and_leave(platform: Platform) -> None:
    code = await raised(platform, LAMP)
    await raised(platform, LAMP)
    said = await deciding(platform, typing="n\nx\n")
    assert said.exit_code == 0
    assert "很可能同一件事" in said.stdout
    assert await where(platform, code) == "received"


async def test_an_unknown_code_is_no_empty_queue(platform: Platform) -> None:
    await raised(platform, LAMP)
    said = await youyue("queue", "received", "--department", "nowhere")
    assert (said.exit_code, "nowhere" in said.stderr) == (2, True)
    assert (await deciding(platform, "--village", "V99", typing="x\n")).exit_code == 2


async def test_the_end_of_the_input_is_the_end_of_the_work(platform: Platform) -> None:
    code = await raised(platform, LAMP)
    assert (await deciding(platform, typing="")).exit_code == 0
    assert await where(platform, code) == "received"


async def test_the_desk_is_found_by_code_or_id_and_by_nobody_elses_township(platform: Platform) -> None:
    code = await raised(platform, LAMP)
    shown = await desk(platform, code)
    by_id = await desk(platform, shown["submission"]["submission_id"])
    assert by_id == shown
    assert shown["submission"]["triage"]["department"]["value"] == "construction"
    assert await desk(platform, "no-such") == 404
    assert await desk(platform, "%00") == 400


async def where(platform: Platform, code: str) -> str:
    return str((await desk(platform, code))["submission"]["state"])


async def desk(platform: Platform, ref: str) -> Any:
    url = f"http://127.0.0.1:{platform.process.ops_port}/intake/desk/{ref}"
    async with httpx.AsyncClient(trust_env=False) as http:
        answer = await http.get(url, params={"township": TOWNSHIP})
    return answer.json() if answer.is_success else answer.status_code


async def test_a_changed_rule_is_tried_on_submissions_of_the_past(platform: Platform, tmp_path: Path) -> None:
    lamp = await raised(platform, LAMP)
    await raised(platform, WATER)
    rules = tmp_path / "rules.toml"
    rules.write_text(
        '[[rule]]\nid = "lamps"\nnote = "路灯归供电所"\nwords = "路灯"\nset = { department = "power" }\n'
    )
    said = await youyue("triage", "--past", "--rules", str(rules))
    assert said.exit_code == 0, said.output
    (line,) = said.stdout.splitlines()
    changed = json.loads(line)
    assert (changed["trace_code"], changed["changes"]["department"]) == (lamp, ["construction", "power"])
    assert "2 条中有 1 条会变" in said.stderr


async def test_lists_of_another_township_are_tried_on_nothing_of_this_one(
    platform: Platform, tmp_path: Path
) -> None:
    lists = tmp_path / "lists.json"
    for whose, code in (("330900999", 2), (TOWNSHIP, 0)):
        other = sample().model_copy(update={"township_id": whose})
        lists.write_text(other.model_dump_json(), "utf-8")
        said = await youyue("triage", "--past", "--lists", str(lists))
        assert (said.exit_code, whose in said.output) == (code, code == 2), said.output


async def test_the_page_of_what_was_split_leads_to_its_matters_and_back(platform: Platform) -> None:
    whole = await raised(platform, TWO)
    await deciding(platform, whole, typing="s\n")
    await platform.settle()
    codes = {row["submission"]["trace_code"] for row in await rows()}
    page = await console(platform, whole)
    assert len(codes) == 2
    assert all(f"/t/{code}?" in page for code in codes)
    assert "已拆成几件" in page
    assert f"/t/{whole}?" in await console(platform, codes.pop())


async def console(platform: Platform, code: str) -> str:
    url = f"http://127.0.0.1:{platform.process.port}/t/{code}"
    async with httpx.AsyncClient(trust_env=False) as http:
        return (await http.get(url, params={"township": TOWNSHIP})).raise_for_status().text


@pytest.mark.parametrize("nobody", ["office-99", "deputy-01"])
async def test_who_is_nobody_of_the_office_is_told_so_before_anything_is_shown(
    platform: Platform, nobody: str
) -> None:
    await raised(platform, LAMP)
    said = await youyue("decide", "--by", nobody, typing="x\n")
    assert (said.exit_code, LAMP in said.output) == (2, False), said.output
    assert nobody in said.output
