"""What everybody reads of a matter is decided by the office: nothing of its words is public before (V01)."""

from dataclasses import replace
from typing import Any

import pytest

from services.intake.domain.submission.publishing import chosen, differs, taken_back
from shared.kernel.messages.audience import public_json
from shared.kernel.messages.base import Event
from shared.language.contracts import intake as said
from shared.language.redaction import mask
from tests.support.world import at
from tests.unit.intake.world import CITIZEN, DEPUTY, NOW, OFFICE, PROOF, SECRET, IntakeWorld

FULL = said.Publication(extent="full")
SUMMARY = {"extent": "summary", "title": "邻里纠纷", "text": "有村民反映邻居夜间吵闹。"}
WORDS = "隔壁那家有精神病人，常打人。"
TITLE = "隔壁打人"


@pytest.fixture
def world() -> IntakeWorld:
    return IntakeWorld()


def publish(id: str, **choice: Any) -> said.PublishSubmission:
    return said.PublishSubmission(submission_id=id, **{"extent": "full", **choice})


def public(event: Event) -> str:
    """The event as everybody hears it."""
    face = public_json(event)
    return event.model_dump_json() if face is None else face


def test_what_its_raiser_took_back_is_not_published(world: IntakeWorld) -> None:
    id = world.submitted(text=WORDS, proof=PROOF)
    world.must(NOW, OFFICE, said.WithdrawSubmission(submission_id=id))
    assert world.refused(NOW, OFFICE, publish(id)) == "withdrawn_not_published"


def test_of_what_is_decided_otherwise_the_sentences_that_are_read_no_more_are_taken_back(
    world: IntakeWorld,
) -> None:
    id = world.submitted(text=f"{WORDS}请管一管。", title=TITLE)
    world.must(NOW, OFFICE, publish(id))
    full = world.submission(id)
    world.must(NOW, OFFICE, publish(id, **{**SUMMARY, "title": TITLE}))
    summary = world.submission(id)
    assert set(taken_back(full, summary)) == {WORDS.rstrip("。"), "请管一管"}
    assert taken_back(summary, summary) == ()


def test_v01_nothing_of_a_matters_words_is_public_before_the_office_publishes_them(
    world: IntakeWorld,
) -> None:
    id = world.submitted(text=WORDS, title=TITLE, village="V01", address="西山脚下")
    world.must(NOW, OFFICE, said.AcceptSubmission(submission_id=id, category="town.drainage"))
    world.must(NOW, OFFICE, said.AskRaiser(submission_id=id, question="哪一天？"))
    world.must(NOW, OFFICE, said.InformSubmission(submission_id=id, text="隔壁，昨天"))
    world.must(NOW, OFFICE, said.RejectSubmission(submission_id=id, reason_code="private_dispute"))
    heard = "".join(map(public, world.events))
    assert "V01" in heard
    assert "town.drainage" in heard
    assert [words for words in ("隔壁", "精神病", "打人", "西山") if words in heard] == []


def test_v01_what_is_published_in_full_is_what_the_raiser_wrote_masked(world: IntakeWorld) -> None:
    text = "路灯坏了，请打13912345678找我。"
    id = world.submitted(text=text, title="路灯")
    event = world.must(NOW, OFFICE, publish(id))
    shown = world.submission(id).published
    assert shown
    assert (shown.extent, shown.title, shown.text) == ("full", "路灯", mask(text).text)
    assert (shown.by, shown.at) == (OFFICE.id, NOW)
    assert "路灯坏了" in public(event)
    assert "13912345678" not in public(event)


def test_a_matter_is_accepted_and_published_in_one_act(world: IntakeWorld) -> None:
    id = world.submitted()
    event = world.must(NOW, OFFICE, said.AcceptSubmission(submission_id=id, publish=FULL))
    assert isinstance(event, said.SubmissionAccepted)
    assert world.snapshot_of(event).published.text == "路灯不亮"


