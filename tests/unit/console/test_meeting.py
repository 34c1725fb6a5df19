"""The page of a meeting: each point with what was reported, asked and settled, and what was put right."""

from datetime import date
from decimal import Decimal
from typing import Any

from services.console.views.meeting import MeetingView, meeting_view
from shared.language.contracts.handling import ProjectReport
from shared.language.contracts.scheduling import (
    AgendaEntry,
    Exchange,
    MeetingCorrection,
    MeetingMove,
    MeetingSnapshot,
    Outcome,
)
from shared.language.directory.naming import Names
from tests.support.township import TOWNSHIP, xiushan
from tests.support.world import at

NAMES = Names.of(xiushan())
TOPIC = AgendaEntry(
    kind="topic",
    id="T1",
    title="更多公交站点",
    why="carried_over",
    carried=2,
    result="answered",
    said="十月起加密班次。",
    report="已与公交公司商定。",
    reported_by="head-1",
    exchanges=(
        Exchange(asked_by="deputy-01", question="何时开通？", answered_by="leader-2", reply="十月一日。"),
    ),
)
PROJECT = AgendaEntry(kind="project", id="P1", title="水库输水管道改造", why="project_report")


def report(day: str, actual: int) -> ProjectReport:
    return ProjectReport(
        planned_percent=Decimal(55), actual_percent=Decimal(actual), light="yellow", at=at(f"{day} 09:00")
    )


def view(locale: str = "zh_CN", **changes: Any) -> MeetingView:
    known: dict[str, Any] = {
        "meeting_id": "M1",
        "kind": "regular",
        "state": "published",
        "day": date(2026, 9, 22),
        "starts_at": at("2026-09-22 14:00"),
        "ends_at": at("2026-09-22 17:00"),
        "room": "R1",
        "agenda": (TOPIC, PROJECT),
        "attendance": ("deputy-01", "head-1"),
        "absent": ("deputy-02",),
        "held_at": at("2026-09-22 17:00"),
        "published_at": at("2026-09-25 10:00"),
        "minutes": "议定事项：增设停靠点。",
        "outcomes": (Outcome(outcome_id="O1", title="增设停靠点"), Outcome(outcome_id="O2", title="修路灯")),
        "unassigned": ("O2",),
        **changes,
    }
    reports = {"P1": (report("2026-09-01", 40), report("2026-09-20", 48), report("2026-09-30", 52))}
    return meeting_view(TOWNSHIP, MeetingSnapshot(**known), reports, locale, NAMES)


def test_a_point_has_its_report_its_questions_with_replies_its_result_and_how_often_it_was_carried() -> None:
    point = view().points[0]
    assert (point.result, point.said, point.carried) == ("当场答复", "十月起加密班次。", "已顺延2次")
    assert (point.report, point.why) == ("已与公交公司商定。", "上次见面未处理完，顺延到本次")
    (asked,) = point.questions
    assert (asked.question, asked.reply) == ("何时开通？", "十月一日。")
    assert asked.asked_by == NAMES.name_of("people", "deputy-01")


def test_a_project_shows_what_was_reported_last_before_the_meeting_and_nothing_later() -> None:
    said = view().points[1].progress
    assert "实际进度48%" in said
    assert "2026年9月20日" in said


def test_people_go_by_their_names_and_a_time_by_its_hours() -> None:
    facts = dict(view().facts)
    assert facts["时间"] == "14:00–17:00"
    assert facts["缺席"] == NAMES.name_of("people", "deputy-02")
    assert "deputy-" not in " ".join(facts.values())


def test_outcomes_say_whether_a_department_has_them() -> None:
    assert view().outcomes == (("增设停靠点", True), ("修路灯", False))
    assert view(published_at=None, unassigned=()).outcomes[0] == ("增设停靠点", False)


def test_the_earlier_version_stays_readable_beside_who_put_it_right_and_why() -> None:
    first, second = (
        MeetingCorrection(what=what, was=was, by="office-1", at=at(f"{day} 09:00"), reason="笔误")
        for what, was, day in (
            ("minutes", "议定事项：增设停靠站。", "2026-09-26"),
            ("attendance", "deputy-01, deputy-03", "2026-09-27"),
        )
    )
    newest, oldest = view(corrections=(first, second)).corrections
    assert (oldest.what, oldest.was) == ("更正会议纪要", "议定事项：增设停靠站。")
    assert newest.was == "、".join(NAMES.name_of("people", id) for id in ("deputy-01", "deputy-03"))


def test_minutes_that_are_not_public_are_not_shown() -> None:
    assert view(published_at=None, state="minutes_draft").minutes == ""


def test_a_meeting_that_was_moved_or_missed_says_from_which_day_and_why() -> None:
    move = MeetingMove(was=date(2026, 9, 15), reason="台风", by="office-1", at=at("2026-09-14 09:00"))
    facts = dict(view(moves=(move,), missed_reason="到会不足", state="missed").facts)
    assert facts["改期"] == "原定2026年9月15日：台风"
    assert facts["未开成的原因"] == "到会不足"


def test_in_english_it_has_english_words() -> None:
    english = view("en")
    assert english.points[0].result == "answered on the spot"
    assert dict(english.facts)["Present"]
