"""Deputies, the presidium and the office watch over a project as over an item."""

from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role
from tests.support.people import LAW_HERE, somebody
from tests.support.world import at
from tests.unit.handling.examples import called, planned, waited
from tests.unit.handling.world import DEPUTY, HEAD, OFFICE, HandlingWorld, clerk

PRESIDIUM = somebody(Role.PRESIDIUM)
WHEN = "2026-10-19 10:00"


def noticed() -> tuple[HandlingWorld, str, str]:
    """A project with a notice, given on Monday 19 October; its id and the notice's."""
    world, id = planned()
    world.law = LAW_HERE
    world.must(WHEN, OFFICE, said.GiveProjectNotice(project_id=id, colour="warn", text="亮黄灯两月"))
    return world, id, world.project(id).notices[-1].notice_id


def test_an_opinion_and_an_urge_reach_the_department_and_move_nothing() -> None:
    world, id = planned()
    world.law = LAW_HERE
    world.must(WHEN, DEPUTY, said.NoteProject(project_id=id, text="避开小学门口"))
    world.must(WHEN, PRESIDIUM, said.PressProject(project_id=id, text="请抓紧"))
    project = world.project(id)
    assert [(act.kind, act.to) for act in project.supervisions] == [
        ("note", ("water",)),
        ("pressed", ("water",)),
    ]
    assert project.state == "planned"
    again = said.PressProject(project_id=id, text="请抓紧")
    assert world.refused("2026-10-20 10:00", PRESIDIUM, again) == "pressed_lately"


def test_its_department_alone_answers_a_notice() -> None:
    world, id, notice = noticed()
    assert waited(world.project(id))["answer_notice"] == "10-26"
    answer = said.AnswerProjectNotice(project_id=id, notice_id=notice, text="月底赶上计划")
    assert world.refused(WHEN, clerk("transport"), answer) == "not_your_department"
    world.must(WHEN, clerk("water"), answer)
    assert "answer_notice" not in waited(world.project(id))
    assert not world.project(id).notices[0].late


def test_a_notice_without_an_answer_climbs_until_somebody_acts() -> None:
    world, *_ = noticed()
    world.advance(at("2026-12-31 12:00"))
    rungs = called(world, "answer_notice")
    assert sum("presidium" in rung for rung in rungs) > 3


def test_a_notice_is_taken_back_openly() -> None:
    world, id, notice = noticed()
    back = said.WithdrawProjectNotice(project_id=id, notice_id=notice, reason="发错项目")
    assert world.refused(WHEN, HEAD, back) == "wrong_role"
    world.must(WHEN, PRESIDIUM, back)
    assert "answer_notice" not in waited(world.project(id))


def test_what_has_ended_is_watched_no_more() -> None:
    world, id = planned()
    world.must(WHEN, OFFICE, said.DropProject(project_id=id, reason="县里统一改造"))
    assert world.refused(WHEN, DEPUTY, said.NoteProject(project_id=id, text="可惜")) == "wrong_state"
