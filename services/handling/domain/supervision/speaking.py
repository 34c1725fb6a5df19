"""Speaking: deputies and the presidium give the department their opinion, and urge it (催办).

They never move the handling: what they say reaches the department and stands on the thing.
"""

from services.handling.domain.supervision.watched import W, Watch, Watched, supervised
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.calendar import deadline, local_day
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role

SUPERVISORS = (Role.DEPUTY, Role.PRESIDIUM)


def has_not_pressed_lately(thing: Watched, _message: said.Speaking, situation: Situation) -> Refusal | None:
    """The same person urges the same thing again only after some days (``supervision.press_again_after``):
    the department works better than it answers."""
    by = situation.actor.id
    last = max(
        (act.at for act in thing.supervisions if (act.kind, act.by) == (said.PRESSED, by)), default=None
    )
    if last is None:
        return None
    until = deadline(last, situation.rules.supervision.press_again_after, situation.calendar)
    if situation.now >= until.at:
        return None
    return refuse("pressed_lately", retry_at=until.at, last=local_day(last), until=until.last_day)


def speaking(watch: Watch[W]) -> tuple[Clause[W], ...]:
    """Opinions and urges on that kind of thing."""

    def note(thing: W, message: said.Speaking, situation: Situation) -> W:
        """An opinion that the department hears."""
        return _said(thing, said.NOTE, message.text, situation)

    def press(thing: W, message: said.Speaking, situation: Situation) -> W:
        """An urge that the department hears."""
        return _said(thing, said.PRESSED, message.text, situation)

    def _said(thing: W, kind: str, text: str, situation: Situation) -> W:
        to = (watch.department(thing),)
        act = said.Supervised(kind=kind, at=situation.now, by=situation.actor.id, text=text, to=to)
        return supervised(thing, act)

    return (
        Transition(
            watch.states,
            watch.note,
            None,
            watch.noted,
            by=SUPERVISORS,
            why="代表法 2025: deputies give opinions on the work of all departments, and do not handle it",
            change=note,
        ),
        Transition(
            watch.unfinished,
            watch.press,
            None,
            watch.pressed,
            by=SUPERVISORS,
            why="practice of 人大督: deputies urge what is not done yet",
            guards=(has_not_pressed_lately,),
            change=press,
        ),
    )
