"""Who reads what at the desk, as a table."""

from typing import Any

import pytest

from services.desk.domain.may_see import Sight, may_see
from services.desk.domain.person import Person, Post
from shared.language.contracts.envelope import Role

HERE, ELSEWHERE = "330921201", "330921202"


def person(role: Role, department: str | None = None, id: str = "p", charge: tuple[str, ...] = ()) -> Person:
    return Person(id, "某人", HERE, Post(role, department), in_charge_of=frozenset(charge))


OFFICE, HEAD, PRESIDIUM = person(Role.OFFICE), person(Role.HEAD), person(Role.PRESIDIUM)
LEADER, OTHER_LEADER = person(Role.LEADER, charge=("construction",)), person(Role.LEADER, charge=("civil",))
CLERK, OTHER_CLERK = person(Role.DEPARTMENT, "construction"), person(Role.DEPARTMENT, "civil")
DEPT_HEAD = person(Role.DEPARTMENT_HEAD, "construction")
DEPUTY, HERS = person(Role.DEPUTY), person(Role.DEPUTY, id="deputy-01")
EVERYBODY = (
    OFFICE, HEAD, PRESIDIUM, LEADER, OTHER_LEADER, CLERK, OTHER_CLERK, DEPT_HEAD, DEPUTY, HERS,
)  # fmt: skip
NAMES = (
    "OFFICE", "HEAD", "PRESIDIUM", "LEADER", "OTHER_LEADER", "CLERK", "OTHER_CLERK", "DEPT_HEAD", "DEPUTY",
    "HERS",
)  # fmt: skip
MATTER = {"submission_id": "s", "entered_by": "deputy-01", "confidential": False, "department": None}
SMALL = MATTER | {"department": "construction"}
ITEM = {"item_id": "i", "lead": "construction", "co_handlers": [], "deputies": ["deputy-01"]}
SHUT: dict[str, Any] = {"confidential": True}

W, P, N = Sight.WHOLE, Sight.PUBLIC, Sight.NOTHING
# kind, thing                     office head pres lead o.l. clrk o.c. d.h. dep. hers
TABLE = (
    ("submission", MATTER, (W, W, P, P, P, P, P, P, P, W)),
    ("submission", SMALL, (W, W, P, W, P, W, P, W, P, W)),
    ("submission", MATTER | SHUT, (W, N, N, N, N, N, N, N, N, N)),
    ("submission", SMALL | SHUT, (W, N, N, W, N, W, N, W, N, N)),
    ("item", ITEM, (W, W, W, W, P, W, P, W, P, W)),
    ("item", ITEM | {"lead": "civil", "co_handlers": ["construction"]}, (W, W, W, W, W, W, W, W, P, W)),
    ("item", ITEM | SHUT, (W, N, N, W, N, W, N, W, N, N)),
    ("topic", {"topic_id": "t"}, (W, P, P, P, P, P, P, P, P, P)),
    ("meeting", {"meeting_id": "m"}, (W, P, P, P, P, P, P, P, P, P)),
    ("visit", {"visit_id": "v"}, (W, P, P, P, P, P, P, P, P, P)),
    ("promise", {"promise_id": "p"}, (W, P, P, P, P, P, P, P, P, P)),
    ("project", {"project_id": "p"}, (W, P, P, P, P, P, P, P, P, P)),
    ("ballot", {"ballot_id": "b"}, (W, P, W, P, P, P, P, P, P, P)),
    ("rating", {"rating_id": "r"} | SHUT, (W, N, N, N, N, N, N, N, N, N)),
    ("alarm", {"alarm_id": "a"}, (W, W, W, P, P, P, P, P, P, P)),
    ("alarm", {"alarm_id": "a"} | SHUT, (W, N, N, N, N, N, N, N, N, N)),
)
CASES = [
    pytest.param(kind, thing, who, sight, id=f"{kind}-{number}-{name}")
    for number, (kind, thing, sights) in enumerate(TABLE)
    for who, name, sight in zip(EVERYBODY, NAMES, sights, strict=True)
]


@pytest.mark.parametrize(("kind", "thing", "who", "sight"), CASES)
def test_who_reads_how_much(kind: str, thing: dict[str, Any], who: Person, sight: Sight) -> None:
    assert may_see(who, HERE, kind, thing) is sight


@pytest.mark.parametrize("who", EVERYBODY, ids=NAMES)
@pytest.mark.parametrize(("kind", "thing"), [(kind, thing) for kind, thing, _ in TABLE])
def test_nobody_reads_anything_of_another_township(who: Person, kind: str, thing: dict[str, Any]) -> None:
    assert may_see(who, ELSEWHERE, kind, thing) is Sight.NOTHING


@pytest.mark.parametrize("who", EVERYBODY, ids=NAMES)
@pytest.mark.parametrize(("kind", "thing"), [("submission", SMALL), ("item", ITEM)])
def test_whom_a_matter_concerns_reads_what_everybody_does_and_nothing_confidential(
    who: Person, kind: str, thing: dict[str, Any]
) -> None:
    concerned = thing | {"recused": [who.id]}
    assert may_see(who, HERE, kind, concerned) is Sight.PUBLIC
    assert may_see(who, HERE, kind, concerned | SHUT) is Sight.NOTHING
