"""Assigning (交办): the office makes an item of a published outcome, and the statutory clock starts."""

from dataclasses import dataclass, replace
from datetime import datetime

from services.handling.domain.item.clock import started
from services.handling.domain.item.item import ASSIGNED, Item
from services.handling.domain.item.lead import departments_exist
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Creation, Situation
from shared.language.calendar import Unit, deadline
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import SubmissionSnapshot, TopicSnapshot
from shared.language.contracts.scheduling import MEETING_PUBLISHED, MeetingSnapshot, Outcome


@dataclass(frozen=True, slots=True)
class AssignFacts:
    """The facts about an assignment: the meeting whose minutes hold the outcome, and the rest that is
    known."""

    meeting: MeetingSnapshot | None
    outcome: Outcome | None
    submissions: tuple[SubmissionSnapshot, ...]
    """Those named that intake has taken on."""
    assigned: bool
    """Whether an item was already made of the outcome."""
    topic: TopicSnapshot | None = None
    """The outcome's topic, if it has one."""


def outcome_is_published(
    _item: None, message: said.AssignItem, situation: Situation[AssignFacts]
) -> Refusal | None:
    """The outcome stands in published minutes: agreements of a meeting are assigned (platform rule)."""
    meeting, outcome = situation.facts.meeting, situation.facts.outcome
    if outcome and meeting and meeting.state == MEETING_PUBLISHED:
        return None
    return refuse("outcome_not_published", "data.outcome_id", id=message.outcome_id)


def outcome_is_not_assigned(
    _item: None, message: said.AssignItem, situation: Situation[AssignFacts]
) -> Refusal | None:
    """One outcome makes one item, however often it is asked for (platform rule)."""
    if situation.facts.assigned:
        return refuse("outcome_already_assigned", "data.outcome_id", id=message.outcome_id)
    return None


def reply_rule_exists(_item: None, message: said.AssignItem, situation: Situation) -> Refusal | None:
    """The rule set has a reply period of that name (``reply``)."""
    if message.rule is None or message.rule in situation.rules.reply:
        return None
    return refuse(
        "unknown_reply_rule",
        "data.rule",
        rule=message.rule,
        allowed=", ".join(situation.rules.reply),
        one_of=situation.rules.reply,
    )


def rule_is_said_once(_item: None, message: said.AssignItem, _situation: Situation) -> Refusal | None:
    """Either a reply rule is named, or the matter is called wide or difficult: both might differ (platform
    rule)."""
    if message.rule and message.wide_or_difficult:
        return refuse("reply_rule_twice", "data.wide_or_difficult", rule=message.rule)
    return None


def submissions_are_known(
    _item: None, message: said.AssignItem, situation: Situation[AssignFacts]
) -> Refusal | None:
    """Intake has taken on every submission named: each raiser is answered (platform rule)."""
    known = {submission.submission_id for submission in situation.facts.submissions}
    unknown = [id for id in message.submission_ids if id not in known]
    return refuse("unknown_submission", "data.submission_ids", ids=", ".join(unknown)) if unknown else None


def most_urgent(situation: Situation[AssignFacts]) -> str | None:
    """The class of the submissions whose time is up first (``urgency``); None: nobody knows any."""
    rules, classes = situation.rules, {one.urgency for one in situation.facts.submissions}
    known = sorted(one for one in classes if one and one in rules.urgency)
    return min(known, key=lambda one: _time_of(one, situation), default=None)


def _time_of(urgency: str, situation: Situation) -> datetime:
    period = situation.rules.reply_period(situation.rules.urgency_rule(urgency))
    return deadline(situation.now, period, situation.calendar).at


def reply_rule(message: said.AssignItem, urgency: str | None, situation: Situation) -> str:
    """The one named, or the one for wide or difficult matters (``clock``); else that of a class that has
    hours (``urgency``): a danger stays one when a meeting has spoken of it; else the usual one."""
    rules, clock = situation.rules, situation.rules.clock
    if message.rule or message.wide_or_difficult:
        return message.rule or clock.wide_or_difficult
    of_class = rules.urgency_rule(urgency) if urgency else clock.usual
    return of_class if rules.reply_period(of_class).unit is Unit.HOUR else clock.usual


def raisers_matters(message: said.AssignItem, topic: TopicSnapshot | None) -> tuple[str, ...]:
    """Those named, else all of the topic: links that are known are not asked of a person (case L02)."""
    return tuple(dict.fromkeys(message.submission_ids or (topic.submission_ids if topic else ())))


def deputies_of(topic: TopicSnapshot | None) -> tuple[str, ...]:
    """Who leads the topic, and who has confirmed to sign it."""
    return tuple(dict.fromkeys((topic.lead_id, *topic.confirmed_by))) if topic else ()


def assign(_item: None, message: said.AssignItem, situation: Situation[AssignFacts]) -> Item:
    """An item of a meeting's outcome; the clock starts."""
    meeting, outcome = situation.facts.meeting, situation.facts.outcome
    assert meeting
    assert outcome
    urgency = most_urgent(situation)
    item = started(
        situation,
        title=outcome.title,
        lead=message.lead,
        submission_ids=raisers_matters(message, situation.facts.topic),
        rule=reply_rule(message, urgency, situation),
        urgency=urgency,
    )
    return replace(
        item,
        topic_id=outcome.topic_id,
        meeting_id=meeting.meeting_id,
        outcome_id=outcome.outcome_id,
        deputies=deputies_of(situation.facts.topic),
        co_handlers=tuple(dict.fromkeys(message.co_handlers)),
    )


ASSIGNING: tuple[Clause[Item], ...] = (
    Creation(
        said.AssignItem,
        ASSIGNED,
        said.ItemAssigned,
        by=(Role.OFFICE,),
        why="代表法 2025 art. 51, Zhejiang 办法 art. 43: the time to reply runs from the assignment",
        facts=AssignFacts,
        guards=(
            outcome_is_published,
            outcome_is_not_assigned,
            departments_exist,
            reply_rule_exists,
            rule_is_said_once,
            submissions_are_known,
        ),
        change=assign,
    ),
)
