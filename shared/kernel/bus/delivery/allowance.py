"""The number of refusals that one publisher is told of.

Each answer is a row of the journal: whoever sends nonsense without end must not fill the database with what
it is told.
"""

from dataclasses import dataclass, field

UNREADABLE_TOLD, REFUSALS_TOLD, WITHIN_SECONDS = 200, 3000, 3600.0
"""Answers to one publisher, by one process of a service. Of messages that cannot be read: enough to find a
fault in what is sent. Of commands that are refused: five times what the sample's hotline may raise in that
time, so that who enters a backlog hears of each."""


@dataclass(slots=True)
class _Window:
    begun: float
    taken: int = 0


@dataclass
class Allowance:
    """``at_most`` answers for each publisher, counted from its first message in the window on."""

    at_most: int
    within: float = WITHIN_SECONDS
    _windows: dict[str, _Window] = field(default_factory=dict)

    @property
    def minutes(self) -> int:
        """The length of the window, for people."""
        return round(self.within / 60)

    def left(self, publisher: str, now: float) -> int:
        """How many more are answered after this one; 0: it is the last, less: it is not answered.

        ``now``: seconds by a clock that only goes forward.
        """
        window = self._windows.get(publisher)
        if window is None or now - window.begun >= self.within:
            window = self._windows[publisher] = _Window(now)
        window.taken += 1
        return self.at_most - window.taken

    def give_back(self, publisher: str) -> None:
        """One that was counted has cost nothing."""
        if window := self._windows.get(publisher):
            window.taken -= 1
