"""Handling without database and broker: its real use cases over things in memory, with a clock that fires timers."""

from collections.abc import Awaitable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar, cast

from services.handling.domain.item import Item
from services.handling.domain.promise import Promise
from services.handling.handlers import HANDLERS
from services.handling.storage.tables import ITEM, JOURNAL, PROMISE
from shared.calendar import SHANGHAI, WorkingCalendar
from shared.contracts.base import Contract, Data, Event, Role
from shared.contracts.envelope import SYSTEM, Actor, Envelope, Message
from shared.contracts.intake import SubmissionSnapshot
from shared.contracts.scheduling import MeetingSnapshot, Outcome
from shared.errors import Refusal
from shared.i18n import bilingual
from shared.journal.work import Work
from shared.rules import load_rule_set
from shared.state_machine import Decision, Ignored, Situation, TimerChange, Transition
from shared.storage.kind import Kind

T = TypeVar("T")
TOWNSHIP = "330921201"
OFFICE = Actor("office-1", Role.OFFICE)
HEAD = Actor("head-1", Role.HEAD)
DEPUTY = Actor("deputy-01", Role.DEPUTY)
NO_DELAY = timedelta()


def clerk(department: str) -> Actor:
    """Somebody of a department."""
    return Actor(f"dept-{department}", Role.DEPARTMENT, department)


def chief(department: str) -> Actor:
    """The head of a department."""
    return Actor(f"dept-{department}-head", Role.DEPARTMENT_HEAD, department)


