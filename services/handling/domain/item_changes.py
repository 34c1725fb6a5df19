"""What happens to an item from assignment to the answer: pure changes, state and version apart."""

from dataclasses import replace
from typing import Any

from services.handling.domain.clock import due_after, extended, restarted
from services.handling.domain.item import Item
from shared.contracts.handling import (
    ApproveExtension,
    AssignItem,
    Contacted,
    CoOpinion,
    Decline,
    DeclineItem,
    Extension,
    GiveCoOpinion,
    LogContact,
    Progress,
    RedesignateItem,
    RefuseExtension,
    RejectDecline,
    ReportProgress,
    RequestExtension,
)
from shared.contracts.intake import SubmissionFastLaned
from shared.state_machine import Situation

FAST_LANE_URGENCY = "ordinary"
"""The urgency class whose reply rule a small matter gets."""


def assign(_item: None, message: AssignItem, situation: Situation) -> Item:
    """An item of a meeting's outcome; the clock starts (交办)."""
    meeting, outcome = situation.facts.meeting, situation.facts.outcome
    return Item(
        item_id=situation.new_id,
        title=outcome.title,
        fast_lane=False,
        topic_id=outcome.topic_id,
        meeting_id=meeting.meeting_id,
        outcome_id=outcome.outcome_id,
        submission_ids=tuple(dict.fromkeys(message.submission_ids)),
        lead=message.lead,
        co_handlers=tuple(dict.fromkeys(message.co_handlers)),
        **_first_clock(message.rule, situation),
    )


def open_fast_lane(_item: None, message: SubmissionFastLaned, situation: Situation) -> Item:
    """An item of one small matter (小事直办); ``facts`` is its department."""
    return Item(
        item_id=situation.new_id,
        title=message.submission.title,
        fast_lane=True,
        submission_ids=(message.submission.submission_id,),
        lead=situation.facts,
        **_first_clock(situation.rules.urgency_rule(FAST_LANE_URGENCY), situation),
    )


def _first_clock(rule: str, situation: Situation) -> dict[str, Any]:
    due = due_after(situation.now, situation.rules.reply_period(rule), situation)
    return {
        "rule": rule,
        "assigned_at": situation.now,
        "clock_started_at": situation.now,
        "due_on": due.on,
        "due_at": due.at,
        "due_why": due.why,
        "unextended_due_on": due.on,
        "news_at": situation.now,
    }


def acknowledge(item: Item, _message: object, situation: Situation) -> Item:
    """The department has it."""
    return replace(item, acknowledged_at=situation.now, news_at=situation.now)


def decline(item: Item, message: DeclineItem, situation: Situation) -> Item:
    """The department says that it is the wrong one."""
    entry = Decline(department=item.lead, reason=message.reason, at=situation.now)
    return replace(item, declines=(*item.declines, entry))


def consent_decline(item: Item, _message: object, situation: Situation) -> Item:
    """The office agrees: a hop."""
    *earlier, last = item.declines
    last = last.model_copy(update={"consented_at": situation.now})
    return replace(item, declines=(*earlier, last), hops=item.hops + 1)


def reject_decline(item: Item, message: RejectDecline, situation: Situation) -> Item:
    """The office does not agree; the clock runs on."""
    *earlier, last = item.declines
    last = last.model_copy(update={"rejected_at": situation.now, "rejected_reason": message.reason})
    return replace(item, declines=(*earlier, last))


def redesignate(item: Item, message: RedesignateItem, situation: Situation) -> Item:
    """Another department leads, and gets the whole period of the same rule."""
    handed_on = replace(
        item,
        lead=message.lead,
        co_handlers=tuple(dict.fromkeys(message.co_handlers)),
        redesignations=item.redesignations + 1,
    )
    return restarted(handed_on, situation.now, situation.rules.reply_period(item.rule), situation)


def report_progress(item: Item, message: ReportProgress, situation: Situation) -> Item:
    """A sign of life."""
    entry = Progress(text=message.text, by=situation.actor.id, at=situation.now)
    return replace(item, progress=(*item.progress, entry), news_at=situation.now)


def log_contact(item: Item, message: LogContact, situation: Situation) -> Item:
    """A contact (面商), counted for the round in which it was made."""
    entry = Contacted(deputy_id=message.deputy_id, how=message.how, at=situation.now, round=item.round)
    return replace(item, contacts=(*item.contacts, entry), news_at=situation.now)


def give_co_opinion(item: Item, message: GiveCoOpinion, situation: Situation) -> Item:
    """What a co-handler told the lead."""
    assert situation.actor.department
    entry = CoOpinion(department=situation.actor.department, text=message.text, at=situation.now)
    return replace(item, co_opinions=(*item.co_opinions, entry), news_at=situation.now)


def request_extension(item: Item, message: RequestExtension, situation: Situation) -> Item:
    """More time is asked for; until it is granted the due date stands."""
    entry = Extension(reason=message.reason, until=message.until, asked_at=situation.now)
    return replace(item, extensions=(*item.extensions, entry), news_at=situation.now)


def approve_extension(item: Item, message: ApproveExtension, situation: Situation) -> Item:
    """The due date moves, and the deputies are told."""
    *earlier, last = item.extensions
    decided = {"decided_at": situation.now, "approved": True, "told": tuple(dict.fromkeys(message.told))}
    granted = replace(item, extensions=(*earlier, last.model_copy(update=decided)), news_at=situation.now)
    return extended(granted, last.until, situation)


def refuse_extension(item: Item, message: RefuseExtension, situation: Situation) -> Item:
    """The due date stands."""
    *earlier, last = item.extensions
    decided = {"decided_at": situation.now, "approved": False, "refused_reason": message.reason}
    return replace(item, extensions=(*earlier, last.model_copy(update=decided)), news_at=situation.now)
