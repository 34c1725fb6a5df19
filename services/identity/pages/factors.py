"""The pages of second factors: adding an app or a security key, taking one away, new recovery codes.

Each change asks for the password again, and uses that up. Who signs in by the provider alone has no password
here: their having just come from it is as good.
"""

from time import time
from typing import Any

import segno
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import Response
from starlette.routing import Route

from services.identity.accounts import codes, factors, security_keys, sessions, signing_in
from services.identity.accounts.keeping import hold
from services.identity.accounts.log import note
from services.identity.accounts.security_keys import AT_MOST, BY_KEY, LONGEST_NAME, NotTheKey
from services.identity.accounts.sessions import SignedIn
from services.identity.pages.asking import Asking
from services.identity.pages.frame import AFTER, CONFIRM, Frame, OfSomebody, Page, to_confirm
from services.identity.sealing import Sealer, Unsealable, sealer_of


def factor_routes(frame: Frame) -> list[Route]:
    """All of them begin with ``/account/``."""
    settings = frame.running.settings

    async def confirm(asking: Asking, connection: AsyncConnection, found: SignedIn) -> Response:
        wanted = asking.request.query_params.get("to", "")
        values: dict[str, Any] = {"login": found.login, "has_password": found.has_password}
        values["action"] = to_confirm(wanted)
        if asking.only_looks or not found.has_password:
            return asking.page("confirm.html", problem="", **values)
        known, said = (found.tenant, found.person_id), asking.form.get("password", "")[:500]
        address = asking.visitor.address
        if not await signing_in.knows_password(connection, *known, said, address, settings):
            return asking.page("confirm.html", 401, problem="wrong_password", **values)
        await sessions.prove(connection, asking.session)
        return asking.to(wanted if wanted in AFTER else "/account/factors")

    async def changed(
        asking: Asking, connection: AsyncConnection, found: SignedIn, what: str, *, by: str = ""
    ) -> Response:
        """After a change: it is noted, the proof is used up, and other sessions end. ``by``: the factor that
        was added, and so shown."""
        known = found.tenant, found.person_id
        await hold(connection, *known)
        await sessions.prove(connection, asking.session, again=False)
        await sessions.end_others(connection, *known, found.name)
        await note(connection, *known, what, asking.visitor.address)
        if not by:
            await factors.drop_codes_of_none(connection, *known)
            return asking.to("/account")
        await sessions.showed_factor(connection, asking.session, by)
        shown = await factors.first_codes(connection, *known)
        return await frame.account(asking, connection, found, codes=shown) if shown else asking.to("/account")

    async def overview(asking: Asking, connection: AsyncConnection, found: SignedIn) -> Response:
        known = found.tenant, found.person_id
        keys = await security_keys.of_person(connection, *known)
        return asking.page(
            "factors.html",
            has_app=await codes.has_app(connection, *known),
            keys=keys,
            takes_keys=asking.here.takes_keys,
            full=len(keys) >= AT_MOST,
            codes_left=await factors.codes_left(connection, *known),
        )

    async def add_app(asking: Asking, connection: AsyncConnection, found: SignedIn) -> Response:
        sealer = sealer_of(settings)
        known = found.tenant, found.person_id
        if await codes.has_app(connection, *known):
            return asking.to("/account")
        if asking.only_looks:
            secret, problem = codes.new_secret(), ""
        else:
            owner, secret = _shown(sealer, asking.form.get("sealed", ""))
            step = codes.step_of(secret, asking.form.get("code", "").strip()[:6], time())
            if step is not None and owner == found.name:
                await codes.enrol(connection, *known, secret, step, sealer)
                return await changed(asking, connection, found, "factor_added", by=codes.BY_CODE)
            problem = "failed"
        picture = segno.make(codes.address_of(secret, found.login)).svg_inline(omitsize=True)
        sealed = sealer.seal(f"{found.name}:{secret}".encode())
        return asking.page(
            "factor.html",
            401 if problem else 200,
            secret=secret,
            sealed=sealed,
            picture=picture,
            problem=problem,
        )

    async def add_key(asking: Asking, connection: AsyncConnection, found: SignedIn) -> Response:
        known = found.tenant, found.person_id
        keys = await security_keys.of_person(connection, *known)
        if not asking.here.takes_keys or len(keys) >= AT_MOST:
            return asking.to("/account/factors")
        name, problem = "", ""
        if not asking.only_looks:
            name = " ".join(asking.form.get("name", "").split())[:LONGEST_NAME]
            asked = await sessions.take_challenge(connection, asking.session)
            try:
                made = asking.here.made(asking.form.get("answer", ""), asked)
            except NotTheKey:
                made, problem = None, "key"
            if made and await security_keys.add(connection, *known, name or made.aaguid.hex()[:8], made):
                return await changed(asking, connection, found, "key_added", by=BY_KEY)
            problem = problem or "key_known"
        challenge = await sessions.challenge(connection, asking.session)
        options = asking.here.to_make(*known, found.login, keys, challenge)
        return asking.page("key.html", 400 if problem else 200, options=options, name=name, problem=problem)

    async def remove(asking: Asking, connection: AsyncConnection, found: SignedIn) -> Response:
        known, key = (found.tenant, found.person_id), asking.form.get("key", "")[:2000]
        if key and not await security_keys.drop(connection, *known, key):
            return asking.to("/account/factors")
        if not key:
            await codes.drop_app(connection, *known)
        return await changed(asking, connection, found, "key_removed" if key else "factor_removed")

    async def renew(asking: Asking, connection: AsyncConnection, found: SignedIn) -> Response:
        if not found.has_factor:
            return asking.to("/account/factors")
        await sessions.prove(connection, asking.session, again=False)
        known = found.tenant, found.person_id
        shown = await factors.renew_codes(connection, *known)
        await note(connection, *known, "codes_renewed", asking.visitor.address)
        return await frame.account(asking, connection, found, codes=shown)

    def proved(answer: OfSomebody, lands: str = "") -> Page:
        return frame.page(frame.signed_in(answer, proved=True), lands=lands)

    both, post = ["GET", "POST"], ["POST"]
    return [
        Route(CONFIRM, frame.page(frame.signed_in(confirm), proves_password=True), methods=both),
        Route("/account/factors", proved(overview)),
        Route("/account/factor", proved(add_app), methods=both),
        Route("/account/key", proved(add_key), methods=both),
        Route("/account/factors/remove", proved(remove, "/account/factors"), methods=post),
        Route("/account/codes", proved(renew, "/account/factors"), methods=post),
    ]


def _shown(sealer: Sealer, sealed: str) -> tuple[str, str]:
    """Session and secret of the form that was shown; of one that is not ours, nobody's and a new one."""
    try:
        owner, _, secret = sealer.open(sealed).decode().partition(":")
    except Unsealable:
        return "", codes.new_secret()
    return owner, secret