def at(text: str) -> datetime:
    """``2026-10-08 09:00`` in Asia/Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).astimezone(UTC)


def submission(id: str, state: str = "accepted", department: str | None = None) -> SubmissionSnapshot:
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
    )


def meeting(outcomes: Iterable[Outcome], state: str = "published") -> MeetingSnapshot:
    """A meeting as scheduling tells of it."""
    return MeetingSnapshot(
        meeting_id="M1",
        kind="regular",
        state=state,
        day=at("2026-09-22 09:00").date(),
        outcomes=tuple(outcomes),
    )


def _at_once(use_case: Awaitable[Refusal | None]) -> Refusal | None:
    """What comes of a use case that has nothing to wait for; far quicker than an event loop each time."""
    try:
        next(use_case.__await__())
    except StopIteration as done:
        return cast(Refusal | None, done.value)
    raise AssertionError("waits for something that is not in memory")


@dataclass
class Desk:
    """What a use case sees instead of ``Work``: the same questions, answered from the world."""

    world: "World"
    message: Message[Any]
    now: datetime
    ignored: str | None = None
    decided: list[tuple[Kind[Any], Transition]] = field(default_factory=list)
    tables = JOURNAL
    township = TOWNSHIP

    def situation(self, facts: Any = None) -> Situation:
        """As ``Work.situation``."""
        self.world.ids += 1
        actor = self.message.envelope.actor
        return Situation(self.now, actor, self.world.rules, self.world.calendar, f"id-{self.world.ids}", facts)

    async def load(self, kind: Kind[T], id: str) -> T | None:
        """As ``Work.load``."""
        return cast(T | None, self.world.things.get((kind.name, id)))

    async def known_all(self, kind: str, snapshot: type[Contract], *conditions: object) -> list[Any]:
        """All there is of a kind; the database does the choosing, which other tests look at."""
        return self.world.known.get(kind, [])

    def carry_out(self, kind: Kind[Any], decision: Decision) -> Refusal | None:
        """As ``Work.carry_out``."""
        match decision:
            case Refusal():
                return decision
            case Ignored(why):
                self.ignored = why
            case Transition():
                self.decided.append((kind, decision))
        return None


@dataclass
class World:
    """Things, timers and events of one township."""

    things: dict[tuple[str, str], Any] = field(default_factory=dict)
    known: dict[str, list[Any]] = field(default_factory=dict)
    timers: dict[str, TimerChange] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    ids: int = 0
    late_by: timedelta = NO_DELAY
    """How late timers are dealt with."""
    rules = load_rule_set()
    calendar = WorkingCalendar.standard()

    def do(self, when: str | datetime, actor: Actor, message: Data) -> Refusal | None:
        """Let everything due happen, then let ``actor`` send ``message``."""
        now = at(when) if isinstance(when, str) else when
        self.advance(now)
        return self._take(now, actor, message)[0]

    def must(self, when: str | datetime, actor: Actor, message: Data) -> Event:
        """Like ``do``, for what has to succeed; the first event that comes of it."""
        before = len(self.events)
        refusal = self.do(when, actor, message)
        assert refusal is None, f"{type(message).__name__}: {refusal}"
        return self.events[before]

    def refused(self, when: str | datetime, actor: Actor, message: Data) -> str:
        """Like ``do``, for what has to be refused, with a sentence in both languages; the refusal's code."""
        refusal = self.do(when, actor, message)
        assert refusal is not None, f"{type(message).__name__} was carried out"
        sentence = bilingual(f"refusal.{refusal.code}", field=refusal.field or "", **dict(refusal.values))
        assert sentence.zh
        assert sentence.en
        return refusal.code

    def hears(self, when: str | datetime, event: Event) -> str | None:
        """Let everything due happen, then let ``event`` arrive; why it was ignored, if it was."""
        now = at(when) if isinstance(when, str) else when
        self.advance(now)
        refusal, ignored = self._take(now, SYSTEM, event)
        assert refusal is None
        return ignored

    def advance(self, now: datetime) -> None:
        """Fire the timers due by ``now``, in order."""
        while due := [t for t in self.timers.values() if t.at and t.at + self.late_by <= now]:
            timer = min(due, key=lambda t: cast(datetime, t.at))
            del self.timers[timer.key]
            assert timer.at
            assert timer.event
            self._take(timer.at + self.late_by, SYSTEM, timer.event)

    def item(self, id: str) -> Item:
        """The item of that id."""
        return cast(Item, self.things[ITEM.name, id])

    def promises(self) -> list[Promise]:
        """All promises, in the order of their making."""
        return [thing for (kind, _), thing in self.things.items() if kind == PROMISE.name]

    def kinds_of_events(self) -> list[str]:
        """The types published so far, without service and version."""
        return [event.type.removeprefix("handling.").removesuffix(".v1") for event in self.events]

    def snapshot_of(self, event: Event) -> Any:
        """The snapshot that an event carries."""
        return getattr(event, event.entity())

    def _take(self, now: datetime, actor: Actor, message: Data) -> tuple[Refusal | None, str | None]:
        desk = Desk(self, Message(self._envelope(now, actor, message), message), now)
        refusal = _at_once(HANDLERS[type(message)](desk.message, cast(Work, desk)))
        if refusal is None:
            for kind, transition in desk.decided:
                self._keep(kind, transition)
        return refusal, desk.ignored

    def _keep(self, kind: Kind[Any], transition: Transition) -> None:
        after = transition.after
        stored = kind.load(kind.dump(after))
        assert stored == after, "what is stored is not what was decided"
        self.things[kind.name, kind.id_of(after)] = stored
        self.events.append(transition.emits.model_validate({kind.name: kind.publish(after)}))
        for timer in transition.timers:
            self.timers.pop(timer.key, None)
            if timer.event:
                read = type(timer.event).model_validate(timer.event.model_dump(mode="json"))
                self.timers[timer.key] = replace(timer, event=read)

    def _envelope(self, now: datetime, actor: Actor, message: Data) -> Envelope:
        return Envelope(
            id=f"m-{self.ids}",
            source="/test",
            type=message.type,
            time=now,
            township=TOWNSHIP,
            actorid=actor.id,
            actorrole=actor.role,
            actordepartment=actor.department,
            data={},
        )
