"""What has ended is exported with sums that anybody can check, as the public or the house reads it."""

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cli.main import COMMAND_LINE
from shared.kernel.messages.envelope import Actor
from shared.language.codes.proof import commitment
from shared.language.contracts import evaluation, handling, intake
from shared.language.contracts.envelope import Role
from tests.support.platform import TOWNSHIP, Platform, Stand, running_platform

CITIZEN, OFFICE = Actor("citizen:1", Role.CITIZEN), Actor("office-1", Role.OFFICE)
CLERK = Actor("dept-water", Role.DEPARTMENT, department="water")
CHIEF = Actor("dept-water-head", Role.DEPARTMENT_HEAD, department="water")
SECRET, ANSWER, PHONE = "K7M-2QX-9FA-3BD", "水管已换新", "13857213456"


@pytest.fixture
async def platform(in_process: Stand, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Platform]:
    monkeypatch.setenv("YOUYUE_DATABASE_URL", in_process.database_url)
    async with running_platform(in_process, "intake", "handling", "evaluation") as running:
        yield running


async def raised(platform: Platform, text: str, **more: object) -> tuple[str, str]:
    command = intake.SubmitSubmission.model_validate(
        {
            "text": text,
            "channel": "phone",
            "village": "V01",
            "proof": commitment(SECRET),
            "contact": {"name": "周海根", "phone": PHONE},
            **more,
        }
    )
    await platform.tell(command, CITIZEN)
    ((id, code),) = await platform.rows(
        "intake",
        "SELECT id, data->>'trace_code' FROM submission ORDER BY data->>'submitted_at' DESC, id LIMIT 1",
    )
    return str(id), str(code)


async def answered(platform: Platform, id: str) -> None:
    publish = intake.Publication(extent="full")
    down = intake.FastLaneSubmission(submission_id=id, department="water", title="水管", publish=publish)
    await platform.tell(down, OFFICE)
    await platform.settle()
    ((item,),) = await platform.rows("handling", "SELECT id FROM item")
    await platform.tell(handling.AcknowledgeItem(item_id=item), CLERK)
    await platform.tell(handling.AnswerFastLane(item_id=item, result_class="A", text=ANSWER), CHIEF)
    await platform.settle()
    rate = evaluation.GiveRating(submission_id=id, proof=SECRET, satisfied=True)
    await platform.tell(rate, CITIZEN)
    await platform.settle()


async def youyue(*words: str) -> Result:
    return await asyncio.to_thread(CliRunner().invoke, COMMAND_LINE, ["archive", *words])


async def test_what_has_ended_is_exported_by_view_and_every_change_is_found(
    platform: Platform, tmp_path: Path
) -> None:
    id, code = await raised(platform, "自来水管漏水，很急。")
    await answered(platform, id)
    await raised(platform, "还没有办结的事。")
    public, inside = tmp_path / "public", tmp_path / "inside"
    made = await youyue("export", str(public), "--township", TOWNSHIP)
    assert made.exit_code == 0, made.output
    await youyue("export", str(inside), "--inside", "--township", TOWNSHIP)
    assert [file.name for file in (public / "matters").iterdir()] == [f"{code}.jsonl"]
    events = [
        json.loads(line) for line in (public / "matters" / f"{code}.jsonl").read_text("utf-8").splitlines()
    ]
    assert [event["time"] for event in events] == sorted(event["time"] for event in events)
    assert {event["source"] for event in events} == {
        f"/youyue/{one}" for one in ("intake", "handling", "evaluation")
    }
    said = "".join(file.read_text("utf-8") for folder in (public, inside) for file in folder.rglob("*.json*"))
    assert PHONE not in said
    assert "周海根" not in said
    assert ANSWER in said
    assert (inside.stat().st_mode & 0o077, public.stat().st_mode & 0o077) == (0, 0)

    own_sum = hashlib.sha256((public / "manifest.json").read_bytes()).hexdigest()
    assert own_sum in made.output
    assert (await youyue("check", str(public), "--sum", own_sum)).exit_code == 0
    (public / "matters" / f"{code}.jsonl").write_text("{}\n")
    (public / "more.txt").write_text("")
    changed = await youyue("check", str(public), "--sum", "0" * 64)
    assert changed.exit_code == 1
    for words in (f"已被改动：matters/{code}.jsonl", "清单里没有：more.txt", "已被改动：manifest.json"):
        assert words in changed.output
    (public / "matters" / f"{code}.jsonl").unlink()
    assert f"缺少：matters/{code}.jsonl" in (await youyue("check", str(public))).output
    refused = await youyue("export", str(inside), "--township", TOWNSHIP)
    assert (refused.exit_code, "不是空目录" in refused.output) == (2, True)


async def test_what_is_confidential_or_erased_is_in_no_public_archive(
    platform: Platform, tmp_path: Path
) -> None:
    id, code = await raised(platform, "有人往河里排污。", address="西山脚下")
    await answered(platform, id)
    await platform.tell(intake.EraseSubmission(submission_id=id), OFFICE)
    hidden, other = await raised(platform, "举报村干部。", confidential=True)
    await platform.tell(intake.RejectSubmission(submission_id=hidden, reason_code="private_dispute"), OFFICE)
    await platform.settle()
    await youyue("export", str(tmp_path / "public"), "--township", TOWNSHIP)
    files = {file.name: file.read_text("utf-8") for file in (tmp_path / "public" / "matters").iterdir()}
    assert set(files) == {f"{code}.jsonl"}, f"{other} is nobody's to read"
    await youyue("export", str(tmp_path / "inside"), "--inside", "--township", TOWNSHIP)
    whole = "".join(file.read_text("utf-8") for file in (tmp_path / "inside").rglob("*.jsonl"))
    assert other in whole, "the house's own archive has it"
    assert "西山" not in whole + "".join(files.values()), "what was erased is in neither"
    before = await youyue("export", str(tmp_path / "none"), "--before", "2020-01-01", "--township", TOWNSHIP)
    assert (before.exit_code, list((tmp_path / "none" / "matters").iterdir())) == (0, [])
    nothing = await youyue("check", str(tmp_path))
    assert (nothing.exit_code, "manifest.json" in nothing.output) == (2, True)
