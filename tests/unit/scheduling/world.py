"""Scheduling's world."""

from dataclasses import dataclass, field

from services.scheduling.app import SERVICE
from services.scheduling.domain.meeting.meeting import Meeting
from services.scheduling.storage.tables import MEETING
from shared.kernel.service.service import Service
from tests.support.world import World


@dataclass
class SchedulingWorld(World):
    """Meetings and visits of one township."""

    service: Service = field(default=SERVICE, kw_only=True)

    def meeting(self, id: str) -> Meeting:
        """The meeting of that id."""
        meeting: Meeting = self.things[MEETING.name, id]
        return meeting
