"""A raiser reads what is theirs, by code and proof; nobody learns anything by asking."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from services.intake.attachments.store import AttachmentStore
from shared.kernel.service.http.guesses import AT_MOST
from shared.language.contracts import intake
from tests.support.intake_matters import photo
from tests.support.platform import OTHER_TOWNSHIP, TOWNSHIP, Platform, Stand, running_platform
from tests.unit.intake.world import CITIZEN, OFFICE, PROOF, SECRET

WORDS = "邻居老周病了，门口的路灯坏了，找13800138000"


@pytest.fixture
async def platform(
    in_process: Stand, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Platform]:
    monkeypatch.setenv("YOUYUE_INTAKE_ATTACHMENTS_URL", f"file://{tmp_path}/files")
    async with running_platform(in_process, "intake") as running:
        yield running


async def raised(platform: Platform, **more: Any) -> tuple[str, str]:
    """Id and trace code of a confidential matter."""
    submit = intake.SubmitSubmission(text=WORDS, channel="online", proof=PROOF, confidential=True, **more)
    submission = (await platform.tell(submit, CITIZEN)).data["submission"]
    return submission["submission_id"], submission["trace_code"]


async def asked(platform: Platform, path: str = "", **body: Any) -> httpx.Response:
    url = f"http://127.0.0.1:{platform.process.port}/intake/mine{path}"
    async with httpx.AsyncClient(trust_env=False) as http:
        return await http.post(url, json={"township": TOWNSHIP, **body})


async def test_the_raiser_of_a_confidential_matter_reads_their_words_and_what_they_are_asked(
    platform: Platform,
) -> None:
    id, code = await raised(platform)
    await platform.tell(intake.AskRaiser(submission_id=id, question="是哪一盏？"), OFFICE)
    answer = await asked(platform, trace_code=f" {code.lower()} ", proof=SECRET)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    told = answer.json()
    assert told["own_words"]["text"] == WORDS
    assert (told["confidential"], told["published"]) == (True, None)
    assert [one["question"] for one in told["asked_back"]] == ["是哪一盏？"]
    assert not {"proof", "triage", "recused", "reclassified", "entered_by", "waiting"} & told.keys()


async def test_the_raiser_is_told_what_was_struck_out_and_why(platform: Platform) -> None:
    submit = intake.SubmitSubmission(text=WORDS, channel="online", proof=PROOF)
    submission = (await platform.tell(submit, CITIZEN)).data["submission"]
    id = submission["submission_id"]
    await platform.tell(intake.PublishSubmission(submission_id=id, extent="full"), OFFICE)
    await platform.tell(intake.RedactSubmission(submission_id=id, words="老周病了", why="写到了邻居"), OFFICE)
    told = (await asked(platform, trace_code=submission["trace_code"], proof=SECRET)).json()
    assert [(one["words"], one["why"]) for one in told["redactions"]] == [("老周病了", "写到了邻居")]


async def test_a_wrong_code_and_a_wrong_proof_look_the_same_and_so_does_another_township(
    platform: Platform,
) -> None:
    _, code = await raised(platform)
    wrong = {"trace_code": code, "proof": "222-222-222-222"}
    answers = [
        await asked(platform, **wrong),
        await asked(platform, trace_code="K7M-2QX-9FA", proof=SECRET),
    ]
    assert {one.status_code for one in answers} == {404}
    assert answers[0].json() == answers[1].json()
    assert answers[0].json()["reason"].keys() == {"zh", "en"}
    assert (await asked(platform, trace_code=code)).status_code == 400
    other = await asked(platform, trace_code=code, proof=SECRET, township=OTHER_TOWNSHIP)
    assert other.status_code == 404


async def test_who_guesses_waits_there_also_with_the_right_proof(platform: Platform) -> None:
    _, code = await raised(platform)
    for number in range(AT_MOST):
        assert (await asked(platform, trace_code=code, proof=f"{number}")).status_code == 404
    late = await asked(platform, trace_code=code, proof=SECRET)
    assert late.status_code == 429
    assert int(late.headers["retry-after"]) > 0
    assert late.json()["code"] == "too_many_guesses"


async def test_the_erased_matter_s_raiser_and_a_guesser_read_one_sentence(platform: Platform) -> None:
    said = (await asked(platform, trace_code="K7M-2QX-9FA", proof=SECRET)).json()["reason"]
    assert "清除" in said["zh"]
    assert "erased" in said["en"]


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"\xff\x00"])
@pytest.mark.parametrize("path", ["/intake/mine", "/intake/mine/file", "/intake/similar"])
async def test_what_is_no_object_is_answered_with_the_fields_that_there_are(
    platform: Platform, path: str, body: bytes
) -> None:
    answer = await sent(platform, path, content=body, headers={"content-type": "application/json"})
    said = answer.json()
    assert (answer.status_code, said["code"]) == (400, "no_object")
    assert "township" in said["reason"]["zh"]
    assert "承办单位" not in said["reason"]["zh"]


@pytest.mark.parametrize("path", ["/intake/mine", "/intake/similar"])
async def test_fields_are_called_as_they_are_sent_and_a_township_has_to_be_one(
    platform: Platform, path: str
) -> None:
    unread = (await sent(platform, path, json={"township": "x"})).json()
    assert unread["code"] == "unreadable"
    assert ", township" in unread["reason"]["en"]
    asking = {"text": WORDS, "trace_code": "K7M-2QX-9FA", "proof": SECRET, "township": "110101101"}
    unknown = (await sent(platform, path, json=asking)).json()
    assert unknown["code"] == "unknown"
    assert "110101101" in unknown["reason"]["zh"]


async def sent(platform: Platform, path: str, **request: Any) -> httpx.Response:
    url = f"http://127.0.0.1:{platform.process.port}{path}"
    async with httpx.AsyncClient(trust_env=False) as http:
        return await http.post(url, **request)


async def test_v09_the_raiser_reads_their_photo_and_nobody_runs_it(platform: Platform) -> None:
    id, code = await raised(platform)
    url = f"http://127.0.0.1:{platform.process.port}/intake/attachments"
    async with httpx.AsyncClient(trust_env=False) as http:
        file = (await http.post(url, params={"township": TOWNSHIP}, content=photo())).json()["attachment_id"]
    await platform.tell(intake.AttachToSubmission(submission_id=id, attachment_ids=(file,)), OFFICE)
    mine = {"trace_code": code, "proof": SECRET}
    read = await asked(platform, "/file", **mine, attachment_id=file)
    store = AttachmentStore(platform.service("intake").settings.attachments_url or "")
    assert read.content == await store.get(TOWNSHIP, file)
    assert read.headers["content-type"] == "image/jpeg"
    assert read.headers["content-disposition"].startswith("attachment;")
    assert (read.headers["x-content-type-options"], read.headers["cache-control"]) == ("nosniff", "no-store")
    for body in (
        {**mine, "proof": "222-222-222-222", "attachment_id": file},
        {**mine, "attachment_id": "0" * 64},
        mine,
    ):
        assert (await asked(platform, "/file", **body)).status_code == 404
