"""Topics take submissions in and let them go, in one unit of work. The topic's event comes first: it is the answer."""

from collections.abc import Iterable
from typing import Any

from services.intake.domain.submission import MERGED, Submission
from services.intake.domain.support import people_behind
from services.intake.domain.topic import Topic
from services.intake.domain.topic_changes import CollatingFacts
from services.intake.storage.tables import SUBMISSION, TOPIC
from shared.contracts.envelope import Message
from shared.contracts.intake import CreateTopic, DropTopic, MergeSubmissions, ReleaseSubmissions
from shared.errors import Refusal, refuse
from shared.journal.work import Work


async def create_topic(message: Message[CreateTopic], work: Work) -> Refusal | None:
    """Look the submissions up, let the table make the topic, then merge them into it."""
    submissions = await work.load_many(SUBMISSION, message.data.submission_ids)
    situation = work.situation(CollatingFacts(submissions, people_behind(submissions.values())))
    refusal = work.carry_out(TOPIC, TOPIC.table.decide(None, message.data, situation))
    return refusal or _each_decides(message, work, submissions.values(), situation.new_id)


async def merge_submissions(message: Message[MergeSubmissions], work: Work) -> Refusal | None:
    """Look the submissions up, let the topic take them, then merge them into it."""
    topic, held = await _topic_with_submissions(message, work)
    submissions = await work.load_many(SUBMISSION, message.data.submission_ids)
    facts = CollatingFacts(submissions, people_behind((held | submissions).values()))
    refusal = _topic_decides(topic, message, work, facts)
    return refusal or _each_decides(message, work, submissions.values(), message.data.topic_id)


async def release_submissions(message: Message[ReleaseSubmissions], work: Work) -> Refusal | None:
    """Let the topic give them up, then free them."""
    topic, held = await _topic_with_submissions(message, work)
    gone = {id: held[id] for id in message.data.submission_ids if id in held}
    left = (submission for id, submission in held.items() if id not in gone)
    if refusal := _topic_decides(topic, message, work, CollatingFacts(gone, people_behind(left))):
        return refusal
    return _each_decides(message, work, gone.values(), None)


async def drop_topic(message: Message[DropTopic], work: Work) -> Refusal | None:
    """Let the topic be dropped, then release what it held; each raiser learns why."""
    topic, held = await _topic_with_submissions(message, work)
    if refusal := _topic_decides(topic, message, work):
        return refusal
    return _each_decides(message, work, (s for s in held.values() if s.state == MERGED), None)


async def _topic_with_submissions(message: Message[Any], work: Work) -> tuple[Topic | None, dict[str, Submission]]:
    topic = await work.load(TOPIC, message.data.topic_id)
    return topic, await work.load_many(SUBMISSION, topic.submission_ids if topic else ())


def _topic_decides(topic: Topic | None, message: Message[Any], work: Work, facts: Any = None) -> Refusal | None:
    if topic is None:
        return refuse("unknown_thing", "data.topic_id", thing="topic", id=message.data.topic_id)
    return work.carry_out(TOPIC, TOPIC.table.decide(topic, message.data, work.situation(facts)))


def _each_decides(
    message: Message[Any], work: Work, submissions: Iterable[Submission], topic_id: str | None
) -> Refusal | None:
    for submission in submissions:
        decision = SUBMISSION.table.decide(submission, message.data, work.situation(topic_id))
        if refusal := work.carry_out(SUBMISSION, decision):
            return refusal
    return None
