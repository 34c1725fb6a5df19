"""Two townships of one county, as folders of CSV: what ``make run`` takes in, and what tests decide by.

Xiushan's places have the names of real ones; all people, departments and numbers of both are made up.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path

from shared.language.contracts.directory import (
    KEPT,
    Profile,
    RulesInForce,
    TownshipLists,
    TownshipSnapshot,
)
from shared.language.directory.amending import amended
from shared.language.directory.sheets.folder import read_folder
from shared.language.directory.sheets.reading import read

XIUSHAN = "xiushan"
YUNJIAO = "yunjiao"
SAMPLES = (XIUSHAN, YUNJIAO)


@dataclass(frozen=True, slots=True)
class Sample:
    """A township as its folder tells of it."""

    township_id: str
    profile: Profile
    rules: tuple[RulesInForce, ...]
    """In order of their first days; the first is what the township is taken in with."""
    lists: TownshipLists


@cache
def snapshot(name: str, township_id: str | None = None) -> TownshipSnapshot:
    """The sample as everybody sees it once it is taken in; under another code, if one is given."""
    sample = read_sample(name)
    return TownshipSnapshot(
        township_id=township_id or sample.township_id,
        state=KEPT,
        profile=sample.profile,
        lists=amended(TownshipLists(), sample.lists),
        rules=sample.rules,
        changed_at=datetime.combine(sample.rules[0].since, time(), UTC),
    )


@cache
def read_sample(name: str) -> Sample:
    """The sample of that name. Raises ValueError for what is wrong in it, OSError for none."""
    filled = read(*read_folder(Path(__file__).parent / name))
    if filled.problems or filled.named is None or filled.profile is None:
        raise ValueError("\n".join(problem.told().en for problem in filled.problems) or f"{name} has no name")
    return Sample(filled.named.township_id, filled.profile, filled.rules, filled.lists)
