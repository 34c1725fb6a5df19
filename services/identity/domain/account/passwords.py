"""Which passwords are good enough: pure rules, by the numbers of the settings."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

LONGEST = 200
"""Characters; more costs time and proves nothing."""
_COMMON = (
    "password passw0rd letmein welcome admin administrator qwerty qwertyuiop asdfgh zxcvbn iloveyou "
    "monkey dragon sunshine princess football baseball master shadow superman trustno1 abc123 "
    "abcd1234 a1b2c3d4 1qaz2wsx qazwsx q1w2e3r4 zaq12wsx 123qwe woaini woaini1314 5201314 1314520 "
    "147258369 123456789 12345678 1234567890 987654321 88888888 66666666 11111111 00000000 123123123 "
    "112233 xiangzhang xiangzhen youyue youyue123 renmin zhengfu zhonghua beijing shanghai nihao mima "
    "test1234 changeme default secret"
)
COMMON = frozenset(_COMMON.split())
"""What guessers try first, without the year, sign or capital that people add to it."""
_ADDED = "0123456789!@#$%^&*._-?~ "
_RUN = 4
"""So many signs in a row that follow each other, or are the same, are no secret."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Numbers of the settings."""

    length: int
    classes: int


def problems(password: str, login: str, policy: Policy) -> Iterator[str]:
    """The codes of what is wrong with it; none: it is good."""
    if len(password) < policy.length:
        yield "too_short"
    if len(password) > LONGEST:
        yield "too_long"
    if _classes(password) < policy.classes:
        yield "too_plain"
    low = password.casefold()
    name = login.partition("@")[0].casefold()
    if low in COMMON or low.strip(_ADDED) in COMMON or (name and name in low):
        yield "common"
    if _runs(low):
        yield "runs"


def _classes(password: str) -> int:
    kinds = (str.islower, str.isupper, str.isdigit)
    other = any(not any(kind(sign) for kind in kinds) for sign in password)
    return sum(any(kind(sign) for sign in password) for kind in kinds) + other


def _runs(low: str) -> bool:
    """Whether ``1234``, ``dcba`` or ``aaaa`` stands in it."""
    steps = [ord(after) - ord(before) for before, after in pairwise(low)]
    return any(
        steps[at] in (-1, 0, 1) and len(set(steps[at : at + _RUN - 1])) == 1
        for at in range(len(steps) - _RUN + 2)
    )
