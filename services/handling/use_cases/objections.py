"""Objections to the publication of an answer: who keeps out is looked up; what is public no more goes out of
what was said before."""

from services.handling.domain.item.objecting import ObjectingFacts
from services.handling.domain.item.publishing import no_longer_public
from services.handling.storage.tables import ITEM
from shared.kernel.journal.striking import strike
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.language.behaviour import Moved
from shared.language.contracts.handling import DecidePublication, ObjectToPublication
from shared.language.contracts.intake import SubmissionSnapshot, TopicSnapshot
from shared.language.contracts.registry import REGISTRY
from shared.language.redacting import as_published


async def object_to_publication(message: Message[ObjectToPublication], work: Work) -> Refusal | None:
    """Look up who keeps out of the item's topic or is concerned by a matter of it; let the table decide."""
    item = await work.require(ITEM, message.data.item_id)

    topic = await work.known("topic", item.topic_id, TopicSnapshot) if item.topic_id else None
    ids = work.tables.known.c.id.in_(item.submission_ids)
    matters = await work.known_all("submission", SubmissionSnapshot, ids)
    recused = {one.deputy_id for one in topic.recusals} if topic else set[str]()
    facts = ObjectingFacts(frozenset(recused.union(*(matter.recused for matter in matters))))

    return work.carry_out(ITEM, ITEM.behaviour.decide(item, message.data, work.situation(facts)))


async def decide_publication(message: Message[DecidePublication], work: Work) -> Refusal | None:
    """Decide anew. What everybody could read of the answer and cannot any more stands in no event that is
    sent again, also where words had been struck out of it."""
    item = await work.require(ITEM, message.data.item_id)

    decision = ITEM.behaviour.decide(item, message.data, work.situation())
    if isinstance(decision, Moved) and (gone := no_longer_public(item, decision.after)):
        words = (*gone, *(as_published(text, item.redactions) for text in gone))
        await work.write(strike, REGISTRY, work.tables, item.item_id, words)
    return work.carry_out(ITEM, decision)
