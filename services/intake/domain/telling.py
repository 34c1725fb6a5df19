"""Whether each raiser has got their answer: by whom, how, and who is still to be told."""

from dataclasses import replace

from services.intake.domain.submission import Submission
from shared.contracts.base import Role
from shared.contracts.intake import TellRaiser
from shared.errors import Refusal, refuse
from shared.state_machine import Situation

READ = "read"
BY_OTHERS = ("phone", "visit", "message", "letter")


def to_tell(submission: Submission, situation: Situation) -> Submission:
    """There is something new that the raiser has to be told."""
    return replace(submission, untold_since=submission.untold_since or situation.now, told_at=None, told_how=None)


def something_to_tell(submission: Submission, _message: TellRaiser, _situation: Situation) -> Refusal | None:
    """There is an answer, a refusal or the county's word that the raiser is not known to have got."""
    return None if submission.untold_since else refuse("nothing_to_tell", "data.submission_id")


def way_is_known(_: Submission, message: TellRaiser, situation: Situation) -> Refusal | None:
    """Raisers read; others tell, and say how."""
    ways = (READ,) if situation.actor.role is Role.CITIZEN else BY_OTHERS
    return None if message.how in ways else refuse("unknown_way", "data.how", how=message.how, ways=", ".join(ways))


def told(submission: Submission, message: TellRaiser, situation: Situation) -> Submission:
    """They know."""
    return replace(submission, untold_since=None, told_at=situation.now, told_how=message.how)
