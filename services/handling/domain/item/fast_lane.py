"""The fast lane (小事直办): a small matter goes straight to a department and is archived with its answer."""

from dataclasses import dataclass, replace

from services.handling.domain.item.answer import PROMISING, answered, class_is_known, reasons_are_given
from services.handling.domain.item.clock import started
from services.handling.domain.item.item import (
    ACKNOWLEDGED,
    ANSWERED,
    ARCHIVED,
    ASSIGNED,
    IN_PROGRESS,
    REDO,
    STATES,
    Item,
)
from services.handling.domain.item.publishing import decided, publication_is_complete
from services.handling.domain.item.signing import SIGNERS, signs_for_the_lead
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Creation, Ignore, Situation, Transition
from shared.language.called import called
from shared.language.contracts import handling as said
from shared.language.contracts.intake import SubmissionFastLaned, SubmissionSnapshot
from shared.language.redacting import as_published
from shared.language.waiting import Final


@dataclass(frozen=True, slots=True)
class FastLaneFacts:
    """The facts about a small matter: the department it goes to, which exists, and what is known of it: news
    of it may have overtaken what sends it there."""

    department: str
    known: SubmissionSnapshot | None = None


def item_is_a_small_matter(item: Item, _message: object, _situation: Situation) -> Refusal | None:
    """Items of a meeting take the long way: contacts, draft, signature (人大实践)."""
    return None if item.fast_lane else refuse("not_fast_lane_item")


def matter_is_solved_or_explained(
    _item: Item, message: said.AnswerFastLane, _situation: Situation
) -> Refusal | None:
    """A small matter is solved or declined with reasons. A matter that takes a promise is no small matter
    (platform rule)."""
    return solved_or_explained(message.result_class)


def solved_or_explained(result_class: str) -> Refusal | None:
    """What takes a promise is no small matter."""
    if result_class not in PROMISING:
        return None
    return refuse("fast_lane_class", "data.result_class", result_class=result_class)


def small_matters_rule(urgency: str | None, situation: Situation) -> str:
    """The reply rule of its class (``urgency``), or the one for a class that nobody knows
    (``clock.fast_lane``)."""
    rules = situation.rules
    return rules.urgency_rule(urgency) if urgency and urgency in rules.urgency else rules.clock.fast_lane


def open_fast_lane(_item: None, message: SubmissionFastLaned, situation: Situation[FastLaneFacts]) -> Item:
    """An item of one small matter, called by what everybody may read of it; the clock starts."""
    submission, known = message.submission, situation.facts.known
    overtaken = known is not None and known.confidings > submission.confidings
    title = submission.item_title or called(submission, situation.directory)
    return started(
        situation,
        title=as_published(title, submission.redactions),
        lead=situation.facts.department,
        submission_ids=(submission.submission_id,),
        rule=small_matters_rule(submission.urgency, situation),
        first=submission.first_sent_at,
        urgency=submission.urgency,
        fast_lane=True,
        confided=known if overtaken else submission,
    )


def answer_fast_lane(item: Item, message: said.AnswerFastLane, situation: Situation) -> Item:
    """The department's head answers at once."""
    return answered(
        item,
        situation,
        result_class=message.result_class,
        text=message.text,
        reasons=message.reasons,
        signed_by=situation.actor.id,
        published=decided(message),
    )


def archive(item: Item, _message: object, situation: Situation) -> Item:
    """Finished with its answer, without a ballot."""
    return replace(item, closed_at=situation.now)


FAST_LANE: tuple[Clause[Item], ...] = (
    Creation(
        SubmissionFastLaned,
        ASSIGNED,
        said.ItemAssigned,
        why="practice of 乡长有约: a small matter goes straight to a department (小事直办)",
        facts=FastLaneFacts,
        change=open_fast_lane,
    ),
    Transition(
        (ACKNOWLEDGED, IN_PROGRESS, REDO),
        said.AnswerFastLane,
        ANSWERED,
        said.ItemAnswered,
        by=SIGNERS,
        why="practice of 乡长有约: whoever signs for the department answers a small matter at once",
        guards=(
            signs_for_the_lead,
            item_is_a_small_matter,
            class_is_known,
            matter_is_solved_or_explained,
            reasons_are_given,
            publication_is_complete,
        ),
        change=answer_fast_lane,
    ),
    Transition(
        (ANSWERED,),
        said.AnswerFastLane,
        ARCHIVED,
        said.ItemArchived,
        by=SIGNERS,
        why="platform rule: whoever raised a small matter rates it, so it is archived without a ballot",
        guards=(signs_for_the_lead, item_is_a_small_matter),
        change=archive,
    ),
    Ignore(STATES, SubmissionFastLaned, "the submission has its item"),
    Final((ARCHIVED,), "a small matter has its answer"),
)
"""One AnswerFastLane is taken twice by its use case: the item is answered and archived in the same moment."""
