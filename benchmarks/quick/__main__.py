"""Measures everything in turn and says it in one line of JSON, the last. Usage: ``python -m
benchmarks.quick``"""

import asyncio
import json
import tempfile
from pathlib import Path
from statistics import median, quantiles

from benchmarks.quick import answering, handling, publishing
from benchmarks.quick.handling import Rates
from benchmarks.quick.servers import Servers, servers
from shared.kernel.service.logging import configure_logging

_HANDLING_ROUNDS = 4
_PUBLISHING_ROUNDS = 4


async def _measure(where: Servers, folder: Path) -> dict[str, float]:
    print("handling: each empties a queue of the same messages", flush=True)
    handled = await handling.measure(where, folder, _HANDLING_ROUNDS)
    print("publishing: the same bytes into the same queue, confirmed", flush=True)
    published = await publishing.measure(where, folder, _PUBLISHING_ROUNDS)
    print("answering: from a partner's command to its answer, 50 a second", flush=True)
    waited = await answering.measure(where, folder)
    print(f"  median {median(waited):.1f} ms, p99 {_p99(waited):.1f} ms", flush=True)
    rates = {name: round(median(each)) for name, each in {**handled, **published}.items()}
    return {
        "use_case_vs_limit": _ratio(handled, "ours", "limit"),
        "use_case_vs_celery": _ratio(handled, "ours", "celery"),
        "raise_vs_limit": _ratio(handled, "raise", "limit"),
        "relay_vs_publish": _ratio(published, "relay", "publish"),
        "raise_p99_ms": round(_p99(waited), 1),
        **{f"{name}_per_second": rate for name, rate in rates.items()},
    }


def _ratio(rates: Rates, one: str, other: str) -> float:
    """How many times as fast, by the medians of the rounds."""
    return round(median(rates[one]) / median(rates[other]), 2)


def _p99(waited: list[float]) -> float:
    return quantiles(waited, n=100)[-1]


def main() -> None:
    """On servers of its own, in a folder that is removed."""
    configure_logging("WARNING", "people")
    with tempfile.TemporaryDirectory(prefix="youyue-bench-") as name, servers(Path(name)) as where:
        result = asyncio.run(_measure(where, Path(name)))
    print(json.dumps(result))


if __name__ == "__main__":
    main()
