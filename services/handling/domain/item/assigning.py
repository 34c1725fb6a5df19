"""Assigning (交办): the office makes an item of a published outcome, and the statutory clock starts."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from services.handling.domain.item.clock import started
from services.handling.domain.item.item import ASSIGNED, Item
from services.handling.domain.item.lead import departments_exist
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Creation, Situation
from shared.language.calendar import Unit, deadline
from shared.language.called import called
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import SubmissionSnapshot, TopicSnapshot
from shared.language.contracts.intake.submission_states import FORWARDED, RECEIVED, REJECTED, SPLIT, WITHDRAWN
from shared.language.contracts.scheduling import MEETING_PUBLISHED, MeetingSnapshot, Outcome
from shared.language.directory.choosing import nearest
from shared.language.redacting import as_published


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
    left_out: tuple[str, ...] = ()
    """The topic's matters that no item would answer, if this is the last outcome about it."""


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


def reply_rule_exists(_item: None, message: said.Assigning, situation: Situation) -> Refusal | None:
    """The rule set has a reply period of that name (``reply``)."""
    return reply_rule_is_known(message.rule, situation)


def reply_rule_is_known(rule: str | None, situation: Situation) -> Refusal | None:
    """It has a reply period, if one is named."""
    if rule is None or rule in situation.rules.reply:
        return None
    near = nearest(rule, situation.rules.reply)
    return refuse("unknown_reply_rule", "data.rule", rule=rule, choices=", ".join(near), one_of=near)


def rule_is_said_once(_item: None, message: said.Assigning, _situation: Situation) -> Refusal | None:
    """Either a reply rule is named, or the matter is called wide or difficult: both might differ (platform
    rule)."""
    if message.rule and message.wide_or_difficult:
        return refuse("reply_rule_twice", "data.wide_or_difficult", rule=message.rule)
    return None


def submissions_are_known(
    _item: None, message: said.AssignItem, situation: Situation[AssignFacts]
) -> Refusal | None:
    """Intake has taken on every submission named, and no other topic has it: each raiser is answered, in one
    place (platform rule)."""
    outcome, named = situation.facts.outcome, situation.facts.submissions
    topic_id = outcome.topic_id if outcome else None
    unknown = unknown_among(message.submission_ids, named) or foreign_among(named, topic_id)
    return unknown or gone_among(named, situation)


def no_raiser_is_left_out(
    _item: None, _message: said.AssignItem, situation: Situation[AssignFacts]
) -> Refusal | None:
    """With the last outcome of a topic each of its matters has an item: whoever raised one waits for somebody
    (platform rule)."""
    left = situation.facts.left_out
    return refuse("raisers_left_out", "data.submission_ids", ids=", ".join(left)) if left else None


def unknown_among(ids: Iterable[str], submissions: Iterable[SubmissionSnapshot]) -> Refusal | None:
    """Those named that are not among the submissions are unknown."""
    known = {submission.submission_id for submission in submissions}
    unknown = [id for id in ids if id not in known]
    return refuse("unknown_submission", "data.submission_ids", ids=", ".join(unknown)) if unknown else None


def foreign_among(submissions: Iterable[SubmissionSnapshot], topic_id: str | None) -> Refusal | None:
    """Those that another topic has are not answered here."""
    foreign = [one.submission_id for one in submissions if one.topic_id not in (None, topic_id)]
    if not foreign:
        return None
    return refuse("submission_not_in_topic", "data.submission_ids", ids=", ".join(foreign))


_GONE = (RECEIVED, REJECTED, FORWARDED, WITHDRAWN, SPLIT)


def gone_among(submissions: Iterable[SubmissionSnapshot], situation: Situation) -> Refusal | None:
    """Those that nobody has taken on, or no longer, have no raiser who could be answered here."""
    submissions = tuple(submissions)
    gone = [one for one in submissions if one.state in _GONE]
    if not gone:
        return None
    titles = "、".join(f"“{called(one, situation.directory)}”" for one in gone)
    there = [one.submission_id for one in submissions if one not in gone]
    return refuse("submission_not_free", "data.submission_ids", titles=titles, one_of=there)


def most_urgent(situation: Situation[AssignFacts]) -> str | None:
    """The class of the submissions whose time is up first (``urgency``); None: nobody knows any."""
    rules, classes = situation.rules, {one.urgency for one in situation.facts.submissions}
    known = sorted(one for one in classes if one and one in rules.urgency)
    return min(known, key=lambda one: _time_of(one, situation), default=None)


def _time_of(urgency: str, situation: Situation) -> datetime:
    period = situation.rules.reply_period(situation.rules.urgency_rule(urgency))
    return deadline(situation.now, period, situation.calendar).at


def reply_rule(message: said.Assigning, urgency: str | None, situation: Situation) -> str:
    """The one named, or the one for wide or difficult matters (``clock``); else that of a class that has
    hours (``urgency``): a danger stays one when a meeting has spoken of it; else the usual one."""
    rules, clock = situation.rules, situation.rules.clock
    if message.rule or message.wide_or_difficult:
        return message.rule or clock.wide_or_difficult
    of_class = rules.urgency_rule(urgency) if urgency else clock.usual
    return of_class if rules.reply_period(of_class).unit is Unit.HOUR else clock.usual


def raisers_matters(named: Iterable[str], topic: TopicSnapshot | None) -> tuple[str, ...]:
    """Those named, else all of the topic: links that are known are not asked of a person (case L02)."""
    return tuple(dict.fromkeys(named)) or (topic.submission_ids if topic else ())


def deputies_of(topic: TopicSnapshot | None) -> tuple[str, ...]:
    """Who leads the topic, and who has confirmed to sign it, without who keeps out of it."""
    behind = dict.fromkeys((topic.lead_id, *topic.confirmed_by)) if topic else {}
    return tuple(id for id in behind if id not in kept_out_of(topic))


def kept_out_of(topic: TopicSnapshot | None) -> tuple[str, ...]:
    """The deputies who keep out of the topic, and so out of what comes of it."""
    return tuple(dict.fromkeys(one.deputy_id for one in topic.recusals)) if topic else ()


def begun(
    message: said.Assigning,
    situation: Situation,
    title: str,
    submission_ids: tuple[str, ...] = (),
    urgency: str | None = None,
) -> Item:
    """A new item with the departments that any assignment names; the clock starts."""
    item = started(
        situation,
        title=title,
        lead=message.lead,
        submission_ids=submission_ids,
        rule=reply_rule(message, urgency, situation),
        urgency=urgency,
    )
    return replace(item, co_handlers=tuple(dict.fromkeys(message.co_handlers)))


def assign(_item: None, message: said.AssignItem, situation: Situation[AssignFacts]) -> Item:
    """An item of a meeting's outcome."""
    meeting, outcome, topic = situation.facts.meeting, situation.facts.outcome, situation.facts.topic
    assert meeting
    assert outcome
    matters = raisers_matters(message.submission_ids, topic)
    title = as_published(outcome.title, meeting.redactions)
    return replace(
        begun(message, situation, title, matters, most_urgent(situation)),
        topic_id=outcome.topic_id,
        meeting_id=meeting.meeting_id,
        outcome_id=outcome.outcome_id,
        deputies=deputies_of(topic),
        recused=kept_out_of(topic),
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
            no_raiser_is_left_out,
        ),
        change=assign,
    ),
)
