"""Reviewing: what an answer put off (class C) is looked at again each year, until it is done."""

from dataclasses import replace
from datetime import datetime

from services.handling.domain.departments import DEPARTMENT
from services.handling.domain.promise.keeping import owner_asks, owner_is_awaited
from services.handling.domain.promise.promise import UNKEPT, Promise
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts import handling as said
from shared.language.contracts.handling import CLASS_LATER
from shared.language.waiting import within


def was_put_off(promise: Promise) -> bool:
    """The answer said: later."""
    return promise.result_class == CLASS_LATER


def answer_put_it_off(promise: Promise, _message: object, _situation: Situation) -> Refusal | None:
    """What is being solved has its day; what was put off is looked at again (人大实践)."""
    return None if was_put_off(promise) else refuse("nothing_put_off", due_on=promise.due_on)


def review(promise: Promise, message: said.ReviewPromise, situation: Situation) -> Promise:
    """One more look."""
    entry = said.PromiseReview(text=message.text, by=situation.actor.id, at=situation.now)
    return replace(promise, reviews=(*promise.reviews, entry))


def last_looked_at(promise: Promise) -> datetime:
    """When it was last looked at, or made."""
    return promise.reviews[-1].at if promise.reviews else promise.made_at


REVIEWING: tuple[Clause[Promise], ...] = (
    Transition(
        UNKEPT,
        said.ReviewPromise,
        None,
        said.PromiseReviewed,
        by=DEPARTMENT,
        why="人大实践: what was put off is looked at again each year, and the deputies hear what came of it",
        guards=(owner_asks, answer_put_it_off),
        change=review,
    ),
    within(
        lambda rules: rules.waits.review_promise_every,
        UNKEPT,
        "review_promise",
        owner_is_awaited,
        why="人大实践: class C is looked at again each year (waits.review_promise_every)",
        since=last_looked_at,
        when=was_put_off,
    ),
)
