"""An item on which no ballot says anything does not wait for ever: the office says in a note how it ends."""

from dataclasses import replace

from services.handling.domain.item.item import ANSWERED, UNRATED, Item
from services.handling.domain.item.rating import OPEN_BALLOT
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.calendar import local_day
from shared.language.contracts.envelope import Role
from shared.language.contracts.handling import EndUnrated, ItemEndedUnrated
from shared.language.waiting import Final


def no_ballot_is_to_come(item: Item, _message: EndUnrated, situation: Situation) -> Refusal | None:
    """A ballot of this round has said nothing, or none could be opened in time
    (``waits.open_ballot_within``): a note takes no rating's place (platform)."""
    awaited = [one.due_at for one in item.waiting if one.what == OPEN_BALLOT]
    if item.lapsed_ballot_ids or not awaited or situation.now > min(awaited):
        return None
    return refuse("rating_to_come", "data.item_id", day=local_day(min(awaited)))


def end_unrated(item: Item, message: EndUnrated, situation: Situation) -> Item:
    """Ended with its answer, which nobody has rated."""
    return replace(item, unrated_note=message.note, closed_at=situation.now)


ENDING_UNRATED: tuple[Clause[Item], ...] = (
    Transition(
        (ANSWERED,),
        EndUnrated,
        UNRATED,
        ItemEndedUnrated,
        by=(Role.OFFICE,),
        why="platform rule: where no ballot says anything the office says how it ends; nobody is satisfied",
        guards=(no_ballot_is_to_come,),
        change=end_unrated,
    ),
    Final((UNRATED,), "the office has said in a note why nobody has rated it"),
)
