"""The office strikes words out of a visit."""

from services.scheduling.domain.visit.visit import STATES
from shared.language.contracts.handling import ItemConfidentialityChanged, ItemRedacted, PromiseRedacted
from shared.language.contracts.intake import SubmissionMadeConfidential, SubmissionRedacted, TopicRedacted
from shared.language.contracts.scheduling import RedactVisit, VisitRedacted
from tests.unit.redacting import WHY, examples_of, read
from tests.unit.scheduling.samples import OFFICE
from tests.unit.scheduling.visit.test_settling import RECORD
from tests.unit.scheduling.world import SchedulingWorld

EXAMPLES = examples_of(
    RedactVisit(visit_id="V9", words="码头", why=WHY),
    (
        SubmissionRedacted,
        SubmissionMadeConfidential,
        TopicRedacted,
        ItemRedacted,
        ItemConfidentialityChanged,
        PromiseRedacted,
    ),
    STATES,
)


def test_what_was_found_is_read_without_the_words_that_were_struck_out() -> None:
    world = SchedulingWorld()
    world.must("2026-09-10 18:00", OFFICE, RECORD)
    ((_, id),) = world.things
    event = world.must("2026-09-11 09:00", OFFICE, RedactVisit(visit_id=id, words="码头", why=WHY))
    assert isinstance(event, VisitRedacted)
    assert "码头" not in read(event)
    assert event.visit.found[1].text == "码头照明坏了"
