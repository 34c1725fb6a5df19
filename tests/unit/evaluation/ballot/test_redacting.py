"""The office strikes words out of a ballot, and what its item loses the ballot loses."""

from services.evaluation.domain.ballot.ballot import STATES
from shared.language.contracts.evaluation import BallotRedacted, RedactBallot
from shared.language.contracts.handling import ItemRedacted
from shared.language.contracts.publication import Redaction
from tests.unit.evaluation.builders import OPENED_AT, item
from tests.unit.evaluation.world import EvaluationWorld
from tests.unit.redacting import OFFICE, WHY, examples_of, read

TITLE = item().title
EXAMPLES = examples_of(RedactBallot(ballot_id="b", words=TITLE, why=WHY), (ItemRedacted,), STATES)


def test_the_title_of_the_item_goes_out_of_its_ballot_with_it() -> None:
    world = EvaluationWorld()
    id = world.opens()
    struck = Redaction(words=TITLE, why=WHY, by=OFFICE.id, at=OPENED_AT)
    world.hears(OPENED_AT, ItemRedacted(item=item(redactions=(struck,))))
    told = world.events[-1]
    assert isinstance(told, BallotRedacted)
    assert TITLE not in read(told)
    assert world.ballot(id).redactions == (struck,)


def test_the_office_strikes_words_out_of_a_ballot() -> None:
    world = EvaluationWorld()
    id = world.opens()
    command = RedactBallot(ballot_id=id, words=TITLE, why=WHY)
    assert TITLE not in read(world.must(OPENED_AT, OFFICE, command))
    assert world.refused(OPENED_AT, OFFICE, command) == "words_not_public"
