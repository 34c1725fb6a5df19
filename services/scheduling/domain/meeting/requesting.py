"""A meeting on demand (随时约见): a deputy or the office asks the head for it, or the head calls it."""

from dataclasses import replace

from services.scheduling.domain.days import day_is_not_over, day_is_worked_or_meant
from services.scheduling.domain.meeting.convening import convene_by
from services.scheduling.domain.meeting.meeting import ON_DEMAND, PLANNED, REQUESTED, Meeting, topics_of
from services.scheduling.domain.meeting.subject import RequestFacts, subject_of
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Creation, Situation
from shared.language.calendar import at_local, deadline, local_day
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import TOPIC_PROPOSED
from shared.language.contracts.scheduling import (
    AGENDA_TOPIC,
    MeetingCalled,
    MeetingRequested,
    RequestMeeting,
)


def one_subject_is_named(
    _: None, message: RequestMeeting, situation: Situation[RequestFacts]
) -> Refusal | None:
    """It is about one matter (platform: a meeting on demand is about something, and about one thing)."""
    named = (message.topic_id, message.item_id, message.promise_id, message.project_id)
    return None if sum(map(bool, named)) == 1 else refuse("one_subject", "data.topic_id")


def subject_is_known(_: None, message: RequestMeeting, situation: Situation[RequestFacts]) -> Refusal | None:
    """Its owner has told of it (platform: a meeting is about something)."""
    kind, id = subject_of(message)
    if situation.facts.topic or situation.facts.subject:
        return None
    return refuse("unknown_thing", f"data.{kind}_id", thing=kind, id=id)


def subject_has_no_open_meeting(
    _: None, message: RequestMeeting, situation: Situation[RequestFacts]
) -> Refusal | None:
    """No meeting that is still open was asked for about it, or has the topic on its agenda (platform: one at
    a time)."""
    kind, id = subject_of(message)
    for meeting in situation.facts.open_meetings:
        if subject_of(meeting) == (kind, id) or (kind == AGENDA_TOPIC and id in topics_of(meeting)):
            return refuse("topic_has_meeting", f"data.{kind}_id", topic=_title(situation))
    return None


def subject_is_open(_: None, message: RequestMeeting, situation: Situation[RequestFacts]) -> Refusal | None:
    """Its deputies have proposed the topic and it is not on its way already; of anything else, something is
    still to be done (platform)."""
    topic, subject = situation.facts.topic, situation.facts.subject
    if topic and topic.state != TOPIC_PROPOSED:
        return refuse("topic_not_proposed", "data.topic_id", topic=topic.title, state=topic.state)
    if subject and not subject.open:
        return refuse("subject_is_settled", f"data.{subject.kind}_id", subject=subject.title)
    return None


def deputy_does_not_keep_out(
    _: None, message: RequestMeeting, situation: Situation[RequestFacts]
) -> Refusal | None:
    """Who keeps out of a topic keeps out of what came of it (practice: recusal, ADR 0082)."""
    subject = situation.facts.subject
    recused = subject is not None and situation.actor.id in subject.recused
    return refuse("actor_is_recused", "actorid") if recused else None


def deputy_stands_behind_topic(
    _: None, message: RequestMeeting, situation: Situation[RequestFacts]
) -> Refusal | None:
    """A deputy who asks about a topic leads it or has signed it as well (practice of 联名); who was named and
    has not said so is nobody yet."""
    topic = situation.facts.topic
    if not topic or not _deputy(situation) or situation.actor.id in (topic.lead_id, *topic.confirmed_by):
        return None
    return refuse("not_lead_or_co_signer", "actorid", topic=topic.title)


def topic_has_backing(_: None, message: RequestMeeting, situation: Situation[RequestFacts]) -> Refusal | None:
    """Enough deputies beside one stand behind it (rules.meetings.co_signers_at_least), unless it is over the
    threshold, or the office asks."""
    topic = situation.facts.topic
    if not topic or not _deputy(situation):
        return None
    there = len({topic.lead_id, *topic.confirmed_by}) - 1
    needed = situation.rules.meetings.co_signers_at_least
    if topic.over_threshold_at is None and there < needed:
        return refuse("too_few_co_signers", "data.topic_id", there=there, needed=needed)
    return None


def it_was_not_declined_lately(
    _: None, message: RequestMeeting, situation: Situation[RequestFacts]
) -> Refusal | None:
    """A deputy asks again about what the head has declined, but not at once (rules.meetings.ask_again_after);
    until then it comes before a regular meeting."""
    if not _deputy(situation):
        return None
    today = local_day(situation.now)
    for meeting in situation.facts.declined:
        again = meeting.ask_again_on
        if again and today < again and subject_of(meeting) == subject_of(message):
            return refuse("declined_lately", retry_at=at_local(again), again=again)
    return None


def head_calls_it(_: None, message: RequestMeeting, situation: Situation[RequestFacts]) -> bool:
    """The head asks for it, and has agreed thereby."""
    return situation.actor.role is Role.HEAD


def request(_: None, message: RequestMeeting, situation: Situation[RequestFacts]) -> Meeting:
    """A meeting on demand, to be answered within the days of the rule set."""
    answer = deadline(situation.now, situation.rules.meetings.request_answered_within, situation.calendar)
    return replace(
        _asked_for(message, situation),
        answer_due_on=answer.last_day,
        answer_within=str(answer.period),
        provisional=answer.provisional,
    )


def call(_: None, message: RequestMeeting, situation: Situation[RequestFacts]) -> Meeting:
    """A meeting on demand that needs no answer."""
    by = convene_by(ON_DEMAND, message.day, situation)
    return replace(_asked_for(message, situation), convene_by=by)


def _asked_for(message: RequestMeeting, situation: Situation[RequestFacts]) -> Meeting:
    return Meeting(
        meeting_id=situation.new_id,
        kind=ON_DEMAND,
        day=message.day,
        first_day=message.day,
        topic_id=message.topic_id,
        item_id=message.item_id,
        promise_id=message.promise_id,
        project_id=message.project_id,
        requested_by=situation.actor.id,
        requested_role=situation.actor.role,
        requested_at=situation.now,
        requested_reason=message.reason,
    )


def _deputy(situation: Situation[RequestFacts]) -> bool:
    return situation.actor.role is Role.DEPUTY


def _title(situation: Situation[RequestFacts]) -> str:
    found = situation.facts.topic or situation.facts.subject
    return found.title if found else ""


_MEETABLE = (
    one_subject_is_named,
    day_is_not_over,
    day_is_worked_or_meant,
    subject_is_known,
    subject_has_no_open_meeting,
    subject_is_open,
    deputy_does_not_keep_out,
    deputy_stands_behind_topic,
    topic_has_backing,
    it_was_not_declined_lately,
)

REQUESTING: tuple[Clause[Meeting], ...] = (
    Creation(
        RequestMeeting,
        PLANNED,
        MeetingCalled,
        (Role.HEAD,),
        why="practice of 政府约见: the head meets deputies about a matter of theirs, or of the government's",
        facts=RequestFacts,
        when=head_calls_it,
        guards=_MEETABLE,
        change=call,
    ),
    Creation(
        RequestMeeting,
        REQUESTED,
        MeetingRequested,
        (Role.DEPUTY, Role.OFFICE),
        why="代表法 2025 art. 29: deputies may ask to meet those who lead the government (约见)",
        facts=RequestFacts,
        guards=_MEETABLE,
        change=request,
    ),
)
