"""A ballot opens: by itself when the answer is public, or by the office."""

from services.evaluation.domain.ballot.ballot import Ballot, lapsed
from services.evaluation.domain.ballot.electorate import Concerned
from services.evaluation.domain.ballot.opening import OpeningFacts
from services.evaluation.storage.tables import BALLOT
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import NotYetKnown, Refusal
from shared.kernel.messages.ids import derived_id
from shared.language.behaviour import lawful
from shared.language.contracts.evaluation import OpenBallot
from shared.language.contracts.handling import ItemAnswered, ItemSnapshot
from shared.language.contracts.intake import SubmissionSnapshot, TopicSnapshot
from shared.language.contracts.scheduling import MeetingSnapshot
from shared.language.rules.values import CONSTITUENCY, PRESENT


async def open_by_itself(message: Message[ItemAnswered], work: Work) -> Refusal | None:
    """The first ballot of the round, however often and by how many this is heard.

    Raises NotYetKnown if what the item comes of has not been heard of here: who keeps out, or may vote, would
    be left out.
    """
    item = await _newest(work, message.data.item)
    facts = await _facts(work, item)
    if missing := _missing(item, facts.concerned, work):
        raise NotYetKnown(missing)
    ballot_id = _id(work, item.item_id, message.data.item.round, 0)
    ballot = await work.load(BALLOT, ballot_id)
    situation = work.situation(facts, new_id=ballot_id)
    return work.carry_out(BALLOT, BALLOT.behaviour.decide(ballot, message.data, situation))


async def open_ballot(message: Message[OpenBallot], work: Work) -> Refusal | None:
    """The ballot's id follows from item, round and lapsed ballots, so that two openings at once cannot both
    succeed."""
    item = await work.known("item", message.data.item_id, ItemSnapshot)
    facts = await _facts(work, item) if item else OpeningFacts(None)
    round = item.round if item else 0
    situation = work.situation(facts, new_id=_id(work, message.data.item_id, round, facts.lapsed))
    return work.carry_out(BALLOT, BALLOT.behaviour.decide(None, message.data, situation))


def _id(work: Work, item_id: str, round: int, lapsed: int) -> str:
    return derived_id("ballot", work.tenant, item_id, str(round), str(lapsed))


async def _newest(work: Work, told: ItemSnapshot) -> ItemSnapshot:
    """The copy that was there before, if it has this answer already: then it is what the item has become."""
    known = await work.known("item", told.item_id, ItemSnapshot)
    return known if known and len(known.answers) >= len(told.answers) else told


async def _facts(work: Work, item: ItemSnapshot) -> OpeningFacts:
    ballots = await work.find(BALLOT, BALLOT.table.c.data.contains({"item_id": item.item_id}))
    concerned = await _concerned(work, item)
    of_topic = concerned.topic.recusals if concerned.topic else ()
    of_ballots = (recusal for ballot in _in_order(ballots) for recusal in ballot.recusals)
    of_round = [ballot for ballot in ballots if ballot.round == item.round]
    return OpeningFacts(
        item,
        has_ballot=any(not lapsed(ballot) for ballot in of_round),
        lapsed=sum(1 for ballot in of_round if lapsed(ballot)),
        concerned=concerned,
        recusals=(*of_topic, *of_ballots),
    )


def _in_order(ballots: list[Ballot]) -> list[Ballot]:
    return sorted(ballots, key=lambda ballot: (ballot.opened_at, ballot.ballot_id))


async def _concerned(work: Work, item: ItemSnapshot) -> Concerned:
    """What the item comes of; of meeting and villages only what the rules ask for."""
    topic = await work.known("topic", item.topic_id, TopicSnapshot) if item.topic_id else None
    groups = lawful(work).rules.ballot.electorate
    meeting = None
    if PRESENT in groups and item.meeting_id:
        meeting = await work.known("meeting", item.meeting_id, MeetingSnapshot)
    villages = await _villages(work, item, topic) if CONSTITUENCY in groups else frozenset[str]()
    return Concerned(topic, meeting, villages)


async def _villages(work: Work, item: ItemSnapshot, topic: TopicSnapshot | None) -> frozenset[str]:
    ids = {*item.submission_ids, *(topic.submission_ids if topic else ())}
    found = [await work.known("submission", id, SubmissionSnapshot) for id in sorted(ids)]
    return frozenset(one.village for one in found if one and one.village)


def _missing(item: ItemSnapshot, concerned: Concerned, work: Work) -> str:
    if item.topic_id and concerned.topic is None:
        return f"topic {item.topic_id}"
    if PRESENT in lawful(work).rules.ballot.electorate and item.meeting_id and concerned.meeting is None:
        return f"meeting {item.meeting_id}"
    return ""
