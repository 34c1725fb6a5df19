"""Handling: items (办理事项), promises (承诺) and projects (民生实事); their supervision (督办) is part of the item."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from shared.contracts.base import (
    Bilingual,
    ClockMoved,
    Code,
    Command,
    CommandRefused,
    Contract,
    Event,
    Id,
    Instant,
    Line,
    MoveClock,
    Prose,
    Said,
    Timer,
)

Percent = Annotated[Decimal, Field(ge=0, le=100, decimal_places=2)]
Departments = Annotated[tuple[Code, ...], Field(max_length=20)]


class Decline(Contract):
    """A department's refusal: one hop."""

    department: Code
    reason: Prose
    at: Instant
    consented_at: Instant | None = None
    rejected_at: Instant | None = None
    rejected_reason: Prose = ""


class Contacted(Contract):
    """One of the three contacts (面商) with a deputy before the answer."""

    deputy_id: Id
    how: Line
    at: Instant
    round: int


class Progress(Contract):
    """A sign of life."""

    text: Prose
    by: Id
    at: Instant


class CoOpinion(Contract):
    """What a co-handling department told the lead."""

    department: Code
    text: Prose
    at: Instant


class Extension(Contract):
    """More time: asked, and decided."""

    reason: Prose
    until: date
    asked_at: Instant
    decided_at: Instant | None = None
    approved: bool | None = None
    refused_reason: Prose = ""
    told: tuple[Id, ...] = ()


class Answer(Contract):
    """A published answer."""

    round: int
    result_class: Code
    """``A`` solved, ``B`` being solved, ``C`` later, ``D`` for reference."""
    text: Prose
    plan: Prose = ""
    promised_on: date | None = None
    promise_id: Id | None = None
    reasons: Prose = ""
    signed_by: Id | None = None
    published_at: Instant
    due_on: date
    late: bool


class Supervised(Contract):
    """An act of supervision (督办): ``reminder``, ``urge``, ``escalation``, ``instruction`` or ``stalled``."""

    kind: Code
    at: Instant
    by: Id
    text: Prose = ""
    to: tuple[Id, ...] = ()
    working_days_late: int | None = None


class ItemSnapshot(Contract):
    """An item as everybody entitled may see it; drafts are not in it."""

    item_id: Id
    title: Line
    state: Code
    fast_lane: bool
    topic_id: Id | None = None
    meeting_id: Id | None = None
    outcome_id: Id | None = None
    submission_ids: tuple[Id, ...]
    lead: Code
    co_handlers: tuple[Code, ...] = ()
    rule: Code
    """The reply rule of the rule set, e.g. ``three_months``."""
    assigned_at: Instant
    """The first assignment (交办)."""
    clock_started_at: Instant
    """The start of the clock in force."""
    due_on: date
    """The last day, Asia/Shanghai; it ends at 24:00."""
    due_why: Bilingual
    acknowledged_at: Instant | None = None
    round: int = 1
    """1 plus the number of times it was done again."""
    declines: tuple[Decline, ...] = ()
    hops: int = 0
    redesignations: int = 0
    contacts: tuple[Contacted, ...] = ()
    co_opinions: tuple[CoOpinion, ...] = ()
    progress: tuple[Progress, ...] = ()
    extensions: tuple[Extension, ...] = ()
    answers: tuple[Answer, ...] = ()
    supervisions: tuple[Supervised, ...] = ()
    ballot_id: Id | None = None
    closed_at: Instant | None = None


class PromiseSnapshot(Contract):
    """A promise (承诺): it outlives the item, the year and the head's term."""

    promise_id: Id
    item_id: Id
    state: Code
    text: Prose
    owner: Code
    due_on: date
    made_at: Instant
    fulfilled_at: Instant | None = None
    evidence: Prose = ""


class ProjectReport(Contract):
    """One report on a project: percentages, and the light that follows from them."""

    planned_percent: Decimal
    actual_percent: Decimal
    light: Code
    text: Prose = ""
    at: Instant


class ProjectSnapshot(Contract):
    """A livelihood project (民生实事) or key work."""

    project_id: Id
    title: Line
    state: Code
    department: Code
    leader: Id
    reports: tuple[ProjectReport, ...] = ()


# --- commands -------------------------------------------------------------------------------------------------


class ItemCommand(Command):
    """A command about one item."""

    item_id: Id


class AssignItem(Command, type="handling.item.assign.v1"):
    """The office assigns (交办) an outcome of a published meeting; the statutory clock starts."""

    outcome_id: Id
    lead: Code
    co_handlers: Departments = ()
    submission_ids: Annotated[tuple[Id, ...], Field(max_length=500)] = ()
    rule: Code


