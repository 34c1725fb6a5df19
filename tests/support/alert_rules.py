"""The alerts that fire over an hour's samples."""

import re
from typing import Any

from tests.support.promql import Labels, Samples, Value, World

_SECONDS = {"m": 60, "h": 3600}


def samples_of(notation: str) -> Samples:
    """``1x2 _x3 0+5x2`` as promtool's tests write it, one a minute."""
    found: list[float | None] = []
    for part in notation.split():
        if part.startswith("_"):
            found += [None] * int(part[2:] or 1)
            continue
        match = re.fullmatch(r"(-?[\d.]+(?:e\d+)?)(?:([+-][\d.]+))?(?:x(\d+))?", part)
        assert match, part
        first, step, times = float(match[1]), float(match[2] or 0), int(match[3] or 0)
        found += [first + step * n for n in range(times + 1)]
    return {60 * n: value for n, value in enumerate(found) if value is not None}


def series_of(name: str) -> Labels:
    """``up{job="a"}`` as labels, the name among them."""
    labels = dict(re.findall(r'(\w+)="([^"]*)"', name))
    return frozenset({**labels, "__name__": name.split("{")[0]}.items())


def firing(rules: list[dict[str, Any]], series: dict[str, str], at: int) -> dict[str, Value]:
    """Those rules whose expression has held for as long as they ask, at that second, with the values."""
    world = World({series_of(name): samples_of(values) for name, values in series.items()})
    found = {}
    for rule in rules:
        lasts = rule.get("for", "0m")
        since = at - int(lasts[:-1]) * _SECONDS[lasts[-1]]
        held = world.ask(rule["expr"], at)
        for moment in range(at - 60, since - 1, -60):
            if not held:
                break
            then = world.ask(rule["expr"], moment)
            assert isinstance(held, dict)
            assert isinstance(then, dict)
            held = {labels: value for labels, value in held.items() if labels in then}
        if held:
            found[rule["alert"]] = held
    return found
