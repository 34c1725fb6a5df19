"""The library as one house: its messages, who hears them, who acts, its words and its numbers."""

from pathlib import Path

from shared.kernel.machine import House
from shared.kernel.messages.base import Bilingual
from shared.kernel.messages.errors import Refusal
from shared.kernel.messages.registry import Registry
from shared.kernel.messages.topology import topology_of
from tests.kernel.library import contracts
from tests.kernel.library.law import RIVERSIDE

REGISTRY = Registry.of(("shelves", "desk"), (contracts,))
SUBSCRIPTIONS = {
    "shelves": {},
    "desk": {
        "shelves": (
            contracts.BookAdded,
            contracts.BookLent,
            contracts.BookGivenBack,
            contracts.BookOverdue,
            contracts.BookReminded,
        ),
    },
}

SENTENCES = {
    "wrong_state": (
        "{thing} 现在是 {state}，不能这样做。",
        "The {thing} is {state} now, so this cannot be done.",
    ),
    "wrong_role": ("{role} 不能这样做。", "A {role} may not do this; ask a {allowed}."),
    "unknown_thing": ("没有这个 {thing}。", "There is no such {thing}."),
    "invalid_field": ("{field} 填得不对。", "Something is wrong with {field}."),
    "unknown_field": ("没有 {field}，是 {nearest} 吗？", "There is no {field}; is it {nearest}?"),
    "too_many_books": ("最多借 {at_most} 本。", "A reader may have {at_most} books; bring one back first."),
    "publisher_not_trusted": ("{user} 不能这样说。", "{user} may not speak for {value}."),
}


def say(refusal: Refusal) -> Bilingual:
    """The sentence of a refusal; one for which there is none is told by its code."""
    zh, en = SENTENCES.get(refusal.code, (refusal.code, refusal.code))
    values = {"field": refusal.field, **dict(refusal.values)}
    return Bilingual(zh=zh.format(**values), en=en.format(**values))


HOUSE = House(
    topology=topology_of(REGISTRY, SUBSCRIPTIONS),
    roles=(contracts.READER, contracts.LIBRARIAN),
    say=say,
    law=RIVERSIDE,
    partners=Path(__file__).with_name("partners.toml"),
)
