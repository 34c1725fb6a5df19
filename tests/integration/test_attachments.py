"""A photo's way: uploaded, cleaned, kept, added to a submission; and erased when nobody adds it."""

import asyncio
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner, Result

from cli.main import COMMAND_LINE
from services.intake.attachments.store import AttachmentStore
from shared.language.contracts import intake as said
from tests.support.intake_matters import photo
from tests.support.platform import OTHER_TOWNSHIP, TOWNSHIP, Platform, Stand, running_platform
from tests.unit.intake.world import CITIZEN, OFFICE

Upload = dict[str, str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"file://{tmp_path}/files"
    monkeypatch.setenv("YOUYUE_INTAKE_ATTACHMENTS_URL", url)
    return url


def stand_in_the_way(path: Path) -> None:
    """No file can be kept below it, as on a full disk."""
    path.parent.mkdir()
    path.write_text("")


async def send(platform: Platform, content: bytes, township: str = TOWNSHIP) -> httpx.Response:
    url = f"http://127.0.0.1:{platform.process.port}/intake/attachments"
    async with httpx.AsyncClient(trust_env=False) as http:
        return await http.post(url, params={"township": township}, content=content)


async def submitted(platform: Platform) -> str:
    answer = await platform.tell(said.SubmitSubmission(text="路灯不亮", channel="online"), CITIZEN)
    return str(answer.data["submission"]["submission_id"])


async def test_a_photo_is_cleaned_kept_and_belongs_to_the_submission(stand: Stand, folder: str) -> None:
    async with running_platform(stand, "intake") as platform:
        uploaded = await send(platform, photo())
        assert uploaded.status_code == 201
        file = uploaded.json()
        assert file["media_type"] == "image/jpeg"
        kept = await AttachmentStore(folder).get(TOWNSHIP, file["attachment_id"])
        assert kept
        assert b"telephone" not in kept
        id = await submitted(platform)
        attach = said.AttachToSubmission(submission_id=id, attachment_ids=(file["attachment_id"],))
        answer = await platform.tell(attach, OFFICE)
        assert answer.type == "intake.submission.attached.v1"
        assert answer.data["submission"]["attachments"] == [file]


@pytest.mark.two_townships
async def test_a_file_that_was_not_uploaded_in_this_township_is_refused(stand: Stand, folder: str) -> None:
    async with running_platform(stand, "intake") as platform:
        elsewhere = (await send(platform, photo(), OTHER_TOWNSHIP)).json()["attachment_id"]
        attach = said.AttachToSubmission(submission_id=await submitted(platform), attachment_ids=(elsewhere,))
        answer = await platform.tell(attach, OFFICE)
        assert (answer.type, answer.data["code"]) == ("intake.command.refused.v1", "unknown_attachment")
        assert elsewhere in answer.data["reason"]["zh"]


@pytest.mark.parametrize(
    ("content", "township", "status", "code"),
    [
        (b"<html>", TOWNSHIP, 415, "attachment_type"),
        (b"", TOWNSHIP, 422, "attachment_empty"),
        (b"%PDF-1.7\n" + b"x" * 25, TOWNSHIP, 422, "attachment_broken"),
        (photo()[:200], TOWNSHIP, 422, "attachment_broken"),
        (photo(), "../../etc", 422, "invalid_field"),
    ],
)
async def test_what_cannot_be_kept_is_refused_in_both_languages(
    in_process: Stand, folder: str, content: bytes, township: str, status: int, code: str
) -> None:
    async with running_platform(in_process, "intake") as platform:
        answer = await send(platform, content, township)
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert all(answer.json()["reason"].values())


async def test_without_a_store_nothing_is_taken_and_it_is_said(in_process: Stand) -> None:
    async with running_platform(in_process, "intake") as platform:
        answer = await send(platform, photo())
        assert (answer.status_code, answer.json()["code"]) == (503, "no_attachment_store")


async def test_where_files_cannot_be_kept_nothing_is_taken_and_it_is_said_when_to_come_again(
    in_process: Stand, folder: str
) -> None:
    stand_in_the_way(Path(folder.removeprefix("file://"), TOWNSHIP))
    async with running_platform(in_process, "intake") as platform:
        answer = await send(platform, photo())
        assert (answer.status_code, answer.json()["reason"]) == (503, "http_away")
        assert int(answer.headers["retry-after"]) > 0
        assert await platform.scalar("intake", "SELECT count(*) FROM attachments") == 0


async def test_a_file_that_nobody_added_is_erased_after_a_while_and_others_stay(
    in_process: Stand, folder: str
) -> None:
    store = AttachmentStore(folder)
    async with running_platform(in_process, "intake") as platform:
        used, unused = [
            (await send(platform, photo(colour))).json()["attachment_id"] for colour in ("red", "blue")
        ]
        attach = said.AttachToSubmission(submission_id=await submitted(platform), attachment_ids=(used,))
        await platform.tell(attach, OFFICE)
        async with platform.service("intake").engine.begin() as connection:
            await connection.exec_driver_sql(
                "UPDATE attachments SET uploaded_at = uploaded_at - interval '25 hours'"
            )
        await send(platform, photo("green"))
        assert await store.get(TOWNSHIP, unused) is None
        assert await store.get(TOWNSHIP, used)
        assert await platform.scalar("intake", "SELECT count(*) FROM attachments") == 2


async def test_v04_a_file_goes_with_the_erasure_but_not_one_that_another_matter_uses(
    in_process: Stand, folder: str
) -> None:
    store = AttachmentStore(folder)
    async with running_platform(in_process, "intake") as platform:
        own, shared = [
            (await send(platform, photo(colour))).json()["attachment_id"] for colour in ("red", "blue")
        ]
        first, second = await submitted(platform), await submitted(platform)
        for id, files in ((first, (own, shared)), (second, (shared,))):
            await platform.tell(said.AttachToSubmission(submission_id=id, attachment_ids=files), OFFICE)
        await platform.tell(said.EraseSubmission(submission_id=first), OFFICE)
        async with asyncio.timeout(10):
            while await store.get(TOWNSHIP, own):
                await platform.settle()
        assert await store.get(TOWNSHIP, shared)
        left = await platform.rows("intake", "SELECT attachment_id FROM attachments")
        assert left == [(shared,)]


async def test_v09_the_office_reads_a_raisers_photos_with_a_reason_and_that_is_logged(
    in_process: Stand, folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YOUYUE_DATABASE_URL", in_process.database_url.replace("+asyncpg", ""))
    async with running_platform(in_process, "intake") as platform:
        file = (await send(platform, photo())).json()["attachment_id"]
        id = await submitted(platform)
        await platform.tell(said.AttachToSubmission(submission_id=id, attachment_ids=(file,)), OFFICE)

        without_a_reason = await youyue(id, "--files", str(tmp_path / "read"))
        assert (without_a_reason.exit_code, (tmp_path / "read").exists()) == (2, False)
        read = await youyue(id, "--by", "office-1", "--why", "核实", "--files", str(tmp_path / "read"))
        assert read.exit_code == 0, read.output
        (there,) = (tmp_path / "read").iterdir()
        assert there.read_bytes() == await AttachmentStore(folder).get(TOWNSHIP, file)
        assert (there.suffix, there.stat().st_mode & 0o077) == (".jpg", 0)
        nobody = await youyue(id, "--by", "nobody-7", "--why", "核实")
        assert (nobody.exit_code, "nobody-7" in nobody.output) == (2, True)
        log = (await youyue(id, "--log")).output
        assert "office-1  核实" in log
        assert "nobody-7" not in log

        await AttachmentStore(folder).erase(TOWNSHIP, file)
        gone = await youyue(id, "--by", "office-1", "--why", "核实", "--files", str(tmp_path / "again"))
        assert (gone.exit_code, "附件已不在" in gone.output) == (0, True)


async def youyue(*arguments: str) -> Result:
    return await asyncio.to_thread(CliRunner().invoke, COMMAND_LINE, ["contact", *arguments])
