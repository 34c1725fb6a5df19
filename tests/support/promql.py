"""As much of Prometheus's language as the alerts are written in, over samples of a minute each.

For machines without promtool, which is asked as well where it is there. What it does not know it refuses.
"""

import itertools
import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Labels = frozenset[tuple[str, str]]
Vector = dict[Labels, float]
Value = float | Vector
Samples = dict[int, float]
"""Second → value."""

LOOKBACK = 300
_TOKEN = re.compile(
    r'\s*(\d[\d.]*(?:e\d+)?[smhd]?|[a-zA-Z_]\w*|"[^"]*"|=~|!~|!=|==|>=|<=|[-+*/^(){}\[\],=<>])'
)
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_LEVELS = (("or",), ("and",), ("==", "!=", ">", "<", ">=", "<="), ("+", "-"), ("*", "/"), ("^",))
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    "<": operator.lt,
    ">=": operator.ge,
    "<=": operator.le,
}
_COUNT: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "^": operator.pow,
}
_GATHER: dict[str, Callable[[list[float]], float]] = {"max": max, "min": min, "sum": sum, "count": len}


def _nameless(labels: Labels) -> Labels:
    return frozenset(label for label in labels if label[0] != "__name__")


@dataclass
class World:
    """What there is to be asked."""

    series: dict[Labels, Samples]

    def ask(self, expression: str, at: int) -> Value:
        """The value of an expression at that second."""
        tokens = _TOKEN.findall(expression)
        assert "".join(tokens) == re.sub(r'\s+(?=(?:[^"]*"[^"]*")*[^"]*$)', "", expression), expression
        asking = _Asking(self, tokens, at)
        value = asking.level(0)
        assert not asking.tokens, asking.tokens
        return value


@dataclass
class _Asking:
    world: World
    tokens: list[str]
    at: int

    def take(self, wanted: str = "") -> str:
        token = self.tokens.pop(0)
        assert not wanted or token == wanted, (token, wanted)
        return token

    def next_is(self, *wanted: str) -> bool:
        return bool(self.tokens) and self.tokens[0] in wanted

    def level(self, depth: int) -> Value:
        if depth == len(_LEVELS):
            return self.one()
        left = self.level(depth + 1)
        while self.next_is(*_LEVELS[depth]):
            left = _joined(self.take(), left, self.level(depth + 1))
        return left

    def one(self) -> Value:
        token = self.take()
        if token == "(":
            value = self.level(0)
            self.take(")")
            return value
        if re.match(r"\d", token):
            return float(token)
        if token in _GATHER:
            return self.gathered(_GATHER[token])
        if self.next_is("("):
            return self.called(token)
        return {
            _nameless(labels): samples[max(seen)]
            for labels, samples in self.selected(token)
            if (seen := [t for t in samples if self.at - LOOKBACK < t <= self.at])
        }

    def selected(self, name: str) -> list[tuple[Labels, Samples]]:
        picked = [one for one in self.world.series.items() if ("__name__", name) in one[0]]
        if self.next_is("{"):
            self.take()
            while not self.next_is("}"):
                label, how, pattern = self.take(), self.take(), self.take().strip('"')
                expected = pattern if how in ("=~", "!~") else re.escape(pattern)
                picked = [
                    one
                    for one in picked
                    if bool(re.fullmatch(expected, dict(one[0]).get(label, ""))) == (how in ("=", "=~"))
                ]
                if self.next_is(","):
                    self.take()
            self.take("}")
        return picked

    def gathered(self, gather: Callable[[list[float]], float]) -> Value:
        by: list[str] = []
        if self.next_is("by"):
            self.take()
            self.take("(")
            while (token := self.take()) != ")":
                by += [token] if token != "," else []
        groups: dict[Labels, list[float]] = {}
        self.take("(")
        vector = self.level(0)
        self.take(")")
        assert isinstance(vector, dict)
        for labels, value in vector.items():
            groups.setdefault(frozenset(one for one in labels if one[0] in by), []).append(value)
        return {labels: float(gather(values)) for labels, values in groups.items()}

    def called(self, name: str) -> Value:
        self.take("(")
        value = self.answered(name)
        self.take(")")
        return value

    def answered(self, name: str) -> Value:
        if name == "time":
            return float(self.at)
        if name == "absent":
            before = list(self.tokens)
            there = self.level(0)
            asked = before[: len(before) - len(self.tokens)]
            named = [(asked[n - 1], asked[n + 1].strip('"')) for n, token in enumerate(asked) if token == "="]
            return {} if there else {frozenset(named): 1.0}
        if name == "abs":
            vector = self.level(0)
            assert isinstance(vector, dict)
            return {labels: abs(value) for labels, value in vector.items()}
        if name == "histogram_quantile":
            quantile = self.level(0)
            self.take(",")
            vector = self.level(0)
            assert isinstance(quantile, float)
            assert isinstance(vector, dict)
            return dict(_quantiles(quantile, vector))
        ranged = self.ranged()
        if name == "predict_linear":
            self.take(",")
            ahead = self.level(0)
            assert isinstance(ahead, float)
            return {labels: _predicted(seen, self.at, ahead) for labels, (seen, _) in ranged.items()}
        return {labels: _OVER[name](seen, length) for labels, (seen, length) in ranged.items()}

    def ranged(self) -> dict[Labels, tuple[Samples, int]]:
        picked = self.selected(self.take())
        self.take("[")
        token = self.take()
        self.take("]")
        length = int(token[:-1]) * _SECONDS[token[-1]]
        windows = (
            (labels, {t: v for t, v in samples.items() if self.at - length < t <= self.at})
            for labels, samples in picked
        )
        return {_nameless(labels): (seen, length) for labels, seen in windows if len(seen) > 1}


