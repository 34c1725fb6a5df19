"""The parts of an item's copy that evaluation reads."""

from shared.language.contracts.handling import ITEM_ANSWERED, Answer, ItemSnapshot


def latest_answer(item: ItemSnapshot) -> Answer | None:
    """The answer of the item's latest answered round; each round is rated on its own."""
    return max(item.answers, key=lambda answer: answer.round, default=None)


def first_answer(item: ItemSnapshot) -> Answer | None:
    """The answer of the earliest round: the one that the statutory clock waited for."""
    return min(item.answers, key=lambda answer: answer.round, default=None)


def answer_to_rate(item: ItemSnapshot) -> Answer | None:
    """The answer a ballot may be opened on: the item is answered, in the round that it is in."""
    answer = latest_answer(item)
    return answer if answer and item.state == ITEM_ANSWERED and answer.round == item.round else None
