"""The use cases of messages: the exceptions, and beside them those that follow from the state tables and
subscriptions."""

from collections.abc import Mapping
from types import MappingProxyType

from services.scheduling.domain.visit.duplicating import GOES_ITS_WAY
from services.scheduling.storage.tables import KINDS
from services.scheduling.use_cases.convene_meeting import convene_meeting
from services.scheduling.use_cases.count_anew import begin_to_count, count_anew
from services.scheduling.use_cases.follow_up import (
    cancel_meeting,
    follow_item,
    follow_matter,
    look_at_series,
    move_meeting,
    plan_meeting,
)
from services.scheduling.use_cases.freeze_agenda import freeze_agenda
from services.scheduling.use_cases.plan_visit import plan_visit
from services.scheduling.use_cases.request_meeting import request_meeting
from shared.kernel.journal.act import UseCase
from shared.kernel.journal.spreading import spreading
from shared.kernel.messages.base import Data
from shared.language.contracts.directory import NoticeTaken, RulesChanged
from shared.language.contracts.handling import (
    ItemAssigned,
    ItemConfidentialityChanged,
    ItemRedacted,
    ProjectRedacted,
    PromiseRedacted,
)
from shared.language.contracts.intake import (
    SubmissionMadeConfidential,
    SubmissionReceived,
    SubmissionRedacted,
    TopicRedacted,
)
from shared.language.contracts.registry import REGISTRY
from shared.language.contracts.scheduling import (
    CancelMeeting,
    ConveneMeeting,
    CountMeetingsAnew,
    FreezeAgenda,
    LookAtSeries,
    MoveMeeting,
    PlanMeeting,
    PlanVisit,
    RecordVisit,
    RedactMeeting,
    RedactVisit,
    RequestMeeting,
)

REDACTIONS: tuple[type[Data], ...] = (
    RedactMeeting,
    RedactVisit,
    SubmissionRedacted,
    SubmissionMadeConfidential,
    TopicRedacted,
    ItemRedacted,
    ItemConfidentialityChanged,
    PromiseRedacted,
    ProjectRedacted,
)
"""What takes words of its things back: their own, and what others took back of theirs."""

USE_CASES: Mapping[type[Data], UseCase] = MappingProxyType(
    {
        RequestMeeting: request_meeting,
        ConveneMeeting: convene_meeting,
        FreezeAgenda: freeze_agenda,
        PlanVisit: plan_visit,
        RecordVisit: plan_visit,
        PlanMeeting: plan_meeting,
        CancelMeeting: cancel_meeting,
        MoveMeeting: move_meeting,
        LookAtSeries: look_at_series,
        ItemAssigned: follow_item,
        SubmissionReceived: follow_matter,
        **dict.fromkeys(GOES_ITS_WAY, follow_matter),
        RulesChanged: begin_to_count,
        NoticeTaken: begin_to_count,
        CountMeetingsAnew: count_anew,
        **dict.fromkeys(REDACTIONS, spreading(KINDS, REGISTRY)),
    }
)
"""The use cases that need more than the thing and the message."""