def _joined(how: str, left: Value, right: Value) -> Value:
    if how in ("or", "and"):
        assert isinstance(left, dict)
        assert isinstance(right, dict)
        return {**right, **left} if how == "or" else {k: v for k, v in left.items() if k in right}
    if isinstance(left, float) and isinstance(right, float):
        return _COUNT[how](left, right)
    pairs = {
        labels: (
            left if isinstance(left, float) else left[labels],
            right if isinstance(right, float) else right[labels],
        )
        for labels in (left if isinstance(left, dict) else right if isinstance(right, dict) else {})
        if isinstance(right, float) or labels in right
    }
    if how in _COMPARE:
        return {labels: one for labels, (one, other) in pairs.items() if _COMPARE[how](one, other)}
    return {labels: _COUNT[how](one, other) for labels, (one, other) in pairs.items()}


def _slope(seen: Samples, length: int) -> float:
    """The growth over the range, as far as it was seen; a counter that begins anew goes on from there."""
    return (seen[max(seen)] - seen[min(seen)]) / (max(seen) - min(seen)) * length


def _grown(seen: Samples, length: int) -> float:
    values = [seen[t] for t in sorted(seen)]
    lost = sum(before for before, after in itertools.pairwise(values) if after < before)
    return (values[-1] - values[0] + lost) / (max(seen) - min(seen)) * length


def _changes(seen: Samples, length: int) -> float:
    values = [seen[t] for t in sorted(seen)]
    return float(sum(before != after for before, after in itertools.pairwise(values)))


_OVER: dict[str, Callable[[Samples, int], float]] = {
    "delta": _slope,
    "increase": _grown,
    "rate": lambda seen, length: _grown(seen, length) / length,
    "changes": _changes,
    "min_over_time": lambda seen, _: min(seen.values()),
    "max_over_time": lambda seen, _: max(seen.values()),
}


def _predicted(seen: Samples, at: int, ahead: float) -> float:
    """By the least squares."""
    count, mean = len(seen), sum(seen.values()) / len(seen)
    middle = sum(seen) / count
    spread = sum((t - middle) ** 2 for t in seen)
    slope = sum((t - middle) * (v - mean) for t, v in seen.items()) / spread
    return mean + slope * (at + ahead - middle)


def _quantiles(quantile: float, buckets: Vector) -> Iterator[tuple[Labels, float]]:
    """The upper bound of the bucket in which it lies: enough to compare with another bucket's bound."""
    for group in {frozenset(one for one in labels if one[0] != "le") for labels in buckets}:
        mine = sorted(
            (float(dict(labels)["le"]), value) for labels, value in buckets.items() if group <= labels
        )
        if not mine or not mine[-1][1]:
            continue
        yield group, next(bound for bound, value in mine if value >= quantile * mine[-1][1])
