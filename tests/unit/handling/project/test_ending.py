"""A project is given up with the reason, and goes on when that was a mistake."""

from shared.language.contracts import handling as said
from tests.unit.handling.examples import planned
from tests.unit.handling.project.test_accepting import accept, reported
from tests.unit.handling.world import HEAD, OFFICE, clerk

DROP = "县里统一改造，不再单列"


def test_a_project_is_given_up_with_the_reason_and_nobody_is_waited_for() -> None:
    world, id = planned()
    world.must("2026-10-01 09:00", HEAD, said.DropProject(project_id=id, reason=DROP))
    project = world.things["project", id]
    assert (project.state, project.dropped_reason, project.waiting) == ("dropped", DROP, ())


def test_a_department_does_not_give_its_project_up() -> None:
    world, id = planned()
    command = said.DropProject(project_id=id, reason=DROP)
    assert world.refused("2026-10-01 09:00", clerk("water"), command) == "wrong_role"


def test_what_ended_by_mistake_goes_on_and_says_why() -> None:
    world, id = planned()
    world.must("2026-10-01 09:00", OFFICE, said.DropProject(project_id=id, reason=DROP))
    world.must("2026-10-02 09:00", OFFICE, said.ResumeProject(project_id=id, reason="点错了"))
    project = world.things["project", id]
    assert (project.state, project.ended_at) == ("planned", None)
    assert [(one.state, one.reason) for one in project.resumed] == [("dropped", "点错了")]
    assert [one.what for one in project.waiting] == ["report_project"]


def test_what_was_accepted_too_early_shows_red_until_the_next_report() -> None:
    world, id = reported(100)
    world.must("2026-12-20 09:00", OFFICE, accept(id))
    world.must("2026-12-21 09:00", HEAD, said.ResumeProject(project_id=id, reason="漏验一段"))
    assert world.things["project", id].state == "red"
