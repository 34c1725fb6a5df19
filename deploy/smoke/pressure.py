"""Running the load beside what is done to the platform, and counting afterwards what became of it."""

import json
import subprocess
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from deploy.smoke.stack import PAUSE, SmokeError, Stack

_END_SECONDS = 180.0
_COPIES_SECONDS = 120.0
_RAISED = "SELECT id, data->>'text' FROM intake.submission WHERE data->>'text' LIKE '负载第%'"
_KNOWN = "SELECT id FROM {service}.known WHERE kind = 'submission'"
_HEARERS = ("evaluation", "console")
"""Whom intake tells of matters, one by each face. The console's has no text: they are told by their ids."""


@dataclass(frozen=True)
class Summary:
    """What the load says of itself at its end; seconds."""

    sent: int = 0
    answered: int = 0
    refused: int = 0
    unheard: int = 0
    longest_gap: float = 0.0
    p50: float = 0.0
    p99: float = 0.0

    def in_words(self) -> str:
        """For the last line of a run; that nothing is lost or doubled was counted before."""
        return (
            f"{self.sent} matters under load, lost 0, doubled 0; longest time without an answer "
            f"{self.longest_gap} s, p50 {self.p50} s, p99 {self.p99} s"
        )


@dataclass
class Pressure:
    """The load while it runs; ``summary`` is there at the end."""

    stack: Stack
    summary: Summary = field(default_factory=Summary)

    def raised(self) -> int:
        """How many matters intake has taken so far."""
        return len(self.stack.ask_database("intake", _RAISED).splitlines())

    def wait_for_more(self, count: int, seconds: float) -> float:
        """Return when ``count`` more have been taken: after how many seconds. Raises SmokeError."""
        begun, before = time.monotonic(), self.raised()
        while self.raised() < before + count:
            if time.monotonic() - begun > seconds:
                raise SmokeError(f"fewer than {count} matters were taken in {seconds:.0f} s")
            time.sleep(PAUSE / 2)
        return time.monotonic() - begun


@contextmanager
def under_load(stack: Stack) -> Iterator[Pressure]:
    """Matters are raised while the context is open; then everything must be there, everywhere, once."""
    name = f"load-{time.monotonic_ns()}"
    process = stack.begin("run", "--rm", "-T", f"--name={name}", "load")
    pressure = Pressure(stack)
    try:
        pressure.wait_for_more(5, 60)
        yield pressure
        subprocess.run(["docker", "kill", "--signal=TERM", name], check=True, capture_output=True)
        said, _ = process.communicate(timeout=_END_SECONDS)
    except BaseException:
        subprocess.run(["docker", "kill", name], capture_output=True)
        print(process.communicate()[0][-3000:])
        raise
    lines = [line for line in said.splitlines() if line.startswith("{")]
    if process.returncode or not lines:
        raise SmokeError(f"the load: exit code {process.returncode}\n{said[-3000:]}")
    pressure.summary = Summary(**json.loads(lines[-1]))
    _count(stack, pressure.summary.sent)


def missing_and_doubled(
    sent: int, raised: Sequence[str], known: Mapping[str, Collection[str]]
) -> dict[str, int]:
    """What is wrong, and how often; empty: every matter is at intake once, and each of ``known`` knows it.

    ``raised``: ``id|text`` of each matter at intake; ``known``: service → the ids of all matters there.
    """
    ids, texts = zip(*(line.split("|", 1) for line in raised), strict=True) if raised else ((), ())
    wrong = {
        "lost": sent - len(set(texts)),
        "doubled": len(texts) - len(set(texts)),
        **{f"not known to {service}": len(set(ids) - set(there)) for service, there in known.items()},
    }
    return {what: count for what, count in wrong.items() if count}


def _count(stack: Stack, sent: int) -> None:
    """Every service that hears of submissions knows each, and nothing was parked. Raises SmokeError."""
    deadline = time.monotonic() + _COPIES_SECONDS
    while wrong := missing_and_doubled(
        sent,
        stack.ask_database("intake", _RAISED).splitlines(),
        {
            service: stack.ask_database(service, _KNOWN.format(service=service)).splitlines()
            for service in _HEARERS
        },
    ):
        if time.monotonic() > deadline:
            raise SmokeError(f"{sent} matters were raised and answered; {wrong}")
        time.sleep(PAUSE)
    parked = {
        service: stack.ask_database(service, f"SELECT count(*) FROM {service}.parked_messages")
        for service in ("intake", *_HEARERS)
    }
    if set(parked.values()) != {"0"}:
        raise SmokeError(f"parked: {parked}")