class AcknowledgeItem(ItemCommand, type="handling.item.acknowledge.v1"):
    """The lead department has it."""


class DeclineItem(ItemCommand, type="handling.item.decline.v1"):
    """The lead department says that it is not the right one, within the days that the rule set allows."""

    reason: Said


class ConsentDecline(ItemCommand, type="handling.item.consent_decline.v1"):
    """The office agrees that it is the wrong department: a hop."""


class RejectDecline(ItemCommand, type="handling.item.reject_decline.v1"):
    """The office does not agree; the department keeps it."""

    reason: Said


class RedesignateItem(ItemCommand, type="handling.item.redesignate.v1"):
    """Name the right department; from the third refusal on only the head may."""

    lead: Code
    co_handlers: Departments = ()


class ReportProgress(ItemCommand, type="handling.item.report_progress.v1"):
    """The lead department reports progress."""

    text: Said


class LogContact(ItemCommand, type="handling.item.log_contact.v1"):
    """The lead department logs one of the three contacts (面商) with a deputy."""

    deputy_id: Id
    how: Annotated[Line, Field(min_length=1)]


class GiveCoOpinion(ItemCommand, type="handling.item.give_co_opinion.v1"):
    """A co-handling department gives its opinion to the lead."""

    text: Said


class RequestExtension(ItemCommand, type="handling.item.request_extension.v1"):
    """The lead department asks for more time."""

    until: date
    reason: Said


class ApproveExtension(ItemCommand, type="handling.item.approve_extension.v1"):
    """The office grants it and tells the deputies."""

    told: Annotated[tuple[Id, ...], Field(min_length=1, max_length=200)]


class RefuseExtension(ItemCommand, type="handling.item.refuse_extension.v1"):
    """The office does not grant it."""

    reason: Said


class InstructItem(ItemCommand, type="handling.item.instruct.v1"):
    """The head or a leader gives an instruction (批示)."""

    text: Said


class DraftAnswer(ItemCommand, type="handling.item.draft_answer.v1"):
    """The lead department drafts the answer: B and C with plan and date, D with reasons."""

    result_class: Code
    text: Said
    plan: Prose = ""
    promised_on: date | None = None
    reasons: Prose = ""


class SignOffAnswer(ItemCommand, type="handling.item.sign_off.v1"):
    """The department's head signs."""


class ReturnAnswer(ItemCommand, type="handling.item.return_answer.v1"):
    """The department's head sends the draft back."""

    reason: Said


class PublishAnswer(ItemCommand, type="handling.item.publish_answer.v1"):
    """The office publishes the signed answer."""


class AnswerFastLane(ItemCommand, type="handling.item.answer_fast_lane.v1"):
    """The department's head answers a small matter at once."""

    result_class: Code
    text: Said
    reasons: Prose = ""


class FulfilPromise(Command, type="handling.promise.fulfil.v1"):
    """The owner has kept it, with evidence."""

    promise_id: Id
    evidence: Said


class PlanProject(Command, type="handling.project.plan.v1"):
    """Enter a project of the year."""

    title: Annotated[Line, Field(min_length=1)]
    department: Code
    leader: Id


class ReportProject(Command, type="handling.project.report.v1"):
    """Report planned and actual progress."""

    project_id: Id
    planned_percent: Percent
    actual_percent: Percent
    text: Prose = ""


class MoveHandlingClock(MoveClock, type="handling.clock.move.v1"):
    """Move handling's story clock."""


# --- events ---------------------------------------------------------------------------------------------------


class ItemEvent(Event):
    """Carries the item as it stands after the event."""

    item: ItemSnapshot


class ItemAssigned(ItemEvent, type="handling.item.assigned.v1"):
    """The clock runs."""


class ItemAcknowledged(ItemEvent, type="handling.item.acknowledged.v1"):
    """The department has it."""


class ItemDeclined(ItemEvent, type="handling.item.declined.v1"):
    """The department says that it is the wrong one."""


class ItemDeclineConsented(ItemEvent, type="handling.item.decline_consented.v1"):
    """The office agrees; a new department must be named."""


class ItemDeclineRejected(ItemEvent, type="handling.item.decline_rejected.v1"):
    """The office does not agree."""


class ItemRedesignated(ItemEvent, type="handling.item.redesignated.v1"):
    """Another department leads; its clock starts."""


