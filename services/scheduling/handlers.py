"""The use cases of messages: the exceptions, and beside them those that follow from the state tables and
subscriptions."""

from collections.abc import Mapping
from types import MappingProxyType

from services.scheduling.use_cases.convene_meeting import convene_meeting
from services.scheduling.use_cases.freeze_agenda import freeze_agenda
from services.scheduling.use_cases.plan_visit import plan_visit
from services.scheduling.use_cases.request_meeting import request_meeting
from shared.kernel.journal.act import UseCase
from shared.kernel.messages.base import Data
from shared.language.contracts.scheduling import ConveneMeeting, FreezeAgenda, PlanVisit, RequestMeeting

USE_CASES: Mapping[type[Data], UseCase] = MappingProxyType(
    {
        RequestMeeting: request_meeting,
        ConveneMeeting: convene_meeting,
        FreezeAgenda: freeze_agenda,
        PlanVisit: plan_visit,
    }
)
"""The use cases that need more than the thing and the message."""
