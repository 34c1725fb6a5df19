"""Objecting: a deputy concerned says that an answer should be public otherwise, and the office decides anew.

Until it has, everybody reads what they read. Who objected and why stays inside. The office may also decide
anew when nobody has objected; then it changes something.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from services.handling.domain.item.contacting import deputies_concerned
from services.handling.domain.item.item import STATES, Item
from services.handling.domain.item.publishing import decided_anew, publication_is_complete
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.calendar import deadline
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role
from shared.language.directory.choosing import people_named
from shared.language.waiting import anybody, within


@dataclass(frozen=True, slots=True)
class ObjectingFacts:
    """The people who keep out of the item's topic, or whom a matter of it concerns."""

    recused: frozenset[str]


def open_objections(item: Item, round: int | None = None) -> tuple[said.Objection, ...]:
    """Those on which nobody has decided, of one round or of all, the first ones first."""
    waiting = (one for one in item.objections if not (one.withdrawn_at or one.decided_at))
    return tuple(sorted((one for one in waiting if round in (None, one.round)), key=lambda one: one.at))


def _answer(item: Item, round: int) -> said.Answer | None:
    return next((one for one in item.answers if one.round == round), None)


def _public_since(item: Item, answer: said.Answer) -> datetime:
    """Since when it is as public as it is."""
    changes = (one.at for one in item.publication_decisions if one.round == answer.round and not one.upheld)
    return max(changes, default=answer.published_at)


def there_is_such_an_answer(item: Item, message: said.OfAnAnswer, _situation: Situation) -> Refusal | None:
    """The answer of that round was given out (platform rule)."""
    if _answer(item, message.round):
        return None
    rounds = [str(one.round) for one in reversed(item.answers)]
    return refuse("no_answer_of_that_round", "data.round", round=message.round, one_of=rounds)


def item_is_public(item: Item, _message: object, _situation: Situation) -> Refusal | None:
    """Of a confidential matter nothing is public that could be objected to (ADR 0072)."""
    return refuse("confidential_not_published", "data.item_id") if item.confidential else None


def deputy_is_concerned(item: Item, _message: object, situation: Situation) -> Refusal | None:
    """They led or signed its topic, or the lead has spoken with them; where it has no such deputies, any of
    the township's may (practice of 代表建议公开: who made it may object)."""
    concerned = deputies_concerned(item)
    if not concerned or situation.actor.id in concerned:
        return None
    names = people_named(situation.directory, *concerned)
    return refuse("deputy_may_not_object", "actorid", names=names)


def deputy_is_not_recused(
    _item: Item, _message: object, situation: Situation[ObjectingFacts]
) -> Refusal | None:
    """They do not keep out of its topic (practice: recusal)."""
    if situation.actor.id not in situation.facts.recused:
        return None
    deputy = people_named(situation.directory, situation.actor.id)
    return refuse("recused_from_topic", "actorid", deputy=deputy)


def has_not_objected(item: Item, message: said.ObjectToPublication, situation: Situation) -> Refusal | None:
    """One objection at a time, and none again on what the office has decided on theirs and left (platform
    rule)."""
    answer = _answer(item, message.round)
    assert answer
    theirs = [
        one for one in item.objections if (one.deputy_id, one.round) == (situation.actor.id, answer.round)
    ]
    if any(not (one.withdrawn_at or one.decided_at) for one in theirs):
        return refuse("already_objected", "data.round", round=answer.round)
    since = _public_since(item, answer)
    if any(one.decided_at and one.decided_at > since for one in theirs):
        return refuse("objection_was_decided", "data.round", round=answer.round)
    return None


def objects_in_time(item: Item, message: said.ObjectToPublication, situation: Situation) -> Refusal | None:
    """Within days of the answer, or of the last change of how far it is public
    (``supervision.object_to_publication_within``)."""
    answer = _answer(item, message.round)
    assert answer
    period = situation.rules.supervision.object_to_publication_within
    last = deadline(_public_since(item, answer), period, situation.calendar)
    return (
        refuse("objection_too_late", "data.round", last_day=last.last_day)
        if situation.now > last.at
        else None
    )


def has_objected(item: Item, message: said.WithdrawObjection, situation: Situation) -> Refusal | None:
    """They have an objection that nobody has decided on (platform rule)."""
    if any(one.deputy_id == situation.actor.id for one in open_objections(item, message.round)):
        return None
    return refuse("no_objection_of_yours", "data.round", round=message.round)


