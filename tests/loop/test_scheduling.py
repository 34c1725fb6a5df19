"""Meetings and visits over their real tables and use cases, with the clock moved on for a year."""

from datetime import date

import pytest

from services.scheduling.domain.meeting.meeting import Meeting
from services.scheduling.storage.tables import MEETING
from shared.kernel.messages.base import Data
from shared.language.contracts import scheduling as s
from shared.language.contracts.handling import ItemAssigned
from tests.loop.meetings import DEPUTY, HEAD, OFFICE, PEOPLE, agenda, called_off, reached, regular, rungs
from tests.support.world import at
from tests.unit.scheduling.samples import item, topic
from tests.unit.scheduling.world import SchedulingWorld


def test_l01_a_topic_that_no_outcome_was_found_for_is_on_the_next_agenda_with_a_count() -> None:
    world = SchedulingWorld()
    world.knows("topic", topic("T1"))
    first = regular(world, "09-22")
    assert agenda(world, first) == [("T1", "topic_proposed", 0, "carried_over")]
    second = regular(world, "11-24")
    assert agenda(world, second) == [("T1", "carried_over", 1, "carried_over")]
    third = regular(world, "12-22", outcomes=True)
    assert agenda(world, third) == [("T1", "carried_over", 2, "dealt_with")]


@pytest.mark.parametrize("result", ["answered", "dropped"])
def test_l01_what_is_answered_or_dropped_says_so_to_whoever_hears_of_the_meeting(
    result: s.PointSettled,
) -> None:
    world = SchedulingWorld()
    world.knows("topic", topic("T1"))
    id = regular(world, "09-22", until="frozen")
    point = s.PointResult(kind="topic", point_id="T1", result=result, text="九月起每日两班。")
    event = world.must(
        "2026-09-22 17:00", HEAD, s.HoldMeeting(meeting_id=id, attendance=PEOPLE, points=(point,))
    )
    (entry,) = world.snapshot_of(event).agenda
    assert (entry.result, entry.said) == (result, "九月起每日两班。")


def test_l06_a_request_that_nobody_answers_reaches_the_presidium_again_and_again() -> None:
    world = SchedulingWorld()
    world.knows("topic", topic("T1"))
    asked = s.RequestMeeting(topic_id="T1", day=date(2026, 9, 11))
    world.must("2026-09-07 09:00", DEPUTY, asked)
    world.advance(at("2027-09-07 09:00"))

    taken = reached(world, "settle_day")
    assert taken[:4] == ["reminder", "reminder", "reminder", "urge"]
    assert set(taken[4:]) == {"escalation"}
    assert len(taken) > 40, "for a year"
    assert "presidium" in list(rungs(world))[-1].reach


def test_l06_a_day_that_the_head_proposes_is_the_deputys_turn() -> None:
    world = SchedulingWorld()
    world.knows("topic", topic("T1"))
    asked = s.RequestMeeting(topic_id="T1", day=date(2026, 9, 11))
    id = world.snapshot_of(world.must("2026-09-07 09:00", DEPUTY, asked)).meeting_id
    world.must("2026-09-08 09:00", HEAD, s.ProposeOtherTime(meeting_id=id, day=date(2026, 9, 14)))
    world.advance(at("2026-12-01 09:00"))
    assert {rung.reach[0] for rung in rungs(world)} == {"deputy"}
    world.must("2026-12-01 10:00", HEAD, s.DeclineMeeting(meeting_id=id, reason="已列入固定见面"))
    assert world.meeting(id).waiting == ()


