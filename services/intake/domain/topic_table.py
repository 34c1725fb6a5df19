"""The behaviour of topics."""

from services.intake.domain import topic_progress
from services.intake.domain.topic import (
    AWAITING_MEETING,
    CLOSED,
    COLLECTING,
    DISCUSSED,
    DROPPED,
    MEETING_REQUESTED,
    PROPOSED,
    SCHEDULED,
    STATES,
    Topic,
)
from services.intake.domain.topic_collating_rows import COLLATING_ROWS
from services.intake.domain.topic_people_rows import IGNORED_THRESHOLD, PEOPLE_ROWS
from shared.contracts import intake as said
from shared.contracts.handling import ItemArchived, ItemAssigned, ItemReferredToCongress, ItemSatisfied
from shared.contracts.scheduling import (
    MeetingCancelled,
    MeetingDeclined,
    MeetingFrozen,
    MeetingHeld,
    MeetingRequested,
)
from shared.state_machine import Ignore, Row, Table

ITEM_FINISHED = (ItemSatisfied, ItemReferredToCongress, ItemArchived)
ITEM_NEWS = (ItemAssigned, *ITEM_FINISHED)
MEETING_OFF = (MeetingDeclined, MeetingCancelled)
MEETING_NEWS = (MeetingRequested, *MEETING_OFF, MeetingFrozen, MeetingHeld)

_MEETINGS = (
    Row(
        AWAITING_MEETING,
        MeetingRequested,
        MEETING_REQUESTED,
        said.TopicMeetingRequested,
        when=topic_progress.newer_meeting,
        change=topic_progress.take_meeting,
    ),
    Row(
        AWAITING_MEETING,
        MeetingFrozen,
        SCHEDULED,
        said.TopicScheduled,
        when=topic_progress.newer_meeting,
        change=topic_progress.take_meeting,
    ),
    *(
        Row(
            AWAITING_MEETING,
            off,
            PROPOSED,
            said.TopicMeetingFellThrough,
            when=topic_progress.loses_meeting,
            change=topic_progress.lose_meeting,
        )
        for off in MEETING_OFF
    ),
    Row(
        AWAITING_MEETING,
        MeetingHeld,
        CLOSED,
        said.TopicClosed,
        when=topic_progress.all_items_finished,
        change=topic_progress.discuss,
    ),
    Row(AWAITING_MEETING, MeetingHeld, DISCUSSED, said.TopicDiscussed, change=topic_progress.discuss),
)

_ITEMS = (
    Row(
        (*AWAITING_MEETING, DISCUSSED),
        ItemAssigned,
        None,
        said.TopicItemAssigned,
        when=topic_progress.new_item,
        change=topic_progress.add_item,
    ),
    Row(
        (CLOSED,),
        ItemAssigned,
        DISCUSSED,
        said.TopicItemAssigned,
        when=topic_progress.new_item,
        change=topic_progress.add_item,
    ),
    *(
        Row(
            (DISCUSSED,),
            finished,
            CLOSED,
            said.TopicClosed,
            when=topic_progress.finishes_last_item,
            change=topic_progress.finish_item,
        )
        for finished in ITEM_FINISHED
    ),
    *(
        Row(
            (*AWAITING_MEETING, DISCUSSED, CLOSED),
            finished,
            None,
            said.TopicItemClosed,
            when=topic_progress.finishes_item,
            change=topic_progress.finish_item,
        )
        for finished in ITEM_FINISHED
    ),
)

_IGNORED = (
    IGNORED_THRESHOLD,
    *(
        Ignore((COLLECTING,), news, "it is not proposed: no meeting can have it")
        for news in (*MEETING_NEWS, *ITEM_NEWS)
    ),
    *(Ignore((DROPPED,), news, "it was given up before any meeting") for news in (*MEETING_NEWS, *ITEM_NEWS)),
    *(
        Ignore(AWAITING_MEETING, news, "it knows of a later meeting")
        for news in (MeetingRequested, *MEETING_OFF, MeetingFrozen)
    ),
    *(Ignore((DISCUSSED, CLOSED), news, "it has been discussed already") for news in MEETING_NEWS),
    Ignore((*AWAITING_MEETING, DISCUSSED, CLOSED), ItemAssigned, "it knows the item"),
    *(
        Ignore((*AWAITING_MEETING, DISCUSSED, CLOSED), finished, "it knows that the item is finished")
        for finished in ITEM_FINISHED
    ),
)

TOPIC_TABLE: Table[Topic] = Table("topic", STATES, (*COLLATING_ROWS, *PEOPLE_ROWS, *_MEETINGS, *_ITEMS), _IGNORED)
