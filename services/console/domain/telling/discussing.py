"""The entries about 座谈议: meetings, their minutes, and the topics on their agendas."""

from services.console.domain.stages import Stage
from services.console.domain.telling.told import SAID, Detail, RuleFrom, Telling, Told
from services.console.domain.telling.values import called, moved, title
from shared.language.contracts import intake, scheduling

_DISCUSS = Stage.DISCUSS


def _requested(event: scheduling.MeetingRequested) -> Detail:
    meeting = event.meeting
    return {
        "day": meeting.day,
        "answer_due_on": meeting.answer_due_on,
        SAID: meeting.requested_reason,
    }


def _held(event: scheduling.MeetingEvent) -> Detail:
    meeting = event.meeting
    return {
        "attendance": len(meeting.attendance),
        "outcomes": len(meeting.outcomes),
        "agenda": len(meeting.agenda),
    }


DISCUSSING: tuple[Telling, ...] = (
    Told(scheduling.MeetingRequested, _DISCUSS, _requested, rule=RuleFrom.CATALOGUE),
    Told(intake.TopicMeetingRequested, _DISCUSS, title, echoes=(scheduling.MeetingRequested,)),
    Told(
        intake.TopicMeetingFellThrough,
        _DISCUSS,
        title,
        echoes=(scheduling.MeetingDeclined, scheduling.MeetingCancelled),
    ),
    Told(
        scheduling.MeetingOtherTimeProposed,
        _DISCUSS,
        lambda e: {"proposed_day": e.meeting.proposed_day, SAID: e.meeting.proposed_reason},
    ),
    Told(scheduling.MeetingDeclined, _DISCUSS, lambda e: {SAID: e.meeting.declined_reason}),
    Told(
        scheduling.MeetingPlanned,
        _DISCUSS,
        lambda e: {"kind": e.meeting.kind, "day": e.meeting.day, "room": e.meeting.room},
    ),
    Told(
        scheduling.MeetingConvened,
        _DISCUSS,
        lambda e: {"kind": e.meeting.kind, "starts_at": e.meeting.starts_at, "room": e.meeting.room},
    ),
    Told(scheduling.MeetingFrozen, _DISCUSS, _held, rule=RuleFrom.AGENDA),
    Told(
        scheduling.MeetingDueMoved,
        _DISCUSS,
        lambda e: moved(e) | {"deadline": e.meeting.state},
        rule=RuleFrom.CATALOGUE,
    ),
    Told(intake.TopicScheduled, _DISCUSS, title, echoes=(scheduling.MeetingFrozen,)),
    Told(
        scheduling.MeetingCancelled,
        _DISCUSS,
        lambda e: {"day": e.meeting.day, SAID: e.meeting.cancelled_reason},
    ),
    Told(scheduling.MeetingHeld, _DISCUSS, _held),
    Told(
        intake.SubmissionAnsweredThere,
        _DISCUSS,
        lambda e: {SAID: e.submission.spoken_answer.text if e.submission.spoken_answer else ""},
    ),
    Told(
        intake.TopicCarriedOver,
        _DISCUSS,
        lambda e: {"title": e.topic.title, "met": len(e.topic.met_in)},
        echoes=(scheduling.MeetingHeld,),
    ),
    Told(intake.TopicDiscussed, _DISCUSS, title, echoes=(scheduling.MeetingHeld,)),
    Told(scheduling.MinutesDrafted, _DISCUSS),
    Told(scheduling.MinutesConfirmed, _DISCUSS),
    Told(scheduling.MinutesPublished, _DISCUSS),
    Told(
        scheduling.MeetingSeriesChanged,
        _DISCUSS,
        lambda e: {"next_on": e.meeting.next_on},
    ),
    Told(
        scheduling.OutcomeAssigned,
        _DISCUSS,
        lambda e: {"day": e.meeting.day, "unassigned": str(len(e.meeting.unassigned))},
    ),
    Told(
        scheduling.MeetingReminded,
        _DISCUSS,
        lambda e: called(e.meeting.waiting),
        rule=RuleFrom.CATALOGUE,
    ),
)
