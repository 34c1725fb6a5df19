"""Why a meeting may not be asked for, agreed, frozen or held so."""

from dataclasses import dataclass
from math import ceil

from services.scheduling.domain.agenda import TOPIC_PROPOSED
from services.scheduling.domain.guards import past_day
from services.scheduling.domain.meeting import REGULAR, Meeting, agreed_day, topics_of
from shared.calendar import local_day
from shared.contracts.intake import TopicSnapshot
from shared.contracts.scheduling import AcceptMeeting, FreezeAgenda, HoldMeeting, RequestMeeting
from shared.errors import Refusal, refuse
from shared.state_machine import Situation


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """What must be known before a deputy may ask for a meeting; ``topic`` None: nobody has heard of it."""

    topic: TopicSnapshot | None
    open_meetings: tuple[Meeting, ...] = ()


def topic_may_be_met_about(_: None, message: RequestMeeting, situation: Situation) -> Refusal | None:
    """The topic is known and proposed, and no other open meeting has it."""
    facts: RequestFacts = situation.facts
    if facts.topic is None:
        return refuse("unknown_thing", "data.topic_id", thing="topic", id=message.topic_id)
    if any(message.topic_id in topics_of(meeting) for meeting in facts.open_meetings):
        return refuse("topic_has_meeting", "data.topic_id", topic=facts.topic.title)
    if facts.topic.state != TOPIC_PROPOSED:
        return refuse("topic_not_proposed", "data.topic_id", topic=facts.topic.title, state=facts.topic.state)
    return None


def topic_has_backing(_: None, message: RequestMeeting, situation: Situation) -> Refusal | None:
    """Who asks stands behind the topic, and enough others do (rules.meetings.co_signers_at_least), unless it is over
    the threshold."""
    topic: TopicSnapshot = situation.facts.topic
    behind = {topic.lead_id, *topic.co_signers}
    needed = situation.rules.meetings.co_signers_at_least
    if situation.actor.id not in behind:
        return refuse("not_lead_or_co_signer", "actorid", topic=topic.title)
    if topic.over_threshold_at is None and len(behind) - 1 < needed:
        return refuse("too_few_co_signers", "data.topic_id", there=len(behind) - 1, needed=needed)
    return None


def other_time_is_open(meeting: Meeting, message: AcceptMeeting, situation: Situation) -> bool:
    """The head has proposed a day, and it is the deputy's turn."""
    return meeting.proposed_day is not None


def agreed_day_to_come(meeting: Meeting, message: AcceptMeeting, situation: Situation) -> Refusal | None:
    """The day that is being accepted is not over."""
    return past_day(agreed_day(meeting), "data.meeting_id", situation)


def asked_for_it(meeting: Meeting, message: AcceptMeeting, situation: Situation) -> Refusal | None:
    """The deputy is the one who asked: co-signers back the topic, but one person makes the appointment."""
    return None if situation.actor.id == meeting.requested_by else refuse("not_the_requester", "actorid")


def freeze_day_has_come(meeting: Meeting, message: FreezeAgenda, situation: Situation) -> Refusal | None:
    """Not earlier, because until then people may count on getting a point in; later is better than never."""
    assert meeting.freeze_on is not None
    if local_day(situation.now) < meeting.freeze_on:
        return refuse("too_early_to_freeze", freeze_on=meeting.freeze_on)
    return None


def day_has_come(meeting: Meeting, message: HoldMeeting, situation: Situation) -> Refusal | None:
    """Nobody records a meeting before its day."""
    return refuse("too_early_to_hold", day=meeting.day) if local_day(situation.now) < meeting.day else None


def only_the_invited(meeting: Meeting, message: HoldMeeting, situation: Situation) -> Refusal | None:
    """Everybody who was there had been invited."""
    strangers = sorted(set(message.attendance) - set(meeting.invited))
    return refuse("not_invited", "data.attendance", people=", ".join(strangers)) if strangers else None


def quorum(meeting: Meeting, message: HoldMeeting, situation: Situation) -> Refusal | None:
    """Enough of those invited to a regular meeting were there (rules.meetings.quorum)."""
    present, invited = len(set(message.attendance)), len(meeting.invited)
    needed = ceil(situation.rules.meetings.quorum * invited)
    if meeting.kind == REGULAR and present < needed:
        return refuse("no_quorum", "data.attendance", present=present, invited=invited, needed=needed)
    return None


def outcomes_are_on_the_agenda(meeting: Meeting, message: HoldMeeting, situation: Situation) -> Refusal | None:
    """What was agreed about a topic was about one on the agenda."""
    on_agenda = topics_of(meeting)
    for number, outcome in enumerate(message.outcomes):
        if outcome.topic_id is not None and outcome.topic_id not in on_agenda:
            return refuse("topic_not_on_agenda", f"data.outcomes.{number}.topic_id", topic=outcome.topic_id)
    return None
