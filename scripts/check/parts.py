"""The tools that ``make check`` runs beside each other, and how their output becomes entries of its list."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from scripts.check.problem import Problem

FAILED = re.compile(r"^(?:FAILED|ERROR) (?P<test>\S+(?: \S+)*?)(?: - (?P<why>.*))?$")
FINDING = re.compile(r"^(?P<where>[\w./-]+:\d+)(?::\d+)?: (?:error: )?(?P<what>.*)$")
LISTED_ALREADY = (
    "tests/repo/test_catalogue.py::test_every_refusal_has_its_sentence",
    "tests/repo/test_completeness.py::test_nothing_is_missing",
    "tests/repo/test_deploy.py::test_the_committed_definitions_are_what_the_topology_says",
    "tests/repo/test_generated_docs.py::test_the_documents_say_what_the_code_says_now",
    "tests/repo/test_topology_agreements.py::test_a_contract_that_was_released_has_its_class",
)
"""These ask what the list of completeness has asked before."""
TESTS = ("tests/repo", "tests/contract", "tests/unit")
SHOWN = 10
"""Entries of one part; what follows is counted."""


@dataclass(frozen=True, slots=True)
class Part:
    """A program of the virtualenv with its arguments, and how what it says after a failure is read."""

    name: str
    command: tuple[str, ...]
    read: Callable[[str], list[Problem]]


def of_ruff(output: str) -> list[Problem]:
    """``path:line:column: CODE what``."""
    return _findings(output, "make format mends what it can")


def of_format(output: str) -> list[Problem]:
    """``Would reformat: path``."""
    files = [line.partition(": ")[2] for line in output.splitlines() if line.startswith("Would reformat: ")]
    return [Problem(file, "is not formatted", "run make format") for file in files]


def of_mypy(output: str) -> list[Problem]:
    """``path:line: error: what  [code]``; notes belong to the error before them."""
    return _findings("\n".join(line for line in output.splitlines() if ": note: " not in line))


def of_imports(output: str) -> list[Problem]:
    """The broken contracts, each with the imports that break it."""
    broken = output.partition("Broken contracts")[2]
    found: list[Problem] = []
    for block in re.split(r"\n(?=[^\n]+\n-{3,}\n)", broken):
        heading, _, body = block.strip().partition("\n")
        imports = re.findall(r"^-\s+(\S.* -> .*)$", body, re.MULTILINE)
        if imports:
            found.append(
                Problem("imports", f"{heading}: {'; '.join(imports[:3])}", "pyproject.toml says why")
            )
    return found


def of_tests(output: str) -> list[Problem]:
    """The short summary: a test and the first line of its error."""
    found = (FAILED.match(line) for line in output.splitlines())
    return [Problem(match["test"], _plain(match["why"] or "failed")) for match in found if match]


def beside(problems: list[Problem], known: list[Problem]) -> tuple[list[Problem], int]:
    """Failed tests that tell something new, and how many only follow from what is ``known``."""
    named = {problem.about for problem in known if "." in problem.about}
    named |= {problem.wrong[:60] for problem in known}
    new = [problem for problem in problems if not any(name in str(problem) for name in named)]
    return new, len(problems) - len(new)


def shortened(problems: list[Problem]) -> list[Problem]:
    """The first of a long list, and how many follow."""
    if len(problems) <= SHOWN + 1:
        return problems
    more = len(problems) - SHOWN
    return [*problems[:SHOWN], Problem("…", f"{more} more of the same kind")]


def _findings(output: str, todo: str = "") -> list[Problem]:
    found = (FINDING.match(line) for line in output.splitlines())
    return [Problem(match["where"], match["what"], todo) for match in found if match]


def _plain(why: str) -> str:
    return why.removeprefix("AssertionError: ")[:160]


def parts(spared: tuple[str, ...]) -> tuple[Part, ...]:
    """All of them, to be started at once. The tests, without those ``spared``, stand first: what only follows
    is taken out of theirs."""
    left_out = (*(f"--ignore={path}" for path in spared), *(f"--deselect={test}" for test in LISTED_ALREADY))
    given = ("-n", "2", "--dist", "worksteal", "-m", "not slow", "-q", "--tb=no", "-rfE")
    tests = ("pytest", *TESTS, *given, "--continue-on-collection-errors", *left_out)
    return (
        Part("tests", tests, of_tests),
        Part("types", ("mypy", "--no-error-summary"), of_mypy),
        Part("imports", ("lint-imports", "--no-logo"), of_imports),
        Part("ruff", ("ruff", "check", "--output-format", "concise", "."), of_ruff),
        Part("format", ("ruff", "format", "--check", "."), of_format),
    )
