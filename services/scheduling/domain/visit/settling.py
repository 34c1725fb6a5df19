"""Settling: each finding of a visit is answered, raised as a matter, assigned as an item, or set aside with a
reason; until then the office is waited for."""

from datetime import datetime

from services.scheduling.domain.visit.finding import settled, spoken_of, to_settle
from services.scheduling.domain.visit.leading import deputy_leads_the_visit
from services.scheduling.domain.visit.visit import DONE, VISITORS, Visit
from shared.kernel.messages.errors import Refusal
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts.envelope import Role
from shared.language.contracts.handling import ItemAssigned
from shared.language.contracts.intake import SubmissionReceived
from shared.language.contracts.scheduling import (
    ANSWERED_AT_VISIT,
    ASSIGNED_FROM_VISIT,
    PROMISED_AT_VISIT,
    RAISED_FROM_VISIT,
    SET_ASIDE,
    AnswerFinding,
    SetAsideFinding,
    VisitFindingSettled,
)
from shared.language.findings import finding_is_left
from shared.language.waiting import anybody, within

_WHY = "practice of 走访: nothing that was found is lost, whatever becomes of it"


def finding_is_to_settle(
    visit: Visit, message: AnswerFinding | SetAsideFinding, _situation: Situation
) -> Refusal | None:
    """The visit has such a finding, and nothing has become of it yet (platform)."""
    return finding_is_left(visit.found, message.finding_id)


def raised_here(visit: Visit, message: SubmissionReceived, _situation: Situation) -> bool:
    """The matter was raised of a finding that nothing has become of yet, or words alone."""
    return spoken_of(visit, message.submission.finding_id)


def assigned_here(visit: Visit, message: ItemAssigned, _situation: Situation) -> bool:
    """The item was assigned of a finding that nothing has become of yet, or words and a promise alone."""
    id = message.item.finding_id
    promised = any(one.finding_id == id and one.settled == PROMISED_AT_VISIT for one in visit.found)
    return promised or spoken_of(visit, id)


def answer(visit: Visit, message: AnswerFinding, situation: Situation) -> Visit:
    """What was answered after the visit."""
    by = situation.actor.id
    return settled(visit, message.finding_id, ANSWERED_AT_VISIT, by, situation.now, said=message.text)


def set_aside(visit: Visit, message: SetAsideFinding, situation: Situation) -> Visit:
    """Nothing follows, and the reason stays visible."""
    return settled(
        visit, message.finding_id, SET_ASIDE, situation.actor.id, situation.now, said=message.reason
    )


def take_raised(visit: Visit, message: SubmissionReceived, situation: Situation) -> Visit:
    """It is a matter at intake."""
    submission = message.submission
    assert submission.finding_id
    by = situation.actor.id
    id = submission.submission_id
    return settled(
        visit, submission.finding_id, RAISED_FROM_VISIT, by, submission.submitted_at, submission_id=id
    )


def take_assigned(visit: Visit, message: ItemAssigned, situation: Situation) -> Visit:
    """It is an item of a department's."""
    item = message.item
    assert item.finding_id
    by = situation.actor.id
    return settled(visit, item.finding_id, ASSIGNED_FROM_VISIT, by, item.assigned_at, item_id=item.item_id)


def _done_at(visit: Visit) -> datetime:
    assert visit.done_at
    return visit.done_at


SETTLING: tuple[Clause[Visit], ...] = (
    Transition(
        (DONE,),
        AnswerFinding,
        None,
        VisitFindingSettled,
        VISITORS,
        why=_WHY,
        guards=(deputy_leads_the_visit, finding_is_to_settle),
        change=answer,
    ),
    Transition(
        (DONE,),
        SetAsideFinding,
        None,
        VisitFindingSettled,
        (Role.OFFICE,),
        why="platform: the office says openly why nothing follows",
        guards=(finding_is_to_settle,),
        change=set_aside,
    ),
    Transition(
        (DONE,),
        SubmissionReceived,
        None,
        VisitFindingSettled,
        why=_WHY,
        when=raised_here,
        change=take_raised,
    ),
    Transition(
        (DONE,),
        ItemAssigned,
        None,
        VisitFindingSettled,
        why=_WHY,
        when=assigned_here,
        change=take_assigned,
    ),
    within(
        lambda rules: rules.waits.settle_findings_within,
        (DONE,),
        "settle_findings",
        anybody(Role.OFFICE),
        why="practice of 走访: the office settles what was found in time (waits.settle_findings_within)",
        since=_done_at,
        when=lambda visit: bool(to_settle(visit)),
    ),
)
