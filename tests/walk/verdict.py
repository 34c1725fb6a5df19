"""What must hold when nobody has said anything for three years: nothing waits in silence, nobody is
forgotten, nothing is lost, and everybody who keeps copies knows the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from services.handling.domain.promise.deciding import overruled
from shared.kernel.machine.clauses import unchanged
from shared.kernel.messages.base import Timer
from shared.language.contracts.directory import SEATED
from shared.language.contracts.envelope import Role
from shared.language.subscriptions import SUBSCRIPTIONS
from tests.walk.acting import words_of
from tests.walk.town import DAY, Town

SILENCE = (45, 1055)
"""Days, one after the other, in which nobody says anything."""
_BESIDE = frozenset({"decide_publication", "decide_objection"})
"""Waits about what of a thing is public: they go on beside its life, and do not carry it on."""
_SERIES = frozenset({"plan_next"})
"""Waits that are about another thing to come, not about the one that has them."""


def fall_silent(town: Town) -> None:
    """Three years in which nobody says anything; reminders are dealt with now and then."""
    town.begin("z")
    for days in SILENCE:
        to = town.now + days * DAY
        town.wait_until(to, ladders_at=to)


def faults(town: Town) -> list[str]:
    """All that is wrong; empty: nothing fell out."""
    return [*Verdict(town).faults()]


@dataclass
class Verdict:
    """Looks at a town in which nobody has said anything for three years."""

    town: Town

    def faults(self) -> Iterator[str]:
        """All that is wrong."""
        for entry in self._things.values():
            yield from self._stands(*entry)
        yield from self._copies()

    @cached_property
    def _things(self) -> dict[str, tuple[Any, Any]]:
        return {kind.id_of(thing): (kind, thing) for _, kind, thing in self.town.things()}

    @cached_property
    def _words(self) -> dict[str, frozenset[str]]:
        return {id: words_of(thing) for id, (kind, thing) in self._things.items() if kind.name != "township"}

    def _stands(self, kind: Any, thing: Any) -> Iterator[str]:
        name = f"{kind.name} {kind.id_of(thing)} ({thing.state})"
        waiting = getattr(thing, "waiting", ())
        final = any(thing.state in one.states for one in kind.behaviour.finals)
        for one in waiting:
            yield from (f"{name}: {fault}" for fault in self._waits(one))
        moving = [one for one in waiting if one.what not in _BESIDE]
        if not moving and not final and not self._alive(kind.id_of(thing), frozenset()):
            yield f"{name}: nobody has to act, and nothing that it belongs to is alive"
        if getattr(thing, "untold_since", None) and "tell" not in {one.what for one in waiting}:
            yield f"{name}: its raiser is untold, and nobody has to tell them"
        if kind.name == "submission":
            yield from (f"{name}: {fault}" for fault in (*_ends(thing), *self._left_out(thing)))
        if kind.name == "promise" and (thing.item_id or thing.visit_id) not in self._things:
            yield f"{name}: nobody knows the item or the visit that it was promised for"
        if kind.name == "promise" and waiting and self._overruled(thing):
            yield f"{name}: it is waited for, though the congress has decided otherwise"
        if kind.name == "meeting" and thing.held_at:
            lost = [f"{point.kind} {point.id}" for point in thing.agenda if point.result is None]
            yield from (f"{name}: nothing came of {point}" for point in lost)

    def _overruled(self, promise: Any) -> bool:
        _, item = self._things.get(promise.item_id, (None, None))
        return item is not None and overruled(item)

    def _left_out(self, submission: Any) -> Iterator[str]:
        """Items came of its topic, no outcome is left to assign, and none of the items is about it."""
        _, topic = self._things.get(submission.topic_id, (None, None))
        if submission.state != "merged" or topic is None or not topic.item_ids or submission.item_ids:
            return
        _, meeting = self._things.get(topic.meeting_id, (None, None))
        if not topic.waiting and not (meeting and meeting.unassigned):
            yield "items came of its topic, and none is about it"

    def _waits(self, one: Any) -> Iterator[str]:
        if one.next_at <= self.town.now:
            yield f"{one.what} should have been reminded of at {one.next_at}"
        if one.called is None and one.since < self.town.now - 120 * DAY:
            yield f"nobody has heard that {one.what} is waited for since {one.since}"
        if one.called is not None and not any(self._somebody(role, one) for role in one.called.reach):
            yield f"nobody is there to hear of {one.what}: {one.called.reach}"

    def _somebody(self, role: str, one: Any) -> bool:
        if role not in SEATED:
            return True
        today = self.town.law.at(self.town.now).directory
        held = [post for person in today.holding(Role(role)) for post in today.posts[person]]
        return any(post.role == role for post in held)

    def _alive(self, id: str, asked: frozenset[str]) -> bool:
        """Somebody has to act for it, a timer will end it, or a thing that it belongs to is alive."""
        kind, thing = self._things[id]
        if any(one.what not in (*_SERIES, *_BESIDE) for one in getattr(thing, "waiting", ())):
            return True
        if any(thing.state in one.states for one in kind.behaviour.finals) and kind.name != "meeting":
            return False
        by = [one.by for one in kind.behaviour.driven if thing.state in one.states]
        if any(issubclass(event, Timer) for event in by):
            set_ = (timer.event for _, timer in self.town.timers())
            return any(isinstance(e, tuple(by)) and getattr(e, kind.id_field, None) == id for e in set_)
        asked |= {id}
        near = [
            other for other, words in self._words.items() if id in words or other in self._words.get(id, ())
        ]
        return any(self._alive(other, asked) for other in near if other not in asked)

    def _copies(self) -> Iterator[str]:
        for owner, world in self.town.worlds.items():
            for kind in world.service.kinds:
                told = {row.emits for row in kind.behaviour.transitions if _changes(row)}
                for consumer, other in self.town.worlds.items():
                    heard = set(SUBSCRIPTIONS[consumer].get(owner, ()))
                    if kind.name not in other.service.learns or not told <= heard or kind.name == "rating":
                        continue
                    for (name, id), thing in world.things.items():
                        if name == kind.name and other.copies.get((name, id)) != kind.publish(thing):
                            yield f"{consumer} has another {name} {id} than {owner}"


def _changes(row: Any) -> bool:
    return row.to is not None or row.change is not unchanged


def _ends(submission: Any) -> Iterator[str]:
    """What it ended with."""
    answered = submission.answers or submission.spoken_answer
    answered = answered or any(one.answer for one in submission.forwardings)
    if submission.state == "closed" and not answered:
        yield "closed without an answer"
    if submission.state == "rejected" and not submission.refused_reason:
        yield "refused without a reason"
