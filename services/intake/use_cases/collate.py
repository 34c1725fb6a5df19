"""Topics take submissions in and let them go, in one unit of work. The topic's event comes first: it is the
answer."""

from collections.abc import Iterable

from services.intake.domain.submission.merging import MergeFacts
from services.intake.domain.submission.submission import Submission
from services.intake.domain.topic.collating import CollatingFacts
from services.intake.domain.topic.supporting import people_behind
from services.intake.storage.tables import SUBMISSION, TOPIC
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.language.contracts.intake import CreateTopic, DropTopic, MergeSubmissions, ReleaseSubmissions
from shared.language.contracts.intake.submission_states import MERGED


async def create_topic(message: Message[CreateTopic], work: Work) -> Refusal | None:
    """Look the submissions up, let the table make the topic, then merge them into it."""
    submissions = await work.load_many(SUBMISSION, message.data.submission_ids)
    topic_id = work.new_id()
    facts = CollatingFacts(submissions, people_behind(submissions.values()))
    decision = TOPIC.behaviour.decide(None, message.data, work.situation(facts, new_id=topic_id))
    refusal = work.carry_out(TOPIC, decision)
    return refusal or _each_decides(message.data, work, submissions.values(), MergeFacts(topic_id))


async def merge_submissions(message: Message[MergeSubmissions], work: Work) -> Refusal | None:
    """Look the submissions up, let the topic take them, then merge them into it."""
    asked = message.data
    topic = await work.require(TOPIC, asked.topic_id)
    held = await work.load_many(SUBMISSION, topic.submission_ids)
    submissions = await work.load_many(SUBMISSION, asked.submission_ids)
    facts = CollatingFacts(submissions, people_behind((held | submissions).values()))
    refusal = work.carry_out(TOPIC, TOPIC.behaviour.decide(topic, asked, work.situation(facts)))
    return refusal or _each_decides(asked, work, submissions.values(), MergeFacts(asked.topic_id))


async def release_submissions(message: Message[ReleaseSubmissions], work: Work) -> Refusal | None:
    """Let the topic give them up, then free them."""
    asked = message.data
    topic = await work.require(TOPIC, asked.topic_id)
    held = await work.load_many(SUBMISSION, topic.submission_ids)
    gone = {id: held[id] for id in asked.submission_ids if id in held}
    left = [submission for id, submission in held.items() if id not in gone]
    unanswered = any(submission.state == MERGED for submission in left)
    facts = CollatingFacts(gone, people_behind(left), unanswered)
    refusal = work.carry_out(TOPIC, TOPIC.behaviour.decide(topic, asked, work.situation(facts)))
    return refusal or _each_decides(asked, work, gone.values())


async def drop_topic(message: Message[DropTopic], work: Work) -> Refusal | None:
    """Drop the topic, then release its submissions; each raiser learns the reason."""
    topic = await work.require(TOPIC, message.data.topic_id)
    held = await work.load_many(SUBMISSION, topic.submission_ids)
    merged = (submission for submission in held.values() if submission.state == MERGED)
    refusal = work.carry_out(TOPIC, TOPIC.behaviour.decide(topic, message.data, work.situation()))
    return refusal or _each_decides(message.data, work, merged)


def _each_decides(
    command: CreateTopic | MergeSubmissions | ReleaseSubmissions | DropTopic,
    work: Work,
    submissions: Iterable[Submission],
    facts: MergeFacts | None = None,
) -> Refusal | None:
    for submission in submissions:
        decision = SUBMISSION.behaviour.decide(submission, command, work.situation(facts))
        if refusal := work.carry_out(SUBMISSION, decision):
            return refusal
    return None
