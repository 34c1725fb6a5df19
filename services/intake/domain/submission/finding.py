"""A finding of a visit becomes a matter: raised by a deputy or the office, as their own or for somebody."""

from services.intake.domain.submission.raising_facts import RaisingFacts
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Situation
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import SubmitSubmission
from shared.language.findings import finding_is_left


def finding_is_raised_by_visitors(_: None, message: SubmitSubmission, situation: Situation) -> Refusal | None:
    """Deputies and the office visit, and raise what they found (practice of 走访)."""
    if not (message.visit_id or message.finding_id) or situation.actor.role in (Role.DEPUTY, Role.OFFICE):
        return None
    return refuse("finding_of_visitors", "data.finding_id")


def finding_is_to_settle(
    _: None, message: SubmitSubmission, situation: Situation[RaisingFacts]
) -> Refusal | None:
    """The visit has such a finding, and nothing has become of it yet (platform)."""
    if not (message.visit_id or message.finding_id):
        return None
    visit = situation.facts.visit
    return finding_is_left(visit.found if visit else (), message.finding_id)
