"""Directory's world: one township, and the history of what was entered."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from services.directory.app import SERVICE
from services.directory.domain.township.township import Township
from services.directory.storage.editions import changed_since
from services.directory.storage.tables import LIST_CHANGES, TOWNSHIP
from shared.kernel.messages.envelope import Actor
from shared.kernel.service.service import Service
from shared.language.contracts.directory import (
    AddTownship,
    Department,
    Person,
    Post,
    Profile,
    RulesInForce,
    TownshipLists,
)
from shared.language.contracts.envelope import Role
from tests.support.township import TOWNSHIP as CODE
from tests.support.world import World

OPERATOR = Actor("operator-1", Role.OPERATOR)
OFFICE = Actor("office-1", Role.OFFICE)
START = date(2026, 1, 1)
LISTS = TownshipLists(
    departments=(Department(since=START, code="water", name="农业农村办", leader="leader-1"),),
    people=(
        Person(since=START, person_id="leader-1", name="李某"),
        Person(since=START, person_id="leader-2", name="张某"),
    ),
    posts=(
        Post(since=START, person_id="leader-1", role=Role.LEADER, title="副乡长"),
        Post(since=START, person_id="leader-2", role=Role.LEADER, title="副乡长"),
    ),
)
ADD = AddTownship(
    profile=Profile(name="秀山乡", county="岱山县", city="舟山市"),
    rules=(RulesInForce(since=date(2026, 9, 1), rule_set="zhejiang", decided_by="乡人大主席团"),),
    lists=LISTS,
)


@dataclass
class DirectoryWorld(World):
    """One township, taken in on 1 September 2026 unless ``added`` is false."""

    service: Service = field(default=SERVICE, kw_only=True)
    added: bool = True

    def __post_init__(self) -> None:
        self.answer(changed_since, self._changed_since)
        if self.added:
            self.must("2026-09-01 09:00", OPERATOR, ADD)

    @property
    def township(self) -> Township:
        """The township as it stands."""
        found: Township = self.things[TOWNSHIP.name, CODE]
        return found

    def _changed_since(self, edition: int) -> tuple[str, ...]:
        rows = (row for row in self.rows if row["table"] == LIST_CHANGES.name and row["edition"] > edition)
        return tuple(sorted({f"{row['list']} {row['key']}".strip() for row in rows}))

    def history(self, edition: int) -> list[tuple[str, str, date]]:
        """What was entered with an edition: list, key and first day."""
        return [(row["list"], row["key"], row["since"]) for row in self.changes(edition)]

    def changes(self, edition: int) -> list[dict[str, Any]]:
        """The rows of the history with that edition."""
        return [row for row in self.rows if row["table"] == LIST_CHANGES.name and row["edition"] == edition]