def somebody_objects(item: Item, message: said.DecidePublication, _situation: Situation) -> Refusal | None:
    """Only after an objection does the office say that it stays as it is (platform rule: the same again is a
    slip)."""
    return None if open_objections(item, message.round) else refuse("nothing_changes")


def stays_as_it_is(item: Item, message: said.DecidePublication, _situation: Situation) -> bool:
    """Everybody reads the same as before."""
    answer = _answer(item, message.round)
    return answer is not None and decided_anew(answer, message) == answer


def object_to(item: Item, message: said.ObjectToPublication, situation: Situation[ObjectingFacts]) -> Item:
    """One more objection."""
    objection = said.Objection(
        deputy_id=situation.actor.id, round=message.round, reason=message.reason, at=situation.now
    )
    return replace(item, objections=(*item.objections, objection))


def withdraw(item: Item, message: said.WithdrawObjection, situation: Situation) -> Item:
    """Nobody has to decide on it any more."""
    theirs = [one for one in open_objections(item, message.round) if one.deputy_id == situation.actor.id]
    return _spoken_of(item, theirs, withdrawn_at=situation.now)


def uphold(item: Item, message: said.DecidePublication, situation: Situation) -> Item:
    """The office has decided on every objection to that answer."""
    return _with_decision(item, message, situation, upheld=True)


def change(item: Item, message: said.DecidePublication, situation: Situation) -> Item:
    """The answer is public as it was decided now, and how it read before each correction goes with it."""
    answers = tuple(decided_anew(one, message) if one.round == message.round else one for one in item.answers)
    return replace(_with_decision(item, message, situation, upheld=False), answers=answers)


def _with_decision(
    item: Item, message: said.DecidePublication, situation: Situation, *, upheld: bool
) -> Item:
    answer = _answer(item, message.round)
    assert answer
    objections = open_objections(item, message.round)
    objected = (one.deputy_id for one in objections)
    decision = said.PublicationDecision(
        round=message.round,
        before=answer.extent,
        public_before=answer.public_text,
        upheld=upheld,
        reason=message.reason,
        by=situation.actor.id,
        at=situation.now,
        told=tuple(dict.fromkeys((*deputies_concerned(item), *objected))),
    )
    settled = _spoken_of(item, objections, decided_at=situation.now)
    return replace(settled, publication_decisions=(*item.publication_decisions, decision))


def _spoken_of(item: Item, objections: Iterable[said.Objection], **when: datetime) -> Item:
    """These are over, and stand last."""
    over = tuple(objections)
    others = tuple(one for one in item.objections if one not in over)
    return replace(item, objections=(*others, *(one.model_copy(update=when) for one in over)))


OBJECTING: tuple[Clause[Item], ...] = (
    Transition(
        STATES,
        said.ObjectToPublication,
        None,
        said.ItemPublicationObjected,
        by=(Role.DEPUTY,),
        why="practice of 代表建议公开: the deputy may object (supervision.object_to_publication_within)",
        facts=ObjectingFacts,
        guards=(
            there_is_such_an_answer,
            item_is_public,
            deputy_is_concerned,
            deputy_is_not_recused,
            has_not_objected,
            objects_in_time,
        ),
        change=object_to,
    ),
    Transition(
        STATES,
        said.WithdrawObjection,
        None,
        said.ItemObjectionWithdrawn,
        by=(Role.DEPUTY,),
        why="platform rule: an objection is taken back while nobody has decided on it",
        guards=(there_is_such_an_answer, has_objected),
        change=withdraw,
    ),
    Transition(
        STATES,
        said.DecidePublication,
        None,
        said.ItemPublicationUpheld,
        by=(Role.OFFICE,),
        why="platform rule: who objected hears that it was looked at again, and why it stays",
        when=stays_as_it_is,
        guards=(publication_is_complete, somebody_objects),
        change=uphold,
    ),
    Transition(
        STATES,
        said.DecidePublication,
        None,
        said.ItemPublicationChanged,
        by=(Role.OFFICE,),
        why="政府信息公开条例 2019 art. 32, 36: the office decides on an objection, with a reason",
        guards=(there_is_such_an_answer, publication_is_complete),
        change=change,
    ),
    within(
        lambda rules: rules.waits.decide_objection_within,
        STATES,
        "decide_objection",
        anybody(Role.OFFICE),
        why="platform rule: who objects hears in time (waits.decide_objection_within)",
        since=lambda item: open_objections(item)[0].at,
        when=lambda item: bool(open_objections(item)) and not item.confidential,
    ),
)
