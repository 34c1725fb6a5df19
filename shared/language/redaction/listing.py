"""Numbers that lead to nobody: lists, amounts, readings, days."""

import re
from itertools import pairwise

from shared.language.redaction.run import Run

_UNIT = re.compile(
    r"\s{0,2}(?:元|块|角|米|公里|千米|里|斤|公斤|千克|克|吨|度|方|立方|平|亩|户|人|名|位|个|只|条|张|盏|次|天|年|月|日|"
    r"[号號](?!码)|点|时|分(?![机機])|秒|楼|栋|幢|室|岁|%|℃|kWh|km|kg|m\b|t\b)"
)
_PERIOD = re.compile(r"[,、:;。…]")


def has_unit(run: Run, group: int) -> bool:
    """Whether a unit follows the digits before ``group``, or the whole run."""
    return any(_UNIT.match(run.text, run.end(at)) for at in {group, len(run.groups)})


def is_list(run: Run, first: int, last: int) -> bool:
    """Whether the groups from ``first`` up to ``last`` rather are several numbers than one."""
    gaps = run.gaps(first, last)
    if run.measured or has_unit(run, last):
        return True
    if any(_PERIOD.search(gap) for gap in gaps) or ("." in gaps and len(set(gaps)) > 1):
        return True
    said = [run.digits[run.offsets[i] : run.offsets[i + 1]] for i in range(first, last)]
    rising = all(int(a) < int(b) for a, b in pairwise(said))
    return len(said) > 3 and max(map(len, said)) < 4 and rising
