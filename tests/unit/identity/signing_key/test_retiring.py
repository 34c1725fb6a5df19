"""A key retires when its successor has taken its place and its last token has ended."""

from services.identity.domain.signing_key.retiring import OUTLIVES, outlived
from services.identity.domain.signing_key.signing_key import SigningKey
from services.identity.domain.signing_key.table import SIGNING_KEY_TABLE
from services.identity.keys import SETTLES
from shared.kernel.bus.access.tokens import LONGEST_LIFE
from shared.kernel.store.key_ring import KEPT_SECONDS
from shared.language.behaviour import Ignored, Moved
from shared.language.contracts.identity import IN_USE, RETIRED, SigningKeyOutlived, SigningKeyRetired
from tests.unit.identity.keys import NOW, PUBLIC, situation

KEY = SigningKey("key-1", PUBLIC, NOW, IN_USE, 1)
DUE = SigningKeyOutlived(signing_key_id="key-1")


def test_a_key_retires_once() -> None:
    moved = SIGNING_KEY_TABLE.decide(KEY, DUE, situation())
    assert isinstance(moved, Moved)
    assert moved.emits is SigningKeyRetired
    assert moved.after.state == RETIRED
    assert isinstance(SIGNING_KEY_TABLE.decide(moved.after, DUE, situation()), Ignored)


def test_it_outlives_its_last_token() -> None:
    """It signs until its successor has settled; what it signed then may be on its way for some minutes."""
    timer = outlived(KEY, NOW)
    assert (timer.at, timer.event) == (NOW + OUTLIVES, DUE)
    assert OUTLIVES.total_seconds() > 2 * (SETTLES.total_seconds() + LONGEST_LIFE + KEPT_SECONDS)
