"""Confirming: what the owner says is looked at by the office or a deputy concerned, who confirm that the
promise is kept or send it back with the reason."""

from dataclasses import replace

from services.handling.domain.promise.falling_due import due
from services.handling.domain.promise.promise import CLAIMED, FULFILLED, OPEN, OVERDUE, Promise
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.calendar import end_of_day
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role
from shared.language.directory.choosing import people_named
from shared.language.named import names
from shared.language.waiting import Final, anybody, within

LOOKERS = (Role.OFFICE, Role.DEPUTY)
_LOOKED_AT = "platform rule: nobody confirms their own word; the office or a deputy concerned does"


@names(deputy="deputies")
def deputy_is_concerned(promise: Promise, _message: object, situation: Situation) -> Refusal | None:
    """A deputy of its topic, or one with whom the answer was talked over (platform rule)."""
    if situation.actor.role is not Role.DEPUTY or situation.actor.id in promise.deputies:
        return None
    names = people_named(situation.directory, *promise.deputies)
    return refuse("deputy_not_concerned", "actorid", names=names or "-")


def its_day_is_to_come(promise: Promise, _message: object, situation: Situation) -> bool:
    """The promised day has not ended."""
    return situation.now < end_of_day(promise.due_on)


def confirm(promise: Promise, _message: object, situation: Situation) -> Promise:
    """Somebody else has seen that it is kept."""
    return replace(promise, fulfilled_at=situation.now, confirmed_by=situation.actor.id)


def send_back(promise: Promise, message: said.SendBackPromise, situation: Situation) -> Promise:
    """It is not kept; the evidence stays readable beside the reason."""
    assert promise.claimed_at
    entry = said.SentBack(
        evidence=promise.evidence,
        claimed_at=promise.claimed_at,
        reason=message.reason,
        by=situation.actor.id,
        at=situation.now,
    )
    return replace(promise, sent_back=(*promise.sent_back, entry), claimed_at=None, evidence="")


CONFIRMING: tuple[Clause[Promise], ...] = (
    Transition(
        (CLAIMED,),
        said.ConfirmPromise,
        FULFILLED,
        said.PromiseFulfilled,
        by=LOOKERS,
        why=_LOOKED_AT,
        guards=(deputy_is_concerned,),
        change=confirm,
    ),
    Transition(
        (CLAIMED,),
        said.SendBackPromise,
        OPEN,
        said.PromiseSentBack,
        by=LOOKERS,
        why=_LOOKED_AT,
        when=its_day_is_to_come,
        guards=(deputy_is_concerned,),
        change=send_back,
        timers=due,
    ),
    Transition(
        (CLAIMED,),
        said.SendBackPromise,
        OVERDUE,
        said.PromiseSentBack,
        by=LOOKERS,
        why="platform rule: what was not kept when its day had ended is overdue, whatever was said of it",
        guards=(deputy_is_concerned,),
        change=send_back,
    ),
    within(
        lambda rules: rules.waits.confirm_promise_within,
        (CLAIMED,),
        "confirm_promise",
        anybody(Role.OFFICE),
        why="platform rule: evidence is looked at in time (waits.confirm_promise_within)",
    ),
    Final((FULFILLED,), "the promise was kept, and somebody else has seen it"),
)
