"""One matter's way through the six stages as the services would tell it, without the services."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.kernel.machine import Called, Waiting
from shared.kernel.messages.base import Bilingual, Event
from shared.kernel.messages.envelope import SYSTEM, Actor
from shared.language.contracts import evaluation as e
from shared.language.contracts import handling as h
from shared.language.contracts import intake as i
from shared.language.contracts import scheduling as s
from shared.language.contracts.envelope import Envelope, Role

CITIZEN = Actor("citizen-wang-139", Role.CITIZEN)
DEPUTY = Actor("deputy-01", Role.DEPUTY)
HEAD = Actor("head-1", Role.HEAD)
OFFICE = Actor("office-1", Role.OFFICE)
WATER = Actor("dept-water", Role.DEPARTMENT, "water")
START = datetime(2026, 9, 2, 0, 15, tzinfo=UTC)


REMINDED = Waiting(
    what="answer",
    role="department",
    department="water",
    since=START + timedelta(days=18),
    due_at=datetime(2026, 10, 8, 16, tzinfo=UTC),
    next_at=datetime(2026, 10, 7, 1, tzinfo=UTC),
    rungs=1,
    called=Called(name="reminder", at=datetime(2026, 10, 1, 1, tzinfo=UTC), reach=("department",)),
)


@dataclass(frozen=True, slots=True)
class Matter:
    """What is told of it: ids end in ``name``."""

    township: str
    code: str = "K7M-2QX-9FA"
    name: str = "1"
    title: str = "东岙泵站坏了"
    text: str = "泵站坏了，一涨水就淹。"

    def submission(self, state: str, **fields: Any) -> i.SubmissionSnapshot:
        return i.SubmissionSnapshot(
            submission_id=f"s{self.name}",
            trace_code=self.code,
            state=state,
            channel="online",
            title=self.title,
            text=self.text,
            published=i.Published(extent="full", title=self.title, text=self.text, by=OFFICE.id, at=START),
            submitted_at=START,
            village="V01",
            **fields,
        )

    def topic(self, state: str, **fields: Any) -> i.TopicSnapshot:
        return i.TopicSnapshot(
            topic_id=f"t{self.name}",
            state=state,
            title="东岙排涝",
            text="",
            origin="deputy",
            lead_id="deputy-01",
            submission_ids=(f"s{self.name}",),
            created_at=START + timedelta(days=1),
            **fields,
        )

    def meeting(self, state: str, **fields: Any) -> s.MeetingSnapshot:
        entry = s.AgendaEntry(kind="topic", id=f"t{self.name}", title="东岙排涝", why="topic_proposed")
        return s.MeetingSnapshot(
            meeting_id=f"m{self.name}",
            kind="regular",
            state=state,
            day=date(2026, 9, 14),
            room="R1",
            agenda=(entry,),
            **fields,
        )

    def item(self, state: str, **fields: Any) -> h.ItemSnapshot:
        return h.ItemSnapshot(
            item_id=f"i{self.name}",
            title="修复排涝泵",
            state=state,
            fast_lane=False,
            topic_id=f"t{self.name}",
            meeting_id=f"m{self.name}",
            submission_ids=(f"s{self.name}", "another"),
            lead="water",
            co_handlers=("emergency",),
            rule="complex_15_days",
            assigned_at=START + timedelta(days=18),
            designated_at=START + timedelta(days=18),
            clock_started_at=START + timedelta(days=18),
            due_on=date(2026, 10, 8),
            due_at=datetime(2026, 10, 8, 16, tzinfo=UTC),
            due_why=Bilingual(zh="自交办次日起15日，遇假顺延。", en="15 days from assignment."),
            **fields,
        )

    def ballot(self, state: str, votes: int, result: e.BallotResult | None = None) -> e.BallotSnapshot:
        return e.BallotSnapshot(
            ballot_id=f"b{self.name}",
            item_id=f"i{self.name}",
            item_title="修复排涝泵",
            round=1,
            state=state,
            entitled=("deputy-01", "deputy-02"),
            opened_at=START + timedelta(days=30),
            closes_at=START + timedelta(days=44),
            votes=votes,
            result=result,
        )

    def told(self) -> Iterator[Envelope]:
        """Every event of it, in order of time, a day apart."""
        numbers: dict[str, count[int]] = {}
        for day, (event, subject, actor) in enumerate(self._events()):
            yield Envelope(
                id=f"{self.name}-{day}",
                source=f"/youyue/{event.owner()}",
                type=event.type,
                time=START + timedelta(days=day),
                township=self.township,
                actorid=actor.id,
                actorrole=actor.role,
                actordepartment=actor.department,
                subject=f"{subject}{self.name}",
                sequence=next(numbers.setdefault(subject, count(1))),
                data=event.model_dump(mode="json"),
            )

    def _events(self) -> Iterator[tuple[Event, str, Actor]]:
        merged = {"topic_id": f"t{self.name}"}
        answer = h.Answer(
            round=1,
            result_class="B",
            text="泵已修好。",
            published_at=START,
            due_on=date(2026, 10, 8),
            late=False,
            promise_id=f"p{self.name}",
        )
        yield i.SubmissionReceived(submission=self.submission("received")), "s", CITIZEN
        yield (
            i.SubmissionAccepted(submission=self.submission("accepted", category="water.supply")),
            "s",
            OFFICE,
        )
        yield i.TopicCreated(topic=self.topic("collecting")), "t", DEPUTY
        yield i.SubmissionMerged(submission=self.submission("merged", **merged)), "s", DEPUTY
        yield s.VisitCompleted(visit=self._visit()), "v", DEPUTY
        yield s.MeetingFrozen(meeting=self.meeting("frozen")), "m", OFFICE
        yield s.MeetingHeld(meeting=self.meeting("in_session", held_at=START)), "m", HEAD
        yield h.ItemAssigned(item=self.item("assigned")), "i", OFFICE
        yield h.ItemProgressed(item=self.item("in_progress", progress=(self._progress(),))), "i", WATER
        yield h.ItemReminded(item=self.item("in_progress", waiting=(REMINDED,))), "i", SYSTEM
        yield h.ItemAnswered(item=self.item("answered", answers=(answer,))), "i", OFFICE
        yield h.PromiseMade(promise=self._promise("open")), "p", OFFICE
        yield e.BallotOpened(ballot=self.ballot("open", 0)), "b", OFFICE
        yield e.VoteRecorded(ballot=self.ballot("open", 1)), "b", DEPUTY
        yield e.VoteRecorded(ballot=self.ballot("open", 2)), "b", replace(DEPUTY, id="deputy-02")
        yield e.BallotClosed(ballot=self.ballot("closed", 2, self._result())), "b", SYSTEM
        yield h.ItemSatisfied(item=self.item("satisfied", answers=(answer,))), "i", SYSTEM

    def _visit(self) -> s.VisitSnapshot:
        return s.VisitSnapshot(
            visit_id=f"v{self.name}",
            state="done",
            topic_id=f"t{self.name}",
            day=date(2026, 9, 6),
            lead_id="deputy-01",
            participants=("deputy-01", "deputy-02"),
            findings="电机烧毁",
            photos=4,
        )

    def _progress(self) -> h.Progress:
        return h.Progress(text="旧泵送修", by="dept-water", at=START)

    def _promise(self, state: str) -> h.PromiseSnapshot:
        return h.PromiseSnapshot(
            promise_id=f"p{self.name}",
            item_id=f"i{self.name}",
            state=state,
            text="加装备用泵",
            result_class="B",
            owner="water",
            due_on=date(2026, 12, 28),
            first_due_on=date(2026, 12, 28),
            made_at=START,
        )

    def _result(self) -> e.BallotResult:
        axis = e.AxisCount(satisfied=1, dissatisfied=1)
        return e.BallotResult(outcome="satisfied", process=axis, result=axis, reasons=("太慢",))


def project(township: str) -> Envelope:
    """A project's report, which belongs to no matter."""
    report = h.ProjectReport(
        planned_percent=Decimal(60), actual_percent=Decimal(45), light="yellow", at=START
    )
    snapshot = h.ProjectSnapshot(
        project_id="pr1",
        title="水管改造",
        state="yellow",
        department="water",
        leader="leader-2",
        planned_at=START,
        reports=(report,),
    )
    return Envelope(
        id="project-1",
        source="/youyue/handling",
        type=h.ProjectReported.type,
        time=START,
        township=township,
        actorid="head-1",
        actorrole=Role.HEAD,
        subject="pr1",
        sequence=1,
        data=h.ProjectReported(project=snapshot).model_dump(mode="json"),
    )


async def tell(bus: InProcessBus, envelopes: Iterable[Envelope]) -> None:
    """Publish them in their order."""
    for envelope in envelopes:
        await bus.publish_event(envelope)
