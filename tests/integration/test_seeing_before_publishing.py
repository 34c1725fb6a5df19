"""The office sees, before it decides, what everybody would read; and finds what nobody has decided on."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from sqlalchemy import select
from typer.testing import CliRunner, Result

from cli.main import COMMAND_LINE
from services.intake.storage.tables import CONTACT_READS
from shared.kernel.messages.envelope import Actor
from shared.kernel.store.database import create_engine
from shared.language.contracts import intake
from shared.language.contracts.envelope import Role
from tests.support.inquiries import PREVIEW, Asking, asking
from tests.support.platform import TOWNSHIP, Platform, Stand, running_platform
from tests.unit.intake.world import CITIZEN, OFFICE, PROOF

CALL = "桥头路灯坏了，请打13912345678找我，我家住东岙路12号"
TYPED = "有村民反映路灯不亮，电话13912345678"


@pytest.fixture
async def platform(in_process: Stand, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Platform]:
    monkeypatch.setenv("YOUYUE_DATABASE_URL", in_process.database_url)
    async with running_platform(in_process, "intake", "console") as running:
        yield running


@pytest.fixture
async def desk(platform: Platform) -> Asking:
    return await asking(platform)


async def raised(platform: Platform, text: str = CALL, **more: Any) -> intake.SubmissionSnapshot:
    answer = await platform.tell(
        intake.SubmitSubmission(text=text, channel="online", proof=PROOF, **more), CITIZEN
    )
    return intake.SubmissionSnapshot.model_validate(answer.data["submission"])


async def ask(platform: Platform, path: str) -> httpx.Response:
    url = f"http://127.0.0.1:{platform.process.ops_port}/intake/{path}"
    async with httpx.AsyncClient(trust_env=False) as http:
        return await http.get(url, params={"township": TOWNSHIP})


async def preview(desk: Asking, ref: str, **body: Any) -> dict[str, Any]:
    answer = await desk.put(PREVIEW, ref, OFFICE, **body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def youyue(platform: Platform, *words: str, typing: str = "") -> Result:
    console = ("--console-url", f"http://127.0.0.1:{platform.process.port}") if words[0] == "decide" else ()
    line = [*words, *console, "--township", TOWNSHIP]
    return await asyncio.to_thread(lambda: CliRunner().invoke(COMMAND_LINE, line, input=typing))


async def unpublished(platform: Platform) -> list[str]:
    found = (await ask(platform, "queues/unpublished")).json()["submissions"]
    return [one["trace_code"] for one in found]


async def test_what_is_seen_before_is_what_everybody_hears_after(platform: Platform, desk: Asking) -> None:
    matter = await raised(platform, title="路灯", address="东岙村桥头", village="V01")
    full, no = (await preview(desk, matter.trace_code))["choices"]
    assert full["kinds"] == {"phone": 1, "house": 1}
    await platform.tell(intake.PublishSubmission(submission_id=matter.submission_id, extent="full"), OFFICE)
    told = f"SELECT public FROM journal WHERE type = '{intake.SubmissionPublished.type}'"
    public = json.loads(await platform.scalar("intake", told))["data"]["submission"]
    seen = full["everybody_reads"]
    for face in (seen, public):
        face["published"].pop("at")
    assert seen == public
    assert "13912345678" not in str(seen)
    assert no["everybody_reads"]["published"] is None


async def test_a_summary_is_shown_masked_before_it_is_sent_and_changes_nothing(
    platform: Platform, desk: Asking
) -> None:
    matter = await raised(platform)
    found = await preview(desk, matter.trace_code, title="路灯", text=TYPED)
    (summary,) = (one for one in found["choices"] if one["extent"] == "summary")
    assert summary["everybody_reads"]["published"]["text"] == "有村民反映路灯不亮，电话〔电话〕"
    (piece,) = summary["masked"]
    assert TYPED[piece["start"] : piece["end"]] == "13912345678"
    assert found["publication"] == "undecided"
    assert await unpublished(platform) == [matter.trace_code]


async def test_the_original_stands_beside_it_for_who_says_why_and_that_is_written_down(
    platform: Platform, desk: Asking, in_process: Stand
) -> None:
    matter = await raised(platform)
    assert "original" not in await preview(desk, matter.trace_code)
    found = await preview(desk, matter.trace_code, why="核对遮盖")
    assert found["original"]["text"] == CALL
    engine = create_engine(in_process.database_url, "intake", 1)
    async with engine.connect() as connection:
        log = (await connection.execute(select(CONTACT_READS.c.read_by, CONTACT_READS.c.why))).all()
    await engine.dispose()
    assert [tuple(row) for row in log] == [(OFFICE.id, "核对遮盖")]


async def keep_from_the_clerk(platform: Platform, id: str) -> None:
    """As a colleague decided who has left since: nobody recuses the whole of an office."""
    await platform.tell(intake.MakeConfidential(submission_id=id, why="举报", recused=("head-1",)), OFFICE)
    recused = f"""UPDATE submission SET data = jsonb_set(data, '{{recused}}', '["{OFFICE.id}"]')"""
    async with platform.service("intake").engine.begin() as connection:
        await connection.exec_driver_sql(recused)


async def test_who_is_no_clerk_or_whom_the_matter_concerns_sees_nothing(
    platform: Platform, desk: Asking
) -> None:
    matter = await raised(platform)
    stranger = await desk.put(PREVIEW, matter.trace_code, Actor("deputy-01", Role.DEPUTY))
    assert (stranger.status_code, stranger.json()["reason"]) == (403, "no_such_post")
    nobody = await desk.put(PREVIEW, matter.trace_code, Actor("nobody-7", Role.OFFICE))
    assert (nobody.status_code, nobody.json()["reason"]) == (403, "unknown_person")
    await keep_from_the_clerk(platform, matter.submission_id)
    concerned = await desk.put(PREVIEW, matter.trace_code, OFFICE, why="看看")
    assert (concerned.status_code, concerned.json()["reason"]) == (403, "actor_is_recused")
    assert CALL not in concerned.text


@pytest.mark.parametrize(
    ("ref", "body", "status"),
    [
        ("no-such", {}, 404),
        ("\x00", {}, 400),
        ("ref", {"by": Actor("", Role.OFFICE)}, 400),
        ("ref", {"without_address": "perhaps"}, 400),
    ],
)
async def test_what_cannot_be_read_or_is_not_there_is_said(
    platform: Platform, desk: Asking, ref: str, body: dict[str, Any], status: int
) -> None:
    matter = await raised(platform)
    where = matter.trace_code if ref == "ref" else ref
    assert (await desk.put(PREVIEW, where, **{"by": OFFICE, **body})).status_code == status


async def test_the_queue_holds_what_nobody_decided_on_and_not_what_somebody_did(platform: Platform) -> None:
    left, no, full, summary, refused = [await raised(platform) for _ in range(5)]
    for matter, choice in (
        (no, {"extent": "no", "why": "涉及隐私"}),
        (full, {"extent": "full"}),
        (summary, {"extent": "summary", "title": "路灯", "text": "路灯不亮"}),
    ):
        words = {"submission_id": matter.submission_id, **choice}
        await platform.tell(intake.PublishSubmission.model_validate(words), OFFICE)
    reject = intake.RejectSubmission(submission_id=refused.submission_id, reason_code="promotion")
    await platform.tell(reject, OFFICE)
    assert await unpublished(platform) == [left.trace_code]
    counted = {one["name"]: one["count"] for one in (await ask(platform, "queues")).json()["queues"]}
    assert counted["unpublished"] == 1
    said = {one.trace_code: (await ask(platform, f"desk/{one.trace_code}")).json() for one in (left, no)}
    assert [one["submission"]["publication"] for one in said.values()] == ["undecided", "no"]
    shown = await youyue(platform, "queue")
    assert "还没决定是否公开" in shown.stdout


async def test_a_clerk_sees_what_everybody_would_read_and_publishes_on_the_way(platform: Platform) -> None:
    matter = await raised(platform, title="路灯")
    words = ("decide", matter.trace_code, "--by", OFFICE.id)
    said = await youyue(platform, *words, typing=f"u\ns\n路灯\n{TYPED}\nn\nf\n")
    assert said.exit_code == 0, said.output
    assert "还没决定 undecided" in said.stdout
    assert "遮盖 masked：电话 phone 1，门牌 house 1" in said.stdout
    assert "有村民反映路灯不亮，电话〔电话〕" in said.stdout
    assert "13912345678" not in said.stdout.replace(TYPED, "")
    now = (await ask(platform, f"desk/{matter.trace_code}")).json()["submission"]
    assert (now["publication"], now["state"]) == ("full", "received")


async def test_a_clerk_accepts_and_says_no_with_a_reason_in_one_act(platform: Platform) -> None:
    matter = await raised(platform)
    words = ("decide", "--queue", "unpublished", "--by", OFFICE.id)
    said = await youyue(platform, *words, typing="c\ntown.lighting\nn\n涉及隐私\n")
    assert "没有了。Nothing is left." in said.stdout, said.output
    now = (await ask(platform, f"desk/{matter.trace_code}")).json()["submission"]
    assert (now["publication"], now["unpublished_why"], now["state"]) == ("no", "涉及隐私", "accepted")


async def test_nothing_half_said_is_sent(platform: Platform) -> None:
    matter = await raised(platform)
    said = await youyue(platform, "decide", matter.trace_code, "--by", OFFICE.id, typing="a\n")
    assert said.exit_code == 0
    now = (await ask(platform, f"desk/{matter.trace_code}")).json()["submission"]
    assert (now["publication"], now["state"]) == ("undecided", "received")


async def test_a_clerk_reads_the_own_words_with_what_is_hidden_marked_and_logged(
    platform: Platform,
) -> None:
    matter = await raised(platform)
    words = ("decide", matter.trace_code, "--by", OFFICE.id)
    said = await youyue(platform, *words, typing="o\n核对遮盖\nx\n")
    assert "请打【13912345678】找我" in said.stdout, said.output
    log = await youyue(platform, "contact", matter.submission_id, "--log")
    assert "核对遮盖" in log.stdout


async def test_whom_a_matter_concerns_does_not_get_it_from_the_queue(platform: Platform) -> None:
    matter = await raised(platform)
    await keep_from_the_clerk(platform, matter.submission_id)
    said = await youyue(platform, "decide", "--by", OFFICE.id, typing="x\n")
    assert "没有了。Nothing is left." in said.stdout
    named = await youyue(platform, "decide", matter.trace_code, "--by", OFFICE.id, typing="x\n")
    assert (named.exit_code, "路灯" in named.output) == (1, False)
