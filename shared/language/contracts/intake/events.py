"""The events that intake publishes, but for those of topics."""

from typing import Annotated

from shared.kernel.messages.audience import INSIDE
from shared.kernel.messages.base import (
    Bilingual,
    ClockMoved,
    Event,
    Instant,
)
from shared.kernel.messages.replays import ReplayEnded
from shared.language.contracts.deadlines import DeadlineMoved
from shared.language.contracts.intake.suggestions import TriageSuggestion
from shared.language.contracts.intake.things import SubmissionSnapshot
from shared.language.contracts.redacting import struck_out


class SubmissionEvent(Event):
    """Carries the submission as it stands after the event."""

    submission: SubmissionSnapshot

    def withheld(self) -> bool:
        """A confidential matter is the house's alone."""
        return self.submission.confidential

    def struck_out(self) -> tuple[str, ...]:
        """What the office struck out of it."""
        return struck_out(self.submission.redactions)


class SubmissionReceived(SubmissionEvent, type="intake.submission.received.v1"):
    """A matter was raised and has a trace code."""

    triage: Annotated[TriageSuggestion | None, INSIDE] = None
    call_now: Bilingual | None = None
    """What the raiser of a danger is told at once: whom to call, as no office may be there to read it."""


class SubmissionKnown(SubmissionEvent, type="intake.submission.known.v1"):
    """The same matter was sent again under the same key. The event carries the submission that exists
    already."""


class SubmissionAccepted(SubmissionEvent, type="intake.submission.accepted.v1"):
    """The office took the submission on."""

    call_now: Bilingual | None = None
    """As in ``SubmissionReceived``."""


class SubmissionRejected(SubmissionEvent, type="intake.submission.rejected.v1"):
    """The submission was refused, with a reason and the place to go to. The raiser is answered by this."""


class SubmissionAskedBack(SubmissionEvent, type="intake.submission.asked_back.v1"):
    """The raiser was asked for more; the matter waits for them."""


class SubmissionInformed(SubmissionEvent, type="intake.submission.informed.v1"):
    """The raiser has answered the question; the matter goes on."""


class SubmissionQuestionLapsed(SubmissionEvent, type="intake.submission.question_lapsed.v1"):
    """The raiser did not answer in time; the matter goes on with what is known."""


class SubmissionEdited(SubmissionEvent, type="intake.submission.edited.v1"):
    """The raiser corrected their words."""

    triage: Annotated[TriageSuggestion | None, INSIDE] = None
    call_now: Bilingual | None = None
    """As in ``SubmissionReceived``."""


class SubmissionContactChanged(SubmissionEvent, type="intake.submission.contact_changed.v1"):
    """The raiser's contact has changed. No event holds the contact."""


class SubmissionForwarded(SubmissionEvent, type="intake.submission.forwarded.v1"):
    """The submission was handed up to the county."""


class SubmissionForwardReminded(SubmissionEvent, type="intake.submission.forward_reminded.v1"):
    """The county owes an answer and was reminded."""


class SubmissionAnsweredByCounty(SubmissionEvent, type="intake.submission.county_answered.v1"):
    """The county answered, and this raiser is to be told. The submission is finished."""


class SubmissionReturned(SubmissionEvent, type="intake.submission.returned.v1"):
    """The county gave the submission back."""


class SubmissionTold(SubmissionEvent, type="intake.submission.told.v1"):
    """The raiser has got the latest answer."""


class SubmissionErased(SubmissionEvent, type="intake.submission.erased.v1"):
    """The original words and the contact were erased. The event carries the tombstone."""


class SubmissionSupported(SubmissionEvent, type="intake.submission.supported.v1"):
    """One more person says that it concerns them too."""


class SubmissionSupportWithdrawn(SubmissionEvent, type="intake.submission.support_withdrawn.v1"):
    """One person has withdrawn their support."""


class SubmissionFastLaned(SubmissionEvent, type="intake.submission.fast_laned.v1"):
    """The submission was sent straight to a department."""


class SubmissionMerged(SubmissionEvent, type="intake.submission.merged.v1"):
    """The submission is now part of a topic."""


