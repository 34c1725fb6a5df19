"""Whether somebody is who they say: in the lists, in that role, on that day, for that department."""

import re
from collections.abc import Iterable, Mapping
from itertools import islice

from shared.kernel.messages.envelope import Actor
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.calendar import at_local
from shared.language.contracts.directory import OF_A_DEPARTMENT, SEATED, Entry, Person, Post, TownshipLists
from shared.language.contracts.envelope import Role
from shared.language.directory.choosing import in_words, likely
from shared.language.directory.directory import Directory

TERM_ENDED = "term_ended"
"""The code by which somebody is refused who held the post until a day that is over."""
BEYOND_THE_LISTS = frozenset(
    {
        "unknown_person",
        "no_such_post",
        TERM_ENDED,
        "term_to_come",
        "not_of_department",
        "department_not_said",
        "department_not_held",
    }
)
"""The codes by which somebody is refused who is not who they say."""
_FILLER = re.compile(r"[^a-z0-9]+|(?<![0-9])0+(?=[0-9])")
"""What people leave out of an id, or add to it."""
_COMPARED = 100
"""People among whom the nearest is looked for."""


def may_act(actor: Actor, directory: Directory, lists: TownshipLists) -> Refusal | None:
    """Whether ``actor`` holds the post in whose name they act; the rest is a matter of the state tables.

    Citizens, partners' agents, the operator and the platform itself hold none: whom a partner may speak for
    is said by its entry. ``lists``: those of all times, by which a refusal says when a term ended or begins.
    """
    if actor.role not in SEATED:
        return None
    if actor.id in directory.people and any(_fits(post, actor) for post in directory.posts.get(actor.id, ())):
        return None
    return (
        _listed(actor, directory, lists)
        or _at_another_time(actor, directory, lists)
        or _other(actor, directory)
    )


def _fits(post: Post, actor: Actor) -> bool:
    return post.role == actor.role and post.department == actor.department


def _listed(actor: Actor, directory: Directory, lists: TownshipLists) -> Refusal | None:
    """That the township has, had or will have such a person."""
    if any(person.person_id == actor.id for person in lists.people):
        return None
    alike = _likely(actor, directory)
    near = likely(actor.id, alike)
    return refuse("unknown_person", "actorid", given=actor.id, known=in_words(near, alike), one_of=near)


def _likely(actor: Actor, directory: Directory) -> Mapping[str, Person]:
    """Whose id differs by case, dashes or leading zeros alone, else a few who act in that role. Comparing all
    of a large township piece by piece would keep the loop."""
    given, last = _bare(actor.id), actor.id[-1].casefold()
    alike = [id for id in directory.posts if id[-1].casefold() == last and _bare(id) == given]
    of_role = (id for id in directory.posts if directory.holds(id, Role(actor.role)))
    return {id: directory.people[id] for id in islice(alike or of_role, _COMPARED) if id in directory.people}


def _bare(id: str) -> str:
    return _FILLER.sub("", id.casefold())


def _at_another_time(actor: Actor, directory: Directory, lists: TownshipLists) -> Refusal | None:
    """The nearest end or beginning of what they lack that day: the post, else their place in the list."""
    posts = [post for post in lists.posts if post.person_id == actor.id and _fits(post, actor)]
    if any(post.holds_on(directory.day) for post in posts):
        entries: Iterable[Entry] = (person for person in lists.people if person.person_id == actor.id)
    else:
        entries = posts
    held = [entry for entry in entries if entry.until is None or entry.since <= entry.until]
    if ended := [entry.until for entry in held if entry.until and entry.until < directory.day]:
        return refuse("term_ended", "actorrole", id=actor.id, role=actor.role, day=max(ended))
    if to_come := [entry.since for entry in held if entry.since > directory.day]:
        # 0:00 still belongs to the day before.
        day = min(to_come)
        return refuse(
            "term_to_come",
            "actorrole",
            retry_at=at_local(day, minute=1),
            id=actor.id,
            role=actor.role,
            day=day,
        )
    return None


def _other(actor: Actor, directory: Directory) -> Refusal:
    """What they are on that day instead."""
    posts = directory.posts.get(actor.id, ())
    day = directory.day
    if actor.department and actor.role not in OF_A_DEPARTMENT:
        return refuse(
            "department_not_held", "actordepartment", given=actor.department, id=actor.id, role=actor.role
        )
    if departments := sorted({post.department or "" for post in posts if post.role == actor.role}):
        listed = {code: directory.departments[code] for code in departments if code in directory.departments}
        known = in_words(list(listed), listed)
        if not actor.department:
            return refuse(
                "department_not_said",
                "actordepartment",
                one_of=departments,
                id=actor.id,
                known=known,
                day=day,
            )
        given = actor.department
        return refuse(
            "not_of_department",
            "actordepartment",
            one_of=departments,
            id=actor.id,
            given=given,
            known=known,
            day=day,
        )
    held = sorted({post.role for post in posts})
    roles = ", ".join(held) or "-"
    return refuse(
        "no_such_post", "actorrole", one_of=held, id=actor.id, role=actor.role, allowed=roles, day=day
    )