def test_a_matter_is_sent_down_and_published_in_one_act(world: IntakeWorld) -> None:
    id = world.submitted()
    sent = said.FastLaneSubmission(submission_id=id, department="water", publish=FULL)
    assert world.snapshot_of(world.must(NOW, OFFICE, sent)).published.text == "路灯不亮"


def test_the_offices_summary_never_looks_like_the_raisers_words(world: IntakeWorld) -> None:
    id = world.submitted(text=WORDS)
    refused = world.refusal(NOW, OFFICE, publish(id, text="我家邻居打人"))
    assert refused.code == "words_not_the_raisers"
    world.must(NOW, OFFICE, publish(id, **SUMMARY))
    shown = world.submission(id).published
    assert shown
    assert (shown.extent, shown.text) == ("summary", SUMMARY["text"])
    assert world.submission(id).text == WORDS


def test_what_leads_to_a_person_is_masked_in_the_offices_words_too(world: IntakeWorld) -> None:
    id = world.submitted()
    world.must(NOW, OFFICE, publish(id, **{**SUMMARY, "text": "请打13912345678。"}))
    shown = world.submission(id).published
    assert shown
    assert "13912345678" not in shown.text


@pytest.mark.parametrize(
    ("choice", "code"),
    [
        ({"extent": "summary", "title": "路灯"}, "summary_without_words"),
        ({"extent": "summary", "text": "路灯"}, "summary_without_words"),
        ({"extent": "no"}, "unpublished_without_reason"),
        ({"extent": "full", "title": "路灯"}, "words_not_the_raisers"),
    ],
)
def test_a_choice_says_what_it_needs_to_and_no_more(
    world: IntakeWorld, choice: dict[str, str], code: str
) -> None:
    id = world.submitted()
    assert world.refusal(NOW, OFFICE, publish(id, **choice)).code == code
    with_it = said.AcceptSubmission(submission_id=id, publish=said.Publication.model_validate(choice))
    refused = world.refusal(NOW, OFFICE, with_it)
    assert (refused.code, (refused.field or "").startswith("data.publish.")) == (code, True)


def test_the_office_may_publish_no_more_and_says_why_inside(world: IntakeWorld) -> None:
    id = world.submitted(text=WORDS)
    world.must(NOW, OFFICE, publish(id))
    event = world.must(NOW, OFFICE, publish(id, extent="no", why="涉及他人隐私"))
    after = world.submission(id)
    assert (after.published, after.unpublished_why) == (None, "涉及他人隐私")
    assert [one.text for one in after.earlier_published] == [WORDS]
    assert WORDS not in public(event)
    assert "隐私" not in public(event)


def test_the_same_again_is_refused_as_a_slip(world: IntakeWorld) -> None:
    id = world.submitted()
    world.must(NOW, OFFICE, publish(id))
    assert world.refusal(NOW, OFFICE, publish(id)).code == "nothing_to_change"


def test_what_the_raiser_puts_right_is_public_when_the_office_publishes_it_anew(world: IntakeWorld) -> None:
    id = world.submitted(proof=PROOF)
    world.must(NOW, OFFICE, publish(id))
    world.must(NOW, CITIZEN, said.EditSubmission(submission_id=id, text="两盏路灯不亮", proof=SECRET))
    after = world.submission(id)
    assert after.published
    assert after.published.text == "路灯不亮"
    assert differs(after)
    world.must(NOW, OFFICE, publish(id))
    anew = world.submission(id)
    assert anew.published
    assert anew.published.text == "两盏路灯不亮"
    assert not differs(anew)
    assert not differs(replace(anew, published=None))


def test_the_office_may_leave_the_place_out_and_leaves_out_that_of_an_anonymous_raiser(
    world: IntakeWorld,
) -> None:
    id = world.submitted(address="村口桥头")
    world.must(NOW, OFFICE, publish(id))
    assert "村口桥头" in public(world.events[-1])
    world.must(NOW, OFFICE, publish(id, without_address=True))
    assert "村口桥头" not in public(world.events[-1])
    anonymous = world.submitted(address="村口桥头", anonymous=True)
    world.must(NOW, OFFICE, publish(anonymous))
    assert "村口桥头" not in public(world.events[-1])


