"""The events that handling publishes."""

from shared.kernel.messages.base import (
    ClockMoved,
    CommandAccepted,
    CommandRefused,
    Event,
)
from shared.kernel.messages.replays import ReplayEnded
from shared.language.contracts.deadlines import DeadlineMoved
from shared.language.contracts.handling.promise_things import PromiseSnapshot
from shared.language.contracts.handling.things import ItemSnapshot
from shared.language.contracts.redacting import struck_out


class ItemEvent(Event):
    """Carries the item as it stands after the event."""

    item: ItemSnapshot

    def withheld(self) -> bool:
        """The item of a confidential matter is the house's alone."""
        return self.item.confidential

    def struck_out(self) -> tuple[str, ...]:
        """What the office struck out of it."""
        return struck_out(self.item.redactions)


class ItemAssigned(ItemEvent, type="handling.item.assigned.v1"):
    """The item was assigned and its clock runs."""


class ItemAcknowledged(ItemEvent, type="handling.item.acknowledged.v1"):
    """The lead department has received the item (签收); it may still decline it in time."""


class ItemDeclined(ItemEvent, type="handling.item.declined.v1"):
    """The department says that it is the wrong one."""


class ItemDeclineConsented(ItemEvent, type="handling.item.decline_consented.v1"):
    """The office agrees; a new department must be named."""


class ItemDeclineRejected(ItemEvent, type="handling.item.decline_rejected.v1"):
    """The office does not agree."""


class ItemRedesignated(ItemEvent, type="handling.item.redesignated.v1"):
    """Another department leads the item; its clock runs on from the first assignment."""


class ItemProgressed(ItemEvent, type="handling.item.progressed.v1"):
    """The lead department has reported progress."""


class ItemContacted(ItemEvent, type="handling.item.contacted.v1"):
    """A contact with a deputy was logged."""


class ItemCoOpinionGiven(ItemEvent, type="handling.item.co_opinion_given.v1"):
    """A co-handler gave its opinion."""


class ItemExtensionRequested(ItemEvent, type="handling.item.extension_requested.v1"):
    """More time was asked for."""


class ItemExtended(ItemEvent, type="handling.item.extended.v1"):
    """More time was granted. Intake tells each raiser, as it does of the next two."""


class ItemExtensionRefused(ItemEvent, type="handling.item.extension_refused.v1"):
    """More time was refused."""


class ItemExtensionUndecided(ItemEvent, type="handling.item.extension_undecided.v1"):
    """Time was up and nobody had decided about more: it counts as refused."""


class ItemInstructed(ItemEvent, type="handling.item.instructed.v1"):
    """The head or a leader gave an instruction."""


class ItemReminded(ItemEvent, type="handling.item.reminded.v1"):
    """Somebody is waited for and time is nearly up; what for, and who hears of it, stands in ``waiting``."""


class ItemUrged(ItemEvent, type="handling.item.urged.v1"):
    """Somebody who is waited for is late and was urged (催办); what for stands in ``waiting``."""


class ItemEscalated(ItemEvent, type="handling.item.escalated.v1"):
    """Somebody who is waited for is still late. It was circulated, and reported to the head and the
    presidium, which is said again until they act."""


class ItemStalled(ItemEvent, type="handling.item.stalled.v1"):
    """There was no news of the item for too long (the watchdog); it is said again until there is."""


class ItemDesignationOverdue(ItemEvent, type="handling.item.designation_overdue.v1"):
    """The head alone can name a department and has not; it is said again until it is done."""


class ItemCoOpinionsOverdue(ItemEvent, type="handling.item.co_opinions_overdue.v1"):
    """Co-handlers owe the lead their opinion; an act of supervision is addressed to those missing. It is said
    again until they give it."""


class ItemContactOverdue(ItemEvent, type="handling.item.contact_overdue.v1"):
    """The lead has not yet spoken with a deputy, and the time for the first contact is over; it is said again
    until it has."""


class ItemAnswerDrafted(ItemEvent, type="handling.item.answer_drafted.v1"):
    """The answer has a draft. Its text is not public."""


class ItemAnswerSigned(ItemEvent, type="handling.item.answer_signed.v1"):
    """The department's head signed."""


class ItemAnswerReturned(ItemEvent, type="handling.item.answer_returned.v1"):
    """The department's head sent the draft back."""


