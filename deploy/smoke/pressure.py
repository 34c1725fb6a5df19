"""Running the load beside what is done to the platform, and counting afterwards what became of it."""

import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from deploy.smoke.stack import PAUSE, SmokeError, Stack

_END_SECONDS = 180.0
_COPIES_SECONDS = 120.0
_OURS = "data->>'text' LIKE '负载第%'"
_COPIES = "SELECT count(*), count(*) FROM {service}.known WHERE kind = 'submission' AND " + _OURS
_COUNTS = {
    "intake": f"SELECT count(*), count(DISTINCT data->>'text') FROM intake.submission WHERE {_OURS}",
    "evaluation": _COPIES.format(service="evaluation"),
    "console": _COPIES.format(service="console"),
}
"""Service → how many matters of the load it knows, and how many different ones."""


@dataclass
class Pressure:
    """The load while it runs; ``summary`` is there at the end."""

    stack: Stack
    summary: dict[str, float] = field(default_factory=dict)

    def raised(self) -> int:
        """How many matters intake has taken so far."""
        return int(self.stack.ask_database("intake", _COUNTS["intake"]).split("|")[0])

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
    pressure.summary = json.loads(lines[-1])
    _count(stack, int(pressure.summary["sent"]))


def _count(stack: Stack, sent: int) -> None:
    """Every service that hears of submissions knows each once, and nothing was parked. Raises SmokeError."""
    expected = dict.fromkeys(_COUNTS, f"{sent}|{sent}")
    deadline = time.monotonic() + _COPIES_SECONDS
    while (
        known := {service: stack.ask_database(service, sql) for service, sql in _COUNTS.items()}
    ) != expected:
        if time.monotonic() > deadline:
            raise SmokeError(f"{sent} matters were raised and answered; known: {known}")
        time.sleep(PAUSE)
    parked = {
        service: stack.ask_database(service, f"SELECT count(*) FROM {service}.parked_messages")
        for service in _COUNTS
    }
    if set(parked.values()) != {"0"}:
        raise SmokeError(f"parked: {parked}")
