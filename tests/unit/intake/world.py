"""Intake without database and broker: its real use cases over things in memory."""

from collections.abc import Awaitable
from dataclasses import astuple, dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar, cast

from sqlalchemy import Table

from services.intake.domain.limits import History
from services.intake.domain.submission import Submission
from services.intake.domain.topic import Topic
from services.intake.handlers import HANDLERS
from services.intake.storage.tables import SUBMISSION, TOPIC
from shared.calendar import SHANGHAI, WorkingCalendar
from shared.codes.proof import commitment
from shared.contracts.base import Command, Data, Event, Role
from shared.contracts.envelope import SYSTEM, Actor, Envelope, Message
from shared.contracts.intake import AcceptSubmission, CreateTopic, SubmitSubmission
from shared.errors import Refusal
from shared.i18n import bilingual
from shared.journal.work import Work
from shared.quota import Quota
from shared.rules import RuleSet, load_rule_set
from shared.state_machine import Decision, Ignored, Situation, TimerChange, Transition
from shared.storage.kind import Kind

T = TypeVar("T")
TOWNSHIP = "330921201"
CITIZEN = Actor("citizen-7", Role.CITIZEN)
DEPUTY = Actor("deputy-01", Role.DEPUTY)
OTHER_DEPUTY = Actor("deputy-06", Role.DEPUTY)
HEAD = Actor("head-1", Role.HEAD)
OFFICE = Actor("office-1", Role.OFFICE)
SECRET = "K7M-2QX-9FA-3BD"
PROOF = commitment(SECRET, bytes(16))


def at(text: str) -> datetime:
    """``2026-10-08 09:00`` in Asia/Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).astimezone(UTC)


NOW = at("2026-09-07 09:00")


def at_once(use_case: Awaitable[Refusal | None]) -> Refusal | None:
    """What comes of a use case that has nothing to wait for; far quicker than an event loop each time."""
    try:
        next(use_case.__await__())
    except StopIteration as done:
        return cast(Refusal | None, done.value)
    raise AssertionError("waits for something that is not in memory")


@dataclass
class Desk:
    """What a use case sees instead of ``Work``; as there, nothing is kept before the message is through."""

    world: "World"
    message: Message[Any]
    now: datetime
    ignored: list[str] = field(default_factory=list)
    decided: list[tuple[Kind[Any], Transition, dict[str, Any]]] = field(default_factory=list)
    inserted: list[dict[str, Any]] = field(default_factory=list)
    emitted: list[Event] = field(default_factory=list)

    def situation(self, facts: Any = None) -> Situation:
        """As ``Work.situation``."""
        self.world.ids += 1
        envelope = self.message.envelope
        return Situation(self.now, envelope.actor, RULES, CALENDAR, f"id-{self.world.ids}", facts)

    async def load(self, kind: Kind[T], id: str) -> T | None:
        """As ``Work.load``."""
        return cast(T | None, self.world.things.get((kind.name, id)))

    async def load_many(self, kind: Kind[T], ids: tuple[str, ...]) -> dict[str, T]:
        """As ``Work.load_many``."""
        return {id: self.world.things[kind.name, id] for id in sorted(set(ids)) if (kind.name, id) in self.world.things}

    @property
    def township(self) -> str:
        """As ``Work.township``."""
        return TOWNSHIP

    def carry_out(self, kind: Kind[Any], decision: Decision, **detail: Any) -> Refusal | None:
        """As ``Work.carry_out``."""
        match decision:
            case Refusal():
                return decision
            case Ignored(why):
                self.ignored.append(why)
            case Transition():
                self.decided.append((kind, decision, detail))
                self.world.timers.update({timer.key: timer for timer in decision.timers})
        return None

    @property
    def reading(self) -> "Desk":
        """As ``Work.reading``: what is asked of the database itself is tested on one."""
        return self

    @property
    def rules(self) -> RuleSet:
        """As ``Work.rules``."""
        return RULES

    @property
    def calendar(self) -> WorkingCalendar:
        """As ``Work.calendar``."""
        return CALENDAR

    def emit(self, event: Event) -> None:
        """As ``Work.emit``."""
        self.emitted.append(event)

    def one(self) -> tuple[Any, ...]:
        """What is known of whoever raises."""
        return astuple(self.world.history)

    @property
    def quota(self) -> Quota | None:
        """As ``Work.quota``."""
        return self.world.quota

    @property
    def session(self) -> "Desk":
        """As ``Work.session``."""
        return self

    async def fetch(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """When the matter was raised that fills the partner's quota."""
        return [(self.world.full_since,)] if self.world.full_since else []

    async def writing(self) -> "Desk":
        """As ``Work.writing``: what is written by a statement of its own is tested on a database."""
        return self

    async def execute(self, statement: Any) -> "Desk":
        """As the connection that ``reading`` and ``writing`` give."""
        return self

    def insert(self, table: Table, **values: Any) -> None:
        """As ``Work.insert``."""
        self.inserted.append({"table": table.name, **values})


