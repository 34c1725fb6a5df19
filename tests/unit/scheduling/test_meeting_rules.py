"""Who may ask for a meeting, agree on it, book it and hold it."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.scheduling.domain.meeting import Meeting
from services.scheduling.domain.meeting_guards import RequestFacts
from services.scheduling.domain.meeting_table import MEETING_TABLE
from shared.calendar import SHANGHAI, deadline
from shared.contracts import scheduling as s
from shared.errors import Refusal
from shared.state_machine import Situation, Transition
from tests.unit.scheduling.samples import (
    ASKED_FOR,
    CALENDAR,
    CONVENE,
    DEPUTIES,
    HEAD,
    HOLD,
    MEETING,
    OFFICE,
    READY,
    RULES,
    at,
    day,
    deputy,
    refused,
    situation,
    take,
    topic,
)

REQUEST = s.RequestMeeting(topic_id="T1", day=day("09-14"))
PLANNED = replace(MEETING, state="planned", starts_at=None, ends_at=None, invited=(), freeze_on=None)
REQUESTED = replace(ASKED_FOR, state="requested", day=day("09-11"), answer_due_on=day("09-18"))
ACCEPT = s.AcceptMeeting(meeting_id="M8")


def asking(facts: RequestFacts, who: str = "01", message: s.RequestMeeting = REQUEST) -> str:
    return refused(MEETING_TABLE, None, message, situation("09-08 10:00", deputy(who), facts))


def test_a_regular_meeting_needs_a_day_to_come_and_a_room_that_exists() -> None:
    now = situation("09-22 09:00", OFFICE)

    assert refused(MEETING_TABLE, None, s.PlanMeeting(day=day("09-21"), room="R1"), now) == "day_in_the_past"
    assert refused(MEETING_TABLE, None, s.PlanMeeting(day=day("09-22"), room="R9"), now) == "unknown_room"
    assert take(MEETING_TABLE, None, s.PlanMeeting(day=day("09-22"), room="R1"), now).state == "planned"


def test_a_meeting_is_asked_for_about_a_known_topic_that_is_proposed() -> None:
    assert asking(RequestFacts(None)) == "unknown_thing"
    assert asking(RequestFacts(topic("T1", "collecting"))) == "topic_not_proposed"


def test_a_topic_has_one_open_meeting_at_a_time() -> None:
    other = replace(ASKED_FOR, topic_id="T1")

    assert asking(RequestFacts(topic("T1"), (other,))) == "topic_has_meeting"
    assert asking(RequestFacts(topic("T1"), (READY,))) == "topic_has_meeting"


def test_the_lead_or_a_co_signer_asks() -> None:
    facts = RequestFacts(topic("T1", lead="deputy-01", co=("deputy-07",)))

    assert asking(facts, who="09") == "not_lead_or_co_signer"
    for who in ("01", "07"):
        assert take(MEETING_TABLE, None, REQUEST, situation("09-08 10:00", deputy(who), facts)).state == "requested"


@pytest.mark.parametrize("co", [(), ("deputy-01",)], ids=["nobody", "the lead once more"])
def test_nobody_asks_alone(co: tuple[str, ...]) -> None:
    assert asking(RequestFacts(topic("T1", lead="deputy-01", co=co))) == "too_few_co_signers"


def test_a_meeting_cannot_be_asked_for_yesterday() -> None:
    yesterday = s.RequestMeeting(topic_id="T1", day=day("09-07"))

    assert asking(RequestFacts(topic("T1")), message=yesterday) == "day_in_the_past"


def test_the_head_accepts_the_day_asked_for() -> None:
    accepted = take(MEETING_TABLE, REQUESTED, ACCEPT, situation("09-09 10:00", HEAD))

    assert (accepted.state, accepted.day) == ("planned", day("09-11"))


def test_the_deputy_cannot_accept_for_the_head_nor_the_head_for_the_deputy() -> None:
    proposed = replace(REQUESTED, proposed_day=day("09-14"))

    assert refused(MEETING_TABLE, REQUESTED, ACCEPT, situation("09-09 10:00", deputy("01"))) == "wrong_role"
    assert refused(MEETING_TABLE, proposed, ACCEPT, situation("09-10 12:00", HEAD)) == "wrong_role"
    assert refused(MEETING_TABLE, proposed, ACCEPT, situation("09-10 12:00", deputy("09"))) == "not_the_requester"


def test_a_day_that_has_passed_meanwhile_cannot_be_accepted() -> None:
    proposed = replace(REQUESTED, proposed_day=day("09-14"))

    assert refused(MEETING_TABLE, REQUESTED, ACCEPT, situation("09-12 10:00", HEAD)) == "day_in_the_past"
    assert refused(MEETING_TABLE, proposed, ACCEPT, situation("09-15 10:00", deputy("01"))) == "day_in_the_past"


def test_the_head_may_propose_once_more_and_the_last_word_counts() -> None:
    once = replace(REQUESTED, proposed_day=day("09-14"))
    twice = take(
        MEETING_TABLE, once, s.ProposeOtherTime(meeting_id="M8", day=day("09-16")), situation("09-11 10:00", HEAD)
    )

    assert take(MEETING_TABLE, twice, ACCEPT, situation("09-11 12:00", deputy("01"))).day == day("09-16")


def test_the_reason_for_declining_or_cancelling_stays_visible() -> None:
    now = situation("09-09 10:00", HEAD)
    declined = take(MEETING_TABLE, REQUESTED, s.DeclineMeeting(meeting_id="M8", reason="已在办理"), now)
    cancelled = take(
        MEETING_TABLE, READY, s.CancelMeeting(meeting_id="M9", reason="台风"), situation("09-21 10:00", OFFICE)
    )

    assert (declined.state, declined.declined_reason) == ("declined", "已在办理")
    assert (cancelled.state, cancelled.cancelled_reason, cancelled.agenda) == ("cancelled", "台风", READY.agenda)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"room": "R9"}, "unknown_room"),
        ({"room": "R4", "invited": tuple(f"person-{n}" for n in range(11))}, "room_too_small"),
        ({"starts_at": at("09-21 14:00")}, "not_on_planned_day"),
        ({"ends_at": at("09-23 00:00")}, "not_on_planned_day"),
        ({"ends_at": at("09-22 14:00")}, "ends_before_start"),
    ],
)
def test_room_and_hours_must_fit_the_meeting(change: dict[str, object], code: str) -> None:
    convene = CONVENE.model_copy(update=change)

    assert refused(MEETING_TABLE, PLANNED, convene, situation("09-11 10:00", OFFICE, ())) == code


def test_a_room_may_be_full_to_its_last_seat() -> None:
    full = CONVENE.model_copy(update={"room": "R4", "invited": tuple(f"person-{n}" for n in range(10))})

    assert take(MEETING_TABLE, PLANNED, full, situation("09-11 10:00", OFFICE, ())).state == "convened"


def test_nobody_is_invited_to_a_meeting_that_has_begun() -> None:
    assert refused(MEETING_TABLE, PLANNED, CONVENE, situation("09-22 14:00", OFFICE, ())) == "starts_in_past"


def test_a_person_invited_twice_is_one_person() -> None:
    twice = CONVENE.model_copy(update={"invited": (*DEPUTIES, *DEPUTIES)})

    assert take(MEETING_TABLE, PLANNED, twice, situation("09-11 10:00", OFFICE, ())).invited == DEPUTIES


def test_a_booked_room_is_named_before_the_busy_head() -> None:
    elsewhere = replace(MEETING, meeting_id="M6", room="R2")
    here = replace(MEETING, meeting_id="M7")

    def convening(*booked: Meeting) -> str:
        return refused(MEETING_TABLE, PLANNED, CONVENE, situation("09-11 10:00", OFFICE, booked))

    assert convening(elsewhere) == "head_taken"
    assert convening(elsewhere, here) == "room_taken"


MINUTES = st.integers(0, 24 * 60 - 1)
HOURS = st.lists(MINUTES, min_size=2, max_size=2, unique=True).map(sorted)


@given(HOURS, HOURS, st.booleans())
def test_two_meetings_are_booked_together_only_if_no_minute_belongs_to_both(
    hours: list[int], other_hours: list[int], same_room: bool
) -> None:
    (start, end), (other_start, other_end) = hours, other_hours
    midnight = at("09-22 00:00")
    convene = CONVENE.model_copy(
        update={"starts_at": midnight + timedelta(minutes=start), "ends_at": midnight + timedelta(minutes=end)}
    )
    other = replace(
        MEETING,
        room="R1" if same_room else "R2",
        starts_at=midnight + timedelta(minutes=other_start),
        ends_at=midnight + timedelta(minutes=other_end),
    )

    decision = MEETING_TABLE.decide(PLANNED, convene, situation("09-11 10:00", OFFICE, (other,)))

    if set(range(start, end)) & set(range(other_start, other_end)):
        assert isinstance(decision, Refusal)
        assert decision.code == ("room_taken" if same_room else "head_taken")
    else:
        assert isinstance(decision, Transition)


DAYS = st.dates(date(2026, 1, 10), date(2027, 12, 20))


@given(DAYS, st.sampled_from(["regular", "on_demand"]))
def test_an_agenda_is_frozen_on_a_working_day_the_rules_number_of_working_days_before(on: date, kind: str) -> None:
    meeting = replace(PLANNED, kind=kind, day=on)
    start = datetime(on.year, on.month, on.day, 14, tzinfo=SHANGHAI)
    convene = CONVENE.model_copy(update={"starts_at": start, "ends_at": start + timedelta(hours=2)})
    now = Situation(now=start - timedelta(days=30), actor=OFFICE, rules=RULES, calendar=CALENDAR, facts=())

    freeze_on = take(MEETING_TABLE, meeting, convene, now).freeze_on

    assert freeze_on is not None
    between = [freeze_on + timedelta(days=n) for n in range((on - freeze_on).days)]
    assert CALENDAR.is_working_day(freeze_on)
    assert sum(map(CALENDAR.is_working_day, between)) == {"regular": 5, "on_demand": 1}[kind]


@given(DAYS)
def test_a_request_is_to_be_answered_by_a_working_day_at_least_ten_days_later(asked: date) -> None:
    now = datetime(asked.year, asked.month, asked.day, 10, tzinfo=SHANGHAI)
    given_now = Situation(
        now=now, actor=deputy("01"), rules=RULES, calendar=CALENDAR, new_id="M1", facts=RequestFacts(topic("T1"))
    )
    due = take(MEETING_TABLE, None, REQUEST.model_copy(update={"day": asked}), given_now).answer_due_on

    assert due is not None
    assert CALENDAR.is_working_day(due)
    assert due >= asked + timedelta(days=10)
    assert due == deadline(now, RULES.meetings.request_answered_within, CALENDAR).last_day


def holding(message: s.HoldMeeting = HOLD, meeting: Meeting = READY, now: str = "09-22 17:00") -> str:
    return refused(MEETING_TABLE, meeting, message, situation(now, HEAD))


def test_a_meeting_is_not_recorded_before_its_day() -> None:
    assert holding(now="09-21 23:59") == "too_early_to_hold"


def test_only_who_was_invited_was_there() -> None:
    assert holding(HOLD.model_copy(update={"attendance": (*DEPUTIES, "deputy-99")})) == "not_invited"


@pytest.mark.parametrize(("invited", "present", "held"), [(8, 4, True), (8, 3, False), (7, 4, True), (7, 3, False)])
def test_half_of_those_invited_to_a_regular_meeting_must_be_there(invited: int, present: int, held: bool) -> None:
    meeting = replace(READY, invited=DEPUTIES[:invited])
    message = HOLD.model_copy(update={"attendance": DEPUTIES[:present] * 2})

    decision = MEETING_TABLE.decide(meeting, message, situation("09-22 17:00", HEAD))

    assert isinstance(decision, Transition) is held


def test_a_meeting_on_demand_needs_no_quorum() -> None:
    meeting = replace(READY, kind="on_demand")
    one = HOLD.model_copy(update={"attendance": DEPUTIES[:1]})

    assert holding(one) == "no_quorum"
    assert take(MEETING_TABLE, meeting, one, situation("09-22 17:00", HEAD)).state == "in_session"


def test_an_outcome_belongs_to_a_topic_of_the_agenda_or_to_none() -> None:
    def agreed(topic_id: str | None) -> s.HoldMeeting:
        return HOLD.model_copy(update={"outcomes": (s.AgreedOutcome(title="停靠点", topic_id=topic_id),)})

    assert holding(agreed("T2")) == "topic_not_on_agenda"
    for topic_id in ("T1", None):
        held = take(MEETING_TABLE, READY, agreed(topic_id), situation("09-22 17:00", OFFICE))
        assert held.outcomes[0].topic_id == topic_id


def test_the_same_message_gives_its_outcomes_the_same_ids_and_another_gives_others() -> None:
    def ids(new_id: str) -> list[str]:
        held = take(MEETING_TABLE, READY, HOLD, situation("09-22 17:00", HEAD, new_id=new_id))
        return [outcome.outcome_id for outcome in held.outcomes]

    assert ids("a") == ids("a")
    assert not set(ids("a")) & set(ids("b"))


def test_a_deputy_does_not_record_the_meeting() -> None:
    assert refused(MEETING_TABLE, READY, HOLD, situation("09-22 17:00", deputy("01"))) == "wrong_role"
