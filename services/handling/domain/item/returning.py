"""A small matter is not over with an answer that its raiser does not take: the department does it once more,
then it is the office's again. So is what proves to be no small matter, or went to the wrong department."""

from dataclasses import replace

from services.handling.domain.item.clock import restarted
from services.handling.domain.item.counting_anew import period_by_rules
from services.handling.domain.item.declining import head_has_not_designated, was_not_kept_to_it
from services.handling.domain.item.fast_lane import item_is_a_small_matter
from services.handling.domain.item.item import ARCHIVED, AT_WORK, DECLINED, REDO, RETURNED, STATES, Item
from services.handling.domain.item.lead import lead_asks
from shared.kernel.messages.errors import Refusal
from shared.language.behaviour import Clause, Ignore, Situation, Transition
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role
from shared.language.contracts.evaluation import RatingGiven
from shared.language.named import names
from shared.language.waiting import Final


@names(department_head="lead")
def lead_or_office_asks(item: Item, message: object, situation: Situation) -> Refusal | None:
    """The department that has it, or the office, which keeps the ways in order (practice)."""
    return None if situation.actor.role is Role.OFFICE else lead_asks(item, message, situation)


def department_need_not_keep_it(item: Item, message: object, situation: Situation) -> Refusal | None:
    """What the office or the head has made a department keep it does not give back by another way
    (人大实践)."""
    if situation.actor.role is Role.OFFICE:
        return None
    kept = was_not_kept_to_it(item, message, situation)
    return kept or head_has_not_designated(item, message, situation)


def raiser_says_no(item: Item, message: RatingGiven, _situation: Situation) -> bool:
    """The raiser is not satisfied with the answer of the item's round."""
    return not message.rating.satisfied and message.rating.round == item.round


def raiser_says_no_again(item: Item, message: RatingGiven, situation: Situation) -> bool:
    """The raiser is not satisfied with what was done once more either (``redo.reopened_at_most``)."""
    return raiser_says_no(item, message, situation) and item.round > situation.rules.redo.reopened_at_most


def reopen(item: Item, message: RatingGiven, situation: Situation) -> Item:
    """Once more, in the time that the matter's class gives, from the moment at which the raiser said no."""
    again = replace(_refused(item, message), round=item.round + 1, closed_at=None)
    return restarted(again, message.rating.at, period_by_rules(again, situation), situation)


def give_back(item: Item, message: RatingGiven, situation: Situation) -> Item:
    """The office decides, by what the raiser said, which stays inside."""
    return _returned(_refused(item, message), "", situation)


def take_back(item: Item, message: said.ReturnItem, situation: Situation) -> Item:
    """The office has it again, with the reason."""
    return _returned(item, message.reason, situation)


def _refused(item: Item, message: RatingGiven) -> Item:
    said_no = said.Reopened(round=item.round, reason=message.rating.reason, at=message.rating.at)
    return replace(item, reopened=(*item.reopened, said_no))


def _returned(item: Item, reason: str, situation: Situation) -> Item:
    return replace(item, returned_reason=reason, closed_at=situation.now)


RETURNING: tuple[Clause[Item], ...] = (
    Transition(
        AT_WORK,
        said.ReturnItem,
        RETURNED,
        said.ItemReturned,
        by=(Role.DEPARTMENT_HEAD, Role.OFFICE),
        why="practice of 小事直办: what proves to be no small matter goes the long way, by the office",
        guards=(item_is_a_small_matter, lead_or_office_asks, department_need_not_keep_it),
        change=take_back,
    ),
    Transition(
        (DECLINED,),
        said.ReturnItem,
        RETURNED,
        said.ItemReturned,
        by=(Role.OFFICE,),
        why="practice of 小事直办: what no department takes goes the long way, by the office",
        guards=(item_is_a_small_matter,),
        change=take_back,
    ),
    Transition(
        (ARCHIVED,),
        RatingGiven,
        RETURNED,
        said.ItemReturned,
        why="practice of the 12345 hotlines: what is refused again is the office's (redo.reopened_at_most)",
        when=raiser_says_no_again,
        change=give_back,
    ),
    Transition(
        (ARCHIVED,),
        RatingGiven,
        REDO,
        said.ItemReopened,
        why="practice of the 12345 hotlines: what does not satisfy its raiser is done once more",
        when=raiser_says_no,
        change=reopen,
    ),
    Ignore(STATES, RatingGiven, "the raiser is satisfied, it is done again already, or deputies rate it"),
    Final((RETURNED,), "the office has the matter again, with the reason"),
)
