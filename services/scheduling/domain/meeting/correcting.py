"""What was recorded of a meeting is put right; how it was before stays readable."""

from dataclasses import replace

from services.scheduling.domain.meeting.attending import PEOPLE_WERE_RIGHT, with_people
from services.scheduling.domain.meeting.meeting import HELD, PUBLISHED, Meeting
from services.scheduling.domain.meeting.outcomes import as_agreed
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts.envelope import Role
from shared.language.contracts.scheduling import (
    AttendanceCorrected,
    CorrectAttendance,
    CorrectMinutes,
    CorrectOutcome,
    MeetingCorrection,
    MinutesCorrected,
    OutcomeCorrected,
)
from shared.language.corrections import all_were_seen

MINUTES_TEXT, OUTCOME, ATTENDANCE = "minutes", "outcome", "attendance"


def text_is_another(meeting: Meeting, message: CorrectMinutes, situation: Situation) -> Refusal | None:
    """There is something to put right."""
    return refuse("nothing_to_correct", "data.text") if message.text == meeting.minutes else None


def outcome_is_of_this_meeting(
    meeting: Meeting, message: CorrectOutcome, situation: Situation
) -> Refusal | None:
    """The meeting has such an outcome."""
    if any(outcome.outcome_id == message.outcome_id for outcome in meeting.outcomes):
        return None
    return refuse("unknown_outcome", "data.outcome_id", id=message.outcome_id)


def outcome_is_not_assigned(
    meeting: Meeting, message: CorrectOutcome, situation: Situation
) -> Refusal | None:
    """No department has it yet (platform: what is assigned is put right where it is handled)."""
    if meeting.state != PUBLISHED or message.outcome_id in meeting.unassigned:
        return None
    return refuse("outcome_assigned", "data.outcome_id", id=message.outcome_id)


def words_are_others(meeting: Meeting, message: CorrectOutcome, situation: Situation) -> Refusal | None:
    """There is something to put right."""
    same = _title(meeting, message.outcome_id) == message.title
    return refuse("nothing_to_correct", "data.title") if same else None


def outcome_stays_its_own(meeting: Meeting, message: CorrectOutcome, _situation: Situation) -> Refusal | None:
    """It does not become another one of the meeting's (platform: what was agreed once is one outcome)."""
    topics = {one.outcome_id: one.topic_id for one in meeting.outcomes}
    named = as_agreed(topics[message.outcome_id], message.title)
    others = (one for one in meeting.outcomes if one.outcome_id != message.outcome_id)
    if all(as_agreed(one.topic_id, one.title) != named for one in others):
        return None
    return refuse("same_outcome_twice", "data.title", title=message.title)


def people_are_others(meeting: Meeting, message: CorrectAttendance, situation: Situation) -> Refusal | None:
    """There is something to put right."""
    people = with_people(_anew(meeting), message, situation)
    same = (people.attendance, people.leave) == (meeting.attendance, meeting.leave)
    return refuse("nothing_to_correct", "data.attendance") if same else None


def record_is_as_it_was_seen(
    meeting: Meeting, message: CorrectMinutes | CorrectOutcome | CorrectAttendance, _situation: Situation
) -> Refusal | None:
    """Nobody else has corrected it since (platform: two corrections at once do not hide each other)."""
    what = {CorrectMinutes: MINUTES_TEXT, CorrectOutcome: OUTCOME, CorrectAttendance: ATTENDANCE}[
        type(message)
    ]
    outcome_id = message.outcome_id if isinstance(message, CorrectOutcome) else None
    there = [one for one in meeting.corrections if (one.what, one.outcome_id) == (what, outcome_id)]
    return all_were_seen(message.corrections_seen, len(there))


def correct_minutes(meeting: Meeting, message: CorrectMinutes, situation: Situation) -> Meeting:
    """The new text; the earlier one is kept."""
    corrected = _corrected(meeting, MINUTES_TEXT, meeting.minutes, message.reason, situation)
    return replace(corrected, draft=message.text, minutes=message.text)


def correct_outcome(meeting: Meeting, message: CorrectOutcome, situation: Situation) -> Meeting:
    """The outcome's new words; the earlier ones are kept."""
    id, was = message.outcome_id, _title(meeting, message.outcome_id)
    outcomes = tuple(
        one.model_copy(update={"title": message.title}) if one.outcome_id == id else one
        for one in meeting.outcomes
    )
    return replace(_corrected(meeting, OUTCOME, was, message.reason, situation, id), outcomes=outcomes)


def correct_attendance(meeting: Meeting, message: CorrectAttendance, situation: Situation) -> Meeting:
    """Who was there, on leave and absent, counted among the deputies of that day."""
    was = ", ".join(meeting.attendance)
    people = with_people(_anew(meeting), message, situation)
    return _corrected(people, ATTENDANCE, was, message.reason, situation)


def _anew(meeting: Meeting) -> Meeting:
    """Without the leave of before: what the command says is the whole."""
    return replace(meeting, leave=(), excuses=())


def _title(meeting: Meeting, outcome_id: str) -> str:
    return next((one.title for one in meeting.outcomes if one.outcome_id == outcome_id), "")


def _corrected(
    meeting: Meeting, what: str, was: str, reason: str, situation: Situation, id: str | None = None
) -> Meeting:
    correction = MeetingCorrection(
        what=what, outcome_id=id, was=was, by=situation.actor.id, at=situation.now, reason=reason
    )
    return replace(meeting, corrections=(*meeting.corrections, correction))


_WHY = "practice: a mistake in a record is put right openly, and the earlier version stays readable"

CORRECTING: tuple[Clause[Meeting], ...] = (
    Transition(
        (PUBLISHED,),
        CorrectMinutes,
        None,
        MinutesCorrected,
        (Role.OFFICE,),
        why=_WHY,
        guards=(text_is_another, record_is_as_it_was_seen),
        change=correct_minutes,
    ),
    Transition(
        HELD,
        CorrectOutcome,
        None,
        OutcomeCorrected,
        (Role.OFFICE,),
        why=_WHY,
        guards=(
            outcome_is_of_this_meeting,
            outcome_is_not_assigned,
            words_are_others,
            outcome_stays_its_own,
            record_is_as_it_was_seen,
        ),
        change=correct_outcome,
    ),
    Transition(
        HELD,
        CorrectAttendance,
        None,
        AttendanceCorrected,
        (Role.OFFICE,),
        why=_WHY,
        guards=(*PEOPLE_WERE_RIGHT, people_are_others, record_is_as_it_was_seen),
        change=correct_attendance,
    ),
)
