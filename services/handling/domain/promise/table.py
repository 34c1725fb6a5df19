"""The behaviour of promises, chapter by chapter."""

from services.handling.domain.promise.changing import CHANGING
from services.handling.domain.promise.confirming import CONFIRMING
from services.handling.domain.promise.deciding import DECIDING
from services.handling.domain.promise.falling_due import FALLING_DUE
from services.handling.domain.promise.judging import JUDGING
from services.handling.domain.promise.keeping import KEEPING, PROMISE_REMINDERS
from services.handling.domain.promise.making import MAKING
from services.handling.domain.promise.on_the_spot import ON_THE_SPOT
from services.handling.domain.promise.promise import STATES, Promise
from services.handling.domain.promise.recusing import RECUSING
from services.handling.domain.promise.redacting import REDACTING
from services.handling.domain.promise.reviewing import REVIEWING
from services.handling.domain.promise.superseding import SUPERSEDING
from services.handling.domain.promise.watching import WATCHING
from shared.language.behaviour import Clause, StateTable
from shared.language.confiding import by_nobody_recused

_CHAPTERS: tuple[Clause[Promise], ...] = (
    *MAKING,
    *ON_THE_SPOT,
    *KEEPING,
    *FALLING_DUE,
    *CONFIRMING,
    *CHANGING,
    *REVIEWING,
    *JUDGING,
    *WATCHING,
    *SUPERSEDING,
    *DECIDING,
    *RECUSING,
    *REDACTING,
)

PROMISE_TABLE: StateTable[Promise] = StateTable(
    "promise",
    STATES,
    tuple(by_nobody_recused(_CHAPTERS)),
    PROMISE_REMINDERS,
)
