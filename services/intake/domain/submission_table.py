"""The behaviour of submissions."""

from services.intake.domain import answering, submission_changes, submission_guards
from services.intake.domain.submission import (
    ACCEPTED,
    ANSWERED,
    CLOSED,
    FAST_LANE,
    MERGED,
    RECEIVED,
    REJECTED,
    STATES,
    TAKEN_ON,
    WITHDRAWN,
    Submission,
)
from shared.contracts import intake as said
from shared.contracts.base import Role
from shared.contracts.handling import (
    ItemAnswered,
    ItemArchived,
    ItemAssigned,
    ItemReferredToCongress,
    ItemSatisfied,
)
from shared.state_machine import ABSENT, Ignore, Row, Table

RAISING = (Role.CITIZEN, Role.DEPUTY, Role.OFFICE)
"""The raiser, and who speaks for one at the door or at the station."""
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
        guards=(submission_guards.known_category,),
        change=submission_changes.accept,
    ),
    Row(
        (RECEIVED,),
        said.RejectSubmission,
        REJECTED,
        said.SubmissionRejected,
        by=(Role.OFFICE,),
        guards=(submission_guards.known_reason,),
        change=submission_changes.reject,
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

_RAISER = (
    Row(
        (ABSENT,),
        said.SubmitSubmission,
        RECEIVED,
        said.SubmissionReceived,
        by=RAISING,
        guards=(
            submission_guards.known_channel,
            submission_guards.known_village,
            submission_guards.known_kind,
            submission_guards.known_category,
            submission_guards.extra_questions_answered,
        ),
        change=submission_changes.receive,
    ),
    Row(
        STATES,
        said.SubmitSubmission,
        None,
        said.SubmissionKnown,
        by=RAISING,
        guards=(submission_guards.same_request,),
    ),
    Row(
        (RECEIVED, ACCEPTED),
        said.WithdrawSubmission,
        WITHDRAWN,
        said.SubmissionWithdrawn,
        by=RAISING,
        guards=(submission_guards.speaks_for_raiser, submission_guards.in_no_item),
    ),
)

_EVIDENCE = (
    Row(
        (RECEIVED, ACCEPTED, MERGED, FAST_LANE),
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
    Row(
        (MERGED,),
        said.DropTopic,
        ACCEPTED,
        said.SubmissionReleased,
        by=COLLATING,
        change=submission_changes.release,
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
    ),
    Row(
        (*TAKEN_ON, CLOSED),
        ItemAnswered,
        ANSWERED,
        said.SubmissionAnswered,
        when=answering.brings_answers,
        change=answering.take_answers,
    ),
    *(
        Row(
            (ANSWERED,),
            finished,
            CLOSED,
            said.SubmissionClosed,
            when=answering.finishes_last_item,
            change=answering.close,
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
    *(Ignore((RECEIVED,), news, "it has not been taken on: no item can deal with it") for news in ITEM_NEWS),
    *(Ignore((REJECTED,), news, "it was refused with a reason and has its answer") for news in ITEM_NEWS),
    *(Ignore((WITHDRAWN,), news, "its raiser took it back") for news in ITEM_NEWS),
    Ignore((*TAKEN_ON, CLOSED), ItemAssigned, "it knows the item"),
    Ignore((*TAKEN_ON, CLOSED), ItemAnswered, "the raiser has been told"),
    *(
        Ignore((ACCEPTED, MERGED, FAST_LANE), finished, "the item has no answer that could be told")
        for finished in ITEM_FINISHED
    ),
    *(Ignore((ANSWERED, CLOSED), finished, "it knows that the item is finished") for finished in ITEM_FINISHED),
)

SUBMISSION_TABLE: Table[Submission] = Table(
    "submission", STATES, (*_RAISER, *_EVIDENCE, *_OFFICE, *_TOPIC, *_ITEM), _IGNORED
)
