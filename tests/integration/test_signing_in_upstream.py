"""Signing in by an OpenID provider: it stands for the password, and for nothing else."""

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from unittest.mock import patch

import httpx
import pyotp
import pytest
from joserfc.jwk import ECKey

from services.identity.accounts import codes, keeping
from services.identity.pages.asking import JOURNEY, SESSION
from services.identity.sealing import sealer_of
from tests.integration.test_signing_in import LOGIN, PERSON, browser
from tests.support.account_pages import Browser
from tests.support.accounts import PASSWORD, Desk, desk_of, with_secrets
from tests.support.openid import CLIENT, SECRET, OpenIdProvider, openid_provider
from tests.support.platform import TOWNSHIP, Stand, running_platform

__all__ = ["browser"]
SITE = "http://127.0.0.1:8003"
"""Where people reach identity's pages, as the settings say it."""
OTHER = "deputy-02"


@pytest.fixture
async def provider() -> AsyncIterator[OpenIdProvider]:
    async with openid_provider() as provider:
        yield provider


@pytest.fixture
async def desk(in_process: Stand, provider: OpenIdProvider) -> AsyncIterator[Desk]:
    names = {
        "YOUYUE_OPENID_ISSUER": provider.url,
        "YOUYUE_OPENID_CLIENT": CLIENT,
        "YOUYUE_OPENID_SECRET": SECRET,
        "YOUYUE_OPENID_NAME": "县统一身份认证",
        "YOUYUE_SIGN_IN_URL": SITE,
    }
    with with_secrets(), patch.dict("os.environ", names):
        async with AsyncExitStack() as stack:
            platform = await stack.enter_async_context(running_platform(in_process, "identity"))
            yield await stack.enter_async_context(desk_of(platform))


async def tied(desk: Desk, called: str | None, person: str = PERSON) -> None:
    """The person has an account that was never opened with a password, and is called that upstream."""
    async with desk.identity.engine.begin() as connection:
        await keeping.add(connection, TOWNSHIP, person, f"{person}@{TOWNSHIP}", "tests")
        if called:
            await keeping.call_upstream(connection, TOWNSHIP, person, called, "tests")


async def way_back(browser: Browser, next: str = "/items/7") -> str:
    """Where the provider sends the browser back to."""
    to = (await browser.get(f"/upstream/begin?next={next}")).headers["location"]
    async with httpx.AsyncClient(trust_env=False) as http:
        back = (await http.get(to)).headers["location"]
    assert back.startswith(f"{SITE}/upstream/back?")
    return back.removeprefix(SITE)


async def test_whoever_the_provider_knows_signs_in_without_a_password(
    desk: Desk, browser: Browser, provider: OpenIdProvider
) -> None:
    await tied(desk, provider.person)
    assert "用县统一身份认证登录" in (await browser.get("/sign-in")).text
    answer = await browser.get(await way_back(browser))
    assert (answer.status_code, answer.headers["location"]) == (303, "http://127.0.0.1:8002/items/7")
    assert (await desk.session(browser.cookies[SESSION])).json()["person"] == PERSON
    assert "经统一身份认证登录" in (await browser.get("/account")).text


async def test_whoever_has_a_second_factor_shows_it_all_the_same(
    desk: Desk, browser: Browser, provider: OpenIdProvider
) -> None:
    await tied(desk, provider.person)
    secret = codes.new_secret()
    async with desk.identity.engine.begin() as connection:
        sealer = sealer_of(desk.identity.settings)
        await codes.enrol(connection, TOWNSHIP, PERSON, secret, 0, sealer)
    answer = await browser.get(await way_back(browser))
    assert answer.headers["location"] == "/second-step?next=/items/7"
    assert (await browser.get("/account")).headers["location"] == "/second-step"
    shown = await browser.post("/second-step", code=pyotp.TOTP(secret).now(), next="/items/7")
    assert shown.headers["location"] == "http://127.0.0.1:8002/items/7"


async def test_whoever_has_no_password_here_comes_anew_from_the_provider_to_add_a_factor(
    desk: Desk, browser: Browser, provider: OpenIdProvider
) -> None:
    await tied(desk, provider.person)
    await browser.get(await way_back(browser))
    assert (await browser.get("/account/factors")).status_code == 200
    async with desk.identity.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE sessions SET proved_at = now() - interval '11 minutes'")
    assert (await browser.get("/account/factors")).headers["location"] == "/account/confirm"
    assert "经统一身份认证重新登录" in (await browser.get("/account/confirm")).text
    token = re.search(r'name="csrf" value="([0-9a-f]{64})"', (await browser.get("/account")).text)
    assert token
    empty = {"csrf": token[1], "password": ""}
    await browser.http.post("/account/confirm", data=empty, headers=browser._headers())
    assert (await browser.get("/account/factors")).status_code == 303
    await browser.get(await way_back(browser))
    assert (await browser.get("/account/factors")).status_code == 200


