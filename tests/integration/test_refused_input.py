"""What a partner's program gets wrong is refused to it, with the field, and kept nowhere (cases I01-I10)."""

from collections.abc import Mapping
from typing import Any

import pytest

from shared.language.contracts import intake
from shared.language.contracts.envelope import Envelope
from tests.support.handling_messages import envelope
from tests.support.platform import Stand, running_platform

SUBMIT = {"text": "村口的路灯坏了", "title": "路灯", "channel": "online"}
CITIZEN = {"actorid": "citizen:7", "actorrole": "citizen"}


def submitting(attributes: Mapping[str, Any], **data: Any) -> Envelope:
    message = envelope(type=intake.SubmitSubmission.type, data={**SUBMIT, **data})
    return Envelope.model_validate({**message, **CITIZEN, **attributes})


@pytest.mark.parametrize(
    ("attributes", "data", "code", "field"),
    [
        pytest.param({}, {"text": "\u200b"}, "invalid_field", "data.text", id="I01-hidden"),
        pytest.param({}, {"text": "\u2800"}, "invalid_field", "data.text", id="I01-blank"),
        pytest.param({}, {"text": "。。。。"}, "invalid_field", "data.text", id="I01-points"),
        pytest.param(
            {}, {"contact": {"phone": "1380013800²"}}, "invalid_field", "data.contact.phone", id="I04"
        ),
        pytest.param({}, {"contact": {"phone": "abc"}}, "invalid_field", "data.contact.phone", id="I05"),
        pytest.param({}, {"vilage": "V02"}, "unknown_field", "data.vilage", id="I06"),
        pytest.param({"township": "999999999"}, {}, "unknown_township", "township", id="I07"),
        pytest.param({}, {"latitude": "30.1"}, "invalid_field", "data.longitude", id="I08-half"),
        pytest.param({}, {"longitude": "122.1"}, "invalid_field", "data.latitude", id="I08-other-half"),
        pytest.param(
            {"actorid": "deputy-99", "actorrole": "deputy"}, {}, "unknown_person", "actorid", id="I10-nobody"
        ),
        pytest.param(
            {"actorid": "Deputy-02", "actorrole": "deputy"}, {}, "unknown_person", "actorid", id="I10-case"
        ),
        pytest.param(
            {"actorid": "leader-1", "actorrole": "deputy"}, {}, "no_such_post", "actorrole", id="I10-role"
        ),
    ],
)
async def test_the_answer_names_code_and_field_and_nothing_is_kept(
    in_process: Stand, attributes: Mapping[str, Any], data: Mapping[str, Any], code: str, field: str
) -> None:
    async with running_platform(in_process, "intake") as platform:
        answer = await platform.client.ask(submitting(attributes, **data))
        refused = intake.IntakeCommandRefused.model_validate(answer.data)
        assert (refused.code, refused.field) == (code, field)
        assert await platform.rows("intake", "SELECT 1 FROM submission") == []
        assert await platform.rows("intake", "SELECT 1 FROM parked_messages") == []
