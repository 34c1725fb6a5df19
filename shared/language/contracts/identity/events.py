"""The events that identity publishes."""

from shared.kernel.messages.base import ClockMoved, CommandAccepted, CommandRefused, Event, Id, Timer
from shared.kernel.messages.replays import ReplayEnded
from shared.language.contracts.identity.things import SigningKeySnapshot


class SigningKeyEvent(Event):
    """Carries the key's public half."""

    signing_key: SigningKeySnapshot


class SigningKeyPublished(SigningKeyEvent, type="identity.signing_key.published.v1"):
    """Tokens that this key signs are good from now on."""


class SigningKeyRetired(SigningKeyEvent, type="identity.signing_key.retired.v1"):
    """No token that this key signed is good any more."""


class SigningKeyOutlived(Timer, type="identity.signing_key.outlived.v1"):
    """The last token that the key can have signed has ended."""

    signing_key_id: Id


class IdentityCommandAccepted(CommandAccepted, type="identity.command.accepted.v1"):
    """Identity has carried out a command."""


class IdentityCommandRefused(CommandRefused, type="identity.command.refused.v1"):
    """Identity refused a command."""


class IdentityClockMoved(ClockMoved, type="identity.clock.moved.v1"):
    """Identity's story clock was moved."""


class IdentityReplayEnded(ReplayEnded, type="identity.replay.ended.v1"):
    """All events of identity that a replay was to send are sent."""
