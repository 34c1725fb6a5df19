"""What meetings and items tell intake."""

from datetime import datetime, timedelta

from shared.kernel.messages.base import Bilingual
from shared.language.contracts.handling import Answer, ItemSnapshot
from shared.language.contracts.scheduling import AgendaEntry, MeetingSnapshot, PointSettled
from tests.support.world import at

REQUESTED_AT = at("2026-09-08 10:00")
FROZEN_AT = at("2026-09-11 17:00")
ANSWERED_AT = at("2026-10-20 10:00")
CLOSED_AT = at("2026-11-04 00:00")


def meeting(
    *topic_ids: str,
    id: str = "M1",
    requested_at: datetime = REQUESTED_AT,
    frozen_at: datetime = FROZEN_AT,
    kind: str = "topic",
    result: PointSettled | None = None,
    said: str = "",
) -> MeetingSnapshot:
    """A meeting with those topics, or things of that kind, on its agenda, and a project."""
    topics = tuple(
        AgendaEntry(kind=kind, id=topic, title=topic, why="topic_proposed", result=result, said=said)
        for topic in topic_ids
    )
    return MeetingSnapshot(
        meeting_id=id,
        kind="regular",
        state="frozen",
        day=at("2026-09-22 09:00").date(),
        agenda=(AgendaEntry(kind="project", id="P1", title="P1", why="project_report"), *topics),
        requested_at=requested_at,
        frozen_at=frozen_at,
    )


def requested(topic_id: str, id: str = "M1", at: datetime = REQUESTED_AT) -> MeetingSnapshot:
    """A meeting on demand, as it is when it is asked for."""
    return MeetingSnapshot(
        meeting_id=id, kind="on_demand", state="requested", day=at.date(), topic_id=topic_id, requested_at=at
    )


def item(
    id: str,
    submission_ids: tuple[str, ...],
    topic_id: str | None = None,
    rounds: int = 1,
    closed: bool = False,
) -> ItemSnapshot:
    """An item with answers in that many rounds."""
    due = at("2026-12-24 09:00").date()
    return ItemSnapshot(
        item_id=id,
        title=id,
        state="satisfied" if closed else "answered",
        fast_lane=topic_id is None,
        topic_id=topic_id,
        submission_ids=submission_ids,
        lead="construction",
        rule="three_months",
        assigned_at=at("2026-09-24 14:00"),
        designated_at=at("2026-09-24 14:00"),
        clock_started_at=at("2026-09-24 14:00"),
        due_on=due,
        due_at=at("2026-12-25 00:00"),
        due_why=Bilingual(zh="三个月", en="three months"),
        round=max(rounds, 1),
        answers=tuple(_answer(round) for round in range(1, rounds + 1)),
        closed_at=CLOSED_AT if closed else None,
    )


def _answer(round: int) -> Answer:
    return Answer(
        round=round,
        result_class="A",
        text=f"第{round}次答复",
        published_at=ANSWERED_AT + timedelta(days=round),
        due_on=at("2026-12-24 09:00").date(),
        late=False,
    )
