"""An item of one confidential matter is the house's alone as long as the matter is (ADR 0072)."""

from dataclasses import replace

from services.handling.domain.item.item import STATES, Item
from shared.kernel.messages.base import Event
from shared.language.behaviour import Clause
from shared.language.confiding import confiding
from shared.language.contracts.confiding import Confided
from shared.language.contracts.handling import ItemConfidentialityChanged
from shared.language.contracts.intake import SubmissionConfidentialityLifted, SubmissionMadeConfidential


def deals_with_it_alone(item: Item, _message: Event) -> bool:
    """What came of a meeting or a visit is as public as these are: it loses the matter's words alone."""
    return item.fast_lane


def kept_from(item: Item, of: Confided) -> Item:
    """Whom the matter concerns does not deal with it."""
    return replace(item, recused=tuple(getattr(of, "recused", ())))


CONFIDING: tuple[Clause[Item], ...] = confiding(
    STATES,
    ItemConfidentialityChanged,
    (SubmissionMadeConfidential, SubmissionConfidentialityLifted),
    follows=deals_with_it_alone,
    takes=kept_from,
    # What is made confidential may still be said by an item that stays public: ``redacting`` ends there.
    ignored=(SubmissionConfidentialityLifted,),
)
