"""Whose refusals are counted: partners' and strangers', not those of a door behind which many stand."""

import pytest

from shared.kernel.bus.access.partners import LOCAL, load_partners, with_the_house
from shared.kernel.bus.access.trust import Trust
from shared.language.house import HOUSE
from shared.language.topology import TOPOLOGY

PARTNERS = load_partners(HOUSE)
GUARDED = Trust(TOPOLOGY.registry, with_the_house(HOUSE, PARTNERS, embedded=True), PARTNERS)
EVERYBODY = Trust(TOPOLOGY.registry, None, PARTNERS)


@pytest.mark.parametrize(
    ("user", "guarded", "believing_everybody"),
    [
        ("partner-12345", True, True),
        ("partner-let-go", True, False),
        ("partner-desk", False, False),
        ("partner-public", False, False),
        ("console", True, False),
        (LOCAL, False, False),
    ],
)
def test_a_partner_and_a_stranger_are_outside_and_the_house_s_doors_are_not(
    user: str, guarded: bool, believing_everybody: bool
) -> None:
    assert GUARDED.is_outside(user) is guarded
    assert EVERYBODY.is_outside(user) is believing_everybody
