"""One service without database and broker: its real use cases over a memory; a clock fires its timers."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from shared.kernel.journal.act import carry
from shared.kernel.messages.base import Data, Event
from shared.kernel.messages.envelope import SYSTEM, Actor, Message
from shared.kernel.messages.errors import Refusal
from shared.kernel.messages.quota import Quota
from shared.kernel.service.service import Service
from shared.language.behaviour import Law, law_of
from shared.language.calendar import SHANGHAI, WorkingCalendar
from shared.language.contracts.directory import TownshipEvent, TownshipSnapshot
from shared.language.contracts.envelope import Envelope
from shared.language.directory import Directory
from shared.language.rules import load_rule_set
from shared.language.words import bilingual
from tests.support.fake_work import FakeWork
from tests.support.memory import Memory
from tests.support.township import TOWNSHIP, xiushan

RULES = load_rule_set()
CALENDAR = WorkingCalendar.standard()
LAW = law_of(xiushan())


def at(text: str) -> datetime:
    """``2026-10-08 09:00`` in Asia/Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).astimezone(UTC)


@dataclass
class World(Memory):
    """Plays a story to one service: people say something, events arrive, time goes by.

    Moments are aware, or text as ``at`` reads it.
    """

    service: Service = field(kw_only=True)
    quota: Quota | None = None
    law: Law = LAW
    """By which it decides; directory's events bring another."""
    read: Callable[[TownshipSnapshot], Law] = law_of
    """How it reads the law of a township."""
    late_by: timedelta = timedelta()
    """How late timers are dealt with."""
    messages: int = 0

    def do(self, when: str | datetime, actor: Actor, message: Data) -> Refusal | None:
        """Let everything due happen, then let ``actor`` send ``message``."""
        now = _moment(when)
        self.advance(now)
        return self.take(now, actor, message)[0]

    def must(self, when: str | datetime, actor: Actor, message: Data) -> Event:
        """Like ``do``, for what has to succeed; the first event that comes of it."""
        self.advance(_moment(when))
        before = len(self.events)
        refusal = self.do(when, actor, message)
        assert refusal is None, f"{type(message).__name__}: {refusal}"
        return self.events[before]

    def refusal(self, when: str | datetime, actor: Actor, message: Data) -> Refusal:
        """Like ``do``, for what has to be refused, changing nothing, with a sentence in both languages."""
        self.advance(_moment(when))
        before = dict(self.things)
        refusal = self.do(when, actor, message)
        assert refusal is not None, f"{type(message).__name__} was carried out"
        assert self.things == before
        sentence = bilingual(f"refusal.{refusal.code}", field=refusal.field or "", **dict(refusal.values))
        assert sentence.zh
        assert sentence.en
        assert not (ids := _unnamed(sentence.zh, self.law.at(_moment(when)).directory)), (sentence.zh, ids)
        return refusal

    def refused(self, when: str | datetime, actor: Actor, message: Data) -> str:
        """The code of ``refusal``."""
        return self.refusal(when, actor, message).code

    def hears(self, when: str | datetime, event: Event) -> list[str]:
        """Let everything due happen, then let ``event`` arrive; why things ignored it, for those that did."""
        now = _moment(when)
        self.advance(now)
        refusal, reasons = self.take(now, SYSTEM, event)
        assert refusal is None
        return reasons

    def hears_all(self, when: str | datetime, *events: Event) -> None:
        """Let events arrive, and what they set off at once come to its end."""
        for event in events:
            self.hears(when, event)
        self.advance(_moment(when) + timedelta(seconds=2))

    def advance(self, now: datetime) -> None:
        """Fire the timers due by ``now``, in order."""
        while due := [(t.at, key) for key, t in self.timers.items() if t.at and t.at + self.late_by <= now]:
            moment, key = min(due, key=lambda one: one[0])
            self.fire(key, moment + self.late_by)

    def fire(self, key: str, now: datetime) -> None:
        """Let the timer of that key be due now."""
        timer = self.timers.pop(key)
        assert timer.event
        refusal, _ = self.take(now, SYSTEM, timer.event)
        assert refusal is None, f"{timer.event.type}: {refusal}"

    def snapshot_of(self, event: Event) -> Any:
        """The snapshot that an event carries."""
        return getattr(event, event.entity())

    def types(self) -> list[str]:
        """The types published so far, without service and version."""
        return [event.type.split(".", 1)[1].removesuffix(".v1") for event in self.events]

    def work(self, now: datetime, actor: Actor, message: Data) -> FakeWork:
        """The unit of work in which ``message`` is carried out."""
        self.messages += 1
        envelope = Envelope(
            id=f"m-{self.messages}",
            source=actor.source or "/test",
            type=message.type,
            time=now,
            township=TOWNSHIP,
            actorid=actor.id,
            actorrole=actor.role,
            actordepartment=actor.department,
            data={},
        )
        taken = Message(envelope, message)
        return FakeWork(self.service.name, self, self.service.journal, taken, now, self.law, self.quota)

    def take(self, now: datetime, actor: Actor, message: Data) -> tuple[Refusal | None, list[str]]:
        """Let ``actor`` send ``message`` whatever timers are due; the refusal, and why things ignored it."""
        work = self.work(now, actor, message)
        self._learn(message, work)
        refusal = _at_once(carry(self.service.handlers[type(message)], work))
        if refusal is None:
            work.keep()
            if isinstance(message, TownshipEvent):
                self.law = self.read(message.township)
        return refusal, work.reasons

    def _learn(self, data: Data, work: FakeWork) -> None:
        """As a delivery does before its use case."""
        if not isinstance(data, Event) or data.owner() == self.service.name:
            return
        if (kind := data.entity()) in self.service.learns:
            snapshot = self.snapshot_of(data)
            # A rating is known by what it rates; in memory nobody asks for a copy of one.
            if id := getattr(snapshot, f"{kind}_id", None):
                work.learn(kind, id, snapshot)


def _moment(when: str | datetime) -> datetime:
    return at(when) if isinstance(when, str) else when


def _unnamed(sentence: str, directory: Directory) -> list[str]:
    """The people and departments whom a sentence calls by their ids alone: not what somebody wrote, which it
    repeats in quotes, nor what is to be written, which is explained in brackets."""
    ids = {*directory.people, *directory.departments}
    return [id for id in re.findall(r"(?<![“\w-])[a-z][\w-]*(?![\w（.-])", sentence) if id in ids]


def _at_once(use_case: Awaitable[Refusal | None]) -> Refusal | None:
    """What comes of a use case that has nothing to wait for; far quicker than an event loop each time."""
    try:
        next(use_case.__await__())
    except StopIteration as done:
        refusal: Refusal | None = done.value
        return refusal
    raise AssertionError("waits for something that is not in memory")
