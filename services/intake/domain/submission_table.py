"""The behaviour of submissions."""

from services.intake.domain import answering, asking_back, erasing, submission_changes, submission_guards
from services.intake.domain.submission import (
    ACCEPTED,
    ANSWERED,
    CLOSED,
    FAST_LANE,
    FORWARDED,
    MERGED,
    NEED_INFO,
    RECEIVED,
    REJECTED,
    STATES,
    TAKEN_ON,
    WITHDRAWN,
    Submission,
)
from services.intake.domain.submission_raiser_rows import RAISER_ROWS, RAISING
from services.intake.domain.submission_waiting_rows import IGNORED_TIMERS, WAITING_ROWS
from shared.contracts import intake as said
from shared.contracts.base import Role
from shared.contracts.handling import (
    ItemAnswered,
    ItemArchived,
    ItemAssigned,
    ItemReferredToCongress,
    ItemSatisfied,
)
from shared.state_machine import Ignore, Row, Table

COLLATING = (Role.DEPUTY, Role.HEAD, Role.LEADER, Role.OFFICE)
"""Whose commands about topics move submissions; which topic is whose stands in the topics' own table."""
ITEM_FINISHED = (ItemSatisfied, ItemReferredToCongress, ItemArchived)
ITEM_NEWS = (ItemAssigned, ItemAnswered, *ITEM_FINISHED)

_OFFICE = (
    Row(
        (RECEIVED,),
        said.AcceptSubmission,
        ACCEPTED,
        said.SubmissionAccepted,
        by=(Role.OFFICE,),
        guards=(submission_guards.known_category, submission_guards.known_kind, submission_guards.known_urgency),
        change=submission_changes.accept,
    ),
    Row(
        (RECEIVED, NEED_INFO),
        said.RejectSubmission,
        REJECTED,
        said.SubmissionRejected,
        by=(Role.OFFICE,),
        guards=(submission_guards.known_reason,),
        change=submission_changes.reject,
        timers=asking_back.cancel_and_keep_for_a_time,
    ),
    Row(
        (RECEIVED, ACCEPTED),
        said.FastLaneSubmission,
        FAST_LANE,
        said.SubmissionFastLaned,
        by=(Role.OFFICE,),
        guards=(submission_guards.in_no_item, submission_guards.known_department),
        change=submission_changes.send_down_fast_lane,
    ),
)

_EVIDENCE = (
    Row(
        (RECEIVED, NEED_INFO, ACCEPTED, MERGED, FAST_LANE),
        said.AttachToSubmission,
        None,
        said.SubmissionAttached,
        by=RAISING,
        guards=(
            submission_guards.speaks_for_raiser,
            submission_guards.attachments_known,
            submission_guards.attachments_few,
        ),
        change=submission_changes.attach,
    ),
)

_TOPIC = (
    *(
        Row((ACCEPTED,), command, MERGED, said.SubmissionMerged, by=COLLATING, change=submission_changes.merge)
        for command in (said.CreateTopic, said.MergeSubmissions)
    ),
    *(
        Row(
            (MERGED,),
            command,
            ACCEPTED,
            said.SubmissionReleased,
            by=COLLATING,
            change=submission_changes.release,
        )
        for command in (said.DropTopic, said.ReleaseSubmissions)
    ),
)

_ITEM = (
    Row(
        TAKEN_ON,
        ItemAssigned,
        None,
        said.SubmissionItemAssigned,
        when=answering.in_new_item,
        change=answering.join_item,
    ),
    Row(
        (CLOSED,),
        ItemAssigned,
        ANSWERED,
        said.SubmissionItemAssigned,
        when=answering.in_new_item,
        change=answering.join_item,
        timers=erasing.keep_for_a_time,
    ),
    Row(
        (*TAKEN_ON, CLOSED),
        ItemAnswered,
        ANSWERED,
        said.SubmissionAnswered,
        when=answering.brings_answers,
        change=answering.take_answers,
        timers=asking_back.cancel_and_keep_for_a_time,
    ),
    *(
        Row(
            (ANSWERED,),
            finished,
            CLOSED,
            said.SubmissionClosed,
            when=answering.finishes_last_item,
            change=answering.close,
            timers=erasing.keep_for_a_time,
        )
        for finished in ITEM_FINISHED
    ),
    *(
        Row(
            (ANSWERED,),
            finished,
            None,
            said.SubmissionItemClosed,
            when=answering.finishes_item,
            change=answering.finish_item,
        )
        for finished in ITEM_FINISHED
    ),
)

_IGNORED = (
    *IGNORED_TIMERS,
    *(Ignore((FORWARDED,), news, "it lies with the county: no item deals with it") for news in ITEM_NEWS),
    *(Ignore((RECEIVED,), news, "it has not been taken on: no item can deal with it") for news in ITEM_NEWS),
    *(Ignore((REJECTED,), news, "it was refused with a reason and has its answer") for news in ITEM_NEWS),
    *(Ignore((WITHDRAWN,), news, "its raiser took it back") for news in ITEM_NEWS),
    Ignore((*TAKEN_ON, CLOSED), ItemAssigned, "it knows the item"),
    Ignore((*TAKEN_ON, CLOSED), ItemAnswered, "the raiser has been told"),
    *(
        Ignore((ACCEPTED, NEED_INFO, MERGED, FAST_LANE), finished, "the item has no answer that could be told")
        for finished in ITEM_FINISHED
    ),
    *(Ignore((ANSWERED, CLOSED), finished, "it knows that the item is finished") for finished in ITEM_FINISHED),
)

SUBMISSION_TABLE: Table[Submission] = Table(
    "submission", STATES, (*RAISER_ROWS, *_EVIDENCE, *_OFFICE, *WAITING_ROWS, *_TOPIC, *_ITEM), _IGNORED
)
