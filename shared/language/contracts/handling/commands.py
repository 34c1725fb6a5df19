"""The commands about items, and the one for the story clock."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from shared.kernel.messages.base import Code, Command, Id, MoveClock
from shared.kernel.messages.replays import RequestReplay
from shared.language.contracts.publication import Extent
from shared.language.contracts.texts import Prose, Said, SaidLine

Departments = Annotated[tuple[Code, ...], Field(max_length=20)]


class ItemCommand(Command):
    """A command about one item."""

    item_id: Id


class Assigning(Command):
    """What every assignment says. Without ``rule`` the time to reply is the usual one of the township's
    rules, or the one for wide or difficult matters."""

    lead: Code
    co_handlers: Departments = ()
    rule: Code | None = None
    """A reply rule of the rule set: ``three_months``."""
    wide_or_difficult: bool = False
    """The matter is wide or difficult (涉及面广、处理难度大); not said beside a rule."""


class AssignFinding(Assigning, type="handling.item.assign_finding.v1"):
    """The office assigns (交办) a finding of a visit; the statutory clock starts."""

    visit_id: Id
    finding_id: Id
    title: SaidLine


class AssignItem(Assigning, type="handling.item.assign.v1"):
    """The office assigns (交办) an outcome of a published meeting; the statutory clock starts."""

    outcome_id: Id
    submission_ids: Annotated[tuple[Id, ...], Field(max_length=500)] = ()
    """The matters that it answers, where several outcomes share those of a topic; none named: all of the
    topic. The last outcome of a topic leaves none out."""


class AssignDirectly(Assigning, type="handling.item.assign_directly.v1"):
    """The office assigns a proposed topic that needs no meeting, or what in it cannot wait for one. The item
    answers every matter of the topic."""

    topic_id: Id
    basis: Said
    """The duty, law or plan that makes it the department's."""
    reason: Said
    """Why it is not left to a meeting."""


class AcknowledgeItem(ItemCommand, type="handling.item.acknowledge.v1"):
    """The lead department confirms that it has received the item."""


class DeclineItem(ItemCommand, type="handling.item.decline.v1"):
    """The lead department says that it is not the right one, within the days that the rule set allows."""

    reason: Said


class ReturnItem(ItemCommand, type="handling.item.return.v1"):
    """A small matter goes back to the office's queue: the department's head finds that it is none, or the
    office takes it back. From there it goes to another department, into a topic, up, or is refused."""

    reason: Said


class ConsentDecline(ItemCommand, type="handling.item.consent_decline.v1"):
    """The office agrees that it is the wrong department. This counts as a hop."""

    fresh_factor: ClassVar[bool] = True


class RejectDecline(ItemCommand, type="handling.item.reject_decline.v1"):
    """The office does not agree, and the department keeps the item."""

    reason: Said


class RedesignateItem(ItemCommand, type="handling.item.redesignate.v1"):
    """Name the right department: the office, or by rule the leader in charge of the one that was let go. From
    the third refusal on, only the head may do so."""

    lead: Code
    co_handlers: Departments | None = None
    """Left out: those it had stay."""


class ReportProgress(ItemCommand, type="handling.item.report_progress.v1"):
    """The lead department reports progress."""

    text: Said


class LogContact(ItemCommand, type="handling.item.log_contact.v1"):
    """The lead department logs one of the three contacts (面商) with a deputy."""

    deputy_id: Id
    how: SaidLine


class GiveCoOpinion(ItemCommand, type="handling.item.give_co_opinion.v1"):
    """A co-handling department gives its opinion to the lead."""

    text: Said


class RequestExtension(ItemCommand, type="handling.item.request_extension.v1"):
    """The lead department asks for more time."""

    until: date
    reason: Said


class ApproveExtension(ItemCommand, type="handling.item.approve_extension.v1"):
    """The office, or by rule the leader in charge, grants the extension; the deputies concerned and every
    raiser hear of it."""

    fresh_factor: ClassVar[bool] = True


class RefuseExtension(ItemCommand, type="handling.item.refuse_extension.v1"):
    """The office, or by rule the leader in charge, does not grant the extension."""

    reason: Said


class InstructItem(ItemCommand, type="handling.item.instruct.v1"):
    """The head or a leader gives an instruction (批示)."""

    text: Said


class DraftAnswer(ItemCommand, type="handling.item.draft_answer.v1"):
    """The lead department drafts the answer. Classes B and C need a plan and a date, class D needs
    reasons."""

    result_class: Code
    text: Said
    plan: Prose = ""
    promised_on: date | None = None
    reasons: Prose = ""


class SignOffAnswer(ItemCommand, type="handling.item.sign_off.v1"):
    """The department's head signs; by rule, or where there is none, the leader in charge."""

    fresh_factor: ClassVar[bool] = True


class ReturnAnswer(ItemCommand, type="handling.item.return_answer.v1"):
    """Whoever may sign sends the draft back."""

    reason: Said


class Publishing(Command):
    """How far an answer is public (主动公开、摘要公开、不予公开); whoever is concerned is given all of it."""

    publish: Extent = "full"
    summary: Prose = ""
    """With ``summary``: what everybody reads, in the words of who decides."""
    not_public_because: Prose = ""
    """With ``no``: why nobody else reads it; everybody is told."""


class PublishAnswer(Publishing, ItemCommand, type="handling.item.publish_answer.v1"):
    """The office gives the signed answer out, and decides how far it is public."""


class EndUnrated(ItemCommand, type="handling.item.end_unrated.v1"):
    """The office ends an item on which no ballot has said anything, with a note: all abstained or too few
    voted, or there was nobody to vote."""

    note: Said


class AnswerFastLane(Publishing, ItemCommand, type="handling.item.answer_fast_lane.v1"):
    """The department's head answers a small matter at once, and decides how far the answer is public."""

    result_class: Code
    text: Said
    reasons: Prose = ""


class MoveHandlingClock(MoveClock, type="handling.clock.move.v1"):
    """Move handling's story clock."""


class RequestHandlingReplay(RequestReplay, type="handling.replay.request.v1"):
    """Send handling's past events of this township once more, to the partner that asks alone."""
