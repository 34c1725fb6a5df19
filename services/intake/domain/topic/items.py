"""The news that a topic takes from its items, in any order of arrival."""

from dataclasses import dataclass, replace

from services.intake.domain.topic.topic import AWAITING_MEETING, Topic
from shared.language.behaviour import Clause, Ignore, Situation, Transition
from shared.language.contracts.envelope import Role
from shared.language.contracts.handling import (
    ItemArchived,
    ItemAssigned,
    ItemAssignmentCorrected,
    ItemDecided,
    ItemEndedUnrated,
    ItemEvent,
    ItemSatisfied,
)
from shared.language.contracts.intake import TopicClosed, TopicItemAssigned, TopicItemClosed, TopicReleased
from shared.language.contracts.intake.topic_states import (
    BEING_HANDLED,
    CLOSED,
    COLLECTING,
    DISCUSSED,
    DROPPED,
    PROPOSED,
)
from shared.language.waiting import Driven, Final, anybody, within

_HANDLED = (DISCUSSED, BEING_HANDLED)
_PROPOSED = (*AWAITING_MEETING, *_HANDLED, CLOSED)
"""Items may have come of it; their news may overtake the meeting's."""
_FINISHED: tuple[type[ItemEvent], ...] = (ItemSatisfied, ItemDecided, ItemEndedUnrated, ItemArchived)
_NEWS: tuple[type[ItemEvent], ...] = (ItemAssigned, *_FINISHED)
_ALL_NEWS: tuple[type[ItemEvent], ...] = (*_NEWS, ItemAssignmentCorrected)
_CLOSES = "practice: a topic is closed when every item that came of it is finished and every raiser answered"


@dataclass(frozen=True, slots=True)
class RaisersLeft:
    """``without_answer``: the topic's submissions that have no answer even with this news."""

    without_answer: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """``submission_ids``: the topic's matters that this correction leaves without an item; ``supporters``:
    how many people are then behind the topic."""

    submission_ids: frozenset[str] = frozenset()
    supporters: int = 0


def some_are_left_out(_topic: Topic, _message: ItemEvent, situation: Situation[LeftOut]) -> bool:
    """The correction leaves a matter of the topic without an item."""
    return bool(situation.facts.submission_ids)


def let_go(topic: Topic, _message: ItemEvent, situation: Situation[LeftOut]) -> Topic:
    """The office has them again."""
    gone = situation.facts.submission_ids
    kept = tuple(id for id in topic.submission_ids if id not in gone)
    return replace(topic, submission_ids=kept, supporters=situation.facts.supporters)


def item_is_new(topic: Topic, message: ItemEvent, _situation: Situation) -> bool:
    """The item was not known to come of it."""
    return message.item.item_id not in topic.item_ids


def finishes_item(topic: Topic, message: ItemEvent, _situation: Situation) -> bool:
    """The item was not known to be finished."""
    return message.item.item_id not in topic.closed_item_ids


def finishes_last_item(topic: Topic, message: ItemEvent, situation: Situation[RaisersLeft]) -> bool:
    """No other item that came of it is unfinished, and no raiser is without an answer."""
    closed = {*topic.closed_item_ids, message.item.item_id}
    last = finishes_item(topic, message, situation) and set(topic.item_ids) <= closed
    return last and not situation.facts.without_answer


def nothing_open(topic: Topic) -> bool:
    """No department has anything of it: no item came of it yet, or those that did are finished."""
    return set(topic.item_ids) <= set(topic.closed_item_ids)


def add_item(topic: Topic, message: ItemEvent, _situation: Situation) -> Topic:
    """The item comes of it."""
    if message.item.item_id in topic.item_ids:
        return topic
    return replace(topic, item_ids=(*topic.item_ids, message.item.item_id))


def finish_item(topic: Topic, message: ItemEvent, situation: Situation) -> Topic:
    """The item is finished; its assignment may be news as well."""
    joined = add_item(topic, message, situation)
    return replace(joined, closed_item_ids=(*joined.closed_item_ids, message.item.item_id))


def needs_no_meeting(_topic: Topic, message: ItemEvent, _situation: Situation) -> bool:
    """It was assigned directly, and no meeting was asked for."""
    return bool(message.item.basis)


ITEMS: tuple[Clause[Topic], ...] = (
    Transition(
        (PROPOSED,),
        ItemAssigned,
        BEING_HANDLED,
        TopicItemAssigned,
        why="practice of 交办: a topic that needs no meeting is handled without one",
        when=needs_no_meeting,
        change=add_item,
    ),
    Transition(
        (*AWAITING_MEETING, *_HANDLED),
        ItemAssigned,
        None,
        TopicItemAssigned,
        why="practice: what came of a topic can be seen at the topic",
        when=item_is_new,
        change=add_item,
    ),
    Transition(
        (CLOSED,),
        ItemAssigned,
        DISCUSSED,
        TopicItemAssigned,
        why="practice: a closed topic of which a further item comes is open again",
        when=item_is_new,
        change=add_item,
    ),
    *(
        Transition(
            _HANDLED,
            finished,
            CLOSED,
            TopicClosed,
            why=_CLOSES,
            facts=RaisersLeft,
            when=finishes_last_item,
            change=finish_item,
        )
        for finished in _FINISHED
    ),
    *(
        Transition(
            _PROPOSED,
            finished,
            None,
            TopicItemClosed,
            why=_CLOSES,
            when=finishes_item,
            change=finish_item,
        )
        for finished in _FINISHED
    ),
    Transition(
        _PROPOSED,
        ItemAssignmentCorrected,
        None,
        TopicReleased,
        why="platform rule: a raiser whom the office leaves out of an item waits for the office again",
        facts=LeftOut,
        when=some_are_left_out,
        change=let_go,
    ),
    Ignore(_PROPOSED, ItemAssignmentCorrected, "every matter of it is where it was"),
    within(
        lambda rules: rules.clock.assign_within,
        _HANDLED,
        "settle",
        anybody(Role.OFFICE),
        why="rule clock.assign_within: what a meeting had goes on, or is given up",
        when=nothing_open,
    ),
    Driven(_HANDLED, ItemSatisfied, why="whoever handles what came of it acts"),
    Final((CLOSED,), "every item that came of it is finished, and every raiser has an answer"),
    *(Ignore((COLLECTING,), news, "it is not proposed: no meeting can have it") for news in _ALL_NEWS),
    *(Ignore((DROPPED,), news, "it was given up before any meeting") for news in _ALL_NEWS),
    Ignore(_PROPOSED, ItemAssigned, "it knows the item"),
    *(Ignore(_PROPOSED, finished, "it knows that the item is finished") for finished in _FINISHED),
)
