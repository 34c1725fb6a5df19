"""A citizen at a phone and at a desk: raises, follows, changes, withdraws, supports, searches."""

import re

import pytest
from playwright.async_api import Page, expect

from shared.language.contracts import intake
from tests.browser.conftest import OpenPage, picture
from tests.support.platform import TOWNSHIP, Platform
from tests.unit.intake.world import OFFICE

HERE = f"?township={TOWNSHIP}"
WORDS = "东岙村口的路灯坏了三个月，晚上看不清台阶"
SCRIPTS = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
BOTH = pytest.mark.parametrize("size", ["phone", "desk"])


async def press(page: Page, name: str) -> None:
    await page.get_by_role("button", name=name, exact=True).first.click()


async def raise_matter(page: Page, words: str = WORDS) -> tuple[str, str]:
    """Through all three steps; the two codes."""
    await page.get_by_role("link", name="我要提意见").last.click()
    await page.get_by_label("什么事？").fill(words)
    await press(page, "下一步")
    await page.get_by_label("村社").select_option("V01")
    await press(page, "下一步")
    await expect(page.get_by_role("heading", name="请核对")).to_be_visible()
    await press(page, "提交")
    await expect(page.get_by_role("heading", name="已收到")).to_be_visible()
    trace, proof = page.locator("#trace"), page.locator("#proof")
    return await trace.inner_text(), await proof.inner_text()


@BOTH
@SCRIPTS
async def test_a_citizen_raises_a_matter_changes_it_and_withdraws_it(
    open_page: OpenPage, size: str, script: bool
) -> None:
    page = await open_page(f"/{HERE}", size, java_script_enabled=script)
    code, proof = await raise_matter(page)
    if script:
        await picture(page, f"raised-{size}")
    other = await open_page(f"/mine{HERE}", size, java_script_enabled=script)
    await other.get_by_label("查询码", exact=True).fill(code)
    await other.get_by_label("凭证码", exact=True).fill(proof)
    await press(other, "打开")
    await expect(other.get_by_text(WORDS)).to_be_visible()
    await other.get_by_role("link", name="修改").click()
    await other.get_by_label("什么事？").fill("东岙村口路灯不亮")
    await press(other, "保存修改")
    await expect(other.get_by_role("status")).to_have_text("已修改。")
    if script:
        await picture(other, f"mine-{size}")
    await other.get_by_role("link", name="撤回").click()
    await press(other, "确定撤回")
    await expect(other.get_by_role("status")).to_have_text("已撤回。")


@BOTH
async def test_a_published_matter_is_found_and_supported(
    open_page: OpenPage, platform: Platform, size: str
) -> None:
    page = await open_page(f"/{HERE}", size)
    code, _ = await raise_matter(page)
    id = await platform.scalar("intake", "SELECT id FROM submission")
    await platform.tell(intake.PublishSubmission(submission_id=id, extent="full"), OFFICE)
    await platform.settle()
    other = await open_page(f"/matters{HERE}", size)
    await other.get_by_label("查找").fill("路灯")
    await press(other, "查找")
    await picture(other, f"found-{size}")
    await other.get_by_role("link", name=re.compile("路灯")).click()
    assert code in other.url
    await other.get_by_role("link", name="我也一样").click()
    await press(other, "我也一样")
    await expect(other.get_by_role("status")).to_have_text("已记下：您也一样。")


async def test_an_open_page_shows_within_a_second_what_has_happened(
    open_page: OpenPage, platform: Platform
) -> None:
    page = await open_page(f"/{HERE}", "phone")
    code, _ = await raise_matter(page)
    await page.get_by_role("link", name="看这件事的进展").click()
    stranger = await open_page(f"/t/{code}{HERE}", "phone")
    await stranger.wait_for_timeout(1500)
    id = await platform.scalar("intake", "SELECT id FROM submission")
    await platform.tell(intake.PublishSubmission(submission_id=id, extent="full"), OFFICE)
    await expect(stranger.get_by_text(WORDS).first).to_be_visible(timeout=2500)


async def test_raising_by_the_keyboard_alone_takes_few_keys(open_page: OpenPage) -> None:
    """Beside the words themselves: the tabs and returns from the first page to the codes."""
    page = await open_page(f"/raise{HERE}", "phone")
    keys = 0

    async def until(focused: str) -> None:
        nonlocal keys
        for _ in range(40):
            if await page.evaluate("s => document.activeElement.matches(s)", focused):
                return
            await page.keyboard.press("Tab")
            keys += 1
        raise AssertionError(f"{focused} is not reached")

    await until("#text")
    await page.keyboard.type(WORDS)
    for heading in ("在哪里？", "请核对", "已收到"):
        await until("main button[type=submit]:not(.second)")
        await page.keyboard.press("Enter")
        keys += 1
        await expect(page.get_by_role("heading", name=heading)).to_be_visible()
    assert keys <= 110, keys


async def test_raising_by_one_thumb_takes_five_taps(open_page: OpenPage) -> None:
    page = await open_page(f"/{HERE}", "phone")
    await page.get_by_role("link", name="我要提意见").last.tap()
    await page.get_by_label("什么事？").tap()
    await page.keyboard.type(WORDS)
    for button in ("下一步", "下一步", "提交"):
        target = page.get_by_role("button", name=button, exact=True)
        await target.scroll_into_view_if_needed()
        box = await target.bounding_box()
        assert box is not None
        assert box["height"] >= 48
        await target.tap()
    await expect(page.get_by_role("heading", name="已收到")).to_be_visible()


async def test_a_citizen_without_script_goes_back_to_both_codes_and_further(
    platform: Platform, open_page: OpenPage
) -> None:
    page = await open_page(f"/{HERE}", java_script_enabled=False)
    code, proof = await raise_matter(page)
    assert proof not in page.url
    assert code not in page.url
    await page.get_by_role("link", name="有约").first.click()
    await page.go_back()
    await expect(page.locator("#proof")).to_have_text(proof)
    await page.reload()
    await expect(page.locator("#proof")).to_have_text(proof)
    await page.go_back()
    await expect(page.get_by_role("heading", name="请核对")).to_be_visible()
    await page.go_back()
    await expect(page.get_by_label("村社")).to_be_visible()
    await platform.settle()
    assert await platform.scalar("intake", "SELECT count(*) FROM submission") == 1
