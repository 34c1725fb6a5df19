"""No address and no parameter, whatever is in it, is answered with a server's error (I16 and its kind)."""

from collections.abc import Iterator

import httpx
import pytest
from starlette.routing import BaseRoute, Mount, Route

from cli.process import Process
from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.language.topology import TOPOLOGY
from tests.support.platform import Stand, running_platform

ODD = (
    "%00",
    "a%00b",
    "%C0%80",
    "%ff",
    "%ED%A0%80",
    "%E2%80%A8",
    "%1B[2J",
    "%E2%80%AE",
    "%C2%B2",
    "9" * 5000,
    "-1",
)
WORST = ODD[:1] + ODD[-4:]
PARAMETERS = ("township", "village", "after", "size", "code", "pattern", "no_such_parameter")
BODIES = (b"", b"\x00", b"{", b'{"text": "\\u0000"}', b'{"text": "\\ud800"}', b"[" * 100_000, b"\xff\xfe")
HTTP = ("intake", "console")
"""The services with routes of their own; the account of each has the same ones."""
READ_ONLY = {"GET", "HEAD"}


def flat(routes: list[BaseRoute], prefix: str = "") -> Iterator[tuple[str, set[str]]]:
    for route in routes:
        if isinstance(route, Mount):
            yield from flat(list(route.routes or []), prefix + route.path)
            yield f"{prefix}{route.path}/x", READ_ONLY
        elif isinstance(route, Route):
            yield prefix + route.path, set(route.methods or READ_ONLY)


def filled(path: str, value: str) -> str:
    for name in ("code", "id", "name", "path:path", "path"):
        path = path.replace(f"{{{name}}}", value)
    return path


async def test_every_route_bears_every_parameter(in_process: Stand) -> None:
    wrong, asked = [], 0
    bus = InProcessBus(TOPOLOGY)
    async with running_platform(in_process, *HTTP, bus=bus) as platform:
        served, process = Process(HTTP, in_process.settings(None), bus), platform.process
        sides = ((served.public_app(), process.port), (served.ops_app(), process.ops_port))
        async with httpx.AsyncClient(trust_env=False, timeout=30) as http:
            for base, path, methods in (
                (f"http://127.0.0.1:{port}", path, methods)
                for app, port in sides
                for path, methods in flat(list(app.routes))
            ):
                addresses = {filled(path, value) for value in ODD}
                if not path.startswith("/ops/"):
                    addresses |= {
                        f"{filled(path, 'x')}?{name}={value}" for name in PARAMETERS for value in WORST
                    }
                for address in addresses if "GET" in methods and path != "/api/events" else ():
                    answer = await http.get(f"{base}{address}")
                    asked += 1
                    if answer.status_code >= 500 and not path.endswith("/health/ready"):
                        wrong.append((address[:80], answer.status_code))
                for body in BODIES if "POST" in methods else ():
                    for type in ("application/json", "application/cloudevents+json", "image/jpeg"):
                        answer = await http.post(
                            f"{base}{path}?township=330921201", content=body, headers={"content-type": type}
                        )
                        asked += 1
                        if answer.status_code >= 500 and answer.json().get("code") != "no_attachment_store":
                            wrong.append((path, answer.status_code))
    assert wrong == []
    assert asked > 300


@pytest.mark.parametrize(
    "address",
    [
        *("/?township=%00", "/loop.json?township=%00", "/items/%00", "/t/%00", "/intake/queues?village=%00"),
        *("/intake/queues/new?after=%00", "/intake/queues/new?size=%C2%B2", "/intake/queues/new?township=x"),
        *(f"/intake/queues/new?size={'9' * 5000}", "/%C0%80", "/?x=%ff", "/api/events?pattern=%00"),
    ],
)
async def test_what_no_table_can_hold_is_the_readers_mistake(in_process: Stand, address: str) -> None:
    async with running_platform(in_process, "intake", "console", bus=InProcessBus(TOPOLOGY)) as platform:
        process = platform.process
        port = process.ops_port if address.startswith("/intake/queues") else process.port
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as http:
            assert (await http.get(address)).status_code in (400, 404)
