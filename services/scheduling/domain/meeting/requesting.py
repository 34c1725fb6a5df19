"""A deputy asks the head for a meeting on a proposed topic (随时约见)."""

from dataclasses import dataclass

from services.scheduling.domain.days import day_is_not_over, day_is_worked_or_meant
from services.scheduling.domain.meeting.meeting import ON_DEMAND, REQUESTED, Meeting, topics_of
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Creation, Situation
from shared.language.calendar import deadline
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import TOPIC_PROPOSED, TopicSnapshot
from shared.language.contracts.scheduling import MeetingRequested, RequestMeeting


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """The facts needed before a deputy may ask for a meeting; ``topic`` None: nobody has heard of it."""

    topic: TopicSnapshot | None
    open_meetings: tuple[Meeting, ...] = ()

    @property
    def known_topic(self) -> TopicSnapshot:
        """The topic, for the guards after ``topic_is_known``."""
        assert self.topic is not None
        return self.topic


def topic_is_known(_: None, message: RequestMeeting, situation: Situation[RequestFacts]) -> Refusal | None:
    """Intake has told of the topic (platform: a meeting is about something)."""
    if situation.facts.topic is None:
        return refuse("unknown_thing", "data.topic_id", thing="topic", id=message.topic_id)
    return None


def topic_has_no_open_meeting(
    _: None, message: RequestMeeting, situation: Situation[RequestFacts]
) -> Refusal | None:
    """No meeting that is still open was asked for about the topic or has it on its agenda (platform: one at
    a time)."""
    if any(message.topic_id in topics_of(meeting) for meeting in situation.facts.open_meetings):
        return refuse("topic_has_meeting", "data.topic_id", topic=situation.facts.known_topic.title)
    return None


def topic_is_proposed(_: None, message: RequestMeeting, situation: Situation[RequestFacts]) -> Refusal | None:
    """Its deputies have proposed the topic and it is not on its way already (platform)."""
    topic = situation.facts.known_topic
    if topic.state != TOPIC_PROPOSED:
        return refuse("topic_not_proposed", "data.topic_id", topic=topic.title, state=topic.state)
    return None


def deputy_stands_behind_topic(
    _: None, message: RequestMeeting, situation: Situation[RequestFacts]
) -> Refusal | None:
    """The deputy who asks leads the topic or has signed it as well (practice of 联名)."""
    topic = situation.facts.known_topic
    if situation.actor.id not in (topic.lead_id, *topic.co_signers):
        return refuse("not_lead_or_co_signer", "actorid", topic=topic.title)
    return None


def topic_has_backing(_: None, message: RequestMeeting, situation: Situation[RequestFacts]) -> Refusal | None:
    """Enough deputies beside one stand behind it (rules.meetings.co_signers_at_least), unless it is over the
    threshold."""
    topic = situation.facts.known_topic
    there = len({topic.lead_id, *topic.co_signers}) - 1
    needed = situation.rules.meetings.co_signers_at_least
    if topic.over_threshold_at is None and there < needed:
        return refuse("too_few_co_signers", "data.topic_id", there=there, needed=needed)
    return None


def request(_: None, message: RequestMeeting, situation: Situation[RequestFacts]) -> Meeting:
    """A meeting on demand, to be answered within the days of the rule set."""
    answer = deadline(situation.now, situation.rules.meetings.request_answered_within, situation.calendar)
    return Meeting(
        meeting_id=situation.new_id,
        kind=ON_DEMAND,
        day=message.day,
        topic_id=message.topic_id,
        requested_by=situation.actor.id,
        requested_at=situation.now,
        requested_reason=message.reason,
        answer_due_on=answer.last_day,
        answer_within=str(answer.period),
        provisional=answer.provisional,
    )


REQUESTING: tuple[Clause[Meeting], ...] = (
    Creation(
        RequestMeeting,
        REQUESTED,
        MeetingRequested,
        (Role.DEPUTY,),
        why="代表法 2025 art. 29: deputies may ask to meet those who lead the government (约见)",
        facts=RequestFacts,
        guards=(
            day_is_not_over,
            day_is_worked_or_meant,
            topic_is_known,
            topic_has_no_open_meeting,
            topic_is_proposed,
            deputy_stands_behind_topic,
            topic_has_backing,
        ),
        change=request,
    ),
)
