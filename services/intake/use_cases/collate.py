"""Topics take submissions in and let them go, in one unit of work. The topic's event comes first: it is the answer."""

from collections.abc import Iterable
from typing import Any

from services.intake.domain.submission import MERGED, Submission
from services.intake.domain.topic_changes import CollatingFacts
from services.intake.storage.tables import SUBMISSION, TOPIC
from shared.contracts.envelope import Message
from shared.contracts.intake import CreateTopic, DropTopic, MergeSubmissions
from shared.errors import Refusal
from shared.journal.act import act
from shared.journal.work import Work


async def create_topic(message: Message[CreateTopic], work: Work) -> Refusal | None:
    """Look the submissions up, let the table make the topic, then merge them into it."""
    submissions = await work.load_many(SUBMISSION, message.data.submission_ids)
    situation = work.situation(CollatingFacts(submissions))
    refusal = work.carry_out(TOPIC, TOPIC.table.decide(None, message.data, situation))
    return refusal or _each_merged(message, work, submissions.values(), situation.new_id)


async def merge_submissions(message: Message[MergeSubmissions], work: Work) -> Refusal | None:
    """Look the submissions up, let the topic take them, then merge them into it."""
    submissions = await work.load_many(SUBMISSION, message.data.submission_ids)
    refusal = await act(TOPIC, message, work, facts=CollatingFacts(submissions))
    return refusal or _each_merged(message, work, submissions.values(), message.data.topic_id)


async def drop_topic(message: Message[DropTopic], work: Work) -> Refusal | None:
    """Let the topic be dropped, then release what it held."""
    topic = await work.load(TOPIC, message.data.topic_id)
    if refusal := await act(TOPIC, message, work):
        return refusal
    submissions = await work.load_many(SUBMISSION, topic.submission_ids if topic else ())
    for submission in submissions.values():
        if submission.state == MERGED:
            work.carry_out(SUBMISSION, SUBMISSION.table.decide(submission, message.data, work.situation()))
    return None


def _each_merged(message: Message[Any], work: Work, submissions: Iterable[Submission], topic_id: str) -> Refusal | None:
    for submission in submissions:
        decision = SUBMISSION.table.decide(submission, message.data, work.situation(topic_id))
        if refusal := work.carry_out(SUBMISSION, decision):
            return refusal
    return None
