"""A topic comes about, and takes submissions in or lets them go until a meeting has it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from services.intake.domain.submission.submission import Submission
from services.intake.domain.topic.items import nothing_open
from services.intake.domain.topic.leading import LEADS_AND_OFFICE, leads_the_topic_or_is_the_office
from services.intake.domain.topic.threshold import watch
from services.intake.domain.topic.topic import BY_DEPUTY, BY_GOVERNMENT, OPEN_TO_CHANGE, Topic
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Creation, Situation, Transition
from shared.language.called import called
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import (
    CreateTopic,
    MergeSubmissions,
    ReleaseSubmissions,
    TopicClosed,
    TopicCreated,
    TopicMerged,
    TopicReleased,
)
from shared.language.contracts.intake.submission_states import ACCEPTED, MERGED
from shared.language.contracts.intake.topic_states import BEING_HANDLED, CLOSED, COLLECTING, DISCUSSED
from shared.language.directory.choosing import deputies_are_seated, nearest_first, people_named


@dataclass(frozen=True, slots=True)
class CollatingFacts:
    """The submissions that a command names and that exist, by id; how many people are then behind the topic,
    and whether a raiser whose matter it keeps has no answer."""

    submissions: Mapping[str, Submission]
    supporters: int = 0
    without_answer: bool = False


def office_names_the_lead(_: None, message: CreateTopic, situation: Situation) -> Refusal | None:
    """The office sets topics for the head or a leader alone, and says for whom (practice of 政府点题)."""
    leaders = situation.directory.leaders
    if situation.actor.role is not Role.OFFICE or message.lead_id in leaders:
        return None
    return refuse("lead_not_named", "data.lead_id", leaders=nearest_first(message.lead_id or "", leaders))


def co_signers_are_deputies(_: None, message: CreateTopic, situation: Situation) -> Refusal | None:
    """Co-signers are deputies (the township's list of deputies)."""
    return deputies_are_seated(message.co_signers, situation.directory, "data.co_signers")


def co_signers_are_others_named_once(_: None, message: CreateTopic, situation: Situation) -> Refusal | None:
    """Each co-signer is named once, and the lead is none of them (rule topics.co_signers)."""
    people = (lead_of(message, situation), *message.co_signers)
    twice = sorted({id for id in people if people.count(id) > 1})
    if not twice:
        return None
    return refuse("co_signer_twice", "data.co_signers", ids=people_named(situation.directory, *twice))


def submissions_are_known(
    _: object, message: CreateTopic | MergeSubmissions, situation: Situation[CollatingFacts]
) -> Refusal | None:
    """Every submission named exists (no law: a topic stands on submissions)."""
    unknown = [id for id in message.submission_ids if id not in situation.facts.submissions]
    return refuse("unknown_submission", "data.submission_ids", ids=", ".join(unknown)) if unknown else None


def submissions_are_free(_: object, _message: object, situation: Situation[CollatingFacts]) -> Refusal | None:
    """Every submission named is accepted, and no topic and no item has it yet (practice: one matter is in one
    place)."""
    return _all_are_there(situation, ACCEPTED)


def submissions_are_not_confidential(
    _: object, _message: object, situation: Situation[CollatingFacts]
) -> Refusal | None:
    """None of them is confidential: a topic is public (ADR 0072)."""
    kept = [id for id, found in situation.facts.submissions.items() if found.confidential]
    return refuse("submission_confidential", "data.submission_ids", ids=", ".join(kept)) if kept else None


def submissions_are_in_it(topic: Topic, message: ReleaseSubmissions, _situation: Situation) -> Refusal | None:
    """Every submission named is part of the topic (no law: it can let go only its own submissions)."""
    foreign = [id for id in message.submission_ids if id not in topic.submission_ids]
    if not foreign:
        return None
    return refuse("submission_not_in_topic", "data.submission_ids", ids=", ".join(foreign))


def submissions_are_in_no_item(
    _: Topic, _message: ReleaseSubmissions, situation: Situation[CollatingFacts]
) -> Refusal | None:
    """No item deals with any of them yet (practice: one matter is in one place)."""
    return _all_are_there(situation, MERGED)


def keeps_answered_ones(
    topic: Topic, _message: ReleaseSubmissions, situation: Situation[CollatingFacts]
) -> bool:
    """What came of it is finished, and every raiser whose matter it keeps is answered."""
    met = topic.state in (DISCUSSED, BEING_HANDLED) and bool(topic.item_ids)
    return met and nothing_open(topic) and not situation.facts.without_answer


def create(_: None, message: CreateTopic, situation: Situation[CollatingFacts]) -> Topic:
    """A topic, whose lead is a deputy (代表出题), or the head or a leader (政府点题)."""
    return Topic(
        topic_id=situation.new_id,
        title=message.title,
        text=message.text,
        origin=BY_DEPUTY if situation.actor.role is Role.DEPUTY else BY_GOVERNMENT,
        lead_id=lead_of(message, situation),
        created_at=situation.now,
        co_signers=message.co_signers,
        submission_ids=_once(message.submission_ids),
        supporters=situation.facts.supporters,
        project_id=message.project_id,
    )


def lead_of(message: CreateTopic, situation: Situation) -> str:
    """The lead is the sender, or the head or leader for whom the office creates the topic."""
    return message.lead_id or "" if situation.actor.role is Role.OFFICE else situation.actor.id


def merge(topic: Topic, message: MergeSubmissions, situation: Situation[CollatingFacts]) -> Topic:
    """More submissions belong to it."""
    ids = _once((*topic.submission_ids, *message.submission_ids))
    return replace(topic, submission_ids=ids, supporters=situation.facts.supporters)


def release(topic: Topic, message: ReleaseSubmissions, situation: Situation[CollatingFacts]) -> Topic:
    """Fewer submissions belong to it."""
    ids = tuple(id for id in topic.submission_ids if id not in message.submission_ids)
    return replace(topic, submission_ids=ids, supporters=situation.facts.supporters)


def _all_are_there(situation: Situation[CollatingFacts], state: str) -> Refusal | None:
    """None of those that are named is in another state, or dealt with. Programs are told which the others
    are, and people what everybody may call those that are not free."""
    named = situation.facts.submissions
    taken = [one for one in named.values() if one.state != state or one.in_hand]
    if not taken:
        return None
    titles = "、".join(_called(one, situation) for one in taken)
    free = [id for id, one in named.items() if one not in taken]
    return refuse("submission_not_free", "data.submission_ids", titles=titles, one_of=free)


def _called(submission: Submission, situation: Situation[CollatingFacts]) -> str:
    """By nothing that is not published, and a confidential one by its id (ADR 0072)."""
    if submission.confidential:
        return submission.submission_id
    return f"“{called(submission, situation.directory)}”"


def _once(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


COLLATING: tuple[Clause[Topic], ...] = (
    Creation(
        CreateTopic,
        COLLECTING,
        TopicCreated,
        by=LEADS_AND_OFFICE,
        why="practice of 乡长有约: deputies (代表出题) and the government (政府点题) set topics",
        facts=CollatingFacts,
        guards=(
            office_names_the_lead,
            co_signers_are_deputies,
            co_signers_are_others_named_once,
            submissions_are_known,
            submissions_are_free,
            submissions_are_not_confidential,
        ),
        change=create,
        timers=watch,
    ),
    Transition(
        OPEN_TO_CHANGE,
        MergeSubmissions,
        None,
        TopicMerged,
        by=LEADS_AND_OFFICE,
        why="practice of 乡长有约: what several people raise is put to a meeting as one topic",
        facts=CollatingFacts,
        guards=(
            leads_the_topic_or_is_the_office,
            submissions_are_known,
            submissions_are_free,
            submissions_are_not_confidential,
        ),
        change=merge,
        timers=watch,
    ),
    *(
        Transition(
            (*OPEN_TO_CHANGE, DISCUSSED, BEING_HANDLED),
            ReleaseSubmissions,
            to,
            emits,
            by=LEADS_AND_OFFICE,
            why="practice: what was collated by mistake goes where it belongs, and its raiser learns why",
            facts=CollatingFacts,
            when=when,
            guards=(leads_the_topic_or_is_the_office, submissions_are_in_it, submissions_are_in_no_item),
            change=release,
        )
        for to, emits, when in ((CLOSED, TopicClosed, keeps_answered_ones), (None, TopicReleased, None))
    ),
)
