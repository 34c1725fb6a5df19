"""The commands that directory takes."""

from typing import Annotated

from pydantic import Field

from shared.kernel.messages.base import Command, MoveClock
from shared.kernel.messages.replays import RequestReplay
from shared.language.contracts.directory.things import (
    CalendarNotice,
    OpenDeadlines,
    Profile,
    RulesInForce,
    TownshipLists,
)
from shared.language.contracts.texts import Prose


class AddTownship(Command, type="directory.township.add.v1"):
    """The operator takes in the township that the envelope names. From then on its things can be decided."""

    profile: Profile
    rules: Annotated[tuple[RulesInForce, ...], Field(min_length=1, max_length=100)]
    """By which it decides from the first one's day on, and before."""
    lists: TownshipLists = TownshipLists()


Edition = Annotated[int, Field(ge=1, le=2**31 - 1)]


class TownshipCommand(Command):
    """A command that changes a township."""

    expected_edition: Edition | None = None
    """The edition that the sender has looked at: refused, with what has changed since, if it is no more the
    newest. None: whatever stands there is meant."""


class AmendTownship(TownshipCommand, type="directory.township.amend.v1"):
    """Enter what has changed in the lists.

    An entry with the key and the first day of one that is there takes its place: a correction, or its end.
    One with a later first day follows it, and the earlier one ends the day before. The earlier words stay in
    the history.
    """

    profile: Profile | None = None
    """Given: the township is called so from now on."""
    lists: TownshipLists = TownshipLists()
    """The entries that are new or other than before; none of the rest."""
    reason: Prose = ""


class ChangeRules(TownshipCommand, type="directory.township.change_rules.v1"):
    """The township decides by other rules from a day on: another model, or other numbers."""

    rules: RulesInForce
    open_deadlines: OpenDeadlines
    """Whether deadlines that are open on that day stay as they are, or are all counted anew."""


class TakeNotice(TownshipCommand, type="directory.township.take_notice.v1"):
    """Take the State Council's notice of a year: open deadlines are counted anew by it."""

    notice: CalendarNotice


class MoveDirectoryClock(MoveClock, type="directory.clock.move.v1"):
    """Move directory's story clock."""


class RequestDirectoryReplay(RequestReplay, type="directory.replay.request.v1"):
    """Send directory's past events of this township once more, to the partner that asks alone."""
