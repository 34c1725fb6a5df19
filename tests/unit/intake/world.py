"""People around intake, and its world."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from services.intake.app import SERVICE
from services.intake.domain.submission.raising_facts import History
from services.intake.domain.submission.submission import Submission
from services.intake.domain.topic.topic import Topic
from services.intake.storage.contacts import contact_of
from services.intake.storage.raisers import full_since, history_of
from services.intake.storage.tables import SUBMISSION, TOPIC
from shared.kernel.messages.base import Event
from shared.kernel.messages.envelope import Actor
from shared.kernel.service.service import Service
from shared.language.codes.proof import commitment
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import (
    AcceptSubmission,
    CreateTopic,
    SubmissionEvent,
    SubmissionWaitDue,
    SubmitSubmission,
    TopicEvent,
    TopicWaitDue,
)
from tests.support.world import World, at

CITIZEN = Actor("citizen-7", Role.CITIZEN)
DEPUTY = Actor("deputy-01", Role.DEPUTY)
OTHER_DEPUTY = Actor("deputy-06", Role.DEPUTY)
HEAD = Actor("head-1", Role.HEAD)
OFFICE = Actor("office-1", Role.OFFICE)
SECRET = "K7M-2QX-9FA-3BD"
PROOF = commitment(SECRET, bytes(16))
NOW = at("2026-09-07 09:00")


@dataclass
class IntakeWorld(World):
    """Submissions and topics of one township."""

    service: Service = field(default=SERVICE, kw_only=True)
    history: History = field(default_factory=History)
    """What is known of whoever raises."""
    full_since: datetime | None = None
    """When the matter was raised that fills the partner's quota."""

    def __post_init__(self) -> None:
        self.answer(history_of, lambda person, since: self.history)
        self.answer(full_since, lambda quota, now: self.full_since)
        self.answer(contact_of, lambda submission_id: None)

    @property
    def contacts(self) -> list[dict[str, Any]]:
        """The side rows that hold contact data."""
        return [row for row in self.rows if row["table"] == "contacts"]

    def timers_set(self) -> list[tuple[datetime, Event]]:
        """Those that are set and due, apart from the next rungs of ladders."""
        ladders = (SubmissionWaitDue, TopicWaitDue)
        return [(at, due) for at, due in self.due() if not isinstance(due, ladders)]

    def awaited(self, thing: Submission | Topic) -> dict[str, tuple[str, str | None, datetime]]:
        """What is waited for → role, person and by when."""
        return {one.what: (one.role, one.person_id, one.due_at) for one in thing.waiting}

    def rungs(self, what: str) -> list[tuple[datetime, str, tuple[str, ...]]]:
        """The rungs of that wait that were told, each once."""
        told = [
            (one.called.at, one.called.name, one.called.reach)
            for event in self.events
            if isinstance(event, SubmissionEvent | TopicEvent)
            for one in self.snapshot_of(event).waiting
            if one.what == what and one.called
        ]
        return list(dict.fromkeys(told))

    def submission(self, id: str) -> Submission:
        """The submission of that id."""
        submission: Submission = self.things[SUBMISSION.name, id]
        return submission

    def topic(self, id: str) -> Topic:
        """The topic of that id."""
        topic: Topic = self.things[TOPIC.name, id]
        return topic

    def submitted(self, text: str = "路灯不亮", by: Actor = CITIZEN, **more: Any) -> str:
        """The id of a submission that was just raised."""
        event = self.must(NOW, by, SubmitSubmission(**{"text": text, "channel": "online", **more}))
        return str(self.snapshot_of(event).submission_id)

    def accepted(self, **more: Any) -> str:
        """The id of a submission that the office took on."""
        id = self.submitted(**more)
        self.must(NOW, OFFICE, AcceptSubmission(submission_id=id))
        return id

    def collected(self, count: int = 2) -> tuple[str, tuple[str, ...]]:
        """The ids of a deputy's topic and of the submissions in it."""
        ids = tuple(self.accepted() for _ in range(count))
        event = self.must(NOW, DEPUTY, CreateTopic(title="议题", submission_ids=ids))
        return str(self.snapshot_of(event).topic_id), ids
