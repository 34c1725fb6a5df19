"""Correcting an assignment: the office named the wrong department, matters or rule. That is no refusal by a
department, so no hop; and no new beginning, so the clock runs on."""

from dataclasses import dataclass, replace

from services.handling.domain.item.assigning import (
    foreign_among,
    gone_among,
    reply_rule_is_known,
    unknown_among,
)
from services.handling.domain.item.counting_anew import counted_by
from services.handling.domain.item.extending import wake_when_time_is_up
from services.handling.domain.item.item import (
    ANSWER_DRAFT,
    ANSWERED,
    ASSIGNED,
    AT_WORK,
    EXTENSION_REQUESTED,
    Item,
)
from services.handling.domain.item.lead import departments_are_listed
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import SubmissionSnapshot
from shared.language.corrections import all_were_seen


@dataclass(frozen=True, slots=True)
class CorrectingFacts:
    """Those of the submissions named that intake has taken on."""

    submissions: tuple[SubmissionSnapshot, ...] = ()


def no_answer_is_published(item: Item, _message: object, _situation: Situation) -> Refusal | None:
    """What was answered stays with who answered it: a wrong answer is corrected, or done again (platform
    rule)."""
    return refuse("answer_is_published", round=item.answers[-1].round) if item.answers else None


def item_is_of_no_small_matter(item: Item, _message: object, _situation: Situation) -> Refusal | None:
    """A small matter is taken back and sent down anew (practice of 小事直办)."""
    return refuse("small_matter_goes_back") if item.fast_lane else None


def head_has_not_named(item: Item, message: said.CorrectAssignment, situation: Situation) -> Refusal | None:
    """Designation by the head is final (platform rule)."""
    if not changes_lead(item, message, situation):
        return None
    return refuse("head_has_designated") if item.designated_by_head else None


def lead_has_nothing_before_others(
    item: Item, message: said.CorrectAssignment, situation: Situation
) -> Refusal | None:
    """A draft is sent back, a wish for more time is decided, before another department leads (platform
    rule)."""
    if not changes_lead(item, message, situation) or item.state not in (EXTENSION_REQUESTED, ANSWER_DRAFT):
        return None
    return refuse("lead_is_answering", "data.lead")


def named_departments_exist(
    item: Item, message: said.CorrectAssignment, situation: Situation
) -> Refusal | None:
    """Lead and co-handlers are departments of the township, and the lead is not its own co-handler
    (platform rule)."""
    lead = message.lead or item.lead
    return departments_are_listed(lead, _co_handlers(item, message), situation)


def named_rule_exists(_item: Item, message: said.CorrectAssignment, situation: Situation) -> Refusal | None:
    """The rule set has a reply period of that name (``reply``)."""
    return reply_rule_is_known(message.rule, situation)


def named_submissions_are_known(
    item: Item, message: said.CorrectAssignment, situation: Situation[CorrectingFacts]
) -> Refusal | None:
    """Intake has taken on every submission named, and no other topic has it: each raiser is answered, in one
    place (platform rule)."""
    named = situation.facts.submissions
    unknown = unknown_among(message.submission_ids or (), named) or foreign_among(named, item.topic_id)
    return unknown or gone_among(named, situation)


def assignment_becomes_another(
    item: Item, message: said.CorrectAssignment, _situation: Situation
) -> Refusal | None:
    """Something is named that was otherwise (platform rule: the same again is a slip)."""
    return refuse("nothing_changes") if _named(item, message) == _named(item, None) else None


def assignment_is_as_it_was_seen(
    item: Item, message: said.CorrectAssignment, _situation: Situation
) -> Refusal | None:
    """Nobody else has corrected it since (platform rule: two corrections at once do not hide each other)."""
    return all_were_seen(message.corrections_seen, len(item.assignment_corrections))


def changes_lead(item: Item, message: said.CorrectAssignment, _situation: Situation) -> bool:
    """Another department is to lead."""
    return message.lead is not None and message.lead != item.lead


def correct(item: Item, message: said.CorrectAssignment, situation: Situation) -> Item:
    """As the office meant it; how it was stays readable."""
    before = said.AssignmentBefore(
        lead=item.lead,
        co_handlers=item.co_handlers,
        submission_ids=item.submission_ids,
        rule=item.rule,
        due_on=item.due_on,
        because=message.reason,
        by=situation.actor.id,
        at=situation.now,
    )
    lead, co_handlers, submission_ids, rule = _named(item, message)
    right = replace(
        item,
        lead=lead,
        co_handlers=co_handlers,
        submission_ids=submission_ids,
        rule=rule,
        assignment_corrections=(*item.assignment_corrections, before),
        news_at=situation.now,
    )
    if rule == item.rule:
        return right
    return counted_by(right, situation.rules.reply_period(rule), situation)


def give_to_another(item: Item, message: said.CorrectAssignment, situation: Situation) -> Item:
    """The department that was meant has its own days to receive and to decline."""
    return replace(correct(item, message, situation), designated_at=situation.now, acknowledged_at=None)


def _named(
    item: Item, message: said.CorrectAssignment | None
) -> tuple[str, tuple[str, ...], tuple[str, ...], str]:
    if message is None:
        return item.lead, item.co_handlers, item.submission_ids, item.rule
    ids = item.submission_ids if message.submission_ids is None else message.submission_ids
    return (
        message.lead or item.lead,
        _co_handlers(item, message),
        tuple(dict.fromkeys(ids)),
        message.rule or item.rule,
    )


def _co_handlers(item: Item, message: said.CorrectAssignment) -> tuple[str, ...]:
    """Those named; if none are, those it had, but for one that leads now."""
    if message.co_handlers is not None:
        return tuple(dict.fromkeys(message.co_handlers))
    return tuple(code for code in item.co_handlers if code != message.lead)


_GUARDS = (
    no_answer_is_published,
    item_is_of_no_small_matter,
    head_has_not_named,
    lead_has_nothing_before_others,
    named_departments_exist,
    named_rule_exists,
    named_submissions_are_known,
    assignment_becomes_another,
    assignment_is_as_it_was_seen,
)
_WHY = "platform rule: the office's slip is put right by a command; it is no hop, and the clock runs on"
_BEFORE_THE_ANSWER = (*AT_WORK, ANSWERED)
"""Whoever tries it after the answer hears what to do instead."""

CORRECTING_ASSIGNMENTS: tuple[Clause[Item], ...] = (
    Transition(
        _BEFORE_THE_ANSWER,
        said.CorrectAssignment,
        ASSIGNED,
        said.ItemAssignmentCorrected,
        by=(Role.OFFICE,),
        why=_WHY,
        facts=CorrectingFacts,
        when=changes_lead,
        guards=_GUARDS,
        change=give_to_another,
    ),
    Transition(
        _BEFORE_THE_ANSWER,
        said.CorrectAssignment,
        None,
        said.ItemAssignmentCorrected,
        by=(Role.OFFICE,),
        why=_WHY,
        facts=CorrectingFacts,
        guards=_GUARDS,
        change=correct,
        timers=wake_when_time_is_up,
    ),
)