async def test_nobody_signs_in_whom_no_account_or_a_shut_one_is_tied_to(
    desk: Desk, browser: Browser, provider: OpenIdProvider
) -> None:
    await tied(desk, None)
    unknown = await browser.get(await way_back(browser))
    assert (unknown.status_code, SESSION in browser.cookies) == (403, False)
    assert "没有绑定" in unknown.text
    async with desk.identity.engine.begin() as connection:
        await keeping.call_upstream(connection, TOWNSHIP, PERSON, provider.person, "tests")
        await keeping.suspend(connection, TOWNSHIP, PERSON, "tests")
    shut = await browser.get(await way_back(browser))
    assert (shut.status_code, SESSION in browser.cookies) == (403, False)


async def test_two_people_are_never_the_same_upstream_and_who_has_left_frees_the_name(
    desk: Desk, browser: Browser, provider: OpenIdProvider
) -> None:
    await tied(desk, provider.person)
    await tied(desk, None, OTHER)
    async with desk.identity.engine.begin() as connection:
        with pytest.raises(keeping.NoSuchAccount, match="upstream_taken"):
            await keeping.call_upstream(connection, TOWNSHIP, OTHER, provider.person, "tests")
        await keeping.end(connection, TOWNSHIP, PERSON, "tests")
        await keeping.call_upstream(connection, TOWNSHIP, OTHER, provider.person, "tests")
    await browser.get(await way_back(browser))
    assert (await desk.session(browser.cookies[SESSION])).json()["person"] == OTHER


@pytest.mark.parametrize(
    "lies",
    [
        {"iss": "https://elsewhere.example"},
        {"aud": "another"},
        {"aud": [CLIENT, "another"], "azp": "another"},
        {"nonce": "of another journey"},
        {"nonce": None},
        {"exp": 1},
        {"exp": None},
        {"iat": 4_000_000_000},
        {"sub": ""},
        {"sub": 7},
    ],
    ids=str,
)
async def test_a_token_that_is_not_for_this_journey_lets_nobody_in(
    desk: Desk, browser: Browser, provider: OpenIdProvider, lies: dict[str, object]
) -> None:
    await tied(desk, provider.person)
    provider.lies = lies
    answer = await browser.get(await way_back(browser))
    assert (answer.status_code, SESSION in browser.cookies) == (502, False)


async def test_a_key_that_the_provider_does_not_show_signs_nobody_in(
    desk: Desk, browser: Browser, provider: OpenIdProvider
) -> None:
    await tied(desk, provider.person)
    provider.shown = ECKey.generate_key("P-256", {"kid": provider.key.kid or ""})
    answer = await browser.get(await way_back(browser))
    assert (answer.status_code, SESSION in browser.cookies) == (502, False)


async def test_what_comes_back_belongs_to_the_browser_that_set_out(
    desk: Desk, browser: Browser, provider: OpenIdProvider
) -> None:
    await tied(desk, provider.person)
    back = await way_back(browser)
    other = Browser(browser.http)
    assert (await other.get(back)).status_code == 403
    assert SESSION not in other.cookies
    for wrong in ("/upstream/back", "/upstream/back?code=x&state=y", f"{back}x"):
        assert (await browser.get(wrong)).status_code == 403
    refused = back.replace("code=", "error=access_denied&was=")
    assert (await browser.get(refused)).status_code == 403
    assert (await browser.get(back)).status_code == 403, "whoever was refused sets out anew"


async def test_of_two_tabs_the_one_that_set_out_last_arrives_whatever_the_other_does(
    desk: Desk, browser: Browser, provider: OpenIdProvider
) -> None:
    await tied(desk, provider.person)
    first, second = await way_back(browser), await way_back(browser, "/items/8")
    assert (await browser.get(first)).status_code == 403
    arrived = await browser.get(second)
    assert (arrived.status_code, arrived.headers["location"]) == (303, "http://127.0.0.1:8002/items/8")
    assert (await browser.get(second)).status_code == 403, "the back button"
    assert (await desk.session(browser.cookies[SESSION])).json()["person"] == PERSON


async def test_a_long_path_in_chinese_comes_back_as_well(
    desk: Desk, browser: Browser, provider: OpenIdProvider
) -> None:
    await tied(desk, provider.person)
    back = await way_back(browser, "/lists?q=" + "水" * 480)
    assert len(browser.cookies[JOURNEY]) < 3900
    assert (await browser.get(back)).status_code == 303


async def test_while_the_provider_is_away_people_use_their_password(
    desk: Desk, browser: Browser, provider: OpenIdProvider
) -> None:
    await desk.account(PERSON)
    with patch.object(provider, "url", "https://nobody.invalid"):
        away = await browser.get("/upstream/begin")
    assert away.status_code == 502
    assert "本平台的密码" in away.text
    assert (await browser.post("/sign-in", login=LOGIN, password=PASSWORD)).status_code == 303
