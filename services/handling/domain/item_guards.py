"""Why an item is not assigned, handed on, or given more time."""

from services.handling.domain.clock import last_day_to_decline, latest_extension
from services.handling.domain.facts import AssignFacts
from services.handling.domain.guards import known_deputies
from services.handling.domain.item import Item
from shared.contracts.base import Role
from shared.contracts.handling import (
    ApproveExtension,
    AssignItem,
    LogContact,
    RedesignateItem,
    RequestExtension,
)
from shared.errors import Refusal, refuse
from shared.state_machine import Situation


def published_outcome(_item: None, message: AssignItem, situation: Situation) -> Refusal | None:
    """The outcome stands in published minutes."""
    facts: AssignFacts = situation.facts
    if facts.outcome and facts.meeting and facts.meeting.state == "published":
        return None
    return refuse("outcome_not_published", "data.outcome_id", id=message.outcome_id)


def not_assigned_before(_item: None, message: AssignItem, situation: Situation) -> Refusal | None:
    """One outcome, one item."""
    if situation.facts.assigned:
        return refuse("outcome_already_assigned", "data.outcome_id", id=message.outcome_id)
    return None


def known_rule(_item: None, message: AssignItem, situation: Situation) -> Refusal | None:
    """The rule set has such a reply period."""
    if message.rule in situation.rules.reply:
        return None
    return refuse("unknown_reply_rule", "data.rule", rule=message.rule, allowed=", ".join(situation.rules.reply))


def known_submissions(_item: None, message: AssignItem, situation: Situation) -> Refusal | None:
    """Every submission named has been taken on by intake."""
    unknown = [id for id in message.submission_ids if id not in situation.facts.known_submission_ids]
    return refuse("unknown_submission", "data.submission_ids", ids=", ".join(unknown)) if unknown else None


def in_time_to_decline(item: Item, _message: object, situation: Situation) -> Refusal | None:
    """Within the days after assignment; later the department keeps it."""
    last = last_day_to_decline(item, situation)
    return refuse("decline_too_late", last_day=last.last_day) if situation.now > last.at else None


def not_yet_consented(item: Item, _message: object, _situation: Situation) -> Refusal | None:
    """The refusal at hand has not been agreed to."""
    return refuse("decline_already_consented") if item.declines[-1].consented_at else None


def consented(item: Item, _message: object, _situation: Situation) -> Refusal | None:
    """The office has agreed to the refusal."""
    return None if item.declines[-1].consented_at else refuse("decline_not_consented")


def head_at_last_hop(item: Item, _message: object, situation: Situation) -> Refusal | None:
    """From the hop named in the rules on the head alone designates, so that nobody passes the item on for ever."""
    limit = situation.rules.refusal.head_designates_at_hop
    if item.hops < limit or situation.actor.role is Role.HEAD:
        return None
    return refuse("only_head_designates", "actorrole", hops=item.hops)


def another_lead(item: Item, message: RedesignateItem, _situation: Situation) -> Refusal | None:
    """Not back to the department that has just been let go."""
    if message.lead == item.lead:
        return refuse("same_department", "data.lead", department=item.lead)
    return None


def known_deputy(_item: Item, message: LogContact, _situation: Situation) -> Refusal | None:
    """The contact was with a deputy."""
    return known_deputies((message.deputy_id,), "data.deputy_id")


def known_told(_item: Item, message: ApproveExtension, _situation: Situation) -> Refusal | None:
    """Those told are deputies."""
    return known_deputies(message.told, "data.told")


def not_overdue(item: Item, _message: object, situation: Situation) -> Refusal | None:
    """More time is asked for before it has run out."""
    return refuse("already_overdue", due_on=item.due_on) if situation.now > item.due_at else None


def until_within_limit(item: Item, message: RequestExtension, situation: Situation) -> Refusal | None:
    """Later than the due date, and no later than the rules allow."""
    latest = latest_extension(item, situation)
    if item.due_on < message.until <= latest:
        return None
    return refuse("extension_out_of_range", "data.until", after=item.due_on, latest=latest)
