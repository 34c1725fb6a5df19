"""What is told when somebody keeps out of a topic after its item was assigned (回避)."""

from shared.language.contracts.handling.events import ItemEvent, PromiseEvent


class ItemRecused(ItemEvent, type="handling.item.recused.v1"):
    """More people keep out of the item, because they keep out of its topic. Who they are is for the house
    alone."""


class PromiseRecused(PromiseEvent, type="handling.promise.recused.v1"):
    """More people keep out of what was promised, because they keep out of its item. Who they are is for the
    house alone."""
