"""Ways in which a matter or its raiser fell out of the loop while intake had it, over its real tables and use
cases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from shared.kernel.messages.base import Event
from shared.kernel.messages.envelope import Actor
from shared.language.contracts import intake as said
from shared.language.contracts.envelope import Role
from shared.language.contracts.handling import ItemAssigned, ItemSatisfied
from tests.support.world import at
from tests.unit.intake.news import item
from tests.unit.intake.world import DEPUTY, NOW, OFFICE, IntakeWorld

DANGER = "电线掉在路上，小孩在旁边玩，随时会触电"
DAYS = timedelta(days=1)


@pytest.fixture
def world() -> IntakeWorld:
    return IntakeWorld()


def test_l03_the_class_goes_with_the_matter(world: IntakeWorld) -> None:
    id = world.submitted(text=DANGER)

    event = world.must(NOW, OFFICE, said.FastLaneSubmission(submission_id=id, department="water"))
    assert isinstance(event, said.SubmissionFastLaned)
    assert event.submission.urgency == "danger"


@pytest.mark.parametrize("raised", ["2026-09-07 09:00", "2026-10-01 22:00", "2026-10-03 02:30"])
def test_l04_a_danger_alarms_at_once_and_climbs_by_the_hour_until_it_is_passed_on(
    world: IntakeWorld, raised: str
) -> None:
    """By day, before midnight and in the night of a holiday."""
    began, hour = at(raised), timedelta(hours=1)
    event = world.must(began, OFFICE, said.SubmitSubmission(text=DANGER, channel="phone"))
    assert isinstance(event, said.SubmissionReceived)
    assert event.call_now
    assert "110、119或120" in event.call_now.zh
    id = event.submission.submission_id

    world.advance(began + timedelta(seconds=2))
    assert world.types()[-1] == "submission.alarmed"
    world.advance(began + 6 * hour)
    assert world.rungs("pass_on_danger") == [
        (began + timedelta.resolution, "alarm", ("office", "head")),
        (began + hour, "reminder", ("office",)),
        (began + 2 * hour, "urge", ("office", "head")),
        (began + 4 * hour, "escalation", ("office", "head", "presidium")),
        (began + 6 * hour, "escalation", ("office", "head", "presidium")),
    ]

    world.must(began + 6 * hour, OFFICE, said.FastLaneSubmission(submission_id=id, department="water"))
    assert set(world.awaited(world.submission(id))) == {"decide_publication"}


def test_l04_who_makes_a_danger_of_it_is_told_whom_to_call(world: IntakeWorld) -> None:
    id = world.submitted()
    edited = world.must(NOW, OFFICE, said.EditSubmission(submission_id=id, text=DANGER))
    assert isinstance(edited, said.SubmissionEdited)
    assert edited.call_now
    accepted = world.must(
        NOW, OFFICE, said.AcceptSubmission(submission_id=world.submitted(), urgency="danger")
    )
    assert isinstance(accepted, said.SubmissionAccepted)
    assert accepted.call_now
    ordinary = world.must(NOW, OFFICE, said.AcceptSubmission(submission_id=world.submitted()))
    assert isinstance(ordinary, said.SubmissionAccepted)
    assert ordinary.call_now is None


def test_l06_a_matter_that_nobody_looks_at_reaches_the_head_and_goes_on_reaching_them(
    world: IntakeWorld,
) -> None:
    world.submitted()

    world.advance(NOW + 400 * DAYS)
    told = world.rungs("look_at")
    assert told[:4] == [
        (at("2026-09-07 09:00"), "reminder", ("office",)),
        (at("2026-09-08 09:00"), "urge", ("office", "head")),
        (at("2026-09-14 09:00"), "escalation", ("office", "head", "presidium")),
        (at("2026-09-20 09:00"), "escalation", ("office", "head", "presidium")),
    ]
    assert told[-1][0] > NOW + 390 * DAYS


def test_l27_two_callers_whom_the_office_names_count_as_two_and_the_raisers_own_number_never_does(
    world: IntakeWorld,
) -> None:
    id = world.submitted(by=OFFICE, contact=said.Contact(phone="13800005084"))
    for phone in ("13800003391", "13800003392"):
        world.must(NOW, OFFICE, said.SupportSubmission(submission_id=id, phone=phone))
    again = said.SupportSubmission(submission_id=id, phone="138 0000 3392")
    assert world.refused(NOW, OFFICE, again) == "already_supported"
    own = said.SupportSubmission(submission_id=id, phone="138-0000-5084")
    assert world.refused(NOW, OFFICE, own) == "raiser_supports_own"
    assert world.submission(id).supporters == 2


def test_l27_support_for_other_words_is_void(world: IntakeWorld) -> None:
    id = world.submitted()
    world.must(NOW, OFFICE, said.SupportSubmission(submission_id=id, phone="13800003391"))
    world.must(NOW, OFFICE, said.EditSubmission(submission_id=id, text="请在村口修一座桥"))
    assert world.submission(id).supporters == 0


def test_l29_a_hotline_takes_back_what_it_entered_itself_and_nothing_else(world: IntakeWorld) -> None:
    hotline = Actor("hotline:clerk-7", Role.AGENT, source="/county/hotline")
    others, own = world.submitted(), world.submitted(by=hotline)
    withdraw = said.WithdrawSubmission
    assert world.refused(NOW, hotline, withdraw(submission_id=others)) == "not_entered_by_agent"
    colleague = replace(hotline, source="/county/letters")
    assert world.refused(NOW, colleague, withdraw(submission_id=own)) == "not_entered_by_agent"
    world.must(NOW, hotline, withdraw(submission_id=own))
    assert (world.submission(others).state, world.submission(own).state) == ("received", "withdrawn")


def reopened(world: IntakeWorld) -> str:
    id = world.accepted()
    for news in (
        ItemAssigned(item=item("I1", (id,), rounds=0)),
        ItemSatisfied(item=item("I1", (id,), closed=True)),
    ):
        world.hears(NOW, news)
    world.must(NOW, OFFICE, said.TellRaiser(submission_id=id, how="phone"))
    news_of_another: Event = ItemAssigned(item=item("I2", (id,), rounds=0))
    world.hears(NOW, news_of_another)
    return id


def released(world: IntakeWorld) -> str:
    topic, ids = world.collected()
    world.must(NOW, DEPUTY, said.ReleaseSubmissions(topic_id=topic, submission_ids=ids[:1], reason="另一处"))
    return ids[0]


def dropped(world: IntakeWorld) -> str:
    topic, ids = world.collected()
    world.must(NOW, DEPUTY, said.DropTopic(topic_id=topic, reason="重复"))
    return ids[0]


def forwarded(world: IntakeWorld) -> str:
    id = world.submitted()
    world.must(NOW, OFFICE, said.ForwardSubmission(submission_id=id, to="县水利局", why="县管"))
    return id


def rejected(world: IntakeWorld) -> str:
    id = world.submitted()
    world.must(NOW, OFFICE, said.RejectSubmission(submission_id=id, reason_code="promotion"))
    return id


@pytest.mark.parametrize("way", [released, dropped, forwarded, rejected, reopened])
def test_l22_whoever_must_hear_something_stands_there_until_told(world: IntakeWorld, way: object) -> None:
    assert callable(way)
    id = way(world)
    assert world.submission(id).untold_since == NOW
    assert world.awaited(world.submission(id))["tell"] == ("office", None, at("2026-09-15 00:00"))

    late = NOW + 60 * DAYS
    world.advance(late)
    assert "head" in {role for *_, reach in world.rungs("tell") for role in reach}
    world.must(late, OFFICE, said.TellRaiser(submission_id=id, how="phone"))
    assert "tell" not in world.awaited(world.submission(id))


def test_l22_nobody_is_asked_to_tell_a_raiser_whose_traces_are_erased(world: IntakeWorld) -> None:
    id = rejected(world)

    world.must(NOW, OFFICE, said.EraseSubmission(submission_id=id))
    assert world.submission(id).waiting == ()
