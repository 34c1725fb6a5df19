"""How long what is not kept for good is kept, as settings, each with the least that the law asks for."""

from datetime import timedelta

from pydantic import Field
from pydantic_settings import BaseSettings


class KeepingTimes(BaseSettings):
    """Days. Which table each is for, and on what basis: docs/generated/retention.md."""

    keep_inbox_days: int = Field(default=400, ge=184, le=36500)
    """Days for which a message that was handled is known again, and its answer given once more; what a replay
    brings that is older is decided by nobody anew."""
    keep_journal_days: int = Field(default=366, ge=31, le=36500)
    """Days after which an event that was sent leaves the journal for its past, where replays, archives and
    erasures find it."""
    keep_past_days: int | None = Field(default=None, ge=1096, le=36500)
    """Days after which an event is removed from the past as well, unless it is the newest of its thing; not
    given: events are kept for good."""
    keep_parked_days: int = Field(default=184, ge=31, le=731)
    """Days after which a parked message that was retried or dropped is emptied."""
    keep_audit_days: int = Field(default=1461, ge=1096, le=36500)
    """Days for which who read a contact, and what was done about a parked message, is kept."""
    keep_log_days: int = Field(default=366, ge=184, le=36500)
    """Days for which the sign-in log is kept, and how much each partner raised."""

    @property
    def commands_known_for(self) -> timedelta | None:
        """How long ago a command may have been said; None: a story's time goes by otherwise."""
        return None if getattr(self, "story_clock", None) else timedelta(days=self.keep_inbox_days)

    keep_sent_days: int = Field(default=3, ge=1, le=31)
    """Days for which pages know what became of a command that was sent from them."""
    keep_ended_days: int = Field(default=31, ge=1, le=731)
    """Days for which what is over is kept: sessions, links, locks, bars, replays."""
    purge_hours: float = Field(default=24.0, gt=0, le=168)
    """Hours from the end of one purge of a table to the beginning of the next."""
