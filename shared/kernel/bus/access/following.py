"""The partners file while it changes: whoever is entered is known with the next message, without restart."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from shared.kernel.bus.access.partners import Partner, Partners, PartnersError

log = structlog.get_logger(__name__)

LOOK_SECONDS = 1.0
"""A message looks at the file when nobody has for so long: one ``stat``."""


@dataclass
class FollowedPartners(Mapping[str, Partner]):
    """What ``load`` makes of ``file``, anew after each change of it. Raises PartnersError when it is made;
    later a file that cannot be used is told of once, and what was known before holds."""

    file: Path
    load: Callable[[], Partners]
    _known: Partners = field(init=False)
    _seen: tuple[int, ...] = field(init=False)
    _looked_at: float = field(init=False)

    def __post_init__(self) -> None:
        self._seen, self._looked_at = self._mark(), time.monotonic()
        self._known = self.load()

    def __getitem__(self, user: str) -> Partner:
        return self._newest()[user]

    def __iter__(self) -> Iterator[str]:
        return iter(self._newest())

    def __len__(self) -> int:
        return len(self._newest())

    def _newest(self) -> Partners:
        now = time.monotonic()
        if now - self._looked_at >= LOOK_SECONDS:
            self._looked_at = now
            if (mark := self._mark()) != self._seen:
                self._seen = mark
                self._read_again()
        return self._known

    def _read_again(self) -> None:
        try:
            self._known = self.load()
        except PartnersError as error:
            log.error("partners_file_unusable", error=str(error))
        else:
            log.info("partners_read", partners=len(self._known))

    def _mark(self) -> tuple[int, ...]:
        """Different after each change; empty where there is no file."""
        try:
            found = self.file.stat()
        except OSError:
            return ()
        return (found.st_mtime_ns, found.st_size, found.st_ino)
