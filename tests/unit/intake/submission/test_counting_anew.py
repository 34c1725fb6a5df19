"""The time of raisers and of the county follows the rules and the year's holidays."""

from datetime import date, timedelta

from shared.kernel.messages.envelope import SYSTEM
from shared.language.contracts import intake as said
from shared.language.contracts.deadlines import CALENDAR, RULES
from tests.support.township import with_notice, with_rules
from tests.support.world import at
from tests.unit.chapters import Example
from tests.unit.intake.world import NOW, OFFICE, IntakeWorld

EXAMPLES = [Example(said.CountSubmissionsAnew(because=CALENDAR), SYSTEM, ())]
TO_RAISER, TO_COUNTY = "intake.need_info_expires_after", "intake.county_answers_within"
WINTER = "2027-01-06 09:00"


def asked(when: str | None = None) -> tuple[IntakeWorld, str]:
    world = IntakeWorld()
    id = world.submitted()
    world.must(when or NOW, OFFICE, said.AskRaiser(submission_id=id, question="哪一盏", needed=True))
    return world, id


def forwarded(when: str | None = None) -> tuple[IntakeWorld, str]:
    world = IntakeWorld()
    id = world.submitted()
    world.must(when or NOW, OFFICE, said.ForwardSubmission(submission_id=id, to="县水利局", why="县管"))
    return world, id


def told(world: IntakeWorld) -> list[str]:
    return [type for type in world.types() if "due_" in type]


def test_a_raiser_gets_the_time_of_the_new_rules_and_the_question_lapses_then() -> None:
    world, id = asked()
    world.hears_all("2026-09-08 09:00", with_rules(date(2026, 9, 8), (TO_RAISER, "10 calendar_days")))
    asked_back = world.submission(id).asked_back[-1]
    assert (asked_back.expires_at, asked_back.within) == (at("2026-09-18 00:00"), "10 calendar_days")

    world.advance(at("2026-09-17 23:00"))
    assert world.submission(id).state == "need_info"
    world.advance(at("2026-09-18 00:00"))
    assert world.submission(id).state == "rejected"


def test_a_question_does_not_lapse_in_the_past() -> None:
    world, id = asked()
    world.hears_all("2026-09-10 09:00", with_rules(date(2026, 9, 10), (TO_RAISER, "1 calendar_day")))
    assert world.submission(id).asked_back[-1].expires_at == at("2026-09-11 00:00")
    assert world.submission(id).state == "need_info"


def test_a_notice_moves_the_time_of_the_county_and_its_first_reminder() -> None:
    world, id = forwarded(WINTER)
    world.hears_all("2027-01-07 09:00", with_notice(2027, 春节="02-06..02-12"))
    forwarding = world.submission(id).forwardings[-1]
    assert (forwarding.answer_due_at, forwarding.provisional) == (at("2027-02-06 00:00"), False)
    (event,) = (event for event in world.events if isinstance(event, said.SubmissionDueMoved))
    assert (event.moved.was, event.moved.because) == (at("2027-02-12 00:00"), CALENDAR)

    world.advance(at("2027-02-06 00:00"))
    assert world.submission(id).forwardings[-1].reminded == 1


def test_a_county_that_was_reminded_is_past_its_time() -> None:
    world, id = forwarded()
    world.advance(at("2026-10-10 00:00"))
    before = world.submission(id).forwardings
    world.hears_all("2026-10-10 09:00", with_rules(date(2026, 10, 10), (TO_COUNTY, "3 months")))
    assert (world.submission(id).forwardings, told(world)) == (before, [])


def test_rules_that_leave_open_deadlines_alone_do_not_come_with_the_next_notice() -> None:
    world, id = forwarded(WINTER)
    stay = with_rules(date(2027, 1, 7), (TO_COUNTY, "3 months"), open_deadlines="stay")
    notice = with_notice(2027)
    township = notice.township.model_copy(update={"rules": stay.township.rules})
    world.hears_all("2027-01-07 09:00", stay, notice.model_copy(update={"township": township}))
    assert world.submission(id).forwardings[-1].within == "30 calendar_days"


def test_a_matter_that_waits_for_nobody_is_left_alone() -> None:
    world, _ = asked()
    other = world.accepted()
    before = world.submission(other)
    world.hears_all(NOW + timedelta(days=1), with_rules(date(2026, 9, 1), (TO_RAISER, "9 calendar_days")))
    assert world.submission(other) == before
    assert [e.moved.because for e in world.events if isinstance(e, said.SubmissionDueMoved)] == [RULES]


def test_counting_twice_changes_nothing_the_second_time() -> None:
    world, id = asked()
    change = with_rules(date(2026, 9, 8), (TO_RAISER, "1 calendar_day"))
    world.hears_all("2026-09-09 09:00", change)
    before = world.submission(id)
    world.hears_all("2026-09-09 15:00", change)
    assert (world.submission(id), told(world)) == (before, ["submission.due_moved"])
