"""``make fuzz``: bad messages by the hundred thousand, on servers of its own; one line at the end."""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

import httpx
from sqlalchemy.ext.asyncio import create_async_engine

from cli.services import schema_of
from shared.embedded import EmbeddedPostgres
from shared.embedded.free_ports import free_ports
from shared.kernel.bus.rabbit.publisher import user_of
from shared.kernel.store.migrations import migrate
from shared.language.topology import CONSUMERS
from tests.fuzz.account import Account
from tests.fuzz.run import Findings, fuzz
from tests.servers.postgres import temporary_postgres
from tests.servers.rabbitmq import RabbitMQNode
from tests.support.broker import impatient_definitions
from tests.support.waiting import until

_AS_IN_THE_IMAGE = {"MALLOC_MMAP_THRESHOLD_": "131072", "MALLOC_TRIM_THRESHOLD_": "131072"}
"""glibc gives the memory of large messages back at once, instead of keeping more and more of it in pieces."""
_CONFIRMED_WITHIN = "120"
"""Seconds. What is not confirmed in time is sent again, and ends twice; on a machine with other work the
fifteen of the default may be too few for a flood."""
_SHOWN = 10
_ROOM = 32
"""Megabytes that the process may have grown between the first fifth and the end."""


async def _main(count: int, seconds: float, seed: int, postgres: EmbeddedPostgres, broker_url: str) -> int:
    postgres.ensure_database("fuzz")
    url, (port,) = postgres.url("fuzz"), free_ports(1)
    for service in CONSUMERS:
        await migrate(url.replace("postgresql://", "postgresql+asyncpg://", 1), schema_of(service))
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "cli.main", "run", "--all",
        env={
            "PATH": "", "YOUYUE_DATABASE_URL": url, "YOUYUE_BROKER_URL": broker_url,
            "YOUYUE_HTTP_PORT": "0", "YOUYUE_OPS_PORT": str(port),
            "YOUYUE_LOG_LEVEL": "ERROR", "YOUYUE_TRUST": "everybody",
            "YOUYUE_PUBLISH_TIMEOUT": _CONFIRMED_WITHIN,
            **_AS_IN_THE_IMAGE,
        },
    )  # fmt: skip
    engine = create_async_engine(url.replace("postgresql://", "postgresql+asyncpg://", 1))
    try:
        async with httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{port}", timeout=60, trust_env=False
        ) as http:

            async def ready() -> bool:
                try:
                    return (await http.get("/health/ready")).is_success
                except httpx.TransportError:
                    return False

            await until(ready, 60)
            account = Account(http, engine, user_of(broker_url))
            findings = await fuzz(
                account,
                broker_url,
                count=count,
                seconds=seconds,
                seed=seed,
                pool=40,
                patience=120,
                resident=lambda: _resident(process.pid),
            )
            return await _report(account, findings, alive=process.returncode is None)
    finally:
        await engine.dispose()
        if process.returncode is None:
            process.terminate()
        await process.wait()


def _resident(pid: int) -> int:
    """Kilobytes."""
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))


async def _report(account: Account, findings: Findings, *, alive: bool) -> int:
    (outcomes, gone), parked, answers = await account.ended(), await account.parked(), await account.answers()
    behind = await account.behind()
    lost, doubled = max(behind, 0), max(-behind, 0) + await account.doubled()
    early, late = findings.growth
    problems = []
    if not alive:
        problems.append("the process has ended")
    if not findings.settled:
        problems.append("sums differ")
    if doubled:
        problems.append(f"{doubled} ended or were parked twice")
    if not 0 < answers <= outcomes["refused"]:
        problems.append(f"{outcomes['refused']} refused, {answers} told")
    if late > early + _ROOM:
        problems.append(f"memory grew from {early} to {late} MB")
    if findings.not_ready:
        problems.append(f"not ready {len(findings.not_ready)} times: {findings.not_ready[0]}")
    for failure in (await account.failures())[:_SHOWN]:
        sys.stdout.write(f"attempts spent: {failure}\n")
    sys.stdout.write(
        f"fuzz: {sum(account.sent.values())} sent {dict(findings.kinds)}, "
        f"with {await account.relayed()} that followed; "
        f"ended {dict(sorted(outcomes.items()))}; parked {dict(parked.most_common(9))}, "
        f"{gone} without room; lost={lost} doubled={doubled}; "
        f"memory {early} -> {late} MB (by tenths {findings.curve}); {findings.seconds:.0f} s; "
        f"{'; '.join(problems) or 'all sums are the same, always ready'}\n"
    )
    return 1 if problems else 0


def main() -> int:
    """Exit code 0: nothing was found."""
    parser = argparse.ArgumentParser(prog="make fuzz")
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=900)
    parser.add_argument("--seed", type=int, default=20260901)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, temporary_postgres() as postgres, RabbitMQNode() as node:
        node.import_definitions(impatient_definitions(Path(folder)))
        return asyncio.run(_main(given.messages, given.seconds, given.seed, postgres, node.url()))


if __name__ == "__main__":
    sys.exit(main())
