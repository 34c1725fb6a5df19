"""Whoever raised a danger reads whom to call, as long as nobody has answered."""

from typing import Any

import pytest

from services.console.views.facts import Facts
from services.console.views.trace import trace_of
from shared.language.contracts.intake import RaiserAnswer, SubmissionSnapshot
from shared.language.directory.naming import NO_NAMES
from tests.support.township import TOWNSHIP
from tests.support.world import at

RAISED = at("2026-09-10 22:00")


def call_now(locale: str = "zh_CN", **changes: Any) -> str:
    submission = SubmissionSnapshot.model_validate(
        {
            "submission_id": "D1",
            "trace_code": "D1",
            "state": "received",
            "channel": "online",
            "title": "海塘裂缝",
            "text": "海塘有裂缝，台风来了怕要出人命",
            "submitted_at": RAISED,
            "urgency": "danger",
            **changes,
        }
    )
    facts = Facts(submission=submission)
    return trace_of(TOWNSHIP, facts, (), RAISED.date(), locale, NO_NAMES).call_now


def test_it_is_said_in_the_readers_language() -> None:
    assert all(number in call_now() for number in ("110", "119", "120"))
    assert "call" in call_now("en").lower()


ANSWER = RaiserAnswer(item_id="I1", round=1, result_class="A", text="已加固", at=at("2026-09-11 08:00"))


@pytest.mark.parametrize(
    "changes",
    [{"urgency": "ordinary"}, {"urgency": None}, {"state": "withdrawn"}, {"answers": (ANSWER,)}],
    ids=["no danger", "nobody knows", "taken back", "answered"],
)
def test_it_is_not_said_where_nobody_is_in_danger_any_more(changes: dict[str, Any]) -> None:
    assert call_now(**changes) == ""
