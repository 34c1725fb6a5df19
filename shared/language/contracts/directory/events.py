"""The events that directory publishes."""

from shared.kernel.messages.base import ClockMoved, CommandAccepted, CommandRefused, Event, Prose
from shared.kernel.messages.replays import ReplayEnded
from shared.language.contracts.directory.things import (
    CalendarNotice,
    OpenDeadlines,
    RulesInForce,
    TownshipLists,
    TownshipSnapshot,
)


class TownshipEvent(Event):
    """Carries the township as it stands after the event."""

    township: TownshipSnapshot


class TownshipAdded(TownshipEvent, type="directory.township.added.v1"):
    """A township was taken in: it can be decided for."""


class TownshipAmended(TownshipEvent, type="directory.township.amended.v1"):
    """Entries of the lists have changed."""

    changed: TownshipLists
    """The entries that are other than before, as they are now."""
    reason: Prose = ""


class RulesChanged(TownshipEvent, type="directory.township.rules_changed.v1"):
    """The township decides by other rules from a day on."""

    rules: RulesInForce
    open_deadlines: OpenDeadlines


class NoticeTaken(TownshipEvent, type="directory.township.notice_taken.v1"):
    """The holidays of a year are known; open deadlines are counted anew."""

    notice: CalendarNotice


class DirectoryCommandAccepted(CommandAccepted, type="directory.command.accepted.v1"):
    """Directory has carried out a command."""


class DirectoryCommandRefused(CommandRefused, type="directory.command.refused.v1"):
    """Directory refused a command."""


class DirectoryClockMoved(ClockMoved, type="directory.clock.moved.v1"):
    """Directory's story clock was moved."""


class DirectoryReplayEnded(ReplayEnded, type="directory.replay.ended.v1"):
    """All events of directory that a replay was to send are sent."""
