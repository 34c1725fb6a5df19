"""What somebody names must stand in the township's lists on the day of the decision; who names something else
learns what there is, the nearest first."""

from collections.abc import Collection, Iterable, Mapping
from heapq import nsmallest
from typing import Protocol

from shared.kernel.messages.errors import Refusal, refuse
from shared.language.contracts.directory import SEATED
from shared.language.contracts.envelope import Role
from shared.language.directory.directory import Directory

SHOWN = 10
"""Entries that a refusal names at most."""
_LONGEST = 64
"""Characters of a name that are compared."""
_JOIN = "、"
_NONE = "（一个也没有 none）"
"""In place of what could be named, where the list is empty."""


class Named(Protocol):
    """An entry of a list."""

    @property
    def name(self) -> str:
        """What people call it."""
        ...


def nearest_first(given: str, among: Mapping[str, Named]) -> str:
    """What could be named instead of ``given``: codes and names, those most like it first."""
    return in_words(likely(given, among), among)


def likely(given: str, among: Mapping[str, Named]) -> list[str]:
    """The codes of ``nearest_first``, for machines."""
    asked = _pieces(given)
    return nsmallest(SHOWN, among, key=lambda code: (-_likeness(asked, code, among[code].name), code))


def nearest(given: str, among: Iterable[str]) -> tuple[str, ...]:
    """All of these codes, those most like ``given`` first; of those alike, in their order."""
    asked = _pieces(given)
    return tuple(sorted(among, key=lambda code: -_shared(asked, _pieces(code))))


def in_words(codes: Collection[str], among: Mapping[str, Named]) -> str:
    """These codes with their names, and whether there are more."""
    shown = [code if among[code].name == code else f"{code}（{among[code].name}）" for code in codes]
    return _JOIN.join((*shown, "…") if len(among) > len(codes) else shown) or _NONE


def name_in(among: Mapping[str, Named], code: str) -> str:
    """The name of an entry; the code itself where there is none any more."""
    return among[code].name if code in among else code


def people_named(directory: Directory, *ids: str) -> str:
    """What people call these people; the id of one who is in no list any more."""
    return _JOIN.join(name_in(directory.people, id) for id in ids)


def department_is_listed(code: str, directory: Directory, field: str) -> Refusal | None:
    """The township has that department; ``field`` is the one that named it."""
    if code in directory.departments:
        return None
    near = likely(code, directory.departments)
    return refuse(
        "unknown_department", field, given=code, known=in_words(near, directory.departments), one_of=near
    )


def room_is_listed(code: str, directory: Directory, field: str) -> Refusal | None:
    """The township has that room."""
    if code in directory.rooms:
        return None
    near = likely(code, directory.rooms)
    return refuse("unknown_room", field, given=code, known=in_words(near, directory.rooms), one_of=near)


def village_is_listed(code: str, directory: Directory, field: str) -> Refusal | None:
    """The township has that village."""
    if code in directory.villages:
        return None
    near = likely(code, directory.villages)
    return refuse("unknown_village", field, given=code, known=in_words(near, directory.villages), one_of=near)


def category_is_listed(code: str, directory: Directory, field: str) -> Refusal | None:
    """The township has that category."""
    if code in directory.categories:
        return None
    near = likely(code, directory.categories)
    return refuse(
        "unknown_category", field, given=code, known=in_words(near, directory.categories), one_of=near
    )


def kind_is_listed(code: str, directory: Directory, field: str) -> Refusal | None:
    """The township has that kind of matter."""
    if code in directory.kinds:
        return None
    near = likely(code, directory.kinds)
    return refuse("unknown_kind", field, given=code, known=in_words(near, directory.kinds), one_of=near)


def channel_is_listed(code: str, directory: Directory, field: str) -> Refusal | None:
    """The township has that channel."""
    if code in directory.channels:
        return None
    near = likely(code, directory.channels)
    return refuse("unknown_channel", field, given=code, known=in_words(near, directory.channels), one_of=near)


def reason_is_listed(code: str, directory: Directory, field: str) -> Refusal | None:
    """The township has that reason for refusing a matter."""
    if code in directory.reasons:
        return None
    near = likely(code, directory.reasons)
    return refuse("unknown_reason", field, given=code, known=in_words(near, directory.reasons), one_of=near)


def deputies_are_seated(ids: Iterable[str], directory: Directory, field: str) -> Refusal | None:
    """All of them are deputies whose seats have begun and not ended."""
    known = directory.deputies
    if not (others := strangers(ids, known)):
        return None
    near = likely(others[0], known)
    return refuse("unknown_deputy", field, given=_JOIN.join(others), known=in_words(near, known), one_of=near)


def leader_is_in_office(id: str, directory: Directory, field: str) -> Refusal | None:
    """That person is the head or a leader in charge."""
    if id in directory.leaders:
        return None
    near = likely(id, directory.leaders)
    return refuse("unknown_leader", field, given=id, known=in_words(near, directory.leaders), one_of=near)


def hold_posts(
    ids: Iterable[str], directory: Directory, field: str, roles: Iterable[Role] = SEATED
) -> Refusal | None:
    """All of them hold a post of one of these roles."""
    return _people(ids, directory.holding(*roles), field)


def people_are_listed(ids: Iterable[str], directory: Directory, field: str) -> Refusal | None:
    """All of them are in the list of people, with a post or without: who was there may since have left it."""
    return _people(ids, directory.people, field)


def strangers(ids: Iterable[str], among: Mapping[str, object]) -> list[str]:
    """Those of ``ids`` that are not there, each once."""
    return [id for id in dict.fromkeys(ids) if id not in among]


def _people(ids: Iterable[str], known: Mapping[str, Named], field: str) -> Refusal | None:
    if not (others := strangers(ids, known)):
        return None
    near = likely(others[0], known)
    return refuse("unknown_people", field, given=_JOIN.join(others), known=in_words(near, known), one_of=near)


def _likeness(asked: frozenset[str], code: str, name: str) -> float:
    return max(_shared(asked, _pieces(code)), _shared(asked, _pieces(name)))


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Dice's coefficient, 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other) or 1)


def _pieces(text: str) -> frozenset[str]:
    """Characters and pairs of them: quick to compare, and the order of characters still tells."""
    folded = text[:_LONGEST].casefold()
    return frozenset((*folded, *map(str.__add__, folded, folded[1:])))
