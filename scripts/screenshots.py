"""Takes the documents' pictures: the loop and the desk in the middle of the demo story, and one matter at its
end.

Usage: python scripts/screenshots.py. Everything runs in this process, on a database of its own that is thrown
away afterwards; the browser is Debian's package ``chromium``, the typeface ``fonts-noto-cjk``.
"""

import asyncio
import io
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from secrets import token_urlsafe

import httpx
from PIL import Image
from playwright.async_api import Browser, Page, async_playwright

from cli.backends import DATABASE, open_backends
from cli.process import Process
from demo.player import Player
from demo.sample import sample
from demo.settle import Accounts
from demo.steps import Step, load_story
from services.identity.accounts.keeping import add
from services.identity.accounts.sessions import begin
from services.identity.accounts.signing_in import set_password
from services.identity.pages.asking import SESSION
from shared.client import open_client
from shared.client.http import http_wire
from shared.embedded import EmbeddedPostgres
from shared.kernel.messages.envelope import Envelope
from shared.kernel.service.logging import configure_logging
from shared.language.contracts.registry import REGISTRY
from shared.language.topology import CONSUMERS

CHROMIUM = Path("/usr/bin/chromium")
FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures"
BUSY_DAY = date(2026, 10, 30)
"""A day of the story on which most stages have something in hand."""
MATTER = "D193"
"""A submission of which there is much to see: answered twice, rated twice."""
AT_MOST = 250_000
"""Bytes a picture: people look at the page over slow lines, and git keeps every version for ever."""


@dataclass(frozen=True)
class Shot:
    """One picture; ``above`` names the element with which it begins, sizes are in the page's pixels."""

    name: str
    width: int
    height: int
    above: str = "header"


LOOP = (Shot("loop.png", 1280, 960), Shot("loop-360.png", 360, 664, above=".today"))
WAY = (Shot("matter-360.png", 360, 720),)
DESK = {
    "/": (Shot("desk.png", 1280, 800), Shot("desk-360.png", 360, 720)),
    "/items?due=any": (Shot("desk-list.png", 1280, 640),),
}
CLERK = "office-1"


@dataclass
class Posing(Accounts):
    """Accounts that have pictures taken the first time the platform rests after a step of ``BUSY_DAY``."""

    pose: Callable[[], Awaitable[None]] | None = None
    reached: bool = False

    def see(self, step: Step) -> None:
        """The story has got to this step."""
        self.reached = self.reached or step.at.date() >= BUSY_DAY

    async def settle(self) -> datetime | None:
        """As ever; then the pictures."""
        due = await super().settle()
        if self.reached and self.pose:
            pose, self.pose = self.pose, None
            await pose()
        return due


@asynccontextmanager
async def platform() -> AsyncIterator[Process]:
    """All services, on the story's clock."""
    with tempfile.TemporaryDirectory() as folder, EmbeddedPostgres(Path(folder), durable=False) as server:
        await asyncio.to_thread(server.ensure_database, DATABASE)
        async with open_backends(
            server.url(DATABASE), given={"story_clock": load_story().steps[0].at}
        ) as backends:
            process = Process(CONSUMERS, backends.settings, backends.bus)
            await process.start()
            try:
                yield process
            finally:
                await process.stop()


async def play(url: str, ops: str, pose: Callable[[], Awaitable[None]]) -> str:
    """Play the story to its end; returns the trace code of ``MATTER``. Exits when a step goes wrong."""
    story, heard = load_story(), list[Envelope]()
    async with (
        httpx.AsyncClient(timeout=10, trust_env=False) as http,
        http_wire(url, REGISTRY) as wire,
        open_client(wire, heard.append) as client,
    ):
        accounts = Posing(http, (ops,), pose=pose)
        township = sample().township_id
        player = Player(story, client, accounts, township, lambda step, _: accounts.see(step), heard)
        await player.play()
    if player.surprises:
        sys.exit(f"the story did not come true: {player.surprises}")
    return player.names.trace_codes[MATTER]


async def take(
    browser: Browser, address: str, shot: Shot, prepare: Callable[[Page], Awaitable[None]] | None = None
) -> None:
    """Take one picture and store it as PNG with few colours. Exits when it is larger than ``AT_MOST``."""
    page = await browser.new_page(
        viewport={"width": shot.width, "height": shot.height},
        device_scale_factor=2 if shot.width < 600 else 1,
        locale="zh-CN",
    )
    if prepare:
        await prepare(page)
    await page.goto(address)
    box = await page.locator(shot.above).first.bounding_box()
    assert box is not None, f"{shot.name}: there is no {shot.above}"
    taken = await page.screenshot(
        full_page=True, clip={"x": 0, "y": box["y"], "width": shot.width, "height": shot.height}
    )
    await page.close()
    stored = io.BytesIO()
    with Image.open(io.BytesIO(taken)) as picture:
        drawn = picture.convert("RGB").quantize(128, dither=Image.Dither.NONE)
        drawn.save(stored, "PNG", optimize=True)
    if len(stored.getvalue()) > AT_MOST:
        sys.exit(f"{shot.name} has {len(stored.getvalue()):,} bytes, {AT_MOST:,} are allowed")
    (FOLDER / shot.name).write_bytes(stored.getvalue())
    print(f"docs/pictures/{shot.name}  {len(stored.getvalue()):,} bytes")


async def desk(browser: Browser, process: Process) -> None:
    """The desk as a clerk of the office has it on that day, with a session that was begun for the picture."""
    identity = next(one for one in process.services if one.service.name == "identity")
    known = sample().township_id, CLERK
    async with identity.engine.begin() as connection:
        await add(connection, *known, f"{CLERK}@screenshots", "screenshots")
        if wrong := await set_password(connection, *known, token_urlsafe(24), identity.settings, ""):
            sys.exit(f"try again, no such password: {wrong}")
        session = await begin(connection, *known, "", "screenshots", waits=False)

    async def signed_in(page: Page) -> None:
        await page.context.add_cookies(
            [{"name": SESSION, "value": session, "domain": "127.0.0.1", "path": "/", "secure": True}]
        )

    for path, shots in DESK.items():
        for shot in shots:
            await take(browser, f"http://127.0.0.1:{process.ports['desk']}{path}", shot, signed_in)


async def main() -> None:
    """Play the story once and take every picture."""
    configure_logging("ERROR", "people")
    async with platform() as process, async_playwright() as playwright:
        url, ops = (f"http://127.0.0.1:{port}" for port in (process.port, process.ops_port))
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )

        async def pose() -> None:
            for shot in LOOP:
                await take(browser, f"{url}/?township={sample().township_id}", shot)
            await desk(browser, process)

        code = await play(url, ops, pose)
        for shot in WAY:
            await take(browser, f"{url}/t/{code}", shot)
        await browser.close()


if __name__ == "__main__":
    if not CHROMIUM.exists():
        sys.exit("没有浏览器 no browser: apt-get install chromium fonts-noto-cjk")
    FOLDER.mkdir(exist_ok=True)
    asyncio.run(main())