class SubmissionReleased(SubmissionEvent, type="intake.submission.released.v1"):
    """The submission's topic was dropped, or let it go. The submission waits for another one."""


class SubmissionItemAssigned(SubmissionEvent, type="intake.submission.item_assigned.v1"):
    """An item deals with the submission."""


class SubmissionItemClosed(SubmissionEvent, type="intake.submission.item_closed.v1"):
    """One of its items is finished, and others are not."""


class SubmissionAnswered(SubmissionEvent, type="intake.submission.answered.v1"):
    """This raiser has an answer of their own."""


class SubmissionAnsweredThere(SubmissionEvent, type="intake.submission.answered_there.v1"):
    """A meeting answered it on the spot. The submission is finished."""


class SubmissionClosed(SubmissionEvent, type="intake.submission.closed.v1"):
    """All items that dealt with it are finished."""


class SubmissionReclassified(SubmissionEvent, type="intake.submission.reclassified.v1"):
    """The office sorted the matter anew; the earlier values are in ``reclassified``."""

    call_now: Bilingual | None = None
    """As in ``SubmissionReceived``."""


class SubmissionReopened(SubmissionEvent, type="intake.submission.reopened.v1"):
    """The office opened the matter again; what it was before is in ``reopened``."""


class SubmissionReplyCorrected(SubmissionEvent, type="intake.submission.reply_corrected.v1"):
    """The office put its reply to the raiser right; the earlier words are in ``reply_corrections``."""


class SubmissionPosted(SubmissionEvent, type="intake.submission.posted.v1"):
    """The raiser could not be reached, and the reply was posted. Nobody says that they were told."""


class SubmissionAnsweredByWord(SubmissionEvent, type="intake.submission.answered_by_word.v1"):
    """It was answered by word of mouth. The submission is finished."""


class SubmissionAnswerCorrected(SubmissionEvent, type="intake.submission.answer_corrected.v1"):
    """The department's answer was wrong and is corrected; its raiser is to be told."""


class SubmissionItemLeft(SubmissionEvent, type="intake.submission.item_left.v1"):
    """An item does not deal with it any more: the office had named it by mistake."""


class SubmissionItemNews(SubmissionEvent, type="intake.submission.item_news.v1"):
    """There is news of its item that its raiser is to be told: of its time, or of what was put right."""


class SubmissionDoneAgain(SubmissionEvent, type="intake.submission.done_again.v1"):
    """Its raiser was not satisfied with the answer, and the department does it once more."""


class SubmissionHandedBack(SubmissionEvent, type="intake.submission.handed_back.v1"):
    """A small matter came back to the office's queue, with a reason. The office decides what follows."""


class SubmissionAttached(SubmissionEvent, type="intake.submission.attached.v1"):
    """Photos or documents were added to the submission."""


class SubmissionAlarmed(SubmissionEvent, type="intake.submission.alarmed.v1"):
    """A danger was raised: the office and the leaders hear of it at once."""


class SubmissionReminded(SubmissionEvent, type="intake.submission.reminded.v1"):
    """Whoever has to act was reminded, or the next higher ones were told; ``waiting`` says whom."""


class SubmissionSplit(SubmissionEvent, type="intake.submission.split_up.v1"):
    """Its text had several matters; each goes on as a submission of its own, and this one has ended."""


class SubmissionWithdrawn(SubmissionEvent, type="intake.submission.withdrawn.v1"):
    """The raiser took the submission back."""


class SubmissionDueMoved(SubmissionEvent, type="intake.submission.due_moved.v1"):
    """The time for the raiser's answer, or for the county's, was counted anew and is another."""

    moved: DeadlineMoved


class SubmissionDueConfirmed(SubmissionEvent, type="intake.submission.due_confirmed.v1"):
    """That time was counted anew and stands; what it follows from, or its certainty, is another."""


class RaiserBarred(Event, type="intake.raiser.barred.v1"):
    """Nothing more is taken from one raiser until the given time. No event names the raiser."""

    until: Instant


class IntakeClockMoved(ClockMoved, type="intake.clock.moved.v1"):
    """Intake's story clock was moved."""


class IntakeReplayEnded(ReplayEnded, type="intake.replay.ended.v1"):
    """All events of intake that a replay was to send are sent."""
