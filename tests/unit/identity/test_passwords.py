"""Which passwords are good enough."""

import pytest

from services.identity.domain.account.passwords import Policy, problems

POLICY = Policy(length=10, classes=3)


@pytest.mark.parametrize(
    ("password", "expected"),
    [
        ("Lüster-41-Kran", []),
        ("红旗渠边-第七棵柳树 Aa", []),
        ("aB3$", ["too_short"]),
        ("nur kleine worte", ["too_plain"]),
        ("Passw0rd!2026", ["common"]),
        ("Deputy-01-Kran", ["common"]),
        ("Kran-1234-Löwe", ["runs"]),
        ("Kraaaan-71-Löwe", ["runs"]),
        ("Kran-dcba-71!", ["runs"]),
        ("aB3$" * 100, ["too_long"]),
    ],
)
def test_a_password_is_good_or_it_is_said_what_is_wrong(password: str, expected: list[str]) -> None:
    assert list(problems(password, "deputy-01@330921201", POLICY)) == expected
