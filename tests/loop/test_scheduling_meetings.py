"""Quorum, delegate, moving, missing, asking and correcting, over the real tables and use cases."""

from datetime import date

import pytest

from shared.kernel.messages.envelope import Actor
from shared.language.contracts import scheduling as s
from shared.language.contracts.envelope import Role
from tests.loop.meetings import DEPUTIES, DEPUTY, HEAD, OFFICE, PEOPLE, reached, regular
from tests.support.world import at
from tests.unit.scheduling.samples import item, project, promise, topic
from tests.unit.scheduling.world import SchedulingWorld


def test_l16_a_regular_meeting_is_none_without_quorum_head_or_people_of_the_lists() -> None:
    world = SchedulingWorld()
    id = regular(world, "09-22", until="frozen")
    for people, code in (
        (("head-1", *DEPUTIES[:6]), "no_quorum"),
        (DEPUTIES, "head_not_there"),
        ((*PEOPLE, "nobody-77"), "unknown_people"),
    ):
        held = s.HoldMeeting(meeting_id=id, attendance=people)
        assert world.refused("2026-09-22 17:00", OFFICE, held) == code
    early = SchedulingWorld()
    id = regular(early, "09-22", until="frozen")
    held = s.HoldMeeting(meeting_id=id, attendance=PEOPLE)
    assert early.refused("2026-09-22 13:00", OFFICE, held) == "too_early_to_hold"


def test_l16_without_quorum_the_meeting_is_moved_or_missed_and_its_topic_goes_on() -> None:
    world = SchedulingWorld()
    world.knows("topic", topic("T1"))
    first = regular(world, "09-22", until="frozen")
    move = s.MoveMeeting(meeting_id=first, day=date(2026, 10, 13), reason="到会不足半数")
    moved = world.snapshot_of(world.must("2026-09-22 16:00", OFFICE, move))
    assert (moved.state, moved.first_day, moved.day) == ("planned", date(2026, 9, 22), date(2026, 10, 13))
    missed = s.MissMeeting(meeting_id=first, attendance=PEOPLE[:2], reason="台风停航")
    world.must("2026-10-13 17:00", OFFICE, missed)
    assert world.meeting(first).state == "missed"
    second = regular(world, "11-24", until="frozen")
    assert [entry.id for entry in world.meeting(second).agenda] == ["T1"]


def test_l16_a_missed_meeting_is_waited_for_until_it_is_made_good() -> None:
    world = SchedulingWorld()
    first = regular(world, "09-22", until="frozen")
    world.must("2026-09-22 18:00", OFFICE, s.MissMeeting(meeting_id=first, reason="台风停航"))
    world.advance(at("2027-06-01 09:00"))
    assert reached(world, "plan_next").count("escalation") > 15
    assert world.meeting(first).next_missed


def test_l16_a_named_delegate_meets_the_deputies_in_the_heads_place() -> None:
    world = SchedulingWorld()
    id = regular(world, "09-22", until="frozen")
    named = s.NameDelegate(meeting_id=id, delegate_id="leader-1", reason="县里开会")
    world.must("2026-09-21 09:00", HEAD, named)
    held = s.HoldMeeting(meeting_id=id, attendance=(*DEPUTIES, "leader-1"))
    meeting = world.snapshot_of(world.must("2026-09-22 17:00", OFFICE, held))
    assert (meeting.delegate_id, meeting.absent) == ("leader-1", ("head-1",))


def test_l19_public_minutes_are_corrected_and_the_earlier_version_stays() -> None:
    world = SchedulingWorld()
    id = regular(world, "09-22", until="published")
    correct = s.CorrectMinutes(meeting_id=id, text="纪要（更正）", reason="漏记一项")
    meeting = world.snapshot_of(world.must("2026-10-08 09:00", OFFICE, correct))
    (correction,) = meeting.corrections
    assert (meeting.minutes, correction.was, correction.by) == ("纪要（更正）", "纪要", "office-1")


SUBJECTS = ({"topic_id": "T1"}, {"item_id": "I1"}, {"promise_id": "PR1"}, {"project_id": "P1"})


