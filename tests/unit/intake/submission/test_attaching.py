"""Photos and documents of a submission: who may add them, how many, and only ones that are kept."""

from dataclasses import replace

import pytest

from services.intake.domain.submission.attaching import AttachFacts
from services.intake.domain.submission.submission import Submission
from services.intake.domain.submission.table import SUBMISSION_TABLE
from shared.kernel.messages.envelope import Actor
from shared.kernel.messages.errors import Refusal
from shared.language.behaviour import Decision, Moved
from shared.language.contracts import intake as said
from tests.support.world import LAW, RULES
from tests.unit.intake.world import CITIZEN, DEPUTY, HEAD, NOW, OFFICE, OTHER_DEPUTY, PROOF, SECRET

KEPT = [said.Attachment(attachment_id=f"{n:064x}", media_type="image/jpeg", size=1) for n in range(20)]
FILES = {file.attachment_id: file for file in KEPT}
RAISED = Submission(
    "D1",
    "222-222-222",
    "online",
    "路灯",
    "路灯",
    "路灯",
    "路灯",
    NOW,
    proof=PROOF,
    entered_by="deputy-01",
    state="received",
)


def attach(
    *numbers: int, to: Submission = RAISED, by: Actor = CITIZEN, proof: str = SECRET
) -> Decision[Submission]:
    command = said.AttachToSubmission(
        submission_id="D1", attachment_ids=tuple(KEPT[n].attachment_id for n in numbers), proof=proof
    )
    return SUBMISSION_TABLE.decide(to, command, LAW.situation(NOW, by, "id-1", AttachFacts(FILES)))


def held(decision: Decision[Submission]) -> tuple[said.Attachment, ...]:
    assert isinstance(decision, Moved)
    attachments: tuple[said.Attachment, ...] = decision.after.attachments
    return attachments


def code(decision: Decision[Submission]) -> str:
    assert isinstance(decision, Refusal)
    return decision.code


def test_the_raiser_the_office_and_who_entered_it_add_files() -> None:
    assert held(attach(0, 1)) == (KEPT[0], KEPT[1])
    for actor in (OFFICE, DEPUTY):
        assert held(attach(0, by=actor, proof="")) == (KEPT[0],)


@pytest.mark.parametrize(
    ("actor", "proof", "reason"),
    [(CITIZEN, "", "wrong_proof"), (OTHER_DEPUTY, "", "wrong_proof"), (HEAD, SECRET, "wrong_role")],
)
def test_nobody_else_does(actor: Actor, proof: str, reason: str) -> None:
    assert code(attach(0, by=actor, proof=proof)) == reason


def test_a_file_added_twice_is_there_once() -> None:
    once = held(attach(0, 0))
    assert once == (KEPT[0],)
    assert held(attach(0, 1, to=replace(RAISED, attachments=once))) == (KEPT[0], KEPT[1])


def test_more_than_the_rules_allow_are_refused_also_one_by_one() -> None:
    limit = RULES.attachments.at_most
    full = held(attach(*range(limit)))
    assert code(attach(*range(limit + 1))) == "too_many_attachments"
    assert code(attach(limit, to=replace(RAISED, attachments=full))) == "too_many_attachments"
    assert held(attach(0, to=replace(RAISED, attachments=full))) == full


def test_a_file_that_is_not_kept_is_refused_by_name() -> None:
    unknown = said.AttachToSubmission(submission_id="D1", attachment_ids=("f" * 64,), proof=SECRET)
    decision = SUBMISSION_TABLE.decide(
        RAISED, unknown, LAW.situation(NOW, CITIZEN, "id-1", AttachFacts(FILES))
    )
    assert isinstance(decision, Refusal)
    assert (decision.code, "f" * 64 in dict(decision.values)["ids"]) == ("unknown_attachment", True)
