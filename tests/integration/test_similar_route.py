"""Before sending, somebody sees what was raised already and is published, and nothing of who raised it."""

import httpx
import pytest

from services.intake.domain.similar.score import THRESHOLD
from shared.language.contracts import intake
from tests.support.platform import OTHER_TOWNSHIP, TOWNSHIP, Stand, running_platform
from tests.unit.intake.world import CITIZEN, OFFICE

PHONE = "13800003391"
WORDS = f"东岙村口三盏路灯都不亮，晚上看不清路，电话{PHONE}"


@pytest.mark.two_townships
async def test_the_same_matter_is_found_before_sending_and_nothing_private_is_shown(
    in_process: Stand,
) -> None:
    async with running_platform(in_process, "intake") as platform:
        raising = intake.SubmitSubmission(
            text=WORDS, channel="online", village="V01", contact=intake.Contact(phone=PHONE)
        )
        raised = (await platform.tell(raising, CITIZEN)).data["submission"]
        base = f"http://127.0.0.1:{platform.process.port}"
        async with httpx.AsyncClient(base_url=base, trust_env=False) as http:
            question = {"text": WORDS, "village": "V01", "township": TOWNSHIP}
            assert (await http.post("/intake/similar", json=question)).json() == {"similar": []}
            publish = intake.PublishSubmission(submission_id=raised["submission_id"], extent="full")
            await platform.tell(publish, OFFICE)
            (found,) = (await http.post("/intake/similar", json=question)).json()["similar"]
            assert found["score"] >= THRESHOLD
            del found["score"]
            assert found == {"trace_code": raised["trace_code"], "title": raised["title"], "supporters": 0}
            assert PHONE not in str(found)
            elsewhere = await http.post("/intake/similar", json={**question, "township": OTHER_TOWNSHIP})
            assert elsewhere.json() == {"similar": []}
            assert (await http.post("/intake/similar", json={"text": ""})).status_code == 400
