"""Promising on the spot: at a visit somebody has promised what was found to be put right, by a day."""

from dataclasses import dataclass

from services.handling.domain.promise.falling_due import due
from services.handling.domain.promise.promise import OPEN, STATES, Promise
from shared.language.behaviour import Clause, Creation, Ignore, Situation
from shared.language.contracts import handling as said
from shared.language.contracts.scheduling import Finding, VisitCompleted
from shared.language.redacting import as_published


@dataclass(frozen=True, slots=True)
class SpotFacts:
    """The finding about which it was promised."""

    finding: Finding


def make_on_the_spot(_: None, message: VisitCompleted, situation: Situation[SpotFacts]) -> Promise:
    """The promise as it was written down; the deputies who were there hear what becomes of it."""
    visit, finding = message.visit, situation.facts.finding
    promised = finding.promise
    assert promised
    there = dict.fromkeys((visit.lead_id, *visit.participants))
    return Promise(
        promise_id=promised.promise_id,
        visit_id=visit.visit_id,
        finding_id=finding.finding_id,
        result_class=said.CLASS_BEING_SOLVED,
        text=as_published(promised.plan, visit.redactions),
        owner=promised.department,
        due_on=promised.due_on,
        first_due_on=promised.due_on,
        made_at=situation.now,
        deputies=tuple(id for id in there if id in situation.directory.deputies),
    )


ON_THE_SPOT: tuple[Clause[Promise], ...] = (
    Creation(
        VisitCompleted,
        OPEN,
        said.PromiseMade,
        why="practice of 走访: what was promised on the spot is followed like what an answer promises",
        facts=SpotFacts,
        change=make_on_the_spot,
        timers=due,
    ),
    Ignore(STATES, VisitCompleted, "the promise is followed already"),
)
