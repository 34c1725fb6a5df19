"""What comes of each point of the agenda, and how what is carried over comes back."""

from dataclasses import replace

import pytest

from services.scheduling.domain.meeting.agenda import AgendaFacts
from services.scheduling.domain.meeting.meeting import Meeting
from services.scheduling.domain.meeting.settling import carried_after
from services.scheduling.domain.meeting.table import MEETING_TABLE
from shared.language.contracts import scheduling as s
from tests.unit.scheduling.samples import (
    ASKED_FOR,
    HEAD,
    MEETING,
    OFFICE,
    PRESENT,
    READY,
    project,
    refused,
    situation,
    take,
    topic,
)

AGENDA = tuple(
    s.AgendaEntry(kind=kind, id=id, title=f"议题{id}", why="topic_proposed")
    for kind, id in (("project", "P1"), ("topic", "T1"), ("topic", "T2"), ("topic", "T3"), ("topic", "T4"))
)
FULL = replace(READY, agenda=AGENDA)
OUTCOME = s.AgreedOutcome(title="增设停靠点", topic_id="T1")


def point(id: str, result: s.PointSettled, text: str = "", kind: str = "topic") -> s.PointResult:
    report = "" if kind == "topic" else "进度正常"
    return s.PointResult(kind=kind, point_id=id, result=result, text=text, report=report)


def holding(*points: s.PointResult, outcomes: tuple[s.AgreedOutcome, ...] = (OUTCOME,)) -> s.HoldMeeting:
    return s.HoldMeeting(meeting_id="M9", attendance=PRESENT, outcomes=outcomes, points=points)


def held(message: s.HoldMeeting, meeting: Meeting = FULL) -> Meeting:
    return take(MEETING_TABLE, meeting, message, situation("09-22 17:00", HEAD))


def refusal(*points: s.PointResult) -> str:
    return refused(MEETING_TABLE, FULL, holding(*points), situation("09-22 17:00", HEAD))


def results(meeting: Meeting) -> dict[str, str | None]:
    return {entry.id: entry.result for entry in meeting.agenda}


def test_every_point_of_a_meeting_that_was_held_has_a_result() -> None:
    after = held(
        holding(
            point("P1", "dealt_with", kind="project"),
            point("T2", "answered", "校车九月起每日两班。"),
            point("T3", "dropped", "与另一议题合并办理。"),
        )
    )

    assert results(after) == {
        "P1": "dealt_with",
        "T1": "dealt_with",
        "T2": "answered",
        "T3": "dropped",
        "T4": "carried_over",
    }
    assert {entry.id: entry.said for entry in after.agenda if entry.said} == {
        "T2": "校车九月起每日两班。",
        "T3": "与另一议题合并办理。",
    }


def test_a_meeting_that_agrees_on_nothing_carries_everything_over() -> None:
    assert set(results(held(holding(outcomes=()))).values()) == {"carried_over"}


@pytest.mark.parametrize(
    ("points", "code"),
    [
        ((point("T9", "carried_over"),), "point_not_on_agenda"),
        ((point("P1", "carried_over"),), "point_not_on_agenda"),
        ((point("T2", "carried_over"), point("T2", "carried_over")), "point_named_twice"),
        ((point("T2", "dealt_with"),), "topic_without_outcome"),
        ((point("T1", "dropped", "不再办理"),), "topic_has_outcome"),
        ((point("T2", "answered"),), "point_needs_text"),
        ((point("T2", "dropped", "……"),), "point_needs_text"),
    ],
)
def test_a_result_fits_its_point(points: tuple[s.PointResult, ...], code: str) -> None:
    assert refusal(*points) == code


def after_meetings(*meetings: Meeting) -> dict[tuple[str, str], int]:
    times: dict[tuple[str, str], int] = {}
    for meeting in meetings:
        times = carried_after(times, meeting)
    return times


def test_what_was_carried_over_comes_first_with_how_often() -> None:
    first = held(holding(point("P1", "dealt_with", kind="project")))
    known = AgendaFacts(
        topics=(topic("T1"), topic("T4"), topic("T5")),
        projects=(project("P1"),),
        carried=after_meetings(first),
    )

    agenda = take(
        MEETING_TABLE, MEETING, s.FreezeAgenda(meeting_id="M9"), situation("09-16 17:00", OFFICE, known)
    )

    assert [(entry.id, entry.why, entry.carried) for entry in agenda.agenda] == [
        ("T4", "carried_over", 1),
        ("P1", "project_report", 0),
        ("T1", "topic_proposed", 0),
        ("T5", "topic_proposed", 0),
    ]
    second = held(holding(outcomes=()), replace(agenda, state="frozen"))
    assert after_meetings(first, second)["topic", "T4"] == 2


def test_what_is_settled_later_is_carried_over_no_more() -> None:
    first = held(holding(outcomes=()))
    later = replace(FULL, agenda=(AGENDA[1].model_copy(update={"carried": 1}),))

    assert after_meetings(first, held(holding(), later)) == {
        ("project", "P1"): 1,
        ("topic", "T2"): 1,
        ("topic", "T3"): 1,
        ("topic", "T4"): 1,
    }


def test_a_meeting_on_demand_knows_how_often_its_topic_was_carried_over() -> None:
    known = AgendaFacts(topics=(topic("T4"),), carried={("topic", "T4"): 2})
    asked_for = replace(ASKED_FOR, meeting_id="M9")

    agenda = take(
        MEETING_TABLE, asked_for, s.FreezeAgenda(meeting_id="M9"), situation("09-21 09:00", OFFICE, known)
    )

    assert [(entry.why, entry.carried) for entry in agenda.agenda] == [("meeting_requested", 2)]


def asked(by: str, answered: str) -> s.PointResult:
    exchange = s.Asked(asked_by=by, question="何时开通？", answered_by=answered, reply="十月。")
    return s.PointResult(kind="topic", point_id="T2", result="carried_over", exchanges=(exchange,))


def test_what_was_reported_asked_and_replied_stands_with_the_point() -> None:
    report = s.PointResult(
        kind="project", point_id="P1", result="dealt_with", report="完成六成", reported_by="leader-2"
    )
    first, *rest = held(holding(report, asked("deputy-04", "dept-transport"))).agenda
    assert (first.report, first.reported_by) == ("完成六成", "leader-2")
    (exchange,) = next(entry.exchanges for entry in rest if entry.id == "T2")
    assert (exchange.asked_by, exchange.question) == ("deputy-04", "何时开通？")
    assert (exchange.answered_by, exchange.reply) == ("dept-transport", "十月。")


def test_a_project_is_dealt_with_by_a_report_and_spoken_of_by_people_of_the_lists() -> None:
    silent = s.PointResult(kind="project", point_id="P1", result="dealt_with", report="  ")
    assert refusal(silent) == "point_needs_report"
    assert refusal(asked("deputy-03", "head-1")) == "asker_not_there"
    assert refusal(asked("deputy-01", "nobody-77")) == "unknown_people"
