"""The condition for lists that somebody enters: they contradict themselves nowhere."""

from dataclasses import replace

from shared.kernel.messages.errors import Refusal, refuse
from shared.language.contracts.directory import TownshipLists
from shared.language.directory.amending import contradicted
from shared.language.directory.problem import Problem
from shared.language.directory.problems import entered_twice, problems


def incoherent(before: TownshipLists, given: TownshipLists, result: TownshipLists) -> Refusal | None:
    """Why ``given`` cannot be entered into ``before``, if ``result`` came of it: the first problem, and how
    many."""
    found = [*entered_twice(given), *contradicted(before, given), *problems(result)]
    return _first(found[0], len(found)) if found else None


def _first(problem: Problem, count: int) -> Refusal:
    refusal = refuse(
        "incoherent_lists",
        ".".join(part for part in ("data.lists", problem.list, problem.field) if part),
        list=problem.list,
        key=problem.called,
        incoherence=problem.code,
        count=count,
    )
    return replace(refusal, values=(*refusal.values, *problem.values))
