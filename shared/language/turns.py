"""Whose turn it is when the person who was to act has left, and who above them hears of it.

One rule for every wait: what a ladder says is data of the rule set (``reminders.urge_to``, ``escalate_to``),
and fits who is waited for. The office and the deputies have no department, and nobody hears of the head who
stands below them.
"""

from shared.kernel.machine import Awaited, Waiting
from shared.language.contracts.directory import OF_A_DEPARTMENT
from shared.language.contracts.envelope import Role
from shared.language.directory import Directory

_LINE = (Role.DEPARTMENT, Role.DEPARTMENT_HEAD, Role.LEADER, Role.HEAD, Role.PRESIDIUM)
"""From the department's people by its head and the leader in charge to the head of the township
(乡长负责制), whom the presidium supervises (主席团, 地方组织法): each hears of those before."""
_OF_NO_DEPARTMENT = _LINE[3:]
"""Who stands above those that no department answers for: the office, the deputies."""


IN_CHARGE = (Role.LEADER, Role.HEAD)
"""The roles in which somebody is in charge of a department."""


def in_charge(department: str, directory: Directory) -> str | None:
    """Who is in charge of it on the day of the lists: its leader (分管领导); the head of the township where
    it has none, or the one it had has left (乡长负责制). None: not even the township has a head."""
    entry = directory.departments.get(department)
    leader = entry.leader if entry else None
    if leader and directory.in_office(leader, *IN_CHARGE):
        return leader
    return next(iter(sorted(directory.holding(Role.HEAD))), None)


def in_charge_is_awaited(department: str, directory: Directory) -> Awaited:
    """Whoever is in charge of that department has to act."""
    person = in_charge(department, directory)
    led = person is not None and directory.holds(person, Role.LEADER)
    return Awaited(Role.LEADER if led else Role.HEAD, department, person)


def whoever_is_there(awaited: Awaited, directory: Directory) -> Awaited:
    """Who has to act instead of a person that holds the post no more: anybody of their department, and of
    those without one the office, which finds somebody. For who was in charge of a department whoever is now,
    also where they keep their post and another has the department."""
    if awaited.department and awaited.role in IN_CHARGE:
        return in_charge_is_awaited(awaited.department, directory)
    if awaited.person is None or _holds_it(awaited, directory):
        return awaited
    if awaited.department and awaited.role in OF_A_DEPARTMENT:
        return awaited._replace(person=None)
    return Awaited(Role.OFFICE)


def is_awaited(waiting: Waiting, person: str, role: str, department: str | None) -> bool:
    """Whether it waits for that person in that post: they are named, or nobody is and it is their post's
    turn. The head of a department acts for its people, too; who is in charge of a department need not be of
    it."""
    if waiting.role in IN_CHARGE and waiting.person_id:
        return (waiting.role, waiting.person_id) == (role, person)
    roles = (role, Role.DEPARTMENT) if role == Role.DEPARTMENT_HEAD else (role,)
    return (
        waiting.role in roles
        and waiting.department in (None, department)
        and waiting.person_id in (None, person)
    )


def hearing(owner: Awaited, roles: tuple[str, ...]) -> tuple[str, ...]:
    """The roles that hear of a rung: the owner's, and those of ``roles`` that make sense for it; if none
    does, the next higher one."""
    above = _above(owner.role)
    fitting = (role for role in roles if role != owner.role and (role in above or role not in _LINE))
    return (owner.role, *(tuple(fitting) or above[:1]))


def _above(role: str) -> tuple[str, ...]:
    """Above the presidium stands nobody: its own office (人大办) puts on its table what it has left lying."""
    if role == Role.PRESIDIUM:
        return (Role.OFFICE,)
    return _LINE[_LINE.index(Role(role)) + 1 :] if role in _LINE else _OF_NO_DEPARTMENT


def _holds_it(awaited: Awaited, directory: Directory) -> bool:
    """In a department any post will do: its head may have promised in person."""
    person, department = awaited.person or "", awaited.department
    posts = directory.posts.get(person, ()) if person in directory.people else ()
    return any(post.department == department if department else post.role == awaited.role for post in posts)
