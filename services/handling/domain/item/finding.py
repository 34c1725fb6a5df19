"""Assigning a finding (走访交办): the office makes an item of what was found at a visit."""

from dataclasses import dataclass, replace

from services.handling.domain.item.assigning import begun, reply_rule_exists, rule_is_said_once
from services.handling.domain.item.item import ASSIGNED, Item
from services.handling.domain.item.lead import departments_exist
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Creation, Situation
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role
from shared.language.contracts.scheduling import VisitSnapshot
from shared.language.findings import finding_is_left


@dataclass(frozen=True, slots=True)
class FindingFacts:
    """The visit that is named, if handling has heard of it, and whether an item was already made of the
    finding."""

    visit: VisitSnapshot | None
    assigned: bool


def finding_is_to_settle(
    _item: None, message: said.AssignFinding, situation: Situation[FindingFacts]
) -> Refusal | None:
    """The visit has such a finding, and nothing has become of it yet (platform rule)."""
    visit, id = situation.facts.visit, message.finding_id
    if situation.facts.assigned:
        return refuse("finding_is_settled", "data.finding_id", id=id)
    return finding_is_left(visit.found if visit else (), id)


def assign_finding(_item: None, message: said.AssignFinding, situation: Situation[FindingFacts]) -> Item:
    """An item of a finding; the deputies who were there hear what becomes of it."""
    visit = situation.facts.visit
    assert visit
    there = dict.fromkeys((visit.lead_id, *visit.participants))
    return replace(
        begun(message, situation, message.title),
        visit_id=visit.visit_id,
        finding_id=message.finding_id,
        deputies=tuple(id for id in there if id in situation.directory.deputies),
    )


FINDING: tuple[Clause[Item], ...] = (
    Creation(
        said.AssignFinding,
        ASSIGNED,
        said.ItemAssigned,
        by=(Role.OFFICE,),
        why="practice of 走访: the office assigns what was found, and the time to reply runs from then",
        facts=FindingFacts,
        guards=(finding_is_to_settle, departments_exist, reply_rule_exists, rule_is_said_once),
        change=assign_finding,
    ),
)
