"""The office strikes words out of a project."""

from services.handling.domain.project.project import STATES
from shared.language.contracts import handling as said
from tests.unit.handling.examples import planned
from tests.unit.handling.world import OFFICE
from tests.unit.redacting import WHY, examples_of, read

EXAMPLES = examples_of(said.RedactProject(project_id="PR1", words="水管", why=WHY), (), STATES)


def test_the_public_reads_a_project_without_the_words_that_were_struck_out() -> None:
    world, id = planned()
    command = said.RedactProject(project_id=id, words="输水管道", why=WHY)
    event = world.must("2026-10-20 09:00", OFFICE, command)
    assert isinstance(event, said.ProjectRedacted)
    assert "水库██改造" in read(event)
    assert event.project.title == "水库输水管道改造"
    assert world.refused("2026-10-20 10:00", OFFICE, command) == "words_not_public"
