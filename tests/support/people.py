"""A township in which somebody of every role is in office, was, will be, or is another township's."""

from dataclasses import replace
from datetime import date, timedelta

from shared.kernel.messages.envelope import Actor
from shared.language.behaviour import law_of
from shared.language.contracts.directory import (
    OF_A_DEPARTMENT,
    SEATED,
    Person,
    Post,
    TownshipLists,
    TownshipSnapshot,
)
from shared.language.contracts.envelope import Role
from shared.language.directory.amending import amended
from tests.support.township import OTHER_TOWNSHIP, SINCE, TOWNSHIP, xiushan

TODAY = date(2026, 9, 7)
ENDED, BEGINS = TODAY - timedelta(1), TODAY + timedelta(1)
"""The last day of those who were in office, and the first of those who will be."""
DEPARTMENT, OTHER_DEPARTMENT = "construction", "water"


def somebody(role: Role, when: str = "now") -> Actor:
    """Who acts in ``role``; ``when``: ``now``, ``over``, ``soon``, or ``elsewhere``, in the other one."""
    return Actor(f"{when}-{role.replace('_', '-')}", role, DEPARTMENT if role in OF_A_DEPARTMENT else None)


def township(*whens: str, code: str = TOWNSHIP) -> TownshipSnapshot:
    """The sample, with somebody of every role for each of these times."""
    days = {"over": (SINCE, ENDED), "soon": (BEGINS, None)}
    people, posts = [], []
    for actor, (since, until) in (
        (somebody(role, when), days.get(when, (SINCE, None))) for when in whens for role in SEATED
    ):
        people.append(Person(person_id=actor.id, name="某某", since=SINCE))
        posts.append(
            Post(
                person_id=actor.id,
                role=Role(actor.role),
                department=actor.department,
                since=since,
                until=until,
            )
        )
    sample = xiushan(code)
    grown = amended(sample.lists, TownshipLists(people=tuple(people), posts=tuple(posts)))
    return sample.model_copy(update={"lists": grown})


HERE = township("now", "over", "soon")
THERE = township("elsewhere", code=OTHER_TOWNSHIP)
LAW_HERE, LAW_THERE = law_of(HERE), law_of(THERE)


def impostors(role: Role) -> dict[Actor, str]:
    """Those who may not act in ``role`` here and today → the code by which they learn so."""
    right = somebody(role)
    other = next(other for other in SEATED if other is not role)
    found = {
        replace(right, id="nobody-99"): "unknown_person",
        replace(right, id=right.id.title()): "unknown_person",
        replace(right, id=f"{right.id}."): "unknown_person",
        somebody(role, "elsewhere"): "unknown_person",
        somebody(role, "over"): "term_ended",
        somebody(role, "soon"): "term_to_come",
        replace(right, id=somebody(other).id): "no_such_post",
    }
    if role in OF_A_DEPARTMENT:
        found[replace(right, department=OTHER_DEPARTMENT)] = "not_of_department"
        found[replace(right, department=None)] = "department_not_said"
    else:
        found[replace(right, department=DEPARTMENT)] = "department_not_held"
    return found
