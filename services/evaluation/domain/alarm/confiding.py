"""An alarm names the item of one matter and the code of another: if either becomes the house's alone, so does
the alarm, and stays so."""

from dataclasses import replace

from services.evaluation.domain.alarm.alarm import RAISED, Alarm
from shared.kernel.messages.base import Event
from shared.language.behaviour import Clause, Ignore, Situation, Transition
from shared.language.confiding import confided
from shared.language.contracts.evaluation import AlarmMadeConfidential
from shared.language.contracts.handling import ItemConfidentialityChanged
from shared.language.contracts.intake import SubmissionMadeConfidential


def others_may_read_it_no_more(alarm: Alarm, message: Event, _situation: Situation) -> bool:
    """What it names is confidential, and the alarm is not yet."""
    return confided(message).confidential and not alarm.confidential


def keep(alarm: Alarm, _message: Event, _situation: Situation) -> Alarm:
    """The house's alone."""
    return replace(alarm, confidential=True)


_HEARD: tuple[type[Event], ...] = (ItemConfidentialityChanged, SubmissionMadeConfidential)

CONFIDING: tuple[Clause[Alarm], ...] = (
    *(
        Transition(
            (RAISED,),
            event,
            None,
            AlarmMadeConfidential,
            why="ADR 0072: an alarm would tell that there is a matter of that place and kind",
            when=others_may_read_it_no_more,
            change=keep,
        )
        for event in _HEARD
    ),
    *(Ignore((RAISED,), event, "the alarm is as it was") for event in _HEARD),
)
