"""What handling puts right reaches the raisers, in whatever order it is heard."""

from itertools import permutations

from shared.kernel.messages.base import Event
from shared.language.contracts import intake as said
from shared.language.contracts.handling import (
    AnswerBefore,
    AssignmentBefore,
    ItemAnswerCorrected,
    ItemAnswered,
    ItemAssigned,
    ItemAssignmentCorrected,
    ItemSatisfied,
    ItemSnapshot,
)
from tests.unit.intake.news import ANSWERED_AT, item
from tests.unit.intake.world import NOW, OFFICE, IntakeWorld

RIGHT = "下周修好"


def corrected(it: ItemSnapshot) -> ItemSnapshot:
    """Its latest answer reads otherwise."""
    *earlier, last = it.answers
    before = AnswerBefore(
        result_class=last.result_class, text=last.text, because="写错了", by="office-1", at=ANSWERED_AT
    )
    now = last.model_copy(update={"text": RIGHT, "corrections": (before,)})
    return it.model_copy(update={"answers": (*earlier, now)})


def reassigned(it: ItemSnapshot, *was: tuple[str, ...]) -> ItemSnapshot:
    """It dealt with those before."""
    before = tuple(
        AssignmentBefore(
            lead=it.lead,
            submission_ids=ids,
            rule=it.rule,
            due_on=it.due_on,
            because="选错了",
            by="office-1",
            at=NOW,
        )
        for ids in was
    )
    return it.model_copy(update={"assignment_corrections": before})


def test_each_raiser_is_told_what_is_right_and_can_read_what_was_wrong() -> None:
    world = IntakeWorld()
    _, ids = world.collected(2)
    world.hears(NOW, ItemAnswered(item=item("I1", ids)))
    for id in ids:
        world.must(NOW, OFFICE, said.TellRaiser(submission_id=id, how="phone"))
    world.hears(NOW, ItemAnswerCorrected(item=corrected(item("I1", ids))))
    for id in ids:
        submission = world.submission(id)
        (answer,) = submission.answers
        assert (answer.text, answer.earlier, answer.corrected_because) == (RIGHT, ("第1次答复",), "写错了")
        assert (submission.state, submission.untold_since) == ("answered", NOW)


def test_a_correction_after_the_end_is_told_and_opens_nothing() -> None:
    world = IntakeWorld()
    _, ids = world.collected(1)
    world.hears(NOW, ItemSatisfied(item=item("I1", ids, closed=True)))
    world.hears(NOW, ItemAnswerCorrected(item=corrected(item("I1", ids, closed=True))))
    submission = world.submission(ids[0])
    assert (submission.state, submission.answers[0].text) == ("closed", RIGHT)
    assert submission.untold_since == NOW


def test_a_correction_of_what_is_finished_does_not_take_the_matter_from_who_has_to_act() -> None:
    """Nobody rates the corrected answer any more: who opened the matter again is waited for."""
    world = IntakeWorld()
    _, ids = world.collected(1)
    world.hears(NOW, ItemAnswered(item=item("I1", ids)))
    world.hears(NOW, ItemSatisfied(item=item("I1", ids, closed=True)))
    world.must(NOW, OFFICE, said.ReopenSubmission(submission_id=ids[0], why="点错了"))
    world.hears(NOW, ItemAnswerCorrected(item=corrected(item("I1", ids, closed=True))))
    submission = world.submission(ids[0])
    assert (submission.state, submission.answers[0].text) == ("accepted", RIGHT)
    assert "collate" in {one.what for one in submission.waiting}


def test_an_answer_and_its_correction_end_alike_in_any_order() -> None:
    for order in permutations(range(3)):
        world = IntakeWorld()
        _, ids = world.collected(1)
        news: tuple[Event, ...] = (
            ItemAssigned(item=item("I1", ids, rounds=0)),
            ItemAnswered(item=item("I1", ids)),
            ItemAnswerCorrected(item=corrected(item("I1", ids))),
        )
        for index in order:
            world.hears(NOW, news[index])
        (answer,) = world.submission(ids[0]).answers
        assert (answer.text, answer.earlier) == (RIGHT, ("第1次答复",))


def test_a_matter_named_by_mistake_is_free_and_the_one_that_was_meant_has_the_item() -> None:
    for order in permutations(range(2)):
        world = IntakeWorld()
        _, (wrong, right, other) = world.collected(3)
        news: tuple[Event, ...] = (
            ItemAssigned(item=item("I1", (wrong,), rounds=0)),
            ItemAssignmentCorrected(item=reassigned(item("I1", (right,), rounds=0), (wrong,))),
        )
        for index in order:
            world.hears(NOW, news[index])
        assert world.submission(wrong).item_ids == ()
        assert world.submission(right).item_ids == ("I1",)
        assert world.submission(other).item_ids == ()
        assert not world.submission(wrong).in_hand


def test_a_matter_taken_out_and_put_in_again_has_the_item() -> None:
    world = IntakeWorld()
    _, (one, two) = world.collected(2)
    world.hears(NOW, ItemAssigned(item=item("I1", (one,), rounds=0)))
    world.hears(NOW, ItemAssignmentCorrected(item=reassigned(item("I1", (two,), rounds=0), (one,))))
    again = reassigned(item("I1", (one,), rounds=0), (one,), (two,))
    world.hears(NOW, ItemAssignmentCorrected(item=again))
    assert world.submission(one).item_ids == ("I1",)
    assert world.submission(two).item_ids == ()
    assert world.types().count("submission.item_left") == 2