RULES = load_rule_set()
CALENDAR = WorkingCalendar.standard()


@dataclass
class World:
    """Things, side rows and events of one township."""

    things: dict[tuple[str, str], Any] = field(default_factory=dict)
    rows: list[dict[str, Any]] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    ids: int = 0
    history: History = field(default_factory=History)
    quota: Quota | None = None
    full_since: datetime | None = None
    timers: dict[str, TimerChange] = field(default_factory=dict)
    """The last word on each timer."""

    @property
    def contacts(self) -> list[dict[str, Any]]:
        """The side rows that hold contact data."""
        return [row for row in self.rows if row["table"] == "contacts"]

    def due(self) -> list[tuple[datetime, Event]]:
        """The timers that are set, by the moment at which they are due."""
        return sorted(((t.at, t.event) for t in self.timers.values() if t.at and t.event), key=lambda due: due[0])

    def must(self, actor: Actor, command: Command, now: datetime = NOW) -> Event:
        """Have the command carried out; the first event, which is the answer."""
        before = len(self.events)
        refusal, _ = self._take(actor, command, now)
        assert refusal is None, f"{type(command).__name__}: {refusal}"
        return self.events[before]

    def refused(self, actor: Actor, command: Command, now: datetime = NOW) -> str:
        """Have the command refused; the refusal's code."""
        return self.refusal(actor, command, now).code

    def refusal(self, actor: Actor, command: Command, now: datetime = NOW) -> Refusal:
        """Have the command refused, changing nothing, with a sentence in both languages."""
        before = dict(self.things)
        refusal, _ = self._take(actor, command, now)
        assert refusal is not None, f"{type(command).__name__} was carried out"
        assert self.things == before
        assert all(bilingual(f"refusal.{refusal.code}", field="", **dict(refusal.values)).model_dump().values())
        return refusal

    def hear(self, event: Event, now: datetime = NOW) -> list[str]:
        """Let an event arrive; why things ignored it, for those that did."""
        refusal, ignored = self._take(SYSTEM, event, now)
        assert refusal is None
        return ignored

    def submission(self, id: str) -> Submission:
        """The submission of that id."""
        return cast(Submission, self.things[SUBMISSION.name, id])

    def topic(self, id: str) -> Topic:
        """The topic of that id."""
        return cast(Topic, self.things[TOPIC.name, id])

    def types(self) -> list[str]:
        """The types published so far, without service and version."""
        return [event.type.removeprefix("intake.").removesuffix(".v1") for event in self.events]

    def submitted(self, text: str = "路灯不亮", by: Actor = CITIZEN, **more: Any) -> str:
        """The id of a submission that was just raised."""
        event = self.must(by, SubmitSubmission(**{"text": text, "channel": "online", **more}))
        return str(getattr(event, "submission").submission_id)  # noqa: B009

    def accepted(self, **more: Any) -> str:
        """The id of a submission that the office took on."""
        id = self.submitted(**more)
        self.must(OFFICE, AcceptSubmission(submission_id=id))
        return id

    def collected(self, count: int = 2) -> tuple[str, tuple[str, ...]]:
        """The ids of a deputy's topic and of the submissions in it."""
        ids = tuple(self.accepted() for _ in range(count))
        event = self.must(DEPUTY, CreateTopic(title="议题", submission_ids=ids))
        return str(getattr(event, "topic").topic_id), ids  # noqa: B009

    def _take(self, actor: Actor, message: Data, now: datetime) -> tuple[Refusal | None, list[str]]:
        desk = Desk(self, Message(_envelope(actor, message, now, self.ids), message), now)
        refusal = at_once(HANDLERS[type(message)](desk.message, cast(Work, desk)))
        if refusal is None:
            self.rows.extend(desk.inserted)
            self.events.extend(desk.emitted)
            for kind, transition, detail in desk.decided:
                self._keep(kind, transition, detail)
        return refusal, desk.ignored

    def _keep(self, kind: Kind[Any], transition: Transition, detail: dict[str, Any]) -> None:
        stored = kind.load(kind.dump(transition.after))
        assert stored == transition.after, "what is stored is not what was decided"
        self.things[kind.name, kind.id_of(stored)] = stored
        self.events.append(transition.emits.model_validate({kind.name: kind.publish(stored), **detail}))


def _envelope(actor: Actor, message: Data, now: datetime, number: int) -> Envelope:
    return Envelope(
        id=f"m-{number}",
        source="/test",
        type=message.type,
        time=now,
        township=TOWNSHIP,
        actorid=actor.id,
        actorrole=actor.role,
        data={},
    )
