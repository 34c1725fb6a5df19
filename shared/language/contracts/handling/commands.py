"""The commands about items, and the one for the story clock."""

from datetime import date
from typing import Annotated

from pydantic import Field

from shared.kernel.messages.base import Code, Command, Id, MoveClock
from shared.language.contracts.texts import Prose, Said, SaidLine

Departments = Annotated[tuple[Code, ...], Field(max_length=20)]


class ItemCommand(Command):
    """A command about one item."""

    item_id: Id


class AssignItem(Command, type="handling.item.assign.v1"):
    """The office assigns (交办) an outcome of a published meeting; the statutory clock starts.

    Without ``rule`` the time to reply is the usual one of the township's rules, or the one for wide or
    difficult matters.
    """

    outcome_id: Id
    lead: Code
    co_handlers: Departments = ()
    submission_ids: Annotated[tuple[Id, ...], Field(max_length=500)] = ()
    """The matters that it answers; none named: all of the outcome's topic."""
    rule: Code | None = None
    """A reply rule of the rule set: ``three_months``."""
    wide_or_difficult: bool = False
    """The matter is wide or difficult (涉及面广、处理难度大); not said beside a rule."""


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


class RejectDecline(ItemCommand, type="handling.item.reject_decline.v1"):
    """The office does not agree, and the department keeps the item."""

    reason: Said


class RedesignateItem(ItemCommand, type="handling.item.redesignate.v1"):
    """Name the right department. From the third refusal on, only the head may do so."""

    lead: Code
    co_handlers: Departments = ()


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
    """The office grants the extension and tells the deputies."""

    told: Annotated[tuple[Id, ...], Field(min_length=1, max_length=200)]


class RefuseExtension(ItemCommand, type="handling.item.refuse_extension.v1"):
    """The office does not grant the extension."""

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


class MoveHandlingClock(MoveClock, type="handling.clock.move.v1"):
    """Move handling's story clock."""
