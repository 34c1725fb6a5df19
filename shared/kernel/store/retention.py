"""What is kept how long, as data: one file of rules, from which the purge, the pages and the record of
personal data read.

Each table of each service stands in it: with a rule by which rows leave, or with the reason why they stay.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from shared.kernel.messages.base import Bilingual

ALL = "*"
"""In place of a service: every one."""


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    service: str
    table: str
    what: Bilingual
    basis: Bilingual


class KeepingRule(_Entry):
    """Rows of one table that leave it. ``only``, ``counted`` and ``sets`` are SQL over the row."""

    name: str = Field(pattern="^[a-z_]+$")
    moment: str
    """The column with the moment from which the time runs."""
    days: str
    """The setting that says how many days."""
    more: int = 0
    """Days beyond those: for what must outlast something else that has the same time."""
    clock: Literal["machine", "service"] = "machine"
    """Whose time the column has. The service's own differs in stories alone."""
    only: str = "true"
    """Which rows may leave; what is open may not."""
    stands: bool = False
    """Nobody changes its rows, nor may its service: they are taken without locking them before."""
    then: Literal["removed", "emptied", "moved"] = "removed"
    sets: str = ""
    """What an emptied row is set to."""
    counted: Mapping[str, str] = Field(default_factory=dict)
    """The parts of a service's account in which the row was counted, each with its condition."""


class Lasting(_Entry):
    """A table of which no rule takes rows: with the reason."""


class Retention(BaseModel):
    """The whole file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rules: tuple[KeepingRule, ...] = ()
    lasting: tuple[Lasting, ...] = ()

    def of(self, service: str) -> tuple[KeepingRule, ...]:
        """The rules that one service carries out, in the order in which it does."""
        return tuple(rule for rule in self.rules if rule.service in (ALL, service))


@cache
def load_retention(file: Path) -> Retention:
    """Raises OSError, tomllib's and pydantic's errors: the file comes with the code."""
    return Retention.model_validate(tomllib.loads(file.read_text("utf-8")))
