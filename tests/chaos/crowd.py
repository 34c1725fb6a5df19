"""Everybody else: submissions that are only raised, or accepted, refused, withdrawn, or answered in the fast
lane."""

from collections.abc import Awaitable, Callable
from typing import Any

from shared.kernel.messages.ids import derived_id
from shared.language.contracts import evaluation as e
from shared.language.contracts import handling as h
from shared.language.contracts import intake as i
from tests.chaos import people
from tests.chaos.author import TOWNSHIP, Author
from tests.chaos.people import OFFICE, citizen, commitment_of, secret_of

Fate = Callable[[Author, int, dict[str, Any]], Awaitable[None]]


async def _left_alone(author: Author, number: int, submission: dict[str, Any]) -> None:
    """Nobody has looked at it yet."""


async def _accepted(author: Author, number: int, submission: dict[str, Any]) -> None:
    accept = i.AcceptSubmission(submission_id=submission["submission_id"], category="transport.bus")
    await author.tell(accept, OFFICE, "crowd", number, "accept")


async def _rejected(author: Author, number: int, submission: dict[str, Any]) -> None:
    reject = i.RejectSubmission(submission_id=submission["submission_id"], reason_code="private_dispute")
    await author.tell(reject, OFFICE, "crowd", number, "reject")


async def _withdrawn(author: Author, number: int, submission: dict[str, Any]) -> None:
    withdraw = i.WithdrawSubmission(
        submission_id=submission["submission_id"], proof=secret_of("crowd", number)
    )
    await author.tell(withdraw, citizen("crowd", number), "crowd", number, "withdraw")


async def _fast_lane(author: Author, number: int, submission: dict[str, Any]) -> None:
    """Raised, handled, answered and rated, without a meeting."""
    id, code = submission["submission_id"], people.DEPARTMENTS[number % len(people.DEPARTMENTS)]
    item = derived_id("item", TOWNSHIP, "submission", id)
    await author.settle(
        i.FastLaneSubmission(submission_id=id, department=code), OFFICE, "crowd", number, "fast lane"
    )
    await author.follows(h.ItemAssigned.type, item)
    await author.follows(i.SubmissionItemAssigned.type, id)
    await author.tell(
        h.AcknowledgeItem(item_id=item), people.department(code), "crowd", number, "acknowledge"
    )
    answer = h.AnswerFastLane(item_id=item, result_class="A", text="已经清理。")
    await author.tell(answer, people.department_head(code), "crowd", number, "answer")
    await author.follows(i.SubmissionAnswered.type, id)
    await author.follows(i.SubmissionClosed.type, id)
    rating = e.GiveRating(submission_id=id, proof=secret_of("crowd", number), satisfied=True)
    await author.tell(rating, citizen("crowd", number), "crowd", number, "rate")


_NOWHERE = 19
"""Of twenty one names a village that does not exist, and is refused."""
_FATES: tuple[Fate, ...] = (
    *(_left_alone,) * 10,
    *(_accepted,) * 5,
    *(_rejected,) * 2,
    _withdrawn,
    _fast_lane,
    _left_alone,
)


_PROVING = (_withdrawn, _fast_lane)


async def raise_one(author: Author, number: int) -> None:
    """One of the crowd raises a matter, and what becomes of it."""
    fate = number % len(_FATES)
    nowhere = fate == _NOWHERE
    submit = i.SubmitSubmission(
        text=f"第{number}位群众：公交站没有候车亭，下雨天老人没处躲。",
        channel="qr",
        village="V99" if nowhere else "V02",
        proof=commitment_of("crowd", number) if _FATES[fate] in _PROVING else None,
        contact=i.Contact(phone=f"0580-{number:07}") if fate == 0 else None,
    )
    answer = await author.tell(submit, citizen("crowd", number), "crowd", number, "submit", refused=nowhere)
    if not nowhere:
        await _FATES[fate](author, number, answer["data"]["submission"])
