"""The office strikes words out of a promise, and its item does not say them either."""

from services.handling.domain.promise.promise import STATES
from shared.language.contracts import handling as said
from shared.language.contracts.scheduling import VisitRedacted
from tests.unit.handling.examples import PROMISE, answered
from tests.unit.handling.world import OFFICE
from tests.unit.redacting import WHY, examples_of, read

EXAMPLES = examples_of(
    said.RedactPromise(promise_id="P1", words="沥青", why=WHY),
    (said.ItemRedacted, said.ItemConfidentialityChanged, VisitRedacted),
    STATES,
)


def test_the_words_go_out_of_the_promise_and_of_the_item_whose_answer_made_it() -> None:
    world, _ = answered({**PROMISE, "text": "明年铺沥青"})
    (promise,) = world.promises()
    id = promise.promise_id
    world.must("2026-10-20 09:00", OFFICE, said.RedactPromise(promise_id=id, words="沥青", why=WHY))
    told = world.events[-2:]
    assert [event.type for event in told] == ["handling.promise.redacted.v1", "handling.item.redacted.v1"]
    assert [event for event in told if "沥青" in read(event)] == []
    (promise,) = world.promises()
    assert promise.text == "铺沥青"
