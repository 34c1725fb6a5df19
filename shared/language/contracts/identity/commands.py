"""The commands that identity takes."""

from shared.kernel.messages.base import Command, MoveClock
from shared.kernel.messages.replays import RequestReplay


class RotateSigningKey(Command, type="identity.signing_key.rotate.v1"):
    """Sign with a new key. Tokens of the one before stay good until the last of them has ended."""


class MoveIdentityClock(MoveClock, type="identity.clock.move.v1"):
    """Move identity's story clock."""


class RequestIdentityReplay(RequestReplay, type="identity.replay.request.v1"):
    """Send identity's past events of this township once more, to the partner that asks alone."""
