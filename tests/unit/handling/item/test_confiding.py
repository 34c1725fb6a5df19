"""An item is the house's alone as long as its matter is, as if it had been so from the start (V10)."""

from typing import Any

from services.handling.domain.item.item import STATES
from shared.kernel.messages.audience import public_json
from shared.kernel.messages.envelope import SYSTEM
from shared.language.contracts import handling as said
from shared.language.contracts.intake import (
    Published,
    SubmissionConfidentialityLifted,
    SubmissionFastLaned,
    SubmissionMadeConfidential,
    SubmissionSnapshot,
)
from tests.support.world import at
from tests.unit.chapters import Example
from tests.unit.handling.examples import ANSWER, answered, fast_lane
from tests.unit.handling.world import HandlingWorld, chief, submission
from tests.unit.redacting import a_sample, read

MADE, LIFTED = "2026-09-14 09:00", "2026-09-15 09:00"
WORDS = "王家的猪圈排污"
EXAMPLES = tuple(
    Example(a_sample(event), SYSTEM, STATES)
    for event in (SubmissionMadeConfidential, SubmissionConfidentialityLifted)
)


def matter(id: str = "D3", **changes: Any) -> SubmissionSnapshot:
    return submission(id, "fast_lane", "construction").model_copy(update=changes)


def made(id: str = "D3", after: int = 0, **changes: Any) -> SubmissionMadeConfidential:
    changes = {"confidential": True, "made_confidential": 1, "confidings": after + 1, **changes}
    return SubmissionMadeConfidential(submission=matter(id, **changes))


def lifted(after: int = 1) -> SubmissionConfidentialityLifted:
    return SubmissionConfidentialityLifted(submission=matter(confidings=after + 1))


def archived() -> tuple[HandlingWorld, str]:
    world, id = fast_lane()
    answer = said.AnswerFastLane(item_id=id, result_class="A", text="已责令清理猪圈")
    world.must("2026-09-12 16:00", chief("construction"), answer)
    return world, id


def test_whom_the_matter_concerns_acts_on_nothing_that_becomes_of_it() -> None:
    world, id = fast_lane()
    head = chief("construction")
    world.hears("2026-09-10 10:00", made(recused=(head.id,)))
    answer = said.AnswerFastLane(item_id=id, result_class="A", text="已责令清理猪圈")
    assert world.refused("2026-09-12 16:00", head, answer) == "actor_is_recused"
    world.hears("2026-09-13 10:00", lifted())
    world.must("2026-09-13 16:00", head, answer)


def test_an_item_of_a_confidential_matter_begins_without_whom_it_concerns() -> None:
    world = HandlingWorld()
    head = chief("construction")
    changes: dict[str, Any] = {
        "confidential": True,
        "made_confidential": 1,
        "confidings": 1,
        "recused": (head.id,),
    }
    world.hears("2026-09-10 10:00", SubmissionFastLaned(submission=matter(**changes)))
    (item,) = (thing for (kind, _), thing in world.things.items() if kind == "item")
    assert item.recused == (head.id,)


def test_others_hear_once_that_there_is_no_more_and_the_house_keeps_all_of_it() -> None:
    world, id = archived()
    title = world.item(id).title
    world.hears(MADE, made())
    last = world.events[-1]
    assert isinstance(last, said.ItemConfidentialityChanged)
    face = public_json(last)
    assert face
    told = said.ItemConfidentialityChanged.model_validate_json(face).item
    assert (told.confidential, told.title, told.answers, told.waiting) == (True, "", (), ())
    assert title not in face
    assert "猪圈" not in face
    assert last.item.title == title
    assert last.item.answers[-1].text == "已责令清理猪圈"
    # Replays and a relay that is behind send others nothing of the past.
    ((name, (_, subject)),) = world.written
    assert (name, subject) == ("withhold", id)
    world.hears("2026-09-14 10:00", made(after=1, made_confidential=2))
    assert world.events[-1] is last


def test_what_happens_to_it_afterwards_is_heard_by_the_house_alone() -> None:
    world, id = fast_lane()
    world.hears(MADE, made())
    answer = said.AnswerFastLane(item_id=id, result_class="A", text="已责令清理猪圈")
    before = len(world.events)
    world.must("2026-09-14 16:00", chief("construction"), answer)
    assert {public_json(event) for event in world.events[before:]} == {""}


def test_what_is_lifted_is_public_as_those_decided_who_answered() -> None:
    world, id = archived()
    world.hears(MADE, made())
    world.hears(LIFTED, lifted())
    assert not world.item(id).confidential
    assert "已责令清理猪圈" in read(world.events[-1])


def test_news_may_overtake_each_other() -> None:
    world, id = archived()
    world.hears(LIFTED, lifted())
    assert not world.item(id).confidential
    world.hears("2026-09-16 09:00", made(after=2))
    # What was said before that arrives only now.
    world.hears("2026-09-16 09:01", lifted())
    world.hears("2026-09-16 09:02", made())
    assert world.item(id).confidential
    assert world.item(id).confidings == 3


def test_a_matter_that_became_confidential_on_its_way_to_the_department_is_so_from_the_start() -> None:
    world = HandlingWorld()
    world.hears(MADE, made())
    event = SubmissionFastLaned(submission=matter())
    world.hears("2026-09-14 09:01", event)
    assert {public_json(event) for event in world.events} == {""}


def test_an_item_of_a_topic_stays_public_without_the_words_of_the_matter() -> None:
    world, id = answered({**ANSWER, "text": f"{WORDS}一事已处理"})
    (raised, *_) = world.item(id).submission_ids
    shown = Published(extent="full", title="猪圈", text=f"{WORDS}。天热。", by="office-1", at=at(MADE))
    world.hears("2026-10-13 09:00", made(raised, earlier_published=(shown,)))
    item = world.item(id)
    assert not item.confidential
    assert [one.words for one in item.redactions] == [WORDS]
    assert "██一事已处理" in read(world.events[-1])
