"""Who handles what: every command of scheduling, and every event it subscribes to."""

from itertools import chain
from types import MappingProxyType

from services.scheduling.storage.tables import MEETING, VISIT
from services.scheduling.use_cases.convene_meeting import convene_meeting
from services.scheduling.use_cases.freeze_agenda import freeze_agenda
from services.scheduling.use_cases.plan_visit import plan_visit
from services.scheduling.use_cases.request_meeting import request_meeting
from shared.contracts import scheduling
from shared.contracts.base import Data
from shared.journal.act import UseCase, acting_on, creating, learn
from shared.messaging.topology import SUBSCRIPTIONS

COMMANDS: dict[type[Data], UseCase] = {
    scheduling.PlanMeeting: creating(MEETING),
    scheduling.RequestMeeting: request_meeting,
    scheduling.ProposeOtherTime: acting_on(MEETING),
    scheduling.AcceptMeeting: acting_on(MEETING),
    scheduling.DeclineMeeting: acting_on(MEETING),
    scheduling.CancelMeeting: acting_on(MEETING),
    scheduling.ConveneMeeting: convene_meeting,
    scheduling.FreezeAgenda: freeze_agenda,
    scheduling.HoldMeeting: acting_on(MEETING),
    scheduling.DraftMinutes: acting_on(MEETING),
    scheduling.ConfirmMinutes: acting_on(MEETING),
    scheduling.PublishMinutes: acting_on(MEETING),
    scheduling.PlanVisit: plan_visit,
    scheduling.CompleteVisit: acting_on(VISIT),
    scheduling.CancelVisit: acting_on(VISIT),
}

HANDLERS: MappingProxyType[type[Data], UseCase] = MappingProxyType(
    COMMANDS | dict.fromkeys(chain.from_iterable(SUBSCRIPTIONS["scheduling"].values()), learn)
)
