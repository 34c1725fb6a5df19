"""The messages that all contenders handle or publish, as a partner's program and as intake would send
them."""

from datetime import UTC, datetime

from demo.sample import sample
from shared.client.platform import new_command
from shared.kernel.messages import envelope
from shared.kernel.messages.envelope import Actor, Sealed
from shared.kernel.messages.ids import new_message_id
from shared.language.contracts.envelope import Envelope, Role
from shared.language.contracts.handling import PlanProject
from shared.language.contracts.intake import SubmissionReceived, SubmissionSnapshot, SubmitSubmission

_CITIZEN = Actor("citizen:benchmark", Role.CITIZEN)
_OFFICE = Actor("office-1", Role.OFFICE)
_TEXT = "第{number}件：村口到学校的路灯坏了三盏，晚上孩子放学看不清路，请尽快修一修。" * 3


def plan(number: int, source: str) -> envelope.Envelope:
    """A command that makes a project; its id is fresh."""
    command = PlanProject(title=_TEXT.format(number=number)[:200], department="water", leader="leader-2")
    return new_command(command, _OFFICE, sample().township_id, source)


def submission(number: int, source: str) -> envelope.Envelope:
    """A command that raises a matter; its id is fresh."""
    command = SubmitSubmission(text=_TEXT.format(number=number), channel="online", village="V01")
    return new_command(command, _CITIZEN, sample().township_id, source)


def received(number: int) -> Sealed:
    """One event, as it answers such a command."""
    snapshot = SubmissionSnapshot(
        submission_id=new_message_id(),
        trace_code="ABC-DEF-GHJ",
        state="received",
        channel="online",
        title="路灯",
        text=_TEXT.format(number=number),
        submitted_at=datetime.now(UTC),
        village="V01",
    )
    return Envelope(
        id=new_message_id(),
        source="/youyue/intake",
        type=SubmissionReceived.type,
        time=datetime.now(UTC),
        township=sample().township_id,
        actorid=_CITIZEN.id,
        actorrole=_CITIZEN.role,
        subject=snapshot.submission_id,
        sequence=1,
        data=SubmissionReceived(submission=snapshot).model_dump(mode="json"),
    ).sealed()
