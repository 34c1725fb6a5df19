"""The story's names (D185, T1, M2, I1 …) and the ids that the platform gave to the things behind them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from shared.kernel.messages.envelope import Envelope


@dataclass
class Names:
    """Learns from the answers to commands, and from the things that nobody asks for by name: F1,
    promises, ballots."""

    ids: dict[str, str] = field(default_factory=dict)
    trace_codes: dict[str, str] = field(default_factory=dict)
    outcomes: dict[str, str] = field(default_factory=dict)
    """Item name → id of the outcome it comes of."""

    def of(self, name: str) -> str:
        """The id behind a name. Raises KeyError when the story has not come to it yet."""
        return self.ids[name]

    def all(self, names: list[str] | tuple[str, ...]) -> tuple[str, ...]:
        """The ids behind several names."""
        return tuple(self.of(name) for name in names)

    def back(self) -> dict[str, str]:
        """Id → name."""
        return {id: name for name, id in self.ids.items()}

    def learn(self, name: str, thing: str, answer: Envelope) -> None:
        """Remember what the answer to a step on ``thing`` says about ``name``."""
        snapshot: dict[str, Any] | None = answer.data.get(thing)
        if snapshot is None:
            return
        self.ids.setdefault(name, snapshot[f"{thing}_id"])
        if thing == "submission":
            self.trace_codes[name] = snapshot["trace_code"]

    def learn_outcomes(self, items: list[str], answer: Envelope) -> None:
        """The outcomes of a meeting come in the order in which the story names them."""
        for name, outcome in zip(items, answer.data["meeting"]["outcomes"], strict=True):
            self.outcomes[name] = outcome["outcome_id"]

    def learn_ballot(self, name: str, item: str, round: int, opened: Iterable[Envelope]) -> None:
        """The ballot that opened by itself on that round's answer, if it has."""
        for ballot in (event.data["ballot"] for event in opened):
            if (ballot["item_id"], ballot["round"]) == (self.of(item), round):
                self.ids.setdefault(name, ballot["ballot_id"])

    def learn_promise(self, name: str, answer: Envelope) -> None:
        """The promise that an answer made."""
        self.ids[name] = answer.data["item"]["answers"][-1]["promise_id"]
