"""What is done to a running platform, one after the other; each returns when the platform is well again."""

import json
import time
import urllib.request

from deploy.smoke.pressure import Pressure
from deploy.smoke.stack import PAUSE, SERVICES, SmokeError, Stack, phase

WRONG = "wrong"
_SAID_SECONDS = 90.0
_RESUME_SECONDS = 90.0
_BLOCKED_SECONDS = 8.0
_STANDSTILL_SECONDS = 60.0
_ENOUGH_DISK, _MORE_THAN_THERE_IS = "512MB", "900000GB"


def restart_each(stack: Stack, pressure: Pressure, copies: dict[str, int]) -> None:
    """A rolling restart: every service in turn, while matters are raised."""
    for service in SERVICES:
        with phase(f"restart of {service}"):
            stack.run("restart", "--timeout=35", service)
            stack.wait_healthy(service, copies=copies.get(service, 1))
    pressure.wait_for_more(5, _RESUME_SECONDS)


def wrong_password(stack: Stack, pressure: Pressure, service: str, server: str, copies: int) -> None:
    """A service that is refused says so and is not healthy; the others go on; with the right password it is
    back."""
    file = stack.passwords / f"{service}-{server}"
    right = file.read_text("utf-8")
    with phase(f"{service} with a wrong {server} password"):
        file.write_text(WRONG, "utf-8")
        stack.run("restart", "--timeout=35", service)
        _wait_until_it_says(stack, service, "refuses the login")
        if "healthy" in stack.health(service):
            raise SmokeError(f"{service} says that it is healthy, with a wrong password")
        pressure.wait_for_more(5, _RESUME_SECONDS)
        others = [other for other in SERVICES if other != service]
        stack.wait_healthy(*others, copies=copies)
        file.write_text(right, "utf-8")
        stack.run("restart", "--timeout=35", service)
        stack.wait_healthy(service, copies=1)


def disk_alarm(stack: Stack, pressure: Pressure) -> None:
    """RabbitMQ sees too little free disk: nobody can publish; when there is enough again, everything goes
    on."""
    with phase("disk alarm"):
        _set_disk_limit(stack, _MORE_THAN_THERE_IS)
        before = _standstill(pressure)
        time.sleep(_BLOCKED_SECONDS)
        taken = pressure.raised() - before
        if taken:
            raise SmokeError(f"{taken} matters were taken while RabbitMQ blocked its publishers")
        _set_disk_limit(stack, _ENOUGH_DISK)
        resumed = pressure.wait_for_more(5, _RESUME_SECONDS)
    print(
        f"  nothing taken for {_BLOCKED_SECONDS:.0f} s; taken again {resumed:.1f} s after the alarm ended",
        flush=True,
    )


def _standstill(pressure: Pressure) -> int:
    """How many matters have been taken when no more are: what was in the queues is still handled."""
    deadline, before = time.monotonic() + _STANDSTILL_SECONDS, -1
    while (taken := pressure.raised()) != before:
        if time.monotonic() > deadline:
            raise SmokeError("matters are taken although RabbitMQ should block its publishers")
        before = taken
        time.sleep(3 * PAUSE)
    return taken


def _set_disk_limit(stack: Stack, limit: str) -> None:
    stack.run("exec", "-T", "rabbitmq", "rabbitmqctl", "set_disk_free_limit", limit)


def _wait_until_it_says(stack: Stack, service: str, words: str) -> None:
    deadline = time.monotonic() + _SAID_SECONDS
    while words not in (said := stack.run("logs", "--no-color", "--tail=50", service)):
        if time.monotonic() > deadline:
            raise SmokeError(f"{service} does not say {words!r}: {said[-2000:]}")
        time.sleep(PAUSE)


def scrape(stack: Stack) -> None:
    """Prometheus of the profile `observability` finds every service and the broker. Raises SmokeError."""
    with phase("Prometheus"):
        stack.run("--profile=observability", "up", "--detach", "--no-deps", "prometheus")
        deadline = time.monotonic() + _SAID_SECONDS
        while problems := _targets_not_up(stack):
            if time.monotonic() > deadline:
                raise SmokeError(f"Prometheus: {problems}")
            time.sleep(PAUSE)


def _targets_not_up(stack: Stack) -> list[str]:
    try:
        url = f"http://127.0.0.1:{stack.prometheus_port}/api/v1/targets"
        with urllib.request.urlopen(url, timeout=10) as answer:
            targets = json.load(answer)["data"]["activeTargets"]
    except OSError as error:
        return [str(error)]
    down = [f"{target['scrapeUrl']}: {target['lastError']}" for target in targets if target["health"] != "up"]
    seen = " ".join(target["scrapeUrl"] for target in targets)
    return down + [
        f"{service} is not among them" for service in (*SERVICES, ":15692/") if service not in seen
    ]