class ItemAnswered(ItemEvent, type="handling.item.answered.v1"):
    """The answer is public. Intake tells each raiser."""


class ItemRatingStarted(ItemEvent, type="handling.item.rating_started.v1"):
    """A ballot on it is open."""


class ItemRatingLapsed(ItemEvent, type="handling.item.rating_lapsed.v1"):
    """Too few deputies voted; the item is answered and waits for another ballot."""


class ItemSatisfied(ItemEvent, type="handling.item.satisfied.v1"):
    """The deputies are satisfied."""


class ItemRedoOrdered(ItemEvent, type="handling.item.redo_ordered.v1"):
    """The deputies are not satisfied. The item is done again, within a new period."""


class ItemReferredToCongress(ItemEvent, type="handling.item.referred_to_congress.v1"):
    """Still dissatisfied after the last round: both sides meet, then the congress decides."""


class ItemEndedUnrated(ItemEvent, type="handling.item.ended_unrated.v1"):
    """No ballot has said anything, and the office has said in a note how the item ends."""


class ItemArchived(ItemEvent, type="handling.item.archived.v1"):
    """A fast-lane item is finished with its answer."""


class ItemReopened(ItemEvent, type="handling.item.reopened.v1"):
    """The raiser of a small matter is not satisfied: the department does it once more, with a new time."""


class ItemReturned(ItemEvent, type="handling.item.returned.v1"):
    """A small matter went back to the office's queue, with the reason; no department has it any more."""


class ItemDueMoved(ItemEvent, type="handling.item.due_moved.v1"):
    """The due date was counted anew and is another."""

    moved: DeadlineMoved


class ItemDueConfirmed(ItemEvent, type="handling.item.due_confirmed.v1"):
    """The due date was counted anew and stands; what it follows from, or its certainty, is another."""


class PromiseEvent(Event):
    """Carries the promise as it stands after the event."""

    promise: PromiseSnapshot

    def struck_out(self) -> tuple[str, ...]:
        """What the office struck out of it."""
        return struck_out(self.promise.redactions)


class PromiseMade(PromiseEvent, type="handling.promise.made.v1"):
    """A B or C answer promised something by a date."""


class PromiseClaimed(PromiseEvent, type="handling.promise.claimed.v1"):
    """The owner says with evidence that the promise is kept; that is to be looked at."""


class PromiseSentBack(PromiseEvent, type="handling.promise.sent_back.v1"):
    """Whoever looked at the evidence found that the promise is not kept; it stands on."""


class PromiseFulfilled(PromiseEvent, type="handling.promise.fulfilled.v1"):
    """The promise was kept, as the office or a deputy concerned has seen."""


class PromiseChanged(PromiseEvent, type="handling.promise.changed.v1"):
    """Its day, plan or owner is another, for the reason given; what was promised before stands in
    ``changes``. For the deputies concerned and all whose matter it is."""


class PromiseReviewed(PromiseEvent, type="handling.promise.reviewed.v1"):
    """What was put off was looked at again."""


class PromiseJudged(PromiseEvent, type="handling.promise.judged.v1"):
    """A deputy has said whether the promise was kept."""


class PromiseOverdue(PromiseEvent, type="handling.promise.overdue.v1"):
    """The date of the promise has passed."""


class PromiseReminded(PromiseEvent, type="handling.promise.reminded.v1"):
    """The owner was reminded of the promise, before its day or after; who hears of it stands in
    ``waiting``."""


class PromiseSuperseded(PromiseEvent, type="handling.promise.superseded.v1"):
    """A new answer, or the decision of the congress, took the place of the promise; what it says holds."""


class PromiseResumed(PromiseEvent, type="handling.promise.resumed.v1"):
    """The record of the congress's decision was wrong: the answer stands, and so does what it promised."""


class HandlingCommandAccepted(CommandAccepted, type="handling.command.accepted.v1"):
    """Handling has carried out a command."""


class HandlingCommandRefused(CommandRefused, type="handling.command.refused.v1"):
    """Handling refused a command."""


class HandlingClockMoved(ClockMoved, type="handling.clock.moved.v1"):
    """Handling's story clock was moved."""


class HandlingReplayEnded(ReplayEnded, type="handling.replay.ended.v1"):
    """All events of handling that a replay was to send are sent."""
