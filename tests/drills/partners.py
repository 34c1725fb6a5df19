"""``make partners``: each example for partners against a platform over a broker of its own, a line each.

What cannot be had here (no node, no npm package, no curl) is skipped with the reason. The exit code is 0 if
nothing failed.
"""

import asyncio
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from uuid import uuid4

import httpx

from cli.documents.contracts import CONTRACTS
from demo.player import Player
from demo.steps import load_story
from shared.kernel.bus.access.users import SAMPLE_PARTNER
from shared.kernel.service.logging import configure_logging
from shared.language.topology import CONSUMERS
from tests.servers.postgres import temporary_postgres
from tests.servers.rabbitmq import RabbitMQNode
from tests.support.broker import impatient_definitions, import_users, purge
from tests.support.cloudevents_sdk import misread
from tests.support.databases import copy_template, make_template
from tests.support.partner_programs import (
    EXAMPLES,
    PYTHON,
    TEXT,
    as_user,
    catches_up,
    goes_on,
    is_not_let_pass,
    python,
    raises_well,
    ran,
    says_how,
)
from tests.support.partners import written
from tests.support.platform import TOWNSHIP, Platform, Stand, running_platform
from tests.support.replays import CALL, CITIZEN

ROOT = Path(__file__).parents[2]
INSTALL = (
    "npm",
    "install",
    "--no-package-lock",
    "--no-audit",
    "--no-fund",
    "--fetch-retries=0",
    "--loglevel=error",
)
STORY = load_story()


class Skipped(Exception):
    """It cannot be run here; the message says why."""


class Lines:
    """One line for each example, as soon as it is over."""

    def __init__(self) -> None:
        self.failed = 0

    async def tell(self, name: str, shows: str, run: Callable[[], Awaitable[list[str]]]) -> None:
        """Run it and print what it shows, or what is wrong."""
        begun = time.monotonic()
        try:
            problems = await run()
            word, said = ("failed", " | ".join(problems)) if problems else ("ok", shows)
        except Skipped as reason:
            word, said = "skipped", str(reason)
        except Exception as error:
            word, said = "failed", repr(error)
        self.failed += word == "failed"
        print(f"{name:<18} {word:<8} {time.monotonic() - begun:5.1f} s  {said}", flush=True)


def there(*programs: str) -> None:
    """Raises Skipped if a program is not on the path."""
    if missing := [program for program in programs if not shutil.which(program)]:
        raise Skipped(f"no {', no '.join(missing)}")


async def with_node(stand: Stand, node: RabbitMQNode, folder: Path) -> list[str]:
    """The Node example, beside packages that are installed for it alone."""
    there("node", "npm")
    for name in ("package.json", "with_amqplib.mjs"):
        shutil.copy(EXAMPLES / name, folder)
    try:
        installed = await ran(stand, *INSTALL, folder=folder)
    except TimeoutError:
        raise Skipped("npm takes too long") from None
    if installed.code:
        raise Skipped(f"npm: {(installed.complaints.splitlines() or ['no reason given'])[0]}")
    return await raised(stand, node, "node", "with_amqplib.mjs", folder=folder)


async def raised(stand: Stand, node: RabbitMQNode, *program: str, folder: Path = EXAMPLES) -> list[str]:
    """All that is asked of a program that raises matters."""
    stranger = as_user(stand, node.url(SAMPLE_PARTNER, "wrong"))
    problems = await says_how(stand, *program, folder=folder)
    problems += await is_not_let_pass(stranger, *program, folder=folder)
    problems += await goes_on(stand, node, *program, folder=folder)
    async with running_platform(stand, "intake"):
        return [*problems, *await raises_well(stand, *program, folder=folder)]


async def management_refuses(stand: Stand, port: int) -> list[str]:
    """A partner may not speak to the broker over HTTP, as the page says."""
    assert stand.users
    secret = httpx.URL(stand.users[SAMPLE_PARTNER]).password
    async with httpx.AsyncClient(trust_env=False, auth=(SAMPLE_PARTNER, secret)) as http:
        said = await http.get(f"http://127.0.0.1:{port}/api/whoami")
    return [] if said.status_code == 401 else [f"{said.status_code} {said.text}"]


