"""Making: an answer of class B or C comes with its promise."""

from dataclasses import dataclass

from services.handling.domain.item.contacting import deputies_concerned
from services.handling.domain.item.item import Item
from services.handling.domain.promise.falling_due import due
from services.handling.domain.promise.promise import OPEN, Promise
from shared.language.behaviour import Clause, Creation, Situation
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role
from shared.language.redacting import as_published


@dataclass(frozen=True, slots=True)
class PromiseFacts:
    """The facts about a promise: the item as answered, whose latest answer makes it."""

    item: Item


def make(
    _promise: None, _message: said.PublishAnswer | said.CorrectAnswer, situation: Situation[PromiseFacts]
) -> Promise:
    """The promise of the item's latest answer."""
    item = situation.facts.item
    answer = item.answers[-1]
    assert answer.promise_id
    assert answer.promised_on
    return Promise(
        promise_id=answer.promise_id,
        item_id=item.item_id,
        result_class=answer.result_class,
        text=as_published(promised(answer, item), item.redactions),
        owner=item.lead,
        due_on=answer.promised_on,
        first_due_on=answer.promised_on,
        made_at=situation.now,
        deputies=deputies_concerned(item),
        recused=item.recused,
    )


def promised(answer: said.Answer, item: Item) -> str:
    """What everybody reads of it: the plan of an answer that is public in full, the summary of one that is
    summed up; of one that is not public, what the item is called (ADR 0073)."""
    return {"full": answer.plan, "summary": answer.public_text}.get(answer.extent, item.title)


_MAKERS: tuple[tuple[type[said.PublishAnswer] | type[said.CorrectAnswer], tuple[Role, ...]], ...] = (
    (said.PublishAnswer, (Role.OFFICE,)),
    (said.CorrectAnswer, (Role.OFFICE, Role.DEPARTMENT_HEAD)),
)
"""What makes an answer promise, and who says it."""

MAKING: tuple[Clause[Promise], ...] = tuple(
    Creation(
        asked,
        OPEN,
        said.PromiseMade,
        by=by,
        why="人大实践: an answer of class B or C promises a plan and a day, which outlive the item",
        facts=PromiseFacts,
        change=make,
        timers=due,
    )
    for asked, by in _MAKERS
)
