"""Everything that belongs to one matter, from the submission or from the item."""

from collections.abc import Iterator
from dataclasses import dataclass

from shared.language.contracts.evaluation import AlarmSnapshot, BallotSnapshot, CitizenRatingSnapshot
from shared.language.contracts.handling import ItemSnapshot, PromiseSnapshot
from shared.language.contracts.intake import SubmissionSnapshot, TopicSnapshot
from shared.language.contracts.scheduling import MeetingSnapshot, VisitSnapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The newest public snapshots. Without a submission it is the public way of an item."""

    submission: SubmissionSnapshot | None = None
    others: tuple[SubmissionSnapshot, ...] = ()
    """The submissions that it was split into, or of which it was one matter. Nothing of them is told here."""
    topic: TopicSnapshot | None = None
    meetings: tuple[MeetingSnapshot, ...] = ()
    visits: tuple[VisitSnapshot, ...] = ()
    items: tuple[ItemSnapshot, ...] = ()
    promises: tuple[PromiseSnapshot, ...] = ()
    ballots: tuple[BallotSnapshot, ...] = ()
    ratings: tuple[CitizenRatingSnapshot, ...] = ()
    alarms: tuple[AlarmSnapshot, ...] = ()

    def subjects(self) -> Iterator[tuple[str, str]]:
        """Kind and id of each thing."""
        if self.submission:
            yield "submission", self.submission.submission_id
        if self.topic:
            yield "topic", self.topic.topic_id
        yield from (("meeting", meeting.meeting_id) for meeting in self.meetings)
        yield from (("visit", visit.visit_id) for visit in self.visits)
        yield from (("item", item.item_id) for item in self.items)
        yield from (("promise", promise.promise_id) for promise in self.promises)
        yield from (("ballot", ballot.ballot_id) for ballot in self.ballots)
        yield from (("rating", rating.rating_id) for rating in self.ratings)
        yield from (("alarm", alarm.alarm_id) for alarm in self.alarms)

    def ids(self) -> frozenset[str]:
        """The ids of all of them."""
        return frozenset(id for _, id in self.subjects())