async def with_curl(stand: Stand, platform: Platform, folder: Path) -> list[str]:
    """The curl example against a platform without a broker: good, again, refused, not taken."""
    there("curl")
    sent = json.loads((ROOT / CONTRACTS / "intake/intake.submission.submit.v1.json").read_text("utf-8"))
    command = {**sent["example"], "source": "/partners/demo", "id": str(uuid4())}
    command["data"] = {"text": TEXT, "channel": "online", "village": "V01"}
    good, bad, none = (folder / f"{name}.json" for name in ("good", "bad", "none"))
    good.write_text(json.dumps(command), "utf-8")
    bad.write_text(json.dumps({**command, "id": str(uuid4()), "data": {"text": TEXT}}), "utf-8")
    url = f"http://127.0.0.1:{platform.process.port}"
    none.write_text("{", "utf-8")
    runs = [await ran(stand, "sh", "with_curl.sh", file, url) for file in (good, good, bad, none)]
    repeated = [run.code == 0 and json.loads(run.said)["data"].get("repeated") for run in runs[:2]]
    codes = [run.code for run in runs]
    return [] if (repeated, codes) == ([False, True], [0, 0, 1, 2]) else [str(run) for run in runs]


async def sdk_reads(platform: Platform) -> list[str]:
    """The CloudEvents SDK on every committed example, and on every event of the story."""
    contracts = [json.loads(path.read_text("utf-8")) for path in (ROOT / CONTRACTS).glob("*/*.*.v*.json")]
    examples = [contract["example"] for contract in contracts]
    player = Player(STORY, platform.client, platform.accounts, TOWNSHIP, events=platform.events)
    await player.play()
    events = [json.loads(event.to_json()) for event in platform.events]
    print(f"{'':<18} {len(examples)} examples, {len(events)} events of the story", flush=True)
    few = [] if len(examples) > 100 and len(events) > 100 else ["too few to be all"]
    return [*few, *misread([*examples, *events])]


async def over_the_broker(lines: Lines, stand: Callable[[], Stand], node: RabbitMQNode, folder: Path) -> None:
    """Those that speak AMQP; ``stand`` makes one with an empty database."""
    shows = "carried out, repeated, refused with a remedy, cut off and gone on; takes its own answers alone"
    for example in PYTHON:
        await lines.tell(example, shows, partial(raised, stand(), node, *python(example)))
    await lines.tell("with_amqplib.mjs", shows, lambda: with_node(stand(), node, folder))
    await purge(node.url())  # what was heard of the others' matters
    async with running_platform(last := stand(), "intake") as platform:
        for _ in range(3):
            await platform.tell(CALL, CITIZEN)
        each = "each thing as it is now, and once more"
        await lines.tell("catch_up.py", each, lambda: catches_up(last, platform, folder))
    refused = "refuses a partner (401), as the page says"
    await lines.tell("management API", refused, lambda: management_refuses(last, node.management_port))


async def without_a_broker(lines: Lines, stand: Stand, alone: Stand, folder: Path) -> None:
    """What goes to a platform in one process."""
    async with running_platform(alone, *CONSUMERS, story_clock=STORY.steps[0].at) as platform:
        await lines.tell("cloudevents SDK", "reads them all, each attribute", lambda: sdk_reads(platform))
        shows = "without a broker: carried out, answered again, refused, not taken"
        await lines.tell("with_curl.sh", shows, lambda: with_curl(stand, platform, folder))


def main() -> int:
    """On servers of its own, in a folder that is removed; the exit code."""
    configure_logging("ERROR", "people")
    lines = Lines()
    with (
        tempfile.TemporaryDirectory(prefix="youyue-partners-") as name,
        temporary_postgres() as postgres,
        RabbitMQNode(managed=True) as node,
    ):
        folder = Path(name)
        folder.chmod(0o755)  # rabbitmqctl reads there as another user
        make_template(postgres)
        node.import_definitions(impatient_definitions(folder))
        users = import_users(node, folder)
        partners = written(folder)

        def stand() -> Stand:
            return Stand(copy_template(postgres), node.url(), users, partners)

        asyncio.run(over_the_broker(lines, stand, node, folder))
        asyncio.run(without_a_broker(lines, stand(), Stand(copy_template(postgres)), folder))
    print(f"partners: {lines.failed} failed")
    return 1 if lines.failed else 0


if __name__ == "__main__":
    sys.exit(main())
