"""Changes of the township's lists, rules and holidays, as its office would make them."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Literal

from shared.kernel.messages.base import Command
from shared.language.behaviour import Today
from shared.language.calendar import local_day
from shared.language.contracts.directory import (
    OF_A_DEPARTMENT,
    AmendTownship,
    ChangeRules,
    Department,
    Person,
    Post,
    RulesInForce,
    TakeNotice,
    TownshipLists,
)
from shared.language.contracts.envelope import Role
from tests.support.township import with_notice
from tests.walk.steps import written
from tests.walk.town import Town


def change_of(town: Town, chance: Random) -> Command | None:
    """Somebody leaves or comes, a department has another leader, the rules or the holidays are others."""
    return chance.choice(_CHANGES)(town, chance)


def other_deadlines(town: Town, chance: Random) -> Command:
    """Rules or holidays by which open deadlines are counted anew."""
    return chance.choice((_rules(town, chance, "move"), _holidays(town, chance)))


def _leaves(town: Town, chance: Random) -> Command | None:
    """Somebody who has a post."""
    today = _today(town)
    posts = [post for posts in today.directory.posts.values() for post in posts]
    if not posts:
        return None
    gone = chance.choice(posts)
    last = max(gone.since, today.directory.day + timedelta(days=chance.choice((-1, 0, 30))))
    lists = TownshipLists(posts=(gone.model_copy(update={"until": last}),))
    return AmendTownship(lists=lists, reason="离任")


def _comes(town: Town, chance: Random) -> Command:
    """Somebody new, or somebody who is there has another post as well."""
    today = _today(town).directory
    since = today.day + timedelta(days=chance.choice((0, 1, 20)))
    role = chance.choice((Role.DEPUTY, Role.LEADER, Role.DEPARTMENT, Role.DEPARTMENT_HEAD, Role.OFFICE))
    new = Person(person_id=f"new-{today.day:%y%m%d}-{chance.randrange(100)}", name="新某", since=since)
    department = chance.choice(sorted(today.departments)) if role in OF_A_DEPARTMENT else None
    level = "township" if role is Role.DEPUTY else None
    post = Post(person_id=new.person_id, role=role, department=department, level=level, since=since)
    return AmendTownship(lists=TownshipLists(people=(new,), posts=(post,)), reason="到任")


def _another_head(town: Town, chance: Random) -> Command | None:
    """The head's post ends, and another one's begins the day after."""
    today = _today(town).directory
    last = today.day + timedelta(days=chance.choice((0, 10)))
    heads = [p for posts in today.posts.values() for p in posts if p.role == Role.HEAD]
    ended = tuple(post.model_copy(update={"until": max(post.since, last)}) for post in heads)
    since = max([last, *(post.since for post in ended)]) + timedelta(days=1)
    new = Person(person_id=f"head-{since:%y%m%d}", name="新某", since=since)
    post = Post(person_id=new.person_id, role=Role.HEAD, since=since)
    return AmendTownship(lists=TownshipLists(people=(new,), posts=(*ended, post)), reason="换届")


def _another_leader(town: Town, chance: Random) -> Command:
    today = _today(town).directory
    before: Department = chance.choice(list(today.departments.values()))
    leader = chance.choice([*today.leaders, None])
    changed = before.model_copy(update={"leader": leader, "since": today.day})
    return AmendTownship(lists=TownshipLists(departments=(changed,)), reason="分工调整")


def _other_rules(town: Town, chance: Random) -> Command:
    return _rules(town, chance, chance.choice(_OPEN))


def _rules(town: Town, chance: Random, open_deadlines: Literal["stay", "move"]) -> Command:
    since = local_day(town.now) + timedelta(days=chance.choice((0, 1, 40)))
    names = ("zhejiang", "shanghai", "chongqing", "qingdao")
    rules = RulesInForce(since=since, rule_set=chance.choice(names), decided_by="乡人大主席团")
    return ChangeRules(rules=rules, open_deadlines=open_deadlines)


def _holidays(town: Town, chance: Random) -> Command:
    """A year's holidays; half of the times one falls on a day by which somebody has to act."""
    ahead = [local_day(one - _MINUTE) for one in written(town) if one > town.now]
    if ahead and chance.random() < 0.5:
        day = chance.choice(ahead)
        return TakeNotice(notice=with_notice(day.year, 端午节=f"{day:%m-%d}").notice)
    worked = chance.choice(("", "02-14"))
    return TakeNotice(notice=with_notice(town.now.year + chance.choice((0, 1)), worked=worked).notice)


def _today(town: Town) -> Today:
    return town.law.at(town.now)


_MINUTE = timedelta(minutes=1)
_OPEN: tuple[Literal["stay", "move"], ...] = ("stay", "move")
_CHANGES: tuple[Callable[[Town, Random], Command | None], ...] = (
    _leaves,
    _leaves,
    _comes,
    _another_head,
    _another_leader,
    _other_rules,
    _holidays,
)
