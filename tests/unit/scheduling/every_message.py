"""One good message of every type that scheduling's tables know."""

from shared.kernel.messages.base import Data
from shared.language.contracts import scheduling as s
from shared.language.contracts.handling import ItemAssigned
from tests.unit.chapters import examples
from tests.unit.scheduling.samples import CONVENE, HOLD, day, item

TOLD = {**examples("scheduling", "meeting"), **examples("scheduling", "visit")}
MESSAGES: dict[type[Data], Data] = {
    type(message): message
    for message in (
        s.PlanMeeting(day=day("09-22"), room="R1"),
        s.RequestMeeting(topic_id="T4", day=day("09-22")),
        s.ProposeOtherTime(meeting_id="M9", day=day("09-23")),
        s.AcceptMeeting(meeting_id="M9"),
        s.DeclineMeeting(meeting_id="M9", reason="县里开会"),
        s.CancelMeeting(meeting_id="M9", reason="台风"),
        CONVENE,
        s.FreezeAgenda(meeting_id="M9"),
        HOLD,
        s.DraftMinutes(meeting_id="M9", text="纪要"),
        s.ConfirmMinutes(meeting_id="M9"),
        s.PublishMinutes(meeting_id="M9"),
        s.PlanVisit(topic_id="T4", day=day("09-22")),
        s.CompleteVisit(visit_id="V9", findings="闸板锈穿", participants=("deputy-01",)),
        s.CancelVisit(visit_id="V9", reason="台风"),
        s.MeetingWaitDue(meeting_id="M9"),
        s.VisitWaitDue(visit_id="V9"),
        ItemAssigned(item=item("I1", "assigned")),
        *(example.message for example in TOLD.values()),
    )
}
"""One message of every type that the tables know."""
