"""Deputies who have not voted are reminded before the end, all alike; then they are shown as a number."""

from datetime import timedelta

from shared.language.calendar import local_day
from shared.language.contracts.evaluation import BallotClosed, BallotReminded, CastVote
from tests.unit.evaluation.builders import CLOSES_AT, DEPUTIES, OPENED_AT, deputy
from tests.unit.evaluation.world import EvaluationWorld

ALL = tuple(f"deputy-{number:02}" for number in range(1, 13))


def voted(voters: tuple[str, ...], result: str = "satisfied") -> tuple[EvaluationWorld, str]:
    world = EvaluationWorld()
    id = world.opens()
    for voter in voters:
        world.must(OPENED_AT, deputy(voter), CastVote(ballot_id=id, process="satisfied", result=result))
    return world, id


def reminded(world: EvaluationWorld) -> list[str]:
    called = [
        (one.called, one.role, one.person_id)
        for event in world.events
        if isinstance(event, BallotReminded)
        for one in event.ballot.waiting
    ]
    assert all(role == "deputy" and person is None for _, role, person in called)
    return [f"{local_day(rung.at):%m-%d} {rung.name} {' '.join(rung.reach)}" for rung, *_ in called if rung]


def test_they_are_reminded_before_the_end_and_nobody_is_urged_or_named() -> None:
    world, _ = voted(DEPUTIES)
    world.advance(CLOSES_AT)
    assert reminded(world) == [f"{day} reminder deputy" for day in ("10-21", "10-27", "10-28")]
    told = "".join(event.model_dump_json() for event in world.events if isinstance(event, BallotReminded))
    assert "already_voted" not in told


def test_when_all_have_voted_nobody_is_reminded() -> None:
    world, id = voted(ALL)
    assert world.ballot(id).waiting == ()
    world.advance(CLOSES_AT)
    assert reminded(world) == []
    assert world.types()[-1] == "ballot.closed"


def test_who_gives_no_feedback_is_in_no_denominator_and_shown_as_a_number() -> None:
    world, id = voted(DEPUTIES)
    world.advance(CLOSES_AT)
    closed = [event for event in world.events if isinstance(event, BallotClosed)]
    result = closed[0].ballot.result
    assert result
    assert (result.outcome, result.no_feedback, sum(result.result.model_dump().values())) == (
        "satisfied",
        4,
        8,
    )
    assert world.ballot(id).waiting == ()


def test_a_ballot_that_is_given_more_time_has_its_reminders_again() -> None:
    world, id = voted(DEPUTIES[:2])
    world.advance(CLOSES_AT + timedelta(days=30))
    assert len(reminded(world)) == 6
    result = world.ballot(id).result
    assert result
    assert (result.outcome, result.no_feedback) == ("no_quorum", 10)


def test_after_a_standstill_over_the_end_the_ballot_is_closed_and_nobody_is_reminded_any_more() -> None:
    world, id = voted(DEPUTIES)
    world.late_by = timedelta(days=40)
    world.advance(CLOSES_AT + timedelta(days=60))
    assert world.ballot(id).state == "closed"
    assert reminded(world) == []
