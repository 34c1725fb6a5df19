"""Nobody floods the office, and whom it has barred raises nothing for a while."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.domain.submission.limiting import local_from
from services.intake.domain.submission.raising_facts import History
from services.intake.domain.triage.model import TriageInput
from shared.kernel.messages.quota import Quota
from shared.language.calendar import SHANGHAI
from shared.language.contracts import intake as said
from tests.support.world import RULES
from tests.unit.intake.world import CITIZEN, DEPUTY, NOW, IntakeWorld

LIMIT = RULES.raising.per_person
PHONE = said.Contact(phone="13800003391")


@pytest.fixture
def world() -> IntakeWorld:
    return IntakeWorld()


def raising(**more: object) -> said.SubmitSubmission:
    return said.SubmitSubmission.model_validate({"text": "路灯不亮", "channel": "online", **more})


@pytest.mark.parametrize("who", [{"contact": PHONE}, {"person": "account:7"}])
def test_one_person_raises_so_much_and_is_told_when_again(world: IntakeWorld, who: dict[str, object]) -> None:
    world.history = History(LIMIT - 1, NOW - timedelta(hours=20))
    world.must(NOW, CITIZEN, raising(**who))
    world.history = History(LIMIT, NOW - timedelta(hours=20))
    assert world.refused(NOW, CITIZEN, raising(**who)) == "too_many_submissions"


def test_whom_nothing_tells_from_others_is_not_counted(world: IntakeWorld) -> None:
    world.history = History(LIMIT, NOW)
    world.must(NOW, CITIZEN, raising())
    world.must(NOW, DEPUTY, raising())


def test_a_partner_over_its_number_is_told_from_when_on_and_may_raise_from_then_on(
    world: IntakeWorld,
) -> None:
    world.quota = Quota("partner-x", 2, timedelta(minutes=1))
    world.full_since = NOW - timedelta(seconds=59, microseconds=999_999)
    refusal = world.refusal(NOW, CITIZEN, raising())
    again = world.full_since + world.quota.within
    assert (refusal.code, refusal.field, refusal.retry_at) == ("partner_over_quota", "source", again)
    assert dict(refusal.values)["again"] == "2026-09-07 09:00:01"
    world.must(again, CITIZEN, raising())


def test_what_a_partner_with_a_number_raises_is_counted_once_and_what_is_refused_never(
    world: IntakeWorld,
) -> None:
    world.quota = Quota("partner-x", 2, timedelta(minutes=1))
    key = raising(idempotency_key="call-0001")
    world.must(NOW, CITIZEN, key)
    world.full_since = NOW
    world.refused(NOW, CITIZEN, raising())
    assert world.must(NOW, CITIZEN, key).type == said.SubmissionKnown.type
    (counted,) = [row for row in world.rows if row["table"] == "raised_by_partners"]
    assert (counted["partner"], counted["raised_at"]) == ("partner-x", NOW)


def test_a_partner_without_a_number_is_neither_looked_up_nor_counted(world: IntakeWorld) -> None:
    world.full_since = NOW
    world.must(NOW, CITIZEN, raising())
    assert not [row for row in world.rows if row["table"] == "raised_by_partners"]


BARRED = History(barred_until=NOW + timedelta(days=1))
FULL = History(LIMIT, NOW)


@pytest.mark.parametrize(
    ("code", "history", "quota", "more"),
    [
        ("raiser_barred", BARRED, None, {"person": "account:7"}),
        ("too_many_submissions", FULL, None, {"person": "account:7"}),
        ("partner_over_quota", History(), Quota("partner-x", 2, timedelta(minutes=1)), {}),
        ("unknown_channel", History(), None, {"channel": "pigeon"}),
        ("unknown_village", History(), None, {"village": "V99"}),
    ],
)
def test_what_is_refused_costs_no_triage(
    world: IntakeWorld,
    monkeypatch: pytest.MonkeyPatch,
    code: str,
    history: History,
    quota: Quota | None,
    more: dict[str, object],
) -> None:
    world.history, world.quota, world.full_since = history, quota, NOW
    looked_at: list[TriageInput] = []
    monkeypatch.setattr("services.intake.use_cases.examining.examine", looked_at.append)
    monkeypatch.setattr("services.intake.domain.triage.assess.mask_all", looked_at.append)
    assert world.refused(NOW, CITIZEN, raising(text="我是王" * 3_333, **more)) == code
    assert looked_at == []
    assert world.rows == []


@given(
    steps=st.lists(st.integers(0, 40), max_size=60),
    at_most=st.integers(1, 5),
    within=st.integers(1, 100),
)
def test_no_stretch_of_time_holds_more_than_the_number_and_none_is_turned_away_below_it(
    steps: list[int], at_most: int, within: int
) -> None:
    quota = Quota("partner-x", at_most, timedelta(seconds=within))
    taken: list[datetime] = []
    now = NOW
    for step in steps:
        now += timedelta(seconds=step)
        inside = [at for at in taken if at > now - quota.within]
        again = quota.again(taken[-at_most] if len(taken) >= at_most else None, now)
        assert (again is None) == (len(inside) < at_most)
        if again is None:
            taken.append(now)
        else:
            assert again > now
            assert len([at for at in taken if at > again - quota.within]) < at_most


@given(st.timedeltas(timedelta(0), timedelta(days=400)))
def test_the_moment_that_is_said_is_never_too_early_and_late_by_less_than_a_minute(later: timedelta) -> None:
    at = NOW + later
    for unit, most in (("minutes", timedelta(minutes=1)), ("seconds", timedelta(seconds=1))):
        shown = datetime.fromisoformat(local_from(at, unit)).replace(tzinfo=SHANGHAI)
        assert at <= shown < at + most


def test_the_barred_raise_nothing_until_then(world: IntakeWorld) -> None:
    world.history = History(0, None, NOW + timedelta(days=1))
    assert world.refused(NOW, CITIZEN, raising(contact=PHONE)) == "raiser_barred"
    world.history = History(0, None, NOW)
    world.must(NOW, CITIZEN, raising(contact=PHONE))
