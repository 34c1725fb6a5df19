"""A visit is called off. It stays visible."""

from dataclasses import replace

from services.scheduling.domain.visit.leading import deputy_leads_the_visit
from services.scheduling.domain.visit.visit import CANCELLED, PLANNED, VISITORS, Visit
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts.scheduling import CancelVisit, VisitCancelled
from shared.language.waiting import Final


def cancel(visit: Visit, message: CancelVisit, situation: Situation) -> Visit:
    """The visit is called off, with a reason."""
    return replace(visit, cancelled_reason=message.reason)


CANCELLING: tuple[Clause[Visit], ...] = (
    Transition(
        (PLANNED,),
        CancelVisit,
        CANCELLED,
        VisitCancelled,
        VISITORS,
        why="practice of 实地看: a visit that does not take place stays visible, with the reason",
        guards=(deputy_leads_the_visit,),
        change=cancel,
    ),
    Final((CANCELLED,), "it was called off, and the reason stays visible"),
)
