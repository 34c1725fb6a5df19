"""What a story that was broken off has done already: its commands are known by their ids, and so are their
answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count

from shared.kernel.journal.answering import answers
from shared.kernel.messages.envelope import Envelope
from shared.kernel.messages.ids import derived_id

SOURCE = "/youyue/demo"
_REFUSED = ".command.refused.v1"


def command_id(township: str, number: int) -> str:
    """The id of the story's command of that number, counted from 1: in every run the same."""
    return derived_id(SOURCE, township, str(number))


@dataclass(frozen=True)
class Past:
    """The events and answers that the platform's services have decided so far, by the command that caused
    them."""

    events: tuple[Envelope, ...]
    caused: dict[str, tuple[Envelope, ...]]

    @classmethod
    def of(cls, events: Iterable[Envelope]) -> "Past":
        """From the events of all services, each service's in the order in which they were decided."""
        known = tuple(events)
        caused: dict[str, list[Envelope]] = {}
        for event in known:
            caused.setdefault(event.causationid or "", []).append(event)
        return cls(known, {id: tuple(found) for id, found in caused.items()})

    def knows(self, id: str) -> bool:
        """Whether the command of that id was carried out."""
        return id in self.caused

    def done(self, township: str) -> int:
        """How many of the story's commands were carried out."""
        return next(number for number in count(1) if not self.knows(command_id(township, number))) - 1

    def answer(self, id: str, type: str) -> Envelope | None:
        """The answer to the command of that id and type, by the client's rule; None: there is none yet."""
        told = self.caused.get(id, ())
        return next((one for one in told if answers(one.type, type) or one.type.endswith(_REFUSED)), None)


NO_PAST = Past((), {})
