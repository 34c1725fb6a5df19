"""The meetings of the demo story, step by step."""

from services.scheduling.domain.meeting.meeting import Meeting
from services.scheduling.storage.tables import MEETING
from shared.kernel.messages.base import Data
from shared.kernel.messages.envelope import Actor
from shared.language.contracts import scheduling as s
from shared.language.contracts.intake import TopicSnapshot
from tests.unit.scheduling.samples import (
    DEPUTIES,
    HEAD,
    OFFICE,
    PRESENT,
    at,
    day,
    deputy,
    item,
    points,
    project,
    promise,
    submission,
    topic,
)
from tests.unit.scheduling.world import SchedulingWorld

T4 = topic("T4", co=("deputy-09", "deputy-06"))


class Told:
    """A meeting that is told one message after the other, in a world that knows some topics."""

    def __init__(self, id: str, *topics: TopicSnapshot) -> None:
        self.id = id
        self.world = SchedulingWorld(names=[id])
        self.world.knows("topic", *topics)
        self.meeting: Meeting | None = None

    def step(self, now: str, actor: Actor, message: Data) -> Meeting:
        self.world.must(at(now), actor, message)
        self.meeting = self.world.meeting(self.id)
        return self.meeting


def requested_m1() -> Told:
    m1 = Told("M1", T4)
    m1.step(
        "09-08 10:00",
        deputy("01"),
        s.RequestMeeting(topic_id="T4", day=day("09-11"), reason="泵坏了"),
    )
    return m1


def convened_m1() -> Told:
    m1 = requested_m1()
    m1.step(
        "09-10 11:00", HEAD, s.ProposeOtherTime(meeting_id="M1", day=day("09-14"), reason="9月11日县里开会")
    )
    m1.step("09-11 09:00", deputy("01"), s.AcceptMeeting(meeting_id="M1"))
    convene = s.ConveneMeeting(
        meeting_id="M1", room="R1", starts_at=at("09-14 14:30"), ends_at=at("09-14 16:00"), invited=DEPUTIES
    )
    m1.step("09-11 09:10", OFFICE, convene)
    return m1


def convened_regular(id: str, planned: str, convened: str, on: str, others: tuple[Meeting, ...] = ()) -> Told:
    told = Told(id)
    for other in others:
        told.world.save(MEETING, other)
    told.step(planned, OFFICE, s.PlanMeeting(day=day(on), room="R1"))
    convene = s.ConveneMeeting(
        meeting_id=id, room="R1", starts_at=at(f"{on} 14:00"), ends_at=at(f"{on} 17:00"), invited=DEPUTIES
    )
    told.step(convened, OFFICE, convene)
    return told


def test_m1_is_to_be_answered_within_ten_days() -> None:
    meeting = requested_m1().meeting

    assert meeting
    assert (meeting.state, meeting.kind, meeting.requested_by) == ("requested", "on_demand", "deputy-01")
    assert (meeting.day, meeting.answer_due_on) == (day("09-11"), day("09-18"))


def test_m1_takes_place_on_the_day_the_head_proposed_once_the_deputy_accepts() -> None:
    m1 = requested_m1()

    proposed = m1.step("09-10 11:00", HEAD, s.ProposeOtherTime(meeting_id="M1", day=day("09-14")))
    assert (proposed.state, proposed.day, proposed.proposed_day) == ("requested", day("09-11"), day("09-14"))

    accepted = m1.step("09-11 09:00", deputy("01"), s.AcceptMeeting(meeting_id="M1"))
    assert (accepted.state, accepted.day) == ("planned", day("09-14"))


def test_m1_is_frozen_one_working_day_before_with_its_topic_alone() -> None:
    m1 = convened_m1()
    assert m1.meeting
    assert m1.meeting.freeze_on == day("09-11")

    frozen = m1.step("09-11 17:00", OFFICE, s.FreezeAgenda(meeting_id="M1"))

    assert points(frozen) == ["T4"]
    assert frozen.agenda[0].why == "meeting_requested"


