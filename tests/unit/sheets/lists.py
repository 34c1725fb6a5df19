"""Townships to fill sheets with."""

from datetime import date

from shared.language.contracts.directory import Person, Profile, RulesInForce, TownshipLists
from shared.language.directory.sheets.grid import Grid
from shared.language.directory.sheets.writing import written

DAY = date(2026, 9, 1)
PROFILE = Profile(name="试乡", county="试县", city="试市")
RULES = (RulesInForce(since=DAY, rule_set="zhejiang", decided_by="主席团"),)
CODE = "330921299"


def person(person_id: str, name: str = "某人", since: date = DAY, until: date | None = None) -> Person:
    return Person(person_id=person_id, name=name, since=since, until=until)


def people(*entries: Person) -> TownshipLists:
    return TownshipLists(people=entries)


def sheets_of(lists: TownshipLists) -> tuple[Grid, ...]:
    return written(CODE, PROFILE, RULES, lists)
