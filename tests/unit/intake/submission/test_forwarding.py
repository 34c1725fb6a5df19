"""What the county must decide: handed up, followed, reminded, answered or given back."""

from datetime import timedelta

import pytest

from shared.language.contracts import intake as said
from tests.support.world import at
from tests.unit.intake.world import DEPUTY, NOW, OFFICE, IntakeWorld


@pytest.fixture
def world() -> IntakeWorld:
    return IntakeWorld()


def forwarded(world: IntakeWorld, id: str) -> said.Forwarding:
    event = world.must(
        NOW, OFFICE, said.ForwardSubmission(submission_id=id, to="县水利局", why="海塘归县里管")
    )
    assert isinstance(event, said.SubmissionForwarded)
    return event.submission.forwardings[-1]


def test_the_office_hands_a_matter_up_and_says_to_whom_why_and_until_when(world: IntakeWorld) -> None:
    for id in (world.submitted(), world.accepted()):
        given = forwarded(world, id)
        assert (given.to, given.why) == ("县水利局", "海塘归县里管")
        assert given.answer_due_at == at("2026-10-09 00:00")
        assert world.submission(id).state == "forwarded"


def test_only_the_office_hands_up(world: IntakeWorld) -> None:
    forward = said.ForwardSubmission(submission_id=world.submitted(), to="县水利局", why="县管")
    assert world.refused(NOW, DEPUTY, forward) == "wrong_role"


def test_the_county_s_answer_is_the_raiser_s_and_ends_the_matter(world: IntakeWorld) -> None:
    id = world.submitted()
    forwarded(world, id)
    answered = NOW + timedelta(days=9)
    event = world.must(answered, OFFICE, said.RecordCountyAnswer(submission_id=id, text="已列入计划"))
    assert isinstance(event, said.SubmissionAnsweredByCounty)
    assert event.submission.state == "closed"
    assert (event.submission.forwardings[-1].answer, event.submission.closed_at) == ("已列入计划", answered)
    assert set(world.awaited(world.submission(id))) == {"tell", "decide_publication"}


def test_a_county_that_is_late_is_reminded_until_it_answers(world: IntakeWorld) -> None:
    id = world.submitted()
    due = forwarded(world, id).answer_due_at
    world.must(NOW, OFFICE, said.TellRaiser(submission_id=id, how="phone"))
    for count, moment in enumerate((due, due + timedelta(days=7), due + timedelta(days=14)), 1):
        world.advance(moment - timedelta(seconds=1))
        assert world.submission(id).forwardings[-1].reminded == count - 1
        world.advance(moment)
        assert world.submission(id).forwardings[-1].reminded == count
        assert world.types()[-1] == "submission.forward_reminded"


def test_what_the_county_gives_back_is_the_township_s_and_may_go_on(world: IntakeWorld) -> None:
    id = world.submitted()
    forwarded(world, id)
    world.must(NOW, OFFICE, said.ReturnSubmission(submission_id=id, reason="该段归乡里管"))
    assert world.submission(id).state == "accepted"
    assert world.submission(id).accepted_at == NOW
    assert set(world.awaited(world.submission(id))) == {"look_at_returned", "tell", "decide_publication"}
    world.must(NOW, OFFICE, said.FastLaneSubmission(submission_id=id, department="water"))


def test_a_matter_handed_up_again_gives_the_county_its_time_anew(world: IntakeWorld) -> None:
    id = world.submitted()
    first = forwarded(world, id).answer_due_at
    world.must(NOW, OFFICE, said.ReturnSubmission(submission_id=id, reason="乡管"))
    again = said.ForwardSubmission(submission_id=id, to="县交通局", why="县管")
    world.must(NOW + timedelta(days=7), OFFICE, again)
    world.advance(first)
    assert world.submission(id).forwardings[-1].reminded == 0


@pytest.mark.parametrize(("now", "provisional"), [("2026-11-28 09:00", False), ("2026-12-10 09:00", True)])
def test_an_answer_due_in_a_year_without_its_notice_is_provisional(
    world: IntakeWorld, now: str, provisional: bool
) -> None:
    command = said.ForwardSubmission(submission_id=world.submitted(), to="县水利局", why="县管")
    event = world.must(at(now), OFFICE, command)
    assert isinstance(event, said.SubmissionForwarded)
    assert event.submission.forwardings[-1].provisional is provisional
