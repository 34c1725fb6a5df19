"""People around handling, copies of others' things, and its world."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from services.handling.app import SERVICE
from services.handling.domain.item.item import Item
from services.handling.domain.project.project import Project
from services.handling.domain.promise.promise import Promise
from services.handling.storage.tables import ITEM, PROJECT, PROMISE
from shared.kernel.messages.envelope import Actor
from shared.kernel.service.service import Service
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import SubmissionSnapshot
from shared.language.contracts.scheduling import MeetingSnapshot, Outcome
from tests.support.world import World, at

OFFICE = Actor("office-1", Role.OFFICE)
HEAD = Actor("head-1", Role.HEAD)
DEPUTY = Actor("deputy-01", Role.DEPUTY)


def clerk(department: str) -> Actor:
    """Somebody of a department."""
    return Actor(f"dept-{department}", Role.DEPARTMENT, department)


def chief(department: str) -> Actor:
    """The head of a department."""
    return Actor(f"dept-{department}-head", Role.DEPARTMENT_HEAD, department)


def submission(
    id: str, state: str = "accepted", department: str | None = None, urgency: str | None = None
) -> SubmissionSnapshot:
    """A submission as intake tells of it."""
    return SubmissionSnapshot(
        submission_id=id,
        trace_code=id,
        state=state,
        channel="wechat",
        title=f"意见{id}",
        text="路灯不亮",
        submitted_at=at("2026-09-01 09:00"),
        department=department,
        urgency=urgency,
    )


def meeting(outcomes: Iterable[Outcome], state: str = "published", id: str = "M1") -> MeetingSnapshot:
    """A meeting as scheduling tells of it."""
    return MeetingSnapshot(
        meeting_id=id,
        kind="regular",
        state=state,
        day=at("2026-09-22 09:00").date(),
        outcomes=tuple(outcomes),
    )


@dataclass
class HandlingWorld(World):
    """Items, promises and projects of one township."""

    service: Service = field(default=SERVICE, kw_only=True)

    def item(self, id: str) -> Item:
        """The item of that id."""
        item: Item = self.things[ITEM.name, id]
        return item

    def project(self, id: str) -> Project:
        """The project as it stands."""
        project: Project = self.things[PROJECT.name, id]
        return project

    def promises(self) -> list[Promise]:
        """All promises, in the order of their making."""
        return [thing for (kind, _), thing in self.things.items() if kind == PROMISE.name]
