"""The pages in a real browser, on a phone and on a desk."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.language.topology import TOPOLOGY
from tests.support.matter import Matter
from tests.support.platform import IMPATIENT, TOWNSHIP, Platform, Stand, running_platform

CHROMIUM = Path("/usr/bin/chromium")
MATTER = Matter(TOWNSHIP, text="一" * 300 + " <script>document.title='hacked'</script> " + "a" * 200)
LOOP = f"/?township={TOWNSHIP}"
WIDTHS = (360, 1280)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not CHROMIUM.exists(), reason=f"no browser: install the Debian package chromium ({CHROMIUM})"
    ),
]


@pytest.fixture
def bus() -> InProcessBus:
    return InProcessBus(TOPOLOGY, tiers=IMPATIENT)


@pytest.fixture
async def platform(in_process: Stand, bus: InProcessBus) -> AsyncIterator[Platform]:
    async with running_platform(in_process, "console", bus=bus) as running:
        yield running


@pytest.fixture
async def browser(platform: Platform) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        await browser.close()


async def visit(
    browser: Browser,
    platform: Platform,
    path: str,
    width: int = 1280,
    script: bool = True,
    scheme: Literal["light", "dark"] = "light",
) -> Page:
    """The page, which must not have asked any other place for anything, nor complained."""
    home = f"http://127.0.0.1:{platform.process.port}"
    page = await browser.new_page(
        base_url=home,
        viewport={"width": width, "height": 800},
        java_script_enabled=script,
        locale="zh-CN",
        color_scheme=scheme,
    )
    foreign: list[str] = []
    complaints: list[str] = []
    page.on(
        "request", lambda request: foreign.append(request.url) if not request.url.startswith(home) else None
    )
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    await page.goto(path)
    assert (foreign, complaints) == ([], [])
    return page


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", ["/", LOOP, f"/t/{MATTER.code}", "/items/i1", "/meetings/m1"])
async def test_nothing_is_wider_than_the_screen_and_everything_is_big_enough(
    browser: Browser, platform: Platform, bus: InProcessBus, path: str, width: int
) -> None:
    for envelope in list(MATTER.told())[:9]:
        await bus.publish_event(envelope)
    page = await visit(browser, platform, path, width)
    assert await page.evaluate("document.documentElement.scrollWidth") <= width
    # Where the typeface is a wide one, as on a machine without the usual ones.
    await page.evaluate("document.querySelectorAll('input').forEach(it => it.style.letterSpacing = '1em')")
    assert await page.evaluate("document.documentElement.scrollWidth") <= width
    sizes = await page.evaluate(
        "[...document.querySelectorAll('main *')].filter(e => e.childNodes.length && e.innerText)"
        ".map(e => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert min(sizes) >= 14
    heights = await page.evaluate(
        "[...document.querySelectorAll('button, input:not([type=hidden])')].map(e => e.offsetHeight)"
    )
    assert min(heights) >= 44


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_text_stands_out_from_its_ground(
    browser: Browser, platform: Platform, bus: InProcessBus, scheme: Literal["light", "dark"]
) -> None:
    for envelope in list(MATTER.told())[:13]:
        await bus.publish_event(envelope)
    for path in (LOOP, f"/t/{MATTER.code}", "/meetings/m1"):
        page = await visit(browser, platform, path, scheme=scheme)
        assert await page.evaluate(_FAINT) == []


async def test_the_code_typed_into_the_form_leads_to_its_way_without_any_script(
    browser: Browser, platform: Platform, bus: InProcessBus
) -> None:
    for envelope in MATTER.told():
        await bus.publish_event(envelope)
    page = await visit(browser, platform, LOOP, 360, script=False)
    await page.get_by_label("凭查询码查进度").fill("k7m 2qx 9fa")
    await page.get_by_role("button", name="查询").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text(MATTER.title)
    await expect(page.get_by_role("heading", level=3)).to_have_count(6)
    await expect(page.get_by_text("水务站的承诺待兑现")).to_be_visible()
    assert await page.title() == f"{MATTER.title} · 有约"


async def test_a_page_that_is_open_shows_what_happens_next_and_keeps_the_place(
    browser: Browser, platform: Platform, bus: InProcessBus
) -> None:
    told = list(MATTER.told())
    for envelope in told[:8]:
        await bus.publish_event(envelope)
    page = await visit(browser, platform, LOOP)
    link = page.get_by_role("link", name="修复排涝泵")
    await link.focus()
    for envelope in told[8:13]:
        await bus.publish_event(envelope)
    await expect(page.get_by_text("累计评议1次")).to_be_visible(timeout=10_000)
    await expect(link).to_be_focused()


async def test_the_keyboard_reaches_the_content_first(browser: Browser, platform: Platform) -> None:
    page = await visit(browser, platform, LOOP)
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="跳到主要内容")).to_be_focused()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="我要提意见").last).to_be_focused()
    assert await page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


_FAINT = """() => {
  const light = (c) => {
    const [r, g, b] = c.map((v) => {
      v /= 255;
      return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const rgba = (text) => text.match(/[\\d.]+/g).map(Number);
  const ground = (e) => {
    for (; e; e = e.parentElement) {
      const c = rgba(getComputedStyle(e).backgroundColor);
      if (c.length < 4 || c[3] === 1) return c.slice(0, 3);
    }
    return [255, 255, 255];
  };
  const faint = [];
  for (const e of document.querySelectorAll("body *")) {
    if (![...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())) continue;
    const own = light(rgba(getComputedStyle(e).color).slice(0, 3));
    const [a, b] = [own, light(ground(e))].sort((x, y) => y - x);
    const contrast = (a + 0.05) / (b + 0.05);
    const said = e.textContent.trim().slice(0, 20);
    if (contrast < 4.5) faint.push(`${e.className} ${said} ${contrast.toFixed(2)}`);
  }
  return faint;
}"""
"""Every element with text of its own whose contrast with its ground is below what WCAG 2 asks at level AA."""