class ItemProgressed(ItemEvent, type="handling.item.progressed.v1"):
    """There is news."""


class ItemContacted(ItemEvent, type="handling.item.contacted.v1"):
    """A contact with a deputy was logged."""


class ItemCoOpinionGiven(ItemEvent, type="handling.item.co_opinion_given.v1"):
    """A co-handler gave its opinion."""


class ItemExtensionRequested(ItemEvent, type="handling.item.extension_requested.v1"):
    """More time was asked for."""


class ItemExtended(ItemEvent, type="handling.item.extended.v1"):
    """More time was granted; the deputies were told."""


class ItemExtensionRefused(ItemEvent, type="handling.item.extension_refused.v1"):
    """More time was refused."""


class ItemInstructed(ItemEvent, type="handling.item.instructed.v1"):
    """The head or a leader gave an instruction."""


class ItemReminded(ItemEvent, type="handling.item.reminded.v1"):
    """The due date is near."""


class ItemUrged(ItemEvent, type="handling.item.urged.v1"):
    """Overdue: urged (催办)."""


class ItemEscalated(ItemEvent, type="handling.item.escalated.v1"):
    """Still overdue: circulated, and reported to the head and the presidium."""


class ItemStalled(ItemEvent, type="handling.item.stalled.v1"):
    """No news for too long: the watchdog."""


class ItemAnswerDrafted(ItemEvent, type="handling.item.answer_drafted.v1"):
    """There is a draft; its text is not public."""


class ItemAnswerSigned(ItemEvent, type="handling.item.answer_signed.v1"):
    """The department's head signed."""


class ItemAnswerReturned(ItemEvent, type="handling.item.answer_returned.v1"):
    """The department's head sent it back."""


class ItemAnswered(ItemEvent, type="handling.item.answered.v1"):
    """The answer is public; each raiser is told by intake."""


class ItemRatingStarted(ItemEvent, type="handling.item.rating_started.v1"):
    """A ballot on it is open."""


class ItemRatingLapsed(ItemEvent, type="handling.item.rating_lapsed.v1"):
    """Too few deputies voted; the item is answered and waits for another ballot."""


class ItemSatisfied(ItemEvent, type="handling.item.satisfied.v1"):
    """The deputies are satisfied."""


class ItemRedoOrdered(ItemEvent, type="handling.item.redo_ordered.v1"):
    """The deputies are not satisfied: it is done again, within a new period."""


class ItemReferredToCongress(ItemEvent, type="handling.item.referred_to_congress.v1"):
    """Still dissatisfied after the last round: the congress takes it."""


class ItemArchived(ItemEvent, type="handling.item.archived.v1"):
    """A fast-lane item is finished with its answer."""


class PromiseEvent(Event):
    """Carries the promise as it stands after the event."""

    promise: PromiseSnapshot


class PromiseMade(PromiseEvent, type="handling.promise.made.v1"):
    """A B or C answer promised something by a date."""


class PromiseFulfilled(PromiseEvent, type="handling.promise.fulfilled.v1"):
    """Kept."""


class PromiseOverdue(PromiseEvent, type="handling.promise.overdue.v1"):
    """Its date has passed."""


class ProjectEvent(Event):
    """Carries the project as it stands after the event."""

    project: ProjectSnapshot


class ProjectPlanned(ProjectEvent, type="handling.project.planned.v1"):
    """Entered."""


class ProjectReported(ProjectEvent, type="handling.project.reported.v1"):
    """A report with its light."""


class ItemReminderDue(Timer, type="handling.item.reminder_due.v1"):
    """A rung of the reminder ladder, for the due date named."""

    item_id: Id
    due_on: date
    days_before: int


class ItemUrgeDue(Timer, type="handling.item.urge_due.v1"):
    """The item is overdue by the days after which it is urged."""

    item_id: Id
    due_on: date


class ItemEscalationDue(Timer, type="handling.item.escalation_due.v1"):
    """The item is overdue by the days after which it is escalated."""

    item_id: Id
    due_on: date


class ItemWatchdogDue(Timer, type="handling.item.watchdog_due.v1"):
    """Nothing was heard of the item since ``news_at``."""

    item_id: Id
    news_at: Instant


class PromiseDue(Timer, type="handling.promise.due.v1"):
    """The promised day has ended."""

    promise_id: Id


class HandlingCommandRefused(CommandRefused, type="handling.command.refused.v1"):
    """Handling refused a command."""


class HandlingClockMoved(ClockMoved, type="handling.clock.moved.v1"):
    """Handling's story clock was moved."""
