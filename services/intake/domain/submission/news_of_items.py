"""What becomes of an item while it is handled or after its end, and its raisers are to be told: not only
answers are news."""

from services.intake.domain.submission.answering import join_item
from services.intake.domain.submission.submission import STATES, TAKEN_ON, Submission
from services.intake.domain.submission.telling import to_tell
from shared.language.behaviour import Clause, Ignore, Situation, Transition
from shared.language.contracts.handling import (
    ItemDecisionCorrected,
    ItemEvent,
    ItemExtended,
    ItemExtensionRefused,
    ItemExtensionUndecided,
    ItemPublicationChanged,
)
from shared.language.contracts.intake import SubmissionItemNews
from shared.language.contracts.intake.submission_states import CLOSED

TO_BE_TOLD: tuple[type[ItemEvent], ...] = (
    ItemExtended,
    ItemExtensionRefused,
    ItemExtensionUndecided,
    ItemDecisionCorrected,
    ItemPublicationChanged,
)
"""The news of an item that each of its raisers is told (case L10), beside its answers and its end."""


_OTHERS = tuple(state for state in STATES if state not in TAKEN_ON)


def item_is_its_own(submission: Submission, message: ItemEvent, _situation: Situation) -> bool:
    """The item is known to deal with it."""
    return message.item.item_id in submission.item_ids


def hear(submission: Submission, message: ItemEvent, situation: Situation) -> Submission:
    """Its raiser is to be told."""
    return to_tell(join_item(submission, message, situation), situation)


NEWS_OF_ITEMS: tuple[Clause[Submission], ...] = (
    *(
        Transition(
            TAKEN_ON,
            news,
            None,
            SubmissionItemNews,
            why="practice: whoever raised a matter is told what becomes of it, and what was put right",
            change=hear,
        )
        for news in TO_BE_TOLD
    ),
    *(
        Transition(
            (CLOSED,),
            news,
            None,
            SubmissionItemNews,
            why="practice: whoever raised a matter is told what was put right after its end",
            when=item_is_its_own,
            change=hear,
        )
        for news in TO_BE_TOLD
    ),
    *(Ignore(_OTHERS, news, "the item does not deal with it") for news in TO_BE_TOLD),
)
