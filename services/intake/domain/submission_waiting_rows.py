"""A submission that waits for its raiser, or lies with the county."""

from services.intake.domain import asking_back, erasing, forwarding, submission_guards
from services.intake.domain.submission import (
    ACCEPTED,
    CLOSED,
    FORWARDED,
    NEED_INFO,
    RECEIVED,
    REJECTED,
    STATES,
)
from shared.contracts import intake as said
from shared.contracts.base import Role
from shared.state_machine import Ignore, Row

_OFFICE = (Role.OFFICE,)

_ASKING = (
    Row(
        (RECEIVED, ACCEPTED),
        said.AskRaiser,
        NEED_INFO,
        said.SubmissionAskedBack,
        by=(Role.OFFICE, Role.DEPUTY),
        change=asking_back.ask,
        timers=asking_back.set_timer,
    ),
    Row(
        (NEED_INFO,),
        said.QuestionDue,
        REJECTED,
        said.SubmissionRejected,
        when=asking_back.open_and_needed,
        change=asking_back.lapse_and_refuse,
        timers=erasing.keep_for_a_time,
    ),
    Row(
        (NEED_INFO,),
        said.QuestionDue,
        RECEIVED,
        said.SubmissionQuestionLapsed,
        when=asking_back.open_before_acceptance,
        change=asking_back.lapse,
    ),
    Row(
        (NEED_INFO,),
        said.QuestionDue,
        ACCEPTED,
        said.SubmissionQuestionLapsed,
        when=asking_back.is_open,
        change=asking_back.lapse,
    ),
)

_COUNTY = (
    Row(
        (RECEIVED, ACCEPTED),
        said.ForwardSubmission,
        FORWARDED,
        said.SubmissionForwarded,
        by=_OFFICE,
        guards=(submission_guards.in_no_item,),
        change=forwarding.forward,
        timers=forwarding.set_timer,
    ),
    Row(
        (FORWARDED,),
        said.RecordCountyAnswer,
        CLOSED,
        said.SubmissionAnsweredByCounty,
        by=_OFFICE,
        change=forwarding.answer,
        timers=forwarding.cancel_and_keep_for_a_time,
    ),
    Row(
        (FORWARDED,),
        said.ReturnSubmission,
        ACCEPTED,
        said.SubmissionReturned,
        by=_OFFICE,
        change=forwarding.take_back,
        timers=forwarding.cancel_timer,
    ),
    Row(
        (FORWARDED,),
        said.CountyDue,
        None,
        said.SubmissionForwardReminded,
        when=forwarding.is_open,
        change=forwarding.remind,
        timers=forwarding.set_timer,
    ),
)

WAITING_ROWS = (*_ASKING, *_COUNTY)
IGNORED_TIMERS = (
    Ignore(STATES, said.RetentionOver, "it goes on, or is erased already"),
    Ignore((NEED_INFO,), said.QuestionDue, "another question waits by now"),
    Ignore((FORWARDED,), said.CountyDue, "it was handed up anew since"),
    *(
        Ignore(tuple(state for state in STATES if state != waiting), due, "it does not wait any more")
        for waiting, due in ((NEED_INFO, said.QuestionDue), (FORWARDED, said.CountyDue))
    ),
)
