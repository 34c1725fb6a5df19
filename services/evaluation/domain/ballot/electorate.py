"""Who may vote (参评代表): that follows from the rules (``ballot.electorate``), and nobody types it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from shared.language.behaviour import Situation
from shared.language.contracts.intake import Recusal, TopicSnapshot
from shared.language.contracts.scheduling import MeetingSnapshot
from shared.language.directory import Directory
from shared.language.rules.values import CONSTITUENCY, DEPUTIES, LEAD_AND_CO_SIGNERS, PRESENT


@dataclass(frozen=True, slots=True)
class Concerned:
    """What an item comes of, as far as evaluation has heard of it."""

    topic: TopicSnapshot | None = None
    meeting: MeetingSnapshot | None = None
    villages: frozenset[str] = frozenset()
    """Codes of those of which its submissions speak."""


@dataclass(frozen=True, slots=True)
class Electorate:
    """The deputies who come into it, in order, and those of them who keep out."""

    rules: tuple[str, ...]
    """By which they came."""
    entitled: tuple[str, ...]
    recusals: tuple[Recusal, ...] = ()
    widened: bool = False
    """By these rules they were too few, so all deputies are."""

    @property
    def voters(self) -> frozenset[str]:
        """The entitled without those who keep out."""
        return frozenset(self.entitled) - {recusal.deputy_id for recusal in self.recusals}


def _lead_and_co_signers(concerned: Concerned, _directory: Directory) -> Iterable[str]:
    """Who was named and never confirmed does not stand behind the topic."""
    topic = concerned.topic
    return (topic.lead_id, *topic.confirmed_by) if topic else ()


def _present(concerned: Concerned, _directory: Directory) -> Iterable[str]:
    return concerned.meeting.attendance if concerned.meeting else ()


def _of_constituency(concerned: Concerned, directory: Directory) -> Iterable[str]:
    return (
        id
        for id in directory.deputies
        if any(post.constituency in concerned.villages for post in directory.posts[id])
    )


GROUPS: Mapping[str, Callable[[Concerned, Directory], Iterable[str]]] = MappingProxyType(
    {
        DEPUTIES: lambda _concerned, directory: directory.deputies,
        LEAD_AND_CO_SIGNERS: _lead_and_co_signers,
        PRESENT: _present,
        CONSTITUENCY: _of_constituency,
    }
)
"""Group of deputies in the rule set → the people in it; who is no deputy on that day is left out."""


def electorate(concerned: Concerned, recusals: Iterable[Recusal], situation: Situation) -> Electorate:
    """By the rules of the township, of those seated on the day of the decision, whatever their level."""
    seated, rules = situation.directory.deputies, situation.rules.ballot.electorate
    named = {id for rule in rules for id in GROUPS[rule](concerned, situation.directory)}
    found = Electorate(tuple(rules), tuple(sorted(named & set(seated))))
    return widened_if_few(_without(found, recusals), recusals, situation)


def widened_if_few(found: Electorate, recusals: Iterable[Recusal], situation: Situation) -> Electorate:
    """All deputies, if by the rules fewer than ``ballot.least_entitled`` may vote: what the platform has not
    heard of, and who keeps out, must not leave the decision to one or two."""
    if found.widened or enough(found, situation):
        return found
    everybody = tuple(sorted({*found.entitled, *situation.directory.deputies}))
    if everybody == found.entitled:
        return found
    return _without(replace(found, entitled=everybody, widened=True), recusals)


def enough(found: Electorate, situation: Situation) -> bool:
    """Whether as many may vote as the rules want (``ballot.least_entitled``)."""
    return len(found.voters) >= situation.rules.ballot.least_entitled


def _without(found: Electorate, recusals: Iterable[Recusal]) -> Electorate:
    """Who keeps out and is no voter anyway is not told of; of several recusals the first counts."""
    of: dict[str, Recusal] = {}
    for recusal in recusals:
        if recusal.deputy_id in found.entitled:
            of.setdefault(recusal.deputy_id, recusal)
    return replace(found, recusals=tuple(of.values()))
