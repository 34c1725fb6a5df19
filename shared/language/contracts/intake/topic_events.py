"""The events that intake publishes about topics."""

from shared.kernel.messages.base import Event
from shared.language.contracts.intake.topic_things import TopicSnapshot
from shared.language.contracts.redacting import struck_out


class TopicEvent(Event):
    """Carries the topic as it stands after the event."""

    topic: TopicSnapshot

    def struck_out(self) -> tuple[str, ...]:
        """What the office struck out of it."""
        return struck_out(self.topic.redactions)


class TopicCreated(TopicEvent, type="intake.topic.created.v1"):
    """A topic was created and collects submissions."""


class TopicMerged(TopicEvent, type="intake.topic.merged.v1"):
    """More submissions belong to it."""


class TopicReleased(TopicEvent, type="intake.topic.released.v1"):
    """Submissions were taken out of it."""


class TopicAmended(TopicEvent, type="intake.topic.amended.v1"):
    """The topic's words have changed. The earlier ones are in ``text_changes``."""


class TopicCoSigned(TopicEvent, type="intake.topic.co_signed.v1"):
    """A deputy supports the topic."""


class TopicCoSignatureWithdrawn(TopicEvent, type="intake.topic.co_signature_withdrawn.v1"):
    """A deputy does not support the topic any more."""


class TopicHandedOver(TopicEvent, type="intake.topic.handed_over.v1"):
    """Another deputy leads the topic."""


class TopicRecused(TopicEvent, type="intake.topic.recused.v1"):
    """A deputy recuses themselves from the topic."""


class TopicSupported(TopicEvent, type="intake.topic.supported.v1"):
    """More or fewer people support its submissions."""


class TopicOverThreshold(TopicEvent, type="intake.topic.over_threshold.v1"):
    """Enough people support the topic, and a meeting about it may be asked for."""


class TopicProposed(TopicEvent, type="intake.topic.proposed.v1"):
    """The topic is ready for a meeting."""


class TopicMeetingRequested(TopicEvent, type="intake.topic.meeting_requested.v1"):
    """A meeting on demand about the topic was asked for."""


class TopicMeetingFellThrough(TopicEvent, type="intake.topic.meeting_fell_through.v1"):
    """The topic's meeting was declined or cancelled. The topic is open to another one."""


class TopicScheduled(TopicEvent, type="intake.topic.scheduled.v1"):
    """The topic is on a frozen agenda."""


class TopicDiscussed(TopicEvent, type="intake.topic.discussed.v1"):
    """A meeting has dealt with the topic."""


class TopicItemAssigned(TopicEvent, type="intake.topic.item_assigned.v1"):
    """An item that came of it was assigned."""


class TopicItemClosed(TopicEvent, type="intake.topic.item_closed.v1"):
    """One of its items is finished, and others are not."""


class TopicCarriedOver(TopicEvent, type="intake.topic.carried_over.v1"):
    """A meeting brought nothing about, and the topic waits for another one."""


class TopicReminded(TopicEvent, type="intake.topic.reminded.v1"):
    """Whoever has to act was reminded, or the next higher ones were told; ``waiting`` says whom."""


class TopicClosed(TopicEvent, type="intake.topic.closed.v1"):
    """All its items are finished."""


class TopicDropped(TopicEvent, type="intake.topic.dropped.v1"):
    """The topic was given up, with a reason."""