def test_words_that_were_split_up_or_are_erased_are_not_published_any_more(world: IntakeWorld) -> None:
    split = world.submitted(text="一、村口路灯坏了三盏；二、自来水发黄。")
    pieces = ("村口路灯坏了三盏", "自来水发黄")
    world.must(NOW, OFFICE, said.SplitSubmission(submission_id=split, pieces=pieces))
    assert world.refusal(NOW, OFFICE, publish(split)).code == "split_not_published"
    erased = world.submitted()
    world.must(NOW, OFFICE, said.EraseSubmission(submission_id=erased))
    assert world.refusal(NOW, OFFICE, publish(erased)).code == "erased_not_published"
    world.must(NOW, OFFICE, publish(erased, **SUMMARY))


def test_an_erasure_leaves_of_what_was_published_no_place_and_nothing_earlier(world: IntakeWorld) -> None:
    id = world.submitted(address="村口桥头")
    world.must(NOW, OFFICE, publish(id))
    world.must(NOW, OFFICE, publish(id, **SUMMARY))
    world.must(NOW, OFFICE, said.EraseSubmission(submission_id=id))
    after = world.submission(id)
    assert after.published
    assert (after.published.address, after.earlier_published) == ("", ())


def test_a_matter_that_nobody_decided_on_is_waited_for_up_to_the_head(world: IntakeWorld) -> None:
    id = world.accepted()
    assert chosen(world.submission(id)) == "undecided"
    assert world.awaited(world.submission(id))["decide_publication"] == (
        "office",
        None,
        at("2026-10-11 00:00"),
    )
    world.advance(at("2026-11-30 12:00"))
    rungs = world.rungs("decide_publication")
    assert [name for _, name, _ in rungs][:5] == ["reminder", "reminder", "reminder", "urge", "escalation"]
    assert "head" in rungs[-1][2]


@pytest.mark.parametrize(
    ("choice", "decided"),
    [({}, "full"), (SUMMARY, "summary"), ({"extent": "no", "why": "涉及隐私"}, "no")],
)
def test_with_any_decision_nobody_is_waited_for_and_no_is_a_decision(
    world: IntakeWorld, choice: dict[str, str], decided: str
) -> None:
    id = world.accepted()
    world.must(NOW, OFFICE, publish(id, **choice))
    assert chosen(world.submission(id)) == decided
    assert "decide_publication" not in world.awaited(world.submission(id))


def test_what_was_confidential_is_nobodys_decision_and_waits_again_when_that_is_lifted(
    world: IntakeWorld,
) -> None:
    id = world.accepted()
    world.must(NOW, OFFICE, said.MakeConfidential(submission_id=id, why="举报"))
    assert chosen(world.submission(id)) == "no"
    assert "decide_publication" not in world.awaited(world.submission(id))
    world.must(NOW, OFFICE, said.LiftConfidentiality(submission_id=id, why="误设"))
    assert "decide_publication" in world.awaited(world.submission(id))


def test_a_matter_that_is_not_taken_on_yet_or_is_erased_is_not_waited_for(world: IntakeWorld) -> None:
    asked = world.submitted()
    world.must(NOW, OFFICE, said.AskRaiser(submission_id=asked, question="哪一天？"))
    taken_on = world.accepted()
    world.must(NOW, OFFICE, said.AskRaiser(submission_id=taken_on, question="哪一天？"))
    erased = world.accepted()
    world.must(NOW, OFFICE, said.EraseSubmission(submission_id=erased))
    waits = ["decide_publication" in world.awaited(world.submission(id)) for id in (asked, taken_on, erased)]
    assert waits == [False, True, False]


def test_nobody_but_the_office_publishes(world: IntakeWorld) -> None:
    id = world.submitted()
    assert world.refusal(NOW, DEPUTY, publish(id)).code == "wrong_role"
