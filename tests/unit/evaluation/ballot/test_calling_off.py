"""What the office or the department says while a ballot begins."""

from services.evaluation.storage.tables import ALARM
from shared.language.contracts.evaluation import CALLED_OFF, CastVote
from shared.language.contracts.handling import ItemAnswerCorrected, ItemEndedUnrated
from tests.unit.evaluation.builders import CLOSES_AT, DEPUTIES, OPENED_AT, answer, deputy, item
from tests.unit.evaluation.world import EvaluationWorld


def vote(ballot_id: str, choice: str = "satisfied") -> CastVote:
    return CastVote(ballot_id=ballot_id, process=choice, result=choice, reason="没有解决")


def test_a_ballot_is_called_off_when_the_office_has_ended_the_item_meanwhile() -> None:
    """One clerk opens a second ballot while another writes the note that ends the item."""
    world = EvaluationWorld()
    id = world.opens()
    world.must(OPENED_AT, deputy("deputy-01"), vote(id))
    world.hears(OPENED_AT, ItemEndedUnrated(item=item()))
    ballot, result = world.ballot(id), world.ballot(id).result
    assert result
    assert (ballot.state, result.outcome, result.shown, ballot.waiting) == ("closed", CALLED_OFF, False, ())
    assert ("unlink", (id,)) in world.written
    late = world.refusal(OPENED_AT, deputy("deputy-02"), vote(id))
    assert (late.code, late.final) == ("wrong_state", True)
    world.advance(CLOSES_AT)
    assert world.ballot(id) == ballot


def test_whether_a_result_contradicts_the_answer_is_asked_of_the_answer_as_it_reads_in_the_end() -> None:
    """The class is put right before handling has heard that a ballot is open."""
    for corrected, alarms in (("A", 1), ("D", 0)):
        world = EvaluationWorld()
        id = world.opens(on=item(answers=(answer("A"),)))
        for one in DEPUTIES:
            world.must(OPENED_AT, deputy(one), vote(id, "dissatisfied"))
        world.hears(OPENED_AT, ItemAnswerCorrected(item=item(answers=(answer(corrected),))))
        world.advance(CLOSES_AT)
        assert sum(kind == ALARM.name for kind, _ in world.things) == alarms
