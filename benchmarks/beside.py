"""Is this commit slower than an earlier one? ``make bench-beside BASE=<commit>``

Both are measured by their own ``bench-quick``, in turn, so that what else the machine does falls on both. The
earlier commit is taken from the repository into a folder that is removed; it runs with the libraries that are
installed now.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

_HERE = Path(__file__).resolve().parents[1]
Figures = dict[str, float]
"""As ``bench-quick`` ends."""


def _taken(base: str, folder: Path) -> None:
    archive = subprocess.run(("git", "archive", base), cwd=_HERE, check=True, capture_output=True).stdout
    subprocess.run(("tar", "-x", "-C", str(folder)), input=archive, check=True)


def _measured(tree: Path) -> Figures:
    """Raises CalledProcessError with what was printed when the benchmark of that tree fails."""
    command = (sys.executable, "-m", "benchmarks.quick")
    said = subprocess.run(command, cwd=tree, check=True, stdout=subprocess.PIPE, text=True).stdout
    figures: Figures = json.loads(said.splitlines()[-1])
    return figures


def _compared(base: list[Figures], here: list[Figures]) -> Figures:
    """Here as a share of the base, by medians, of every figure that both have. Of rates more is better, of
    milliseconds less."""
    both = [name for name in here[0] if name in base[0]]
    return {name: round(median(f[name] for f in here) / median(f[name] for f in base), 3) for name in both}


def main() -> None:
    """One line of JSON, the last, says each figure of this tree as a share of the base's."""
    parser = argparse.ArgumentParser(prog="make bench-beside")
    parser.add_argument("base", help="a commit")
    parser.add_argument("--rounds", type=int, default=4)
    given = parser.parse_args()
    base: list[Figures] = []
    here: list[Figures] = []
    with tempfile.TemporaryDirectory(prefix="youyue-beside-") as name:
        _taken(given.base, Path(name))
        contenders = [("base", Path(name), base), ("here", _HERE, here)]
        for number in range(given.rounds):
            for called, tree, figures in contenders if number % 2 else reversed(contenders):
                figures.append(_measured(tree))
                print(f"round {number + 1} {called}: {json.dumps(figures[-1])}", flush=True)
    print(json.dumps(_compared(base, here)))


if __name__ == "__main__":
    main()
