"""The material of the figures: the submissions of a period and their consequences."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from shared.language.calendar import local_day
from shared.language.contracts.evaluation import AlarmSnapshot, BallotSnapshot, CitizenRatingSnapshot
from shared.language.contracts.handling import ItemSnapshot, PromiseSnapshot
from shared.language.contracts.intake import TOPIC_DROPPED, SubmissionSnapshot, TopicSnapshot
from shared.language.contracts.scheduling import AGENDA_TOPIC, MeetingSnapshot, VisitSnapshot


@dataclass(frozen=True, slots=True)
class Material:
    """Snapshots of one township, each kind ordered by id."""

    submissions: tuple[SubmissionSnapshot, ...] = ()
    topics: tuple[TopicSnapshot, ...] = ()
    meetings: tuple[MeetingSnapshot, ...] = ()
    visits: tuple[VisitSnapshot, ...] = ()
    items: tuple[ItemSnapshot, ...] = ()
    promises: tuple[PromiseSnapshot, ...] = ()
    ballots: tuple[BallotSnapshot, ...] = ()
    ratings: tuple[CitizenRatingSnapshot, ...] = ()
    alarms: tuple[AlarmSnapshot, ...] = ()

    @property
    def rated_items(self) -> tuple[ItemSnapshot, ...]:
        """The items that most figures are about: those that deputies rate, from meetings and direct ones."""
        return tuple(item for item in self.items if not item.fast_lane)


def of_period(everything: Material, first_day: date, last_day: date) -> Material:
    """The submissions raised from ``first_day`` to ``last_day`` (Asia/Shanghai, both included) and their
    consequences.

    The consequences of a submission are counted with it, however much later they happened; a topic or item
    with submissions of two periods is therefore counted in both. A thing that follows from no submission (a
    topic that the government set, a meeting without topics) belongs to the period of its own day. Dropped
    topics are left out.
    """

    def within(day: date | datetime) -> bool:
        return first_day <= (local_day(day) if isinstance(day, datetime) else day) <= last_day

    submissions = tuple(s for s in everything.submissions if within(s.submitted_at))
    raised = {s.submission_id for s in submissions}
    topics = tuple(
        t
        for t in everything.topics
        if t.state != TOPIC_DROPPED and _follows(t.submission_ids, raised, within(t.created_at))
    )
    topic_ids = {t.topic_id for t in topics}
    items = tuple(
        i
        for i in everything.items
        if _follows(i.submission_ids, raised, _follows(_one(i.topic_id), topic_ids, within(i.assigned_at)))
    )
    item_ids = {i.item_id for i in items}
    return Material(
        submissions=submissions,
        topics=topics,
        meetings=tuple(m for m in everything.meetings if _follows(_topics_of(m), topic_ids, within(m.day))),
        visits=tuple(
            v
            for v in everything.visits
            if _follows(_one(v.item_id), item_ids, _follows(_one(v.topic_id), topic_ids, within(v.day)))
        ),
        items=items,
        promises=tuple(
            p for p in everything.promises if _follows(_one(p.item_id), item_ids, within(p.made_at))
        ),
        ballots=tuple(b for b in everything.ballots if b.item_id in item_ids),
        ratings=tuple(r for r in everything.ratings if r.submission_id in raised),
        alarms=tuple(a for a in everything.alarms if a.item_id in item_ids),
    )


def _follows(roots: Iterable[str], chosen: set[str], without_roots: bool) -> bool:
    """Whether one of ``roots`` is chosen; ``without_roots`` where there are none."""
    roots = tuple(roots)
    return any(root in chosen for root in roots) if roots else without_roots


def _one(id: str | None) -> tuple[str, ...]:
    return () if id is None else (id,)


def _topics_of(meeting: MeetingSnapshot) -> tuple[str, ...]:
    """The topics it was asked for, has on its agenda, or agreed something about."""
    on_agenda = tuple(entry.id for entry in meeting.agenda if entry.kind == AGENDA_TOPIC)
    agreed = tuple(outcome.topic_id for outcome in meeting.outcomes if outcome.topic_id)
    return (*_one(meeting.topic_id), *on_agenda, *agreed)
