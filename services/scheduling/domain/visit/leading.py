"""The roles that may report on a visit or call it off."""

from services.scheduling.domain.visit.visit import Visit
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Situation
from shared.language.contracts.envelope import Role
from shared.language.contracts.scheduling import AnswerFinding, CancelVisit, CompleteVisit
from shared.language.directory.choosing import people_named
from shared.language.named import names


@names(deputy="lead_id")
def deputy_leads_the_visit(
    visit: Visit, message: CompleteVisit | CancelVisit | AnswerFinding, situation: Situation
) -> Refusal | None:
    """Of the deputies only the one who planned it; the office may always (practice: the office keeps the
    records)."""
    if situation.actor.role == Role.DEPUTY and situation.actor.id != visit.lead_id:
        return refuse("not_the_visit_lead", "actorid", lead=people_named(situation.directory, visit.lead_id))
    return None
