"""A key is published with the township, and another one when the operator wants it."""

import pytest

from services.identity.domain.signing_key.publishing import Drawn
from services.identity.domain.signing_key.signing_key import SigningKey
from services.identity.domain.signing_key.table import SIGNING_KEY_TABLE
from services.identity.storage.tables import SIGNING_KEY
from shared.kernel.messages.envelope import SYSTEM, Actor
from shared.kernel.messages.errors import Refusal
from shared.language.behaviour import Ignored, Moved
from shared.language.contracts.directory import TownshipAdded
from shared.language.contracts.envelope import Role
from shared.language.contracts.identity import IN_USE, RotateSigningKey, SigningKeyPublished
from tests.support.township import xiushan
from tests.unit.identity.keys import NOW, PUBLIC, situation

ADDED = TownshipAdded(township=xiushan())
OPERATOR = Actor("operator-1", Role.OPERATOR)


@pytest.mark.parametrize(("message", "actor"), [(ADDED, SYSTEM), (RotateSigningKey(), OPERATOR)])
def test_a_key_is_published_with_its_public_half(
    message: TownshipAdded | RotateSigningKey, actor: Actor
) -> None:
    moved = SIGNING_KEY_TABLE.decide(None, message, situation(Drawn(PUBLIC), actor))
    assert isinstance(moved, Moved)
    assert moved.emits is SigningKeyPublished
    assert (moved.after.state, moved.after.public_key) == (IN_USE, PUBLIC)
    said = SIGNING_KEY.publish(moved.after).model_dump()
    assert said == {
        "signing_key_id": "key-1",
        "state": IN_USE,
        "version": 1,
        "public_key": PUBLIC,
        "published_at": NOW,
    }


@pytest.mark.parametrize("role", [role for role in Role if role != Role.OPERATOR])
def test_nobody_but_the_operator_replaces_a_key(role: Role) -> None:
    refused = SIGNING_KEY_TABLE.decide(None, RotateSigningKey(), situation(Drawn(PUBLIC), Actor("x", role)))
    assert isinstance(refused, Refusal)
    assert refused.code == "wrong_role"


def test_a_key_that_is_there_is_not_published_again() -> None:
    key = SigningKey("key-1", PUBLIC, NOW, IN_USE, 1)
    assert isinstance(SIGNING_KEY_TABLE.decide(key, ADDED, situation(Drawn(PUBLIC))), Ignored)