def knowing() -> SchedulingWorld:
    """A world in which there is something of each kind that a meeting may be asked for."""
    world = SchedulingWorld()
    world.knows("topic", topic("T1"))
    world.knows("item", item("I1", "assigned"))
    world.knows("promise", promise("PR1", "10-09"))
    world.knows("project", project("P1"))
    return world


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: next(iter(subject)))
def test_days_go_to_and_fro_only_so_often_and_then_one_is_taken_or_refused(subject: dict[str, str]) -> None:
    world = knowing()
    asked = s.RequestMeeting(day=date(2026, 9, 11), **subject)
    id = world.snapshot_of(world.must("2026-09-07 09:00", DEPUTY, asked)).meeting_id
    for number, who in enumerate((HEAD, DEPUTY, HEAD, DEPUTY)):
        other = s.ProposeOtherTime(meeting_id=id, day=date(2026, 9, 14 + number))
        world.must(f"2026-09-0{8 + number // 2} 09:00", who, other)
    last = s.ProposeOtherTime(meeting_id=id, day=date(2026, 9, 18))
    assert world.refused("2026-09-10 09:00", HEAD, last) == "too_many_other_days"
    late = last.model_copy(update={"day": date(2026, 10, 20)})
    assert world.refused("2026-09-10 09:00", HEAD, late) == "too_late_a_day"
    world.must("2026-09-10 10:00", HEAD, s.DeclineMeeting(meeting_id=id, reason="已列入固定见面"))
    again = s.RequestMeeting(day=date(2026, 10, 30), **subject)
    refusal = world.refusal("2026-09-11 09:00", DEPUTY, again)
    assert (refusal.code, refusal.retry_at) == ("declined_lately", at("2026-10-10 00:00"))
    world.must("2026-10-12 09:00", DEPUTY, again)


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: next(iter(subject)))
def test_a_request_that_nobody_answers_is_called_for_whatever_it_is_about(subject: dict[str, str]) -> None:
    world = knowing()
    world.must("2026-09-07 09:00", DEPUTY, s.RequestMeeting(day=date(2026, 9, 11), **subject))
    world.advance(at("2027-09-07 09:00"))
    taken = reached(world, "settle_day")
    assert (taken[3], set(taken[4:])) == ("urge", {"escalation"})
    assert len(taken) > 40


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: next(iter(subject)))
def test_a_request_is_taken_back_by_who_made_it(subject: dict[str, str]) -> None:
    world = knowing()
    asked = s.RequestMeeting(day=date(2026, 9, 11), **subject)
    id = world.snapshot_of(world.must("2026-09-07 09:00", DEPUTY, asked)).meeting_id
    back = s.CancelMeeting(meeting_id=id, reason="已在现场答复")
    other = Actor("deputy-02", Role.DEPUTY)
    assert world.refused("2026-09-08 09:00", other, back) == "not_the_requester"
    world.must("2026-09-08 09:00", DEPUTY, back)
    assert world.meeting(id).waiting == ()
    world.must("2026-09-08 10:00", DEPUTY, asked)


@pytest.mark.parametrize(("who", "state"), [(HEAD, "planned"), (OFFICE, "requested"), (DEPUTY, "requested")])
def test_head_office_and_deputies_ask_about_items_promises_and_projects(who: Actor, state: str) -> None:
    world = knowing()
    for number, subject in enumerate(SUBJECTS[1:]):
        asked = s.RequestMeeting(day=date(2026, 9, 14 + number), **subject)
        id = world.snapshot_of(world.must("2026-09-07 09:00", who, asked)).meeting_id
        assert world.meeting(id).state == state
        assert world.refused("2026-09-07 10:00", who, asked) == "topic_has_meeting"
        if state == "requested":
            world.must("2026-09-07 11:00", HEAD, s.AcceptMeeting(meeting_id=id))
        start, end = at(f"2026-09-{14 + number} 09:00"), at(f"2026-09-{14 + number} 11:00")
        invite = s.ConveneMeeting(
            meeting_id=id,
            address="东岙水库",
            starts_at=start,
            ends_at=end,
            invited=DEPUTIES[:1],
            closed=True,
        )
        world.must("2026-09-08 09:00", OFFICE, invite)
        world.must(f"2026-09-{14 + number} 08:00", OFFICE, s.FreezeAgenda(meeting_id=id))
        assert [(entry.kind, entry.id) for entry in world.meeting(id).agenda] == [
            (next(iter(subject)).removesuffix("_id"), next(iter(subject.values())))
        ]
    nothing = s.RequestMeeting(day=date(2026, 9, 30))
    assert world.refused("2026-09-20 09:00", who, nothing) == "one_subject"
