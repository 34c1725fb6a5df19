"""The use cases of messages: the exceptions, and beside them those that follow from the state tables and
subscriptions."""

from collections.abc import Mapping
from types import MappingProxyType

from services.scheduling.use_cases.convene_meeting import convene_meeting
from services.scheduling.use_cases.count_anew import begin_to_count, count_anew
from services.scheduling.use_cases.follow_up import (
    cancel_meeting,
    follow_outcome,
    look_at_series,
    move_meeting,
    plan_meeting,
)
from services.scheduling.use_cases.freeze_agenda import freeze_agenda
from services.scheduling.use_cases.plan_visit import plan_visit
from services.scheduling.use_cases.request_meeting import request_meeting
from shared.kernel.journal.act import UseCase
from shared.kernel.messages.base import Data
from shared.language.contracts.directory import NoticeTaken, RulesChanged
from shared.language.contracts.handling import ItemAssigned
from shared.language.contracts.scheduling import (
    CancelMeeting,
    ConveneMeeting,
    CountMeetingsAnew,
    FreezeAgenda,
    LookAtSeries,
    MoveMeeting,
    PlanMeeting,
    PlanVisit,
    RequestMeeting,
)

USE_CASES: Mapping[type[Data], UseCase] = MappingProxyType(
    {
        RequestMeeting: request_meeting,
        ConveneMeeting: convene_meeting,
        FreezeAgenda: freeze_agenda,
        PlanVisit: plan_visit,
        PlanMeeting: plan_meeting,
        CancelMeeting: cancel_meeting,
        MoveMeeting: move_meeting,
        LookAtSeries: look_at_series,
        ItemAssigned: follow_outcome,
        RulesChanged: begin_to_count,
        NoticeTaken: begin_to_count,
        CountMeetingsAnew: count_anew,
    }
)
"""The use cases that need more than the thing and the message."""
