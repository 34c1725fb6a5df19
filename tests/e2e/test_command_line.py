"""The command line as a person uses it: one terminal runs the platform, another one talks to it."""

import asyncio
import json
import os
import re
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from sqlalchemy import make_url

from services.handling.storage.tables import JOURNAL
from shared.embedded.free_ports import free_ports
from shared.kernel.bus.delivery.delivery import Delivery
from shared.kernel.bus.parking.parking import store_parked
from shared.kernel.store.database import create_engine
from shared.language.topology import TOPOLOGY
from tests.support.platform import Stand
from tests.support.waiting import until

START = 30.0


@dataclass(frozen=True)
class Terminal:
    """Runs ``youyue`` with the environment of a person whose platform stands on ``stand``."""

    stand: Stand
    port: int
    ops_port: int

    def environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return {
            **kept,
            "YOUYUE_DATABASE_URL": self.stand.database_url,
            "YOUYUE_HTTP_PORT": str(self.port),
            "YOUYUE_OPS_PORT": str(self.ops_port),
            "YOUYUE_LOG_LEVEL": "WARNING",
            "COLUMNS": "160",
        }

    async def youyue(self, *words: str) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "cli.main",
            *words,
            env=self.environment(),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )

    async def says(self, *words: str) -> tuple[int | None, str]:
        """Exit code and output."""
        process = await self.youyue(*words)
        output, _ = await process.communicate()
        return process.returncode, output.decode()

    @property
    def console(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@asynccontextmanager
async def serving(stand: Stand) -> AsyncIterator[Terminal]:
    """``youyue run --all`` in one terminal; the other one is yielded."""
    terminal = Terminal(stand, *free_ports(2))
    process = await terminal.youyue("run", "--all")
    try:
        async with httpx.AsyncClient(base_url=terminal.console, trust_env=False) as http:

            async def ready() -> bool:
                try:
                    return (await http.get("/health/ready")).is_success
                except httpx.TransportError:
                    return False

            await until(ready, START)
        yield terminal
    finally:
        process.terminate()
        await process.communicate()
    assert process.returncode == 0


async def test_a_person_raises_a_matter_takes_a_slip_home_and_follows_it(
    in_process: Stand, tmp_path: Path
) -> None:
    async with serving(in_process) as terminal:
        code, said = await terminal.says(
            "raise", "村口的路灯坏了，晚上看不清", "--console-url", terminal.console
        )
        assert code == 0, said
        found = re.search(r"查询码 (\S+)", said)
        assert found
        slip = tmp_path / "slip.pdf"
        code, printed = await terminal.says("slip", found[1].lower(), "--output", str(slip))
        assert (code, slip.read_bytes()[:5]) == (0, b"%PDF-"), printed
        code, said = await terminal.says("follow", found[1].lower())
    assert code == 0, said
    assert "村口的路灯坏了" not in said, "nobody has published it yet"
    assert "互动提" in said
    assert "110" not in said


async def test_who_raises_a_danger_reads_at_once_and_again_whom_to_call(in_process: Stand) -> None:
    async with serving(in_process) as terminal:
        danger = "海塘有裂缝，台风来了怕要出人命"
        code, raised = await terminal.says("raise", danger, "--console-url", terminal.console)
        assert code == 0, raised
        found = re.search(r"查询码 (\S+)", raised)
        assert found
        code, followed = await terminal.says("follow", found[1])
    assert code == 0, followed
    for said in (raised, followed):
        assert all(number in said for number in ("110", "119", "120"))


async def test_a_partners_developer_sends_a_command_and_sees_the_event(
    in_process: Stand, tmp_path: Path
) -> None:
    file = tmp_path / "project.json"
    file.write_text(json.dumps({"title": "管道改造", "department": "water", "leader": "leader-2"}), "utf-8")
    async with serving(in_process) as terminal:
        listener = await terminal.youyue("listen", "handling.#", "--json", "--console-url", terminal.console)
        try:
            code, said = await terminal.says(
                "send",
                "handling.project.plan.v1",
                str(file),
                "--actor",
                "office-1:office",
                "--console-url",
                terminal.console,
            )
            assert code == 0, said
            assert json.loads(said)["data"]["project"]["title"] == "管道改造"
            refused, said = await terminal.says(
                "send",
                "handling.project.plan.v1",
                str(file),
                "--actor",
                "deputy-01:deputy",
                "--console-url",
                terminal.console,
            )
            assert (refused, json.loads(said)["data"]["code"]) == (1, "wrong_role")
            assert listener.stdout
            heard = json.loads(await asyncio.wait_for(listener.stdout.readline(), 20))
            assert heard["type"] == "handling.project.planned.v1"
        finally:
            listener.terminate()
            await listener.communicate()


async def test_an_operator_looks_after_a_parked_message(in_process: Stand, tmp_path: Path) -> None:
    file = tmp_path / "odd.json"
    file.write_text('{"data": {"phone": "13857213456"}, "no": "envelope"', "utf-8")
    async with serving(in_process) as terminal:
        url = make_url(in_process.database_url).set(drivername="postgresql+asyncpg")
        engine = create_engine(url.render_as_string(hide_password=False), "handling", 1)
        await store_parked(
            engine,
            JOURNAL,
            TOPOLOGY.registry,
            Delivery("handling.inbox.commands", file.read_bytes()),
            "not_json",
            "",
        )
        await engine.dispose()
        code, said = await terminal.says("parked", "list", "--json")
        assert (code, json.loads(said)["id"]) == (0, "handling:1"), said
        code, said = await terminal.says("parked", "show", "handling:1")
        assert (code, "not_json" in said, "13857213456" in said) == (0, True, False), said
        code, said = await terminal.says("parked", "retry", "--reason", "not_json", "--by", "wang")
        assert (code, "1 × parked_again not_json" in said) == (0, True), said
        code, said = await terminal.says(
            "parked", "drop", "handling:1", "--why", "对方的测试", "--by", "wang"
        )
        assert code == 0, said
        code, said = await terminal.says("parked", "group", "--status", "dropped", "--json")
        assert json.loads(said)["messages"] == 1


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("follow", "AAA-AAA-AAA"), 1, "没有查询码"),
        (("slip", "AAA-AAA-AAA"), 1, "没有查询码"),
        (("send", "handling.project.explode.v1", "nowhere.json"), 2, "There is no command"),
        (("run", "nonsense"), 2, "intake"),
        (("run",), 2, "--all"),
        (("raise", "  ", "--console-url", "http://127.0.0.1:1"), 2, "cannot be submitted"),
        (("raise", "路灯坏了", "--console-url", "http://127.0.0.1:1"), 2, "make run"),
        (("doctor",), 1, "YOUYUE_BROKER_URL"),
        (("parked", "show", "12"), 2, "handling:12"),
        (("parked", "show", "intake:12"), 1, "no such message"),
        (("parked", "retry"), 2, "--help"),
        (("parked", "drop", "--service", "intake", "--why", "x"), 1, "没有符合条件"),
        (("parked", "list", "--service", "nonsense"), 2, "intake"),
    ],
)
async def test_what_cannot_be_done_is_said_in_a_sentence(
    in_process: Stand, words: tuple[str, ...], code: int, says: str
) -> None:
    returned, output = await Terminal(in_process, 0, 0).says(*words)
    assert (returned, says in output, "Traceback" in output) == (code, True, False), output


async def test_a_misspelt_setting_is_refused_at_start(
    in_process: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal(in_process, 0, 0)
    environment = {**terminal.environment(), "YOUYUE_INTAKE_PREFECH": "5"}
    monkeypatch.setattr(Terminal, "environment", lambda self: environment)
    code, output = await terminal.says("run", "--all")
    assert code == 2
    assert "YOUYUE_INTAKE_PREFECH" in output


async def test_a_port_that_is_taken_is_named(in_process: Stand) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, output = await Terminal(in_process, port, 0).says("run", "--all")
    assert (code, "Traceback" in output) == (2, False)
    assert f"127.0.0.1:{port}" in output