@pytest.mark.parametrize(
    ("until", "what"),
    [
        ("planned", "convene_meeting"),
        ("convened", "freeze_agenda"),
        ("frozen", "record_meeting"),
        ("held", "draft_minutes"),
        ("drafted", "confirm_minutes"),
        ("confirmed", "publish_minutes"),
        ("published", "assign_outcomes"),
        ("published", "plan_next"),
    ],
)
def test_l06_a_meeting_that_is_left_lying_is_escalated_until_somebody_acts(until: str, what: str) -> None:
    world = SchedulingWorld()
    world.knows("topic", topic("T1"))
    id = regular(world, "09-22", until, outcomes=True)
    if what == "plan_next":
        called_off(world)
    world.advance(at("2027-04-22 09:00"))
    assert reached(world, what).count("escalation") > 15
    assert what in [one.what for one in world.meeting(id).waiting]


def test_l06_a_meeting_that_was_not_held_can_still_be_called_off() -> None:
    world = SchedulingWorld()
    id = regular(world, "09-22", until="frozen")
    world.must("2026-12-01 09:00", OFFICE, s.CancelMeeting(meeting_id=id, reason="台风"))
    before = len(list(rungs(world)))
    world.advance(at("2027-12-01 09:00"))
    assert len(list(rungs(world))) == before


def test_l06_an_outcome_that_is_assigned_is_waited_for_no_more() -> None:
    world = SchedulingWorld()
    world.knows("topic", topic("T1"))
    id = regular(world, "09-22", until="published", outcomes=True)
    (outcome,) = world.meeting(id).outcomes
    made = item("I1", "assigned").model_copy(update={"meeting_id": id, "outcome_id": outcome.outcome_id})
    world.hears("2026-09-23 08:00", ItemAssigned(item=made))
    world.advance(at("2026-11-01 09:00"))
    assert reached(world, "assign_outcomes") == []


def test_l06_a_visit_without_findings_is_asked_for_of_who_planned_it() -> None:
    world = SchedulingWorld()
    world.knows("topic", topic("T1"))
    world.must("2026-09-07 09:00", DEPUTY, s.PlanVisit(topic_id="T1", day=date(2026, 9, 10)))
    world.advance(at("2027-09-10 09:00"))
    taken = reached(world, "report_visit")
    assert taken.count("escalation") > 30
    assert {rung.reach[0] for rung in rungs(world)} == {"deputy"}


def test_l06_a_year_without_a_regular_meeting_stays_visible() -> None:
    world = SchedulingWorld()
    id = regular(world, "09-22", until="published")
    called_off(world)
    world.advance(at("2027-09-22 09:00"))
    assert world.meeting(id).next_missed


def test_l23_after_a_month_in_which_nothing_ran_the_highest_rung_alone_is_told() -> None:
    world = SchedulingWorld()
    world.knows("topic", topic("T1"))
    asked = s.RequestMeeting(topic_id="T1", day=date(2026, 9, 11))
    id = world.snapshot_of(world.must("2026-09-07 09:00", DEPUTY, asked)).meeting_id
    (timer,) = [timer.event for timer in world.timers.values()]
    assert timer
    world.timers.clear()
    world.hears("2026-10-20 09:00", timer)
    (rung,) = rungs(world)
    (waiting,) = world.meeting(id).waiting
    assert rung.name == "escalation"
    assert waiting.called
    assert waiting.called.missed >= 4


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (s.PlanMeeting(day=date(2026, 10, 3), room="R1"), "rest_day"),
        (
            s.ConveneMeeting(
                meeting_id="M1",
                room="R1",
                starts_at=at("2026-09-22 03:00"),
                ends_at=at("2026-09-22 04:00"),
                invited=PEOPLE,
            ),
            "at_night",
        ),
    ],
)
def test_l28_a_holiday_or_the_night_is_taken_only_if_it_is_meant(command: Data, code: str) -> None:
    world = SchedulingWorld()
    world.save(MEETING, Meeting(meeting_id="M1", kind="regular", state="planned", day=date(2026, 9, 22)))
    meant = command.model_copy(
        update={"even_on_rest_day": True} if isinstance(command, s.PlanMeeting) else {"even_at_night": True}
    )
    assert world.refused("2026-09-10 09:00", OFFICE, command) == code
    assert world.do("2026-09-10 09:00", OFFICE, meant) is None