def test_m1_ends_with_published_minutes_and_two_outcomes() -> None:
    m1 = convened_m1()
    m1.step("09-11 17:00", OFFICE, s.FreezeAgenda(meeting_id="M1"))
    outcomes = (
        s.AgreedOutcome(title="东岙排涝泵修复并增设移动泵", topic_id="T4"),
        s.AgreedOutcome(title="东岙排涝闸更换为电动闸", topic_id="T4"),
    )
    there = ("deputy-01", "deputy-06", "deputy-09", "head-1")

    held = m1.step("09-14 16:00", HEAD, s.HoldMeeting(meeting_id="M1", attendance=there, outcomes=outcomes))
    assert (held.state, held.attendance, held.held_at) == ("in_session", there, at("09-14 16:00"))
    assert [outcome.title for outcome in held.outcomes] == [outcome.title for outcome in outcomes]
    assert len({outcome.outcome_id for outcome in held.outcomes}) == 2

    drafted = m1.step("09-15 10:00", OFFICE, s.DraftMinutes(meeting_id="M1", text="初稿"))
    corrected = m1.step("09-15 11:00", OFFICE, s.DraftMinutes(meeting_id="M1", text="纪要"))
    confirmed = m1.step("09-17 10:00", OFFICE, s.ConfirmMinutes(meeting_id="M1"))
    published = m1.step("09-17 16:00", OFFICE, s.PublishMinutes(meeting_id="M1"))

    assert [m.state for m in (drafted, corrected, confirmed)] == [
        "minutes_draft",
        "minutes_draft",
        "minutes_confirmed",
    ]
    assert (drafted.minutes, corrected.minutes, confirmed.minutes) == ("", "", ""), "a draft is not public"
    assert (published.state, published.minutes) == ("published", "纪要")
    assert published.published_at == at("09-17 16:00")


def test_m2_is_frozen_on_the_fifth_working_day_before_with_the_project_and_four_topics() -> None:
    m1 = convened_m1().meeting
    assert m1
    m2 = convened_regular("M2", "09-01 09:00", "09-11 10:30", "09-22", (m1,))
    assert m2.meeting
    assert m2.meeting.freeze_on == day("09-16"), "Sunday 09-20 is worked"
    topics = (topic("T5"), topic("T1"), topic("T4", "discussed"), topic("T3"), topic("T2"))
    m2.world.knows("topic", *topics)
    m2.world.knows("project", project("P1"))
    m2.world.knows("submission", submission("D214", "accepted", "09-01 08:00"))

    frozen = m2.step("09-16 17:00", OFFICE, s.FreezeAgenda(meeting_id="M2"))

    assert points(frozen) == ["P1", "T1", "T2", "T3", "T5"]
    assert frozen.frozen_at == at("09-16 17:00")


def test_m2_is_held_by_the_head_with_all_eight_deputies() -> None:
    m2 = convened_regular("M2", "09-01 09:00", "09-11 10:30", "09-22")
    m2.world.knows("topic", topic("T1"))
    m2.step("09-16 17:00", OFFICE, s.FreezeAgenda(meeting_id="M2"))
    outcomes = tuple(s.AgreedOutcome(title=title, topic_id="T1") for title in ("停靠点", "中午加密班次"))

    held = m2.step("09-22 17:00", HEAD, s.HoldMeeting(meeting_id="M2", attendance=PRESENT, outcomes=outcomes))

    assert held.state == "in_session"
    assert held.attendance == PRESENT


def test_m3_is_frozen_on_november_17_with_the_project_and_the_item_done_again() -> None:
    m3 = convened_regular("M3", "09-24 10:10", "11-10 10:00", "11-24")
    assert m3.meeting
    assert m3.meeting.freeze_on == day("11-17")
    m3.world.knows("topic", topic("T1", "discussed"), topic("T4", "closed"))
    m3.world.knows("project", project("P1"))
    fulfilled = promise("PR1", "11-18", "fulfilled"), promise("PR2", "11-13", "fulfilled")
    m3.world.knows("promise", *fulfilled, promise("PR3", "12-28"))
    m3.world.knows("item", item("I1", "satisfied"), item("I2", "rating", round=2), item("I6", "satisfied"))
    m3.world.knows("submission", submission("D185", "closed", "09-01 08:00"))

    frozen = m3.step("11-17 17:00", OFFICE, s.FreezeAgenda(meeting_id="M3"))

    assert [(entry.id, entry.why) for entry in frozen.agenda] == [
        ("P1", "project_report"),
        ("I2", "item_dissatisfied"),
    ]
