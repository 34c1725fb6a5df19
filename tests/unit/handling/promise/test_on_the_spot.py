"""What was promised at a visit is followed like what an answer promises."""

from datetime import date

from services.handling.domain.promise.promise import Promise
from shared.language.contracts import handling as said
from shared.language.contracts.scheduling import Finding, SpotPromise, VisitCompleted, VisitSnapshot
from tests.support.world import at
from tests.unit.handling.examples import called, fulfil, waited
from tests.unit.handling.world import DEPUTY, OFFICE, HandlingWorld, chief

NOW = "2026-09-10 18:00"


def heard() -> tuple[HandlingWorld, VisitCompleted]:
    """A world that has heard of a visit with one promise and one other finding."""
    promise = SpotPromise(
        promise_id="P1", department="construction", plan="十月底前更换灯具", due_on=date(2026, 10, 30)
    )
    visit = VisitSnapshot(
        visit_id="V1",
        state="done",
        day=date(2026, 9, 10),
        lead_id="deputy-01",
        participants=("deputy-02", "leader-2"),
        found=(
            Finding(finding_id="F1", text="码头照明坏了", settled="promised", promise=promise),
            Finding(finding_id="F2", text="水管锈穿"),
        ),
    )
    world, event = HandlingWorld(), VisitCompleted(visit=visit)
    world.hears(NOW, event)
    return world, event


def the_promise(world: HandlingWorld) -> Promise:
    (promise,) = world.promises()
    return promise


def test_it_is_a_promise_of_the_department_with_the_deputies_who_were_there() -> None:
    world, _ = heard()
    promise = the_promise(world)
    assert (promise.owner, promise.text, promise.due_on) == (
        "construction",
        "十月底前更换灯具",
        date(2026, 10, 30),
    )
    assert (promise.item_id, promise.visit_id, promise.finding_id) == (None, "V1", "F1")
    assert promise.deputies == ("deputy-01", "deputy-02")
    assert waited(promise)["keep_promise"] == "10-30"


def test_hearing_of_the_visit_again_makes_no_second_one() -> None:
    world, event = heard()
    world.hears("2026-09-10 19:00", event)
    assert len(world.promises()) == 1


def test_it_is_kept_when_a_deputy_who_was_there_has_seen_it() -> None:
    world, _ = heard()
    world.must("2026-10-20 09:00", chief("construction"), fulfil("P1"))
    world.must("2026-10-21 09:00", DEPUTY, said.ConfirmPromise(promise_id="P1"))
    assert the_promise(world).state == "fulfilled"


def test_broken_it_is_overdue_for_everybody_and_called_for() -> None:
    world, _ = heard()
    world.advance(at("2027-01-30 09:00"))
    assert the_promise(world).state == "overdue"
    assert any("presidium" in rung for rung in called(world, "keep_promise"))
    world.must(
        "2027-01-30 10:00",
        OFFICE,
        said.ChangePromise(promise_id="P1", reason="缺货", due_on=date(2027, 2, 26)),
    )
    assert the_promise(world).state == "open"
