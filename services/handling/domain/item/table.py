"""The behaviour of items, chapter by chapter."""

from services.handling.domain.item.acknowledging import ACKNOWLEDGING
from services.handling.domain.item.answering import ANSWERING
from services.handling.domain.item.assigning import ASSIGNING
from services.handling.domain.item.assigning_directly import ASSIGNING_DIRECTLY
from services.handling.domain.item.co_opinions import CO_OPINIONS
from services.handling.domain.item.confiding import CONFIDING
from services.handling.domain.item.congress import CONGRESS
from services.handling.domain.item.contacting import CONTACTING
from services.handling.domain.item.correcting_answers import CORRECTING_ANSWERS
from services.handling.domain.item.correcting_assignments import CORRECTING_ASSIGNMENTS
from services.handling.domain.item.counting_anew import COUNTING_ANEW
from services.handling.domain.item.declining import DECLINING
from services.handling.domain.item.designating import DESIGNATING
from services.handling.domain.item.ending_unrated import ENDING_UNRATED
from services.handling.domain.item.extending import EXTENDING
from services.handling.domain.item.fast_lane import FAST_LANE
from services.handling.domain.item.finding import FINDING
from services.handling.domain.item.in_charge import with_leader
from services.handling.domain.item.instructing import INSTRUCTING
from services.handling.domain.item.item import STATES, Item
from services.handling.domain.item.marking import MARKING
from services.handling.domain.item.objecting import OBJECTING
from services.handling.domain.item.progress import PROGRESS
from services.handling.domain.item.rating import RATING_BY_DEPUTIES
from services.handling.domain.item.recusing import RECUSING
from services.handling.domain.item.redacting import REDACTING
from services.handling.domain.item.redesignating import REDESIGNATING
from services.handling.domain.item.reminding import ITEM_REMINDERS, REMINDING
from services.handling.domain.item.returning import RETURNING
from services.handling.domain.item.watchdog import WATCHDOG
from services.handling.domain.item.watching import WATCHING
from shared.language.behaviour import Clause, StateTable
from shared.language.confiding import by_nobody_recused

_CHAPTERS: tuple[Clause[Item], ...] = (
    *ASSIGNING,
    *ASSIGNING_DIRECTLY,
    *FINDING,
    *ACKNOWLEDGING,
    *DECLINING,
    *REDESIGNATING,
    *DESIGNATING,
    *PROGRESS,
    *CONTACTING,
    *CO_OPINIONS,
    *INSTRUCTING,
    *WATCHING,
    *MARKING,
    *EXTENDING,
    *ANSWERING,
    *FAST_LANE,
    *RETURNING,
    *REMINDING,
    *COUNTING_ANEW,
    *WATCHDOG,
    *RATING_BY_DEPUTIES,
    *ENDING_UNRATED,
    *CONGRESS,
    *CORRECTING_ANSWERS,
    *CORRECTING_ASSIGNMENTS,
    *OBJECTING,
    *CONFIDING,
    *RECUSING,
    *REDACTING,
)

ITEM_TABLE: StateTable[Item] = StateTable(
    "item",
    STATES,
    tuple(by_nobody_recused(_CHAPTERS)),
    ITEM_REMINDERS,
    carries=with_leader,
)
