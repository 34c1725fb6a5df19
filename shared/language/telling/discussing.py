"""The entries about 座谈议: meetings, their minutes, and the topics on their agendas."""

from shared.language.contracts import intake, scheduling
from shared.language.telling.stages import Stage
from shared.language.telling.told import SAID, Detail, RuleFrom, Telling, Told
from shared.language.telling.values import called, moved, title

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


def _moved(event: scheduling.MeetingMoved) -> Detail:
    meeting = event.meeting
    move = meeting.moves[-1] if meeting.moves else None
    return {
        "first_day": move.was if move else meeting.first_day,
        "day": meeting.day,
        SAID: move.reason if move else "",
    }


def _corrected(event: scheduling.MeetingEvent) -> Detail:
    corrections = event.meeting.corrections
    if not corrections:
        return {"earlier": "", SAID: ""}
    return {"earlier": corrections[-1].was, SAID: corrections[-1].reason}


DISCUSSING: tuple[Telling, ...] = (
    Told(scheduling.MeetingRequested, _DISCUSS, _requested, rule=RuleFrom.CATALOGUE),
    Told(
        scheduling.MeetingCalled,
        _DISCUSS,
        lambda e: {"day": e.meeting.day, SAID: e.meeting.requested_reason},
    ),
    Told(
        intake.TopicMeetingRequested,
        _DISCUSS,
        title,
        echoes=(scheduling.MeetingRequested, scheduling.MeetingCalled),
    ),
    Told(
        intake.TopicMeetingFellThrough,
        _DISCUSS,
        title,
        echoes=(scheduling.MeetingDeclined, scheduling.MeetingCancelled, scheduling.MeetingMissed),
    ),
    Told(
        scheduling.MeetingOtherTimeProposed,
        _DISCUSS,
        lambda e: {
            "proposed_day": e.meeting.proposed_day or e.meeting.day,
            SAID: e.meeting.proposed_reason,
        },
    ),
    Told(
        scheduling.MeetingDeclined,
        _DISCUSS,
        lambda e: {"next_on": e.meeting.ask_again_on, SAID: e.meeting.declined_reason},
    ),
    Told(
        scheduling.MeetingPlanned,
        _DISCUSS,
        lambda e: {"kind": e.meeting.kind, "day": e.meeting.day, "room": e.meeting.room},
    ),
    Told(
        scheduling.MeetingConvened,
        _DISCUSS,
        lambda e: {
            "kind": e.meeting.kind,
            "starts_at": e.meeting.starts_at,
            "room": e.meeting.room or e.meeting.address,
            SAID: e.meeting.urgent_reason,
        },
    ),
    Told(scheduling.MeetingMoved, _DISCUSS, _moved, rule=RuleFrom.CATALOGUE),
    Told(
        scheduling.MeetingMissed,
        _DISCUSS,
        lambda e: {"day": e.meeting.day, SAID: e.meeting.missed_reason},
        rule=RuleFrom.CATALOGUE,
    ),
    Told(
        scheduling.DelegateNamed,
        _DISCUSS,
        lambda e: {"deputy": e.meeting.delegate_id, SAID: e.meeting.delegate_reason},
    ),
    Told(
        scheduling.LeaveAsked,
        _DISCUSS,
        lambda e: {"deputy": e.meeting.leave[-1] if e.meeting.leave else ""},
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
    Told(intake.SubmissionAnsweredThere, _DISCUSS),
    Told(
        intake.TopicCarriedOver,
        _DISCUSS,
        lambda e: {"title": e.topic.title, "met": len(e.topic.met_in)},
    ),
    Told(intake.TopicDiscussed, _DISCUSS, title, echoes=(scheduling.MeetingHeld,)),
    Told(scheduling.MinutesDrafted, _DISCUSS),
    Told(scheduling.MinutesConfirmed, _DISCUSS),
    Told(scheduling.MinutesSentBack, _DISCUSS, lambda e: {SAID: e.meeting.sent_back_reason}),
    Told(scheduling.MinutesPublished, _DISCUSS),
    Told(scheduling.MinutesCorrected, _DISCUSS, _corrected),
    Told(scheduling.OutcomeCorrected, _DISCUSS, _corrected),
    Told(scheduling.AttendanceCorrected, _DISCUSS, lambda e: _corrected(e) | _held(e)),
    Told(
        scheduling.MeetingSeriesChanged,
        _DISCUSS,
        lambda e: {"next_on": e.meeting.next_on},
    ),
    Told(
        scheduling.OutcomeAssigned,
        _DISCUSS,
        lambda e: {"day": e.meeting.day, "unassigned": str(len(e.meeting.unassigned))},
        includes_earlier=True,
    ),
    Told(
        scheduling.MeetingReminded,
        _DISCUSS,
        lambda e: called(e.meeting.waiting),
        rule=RuleFrom.CATALOGUE,
    ),
    Told(scheduling.MeetingRedacted, _DISCUSS, strikes=True),
)
