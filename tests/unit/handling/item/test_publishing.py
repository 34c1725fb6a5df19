"""An answer is public as whoever gives it out decides; those concerned are given all of it."""

import pytest

from shared.kernel.journal.striking import strike
from shared.language.contracts import handling as said
from shared.language.redacting import read_by_all
from tests.unit.handling.examples import acknowledged, contacted, fast_lane
from tests.unit.handling.world import OFFICE, HandlingWorld, chief, clerk
from tests.unit.redacting import read

DRAFT: dict[str, object] = {"result_class": "D", "text": "王某家的水渠不归乡里修", "reasons": "属于自用"}
NOON = "2026-10-12 15:00"


def signed() -> tuple[HandlingWorld, str]:
    world, id = acknowledged()
    contacted(world, id)
    world.must(NOON, clerk("transport"), said.DraftAnswer.model_validate({"item_id": id, **DRAFT}))
    world.must(NOON, chief("transport"), said.SignOffAnswer(item_id=id))
    return world, id


def published(**how: object) -> said.ItemAnswered:
    world, id = signed()
    event = world.must(NOON, OFFICE, said.PublishAnswer.model_validate({"item_id": id, **how}))
    assert isinstance(event, said.ItemAnswered)
    return event


def test_in_full_everybody_reads_the_answer_with_its_reasons() -> None:
    event = published()
    assert event.item.answers[-1].public_text == "王某家的水渠不归乡里修\n属于自用"
    assert "王某家的水渠" in read(event)


def test_of_a_summary_everybody_reads_the_summary_alone() -> None:
    event = published(publish="summary", summary="已向反映人说明")
    assert "已向反映人说明" in read(event)
    assert [words for words in ("王某", "属于自用") if words in read(event)] == []
    assert event.item.answers[-1].text == DRAFT["text"]


def test_of_what_is_not_public_everybody_reads_why() -> None:
    event = published(publish="no", not_public_because="涉及个人隐私")
    assert "涉及个人隐私" in read(event)
    assert [words for words in ("王某", "属于自用") if words in read(event)] == []


@pytest.mark.parametrize("how", ["summary", "no"])
def test_a_summary_has_words_and_what_is_not_public_a_reason(how: str) -> None:
    world, id = signed()
    command = said.PublishAnswer.model_validate({"item_id": id, "publish": how})
    missing = {"summary": "summary_missing", "no": "not_public_because_missing"}
    assert world.refused(NOON, OFFICE, command) == missing[how]


def test_a_small_matter_is_answered_with_the_same_decision() -> None:
    world, id = fast_lane()
    answer = {
        "result_class": "A",
        "text": "已给王某家接通",
        "publish": "no",
        "not_public_because": "个人事项",
    }
    world.must(NOON, chief("construction"), said.AnswerFastLane.model_validate({"item_id": id, **answer}))
    read_now = "".join(read_by_all(said.ItemSnapshot.model_validate(world.item(id))))
    assert "王某" not in read_now
    assert "个人事项" in read_now


def test_a_corrected_answer_is_as_public_as_it_was() -> None:
    for how, public in (
        ({}, "改为自行修缮\n属于自用"),
        ({"publish": "summary", "summary": "已说明"}, "已说明"),
        ({"publish": "no", "not_public_because": "隐私"}, ""),
    ):
        world, id = signed()
        world.must(NOON, OFFICE, said.PublishAnswer.model_validate({"item_id": id, **how}))
        right = said.CorrectAnswer(item_id=id, round=1, reason="写错了", text="改为自行修缮")
        event = world.must("2026-10-13 09:00", OFFICE, right)
        assert isinstance(event, said.ItemAnswerCorrected)
        assert event.item.answers[-1].public_text == public
        assert ("王某" in read(event)) is (not how), "the earlier words are as public as they were"


def less(id: str, **how: str) -> said.DecidePublication:
    """The office decides anew."""
    return said.DecidePublication.model_validate({"item_id": id, "round": 1, "reason": "隐私", **how})


def test_what_was_public_goes_out_of_earlier_events_when_the_office_decides_anew() -> None:
    world, id = signed()
    world.must(NOON, OFFICE, said.PublishAnswer(item_id=id))
    world.must(NOON, OFFICE, less(id, publish="summary", summary="已说明"))
    words = [of[-1] for name, of in world.written if name == strike.__name__][-1]
    assert "王某家的水渠不归乡里修\n属于自用" in words


def test_how_an_answer_read_before_a_correction_is_as_public_as_the_office_decides_anew() -> None:
    world, id = signed()
    world.must(NOON, OFFICE, said.PublishAnswer(item_id=id))
    right = said.CorrectAnswer(item_id=id, round=1, reason="写错了", text="水渠由村里修")
    world.must(NOON, OFFICE, right)
    event = world.must(NOON, OFFICE, less(id, publish="no", not_public_because="隐私"))
    assert "王某" not in read(event)
    assert world.item(id).answers[-1].corrections[0].text == DRAFT["text"]
