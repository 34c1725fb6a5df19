"""The cookies of these pages: whose form it is, which device, and the proofs that were shown. None is needed
to read."""

import re
import secrets
from hmac import compare_digest

from starlette.requests import Request
from starlette.responses import Response

from services.console.queries import normal_code
from shared.kernel.messages.ids import derived_id

FORM, DEVICE, MINE = "__Host-youyue-form", "__Host-youyue-device", "__Host-youyue-mine"
"""``__Host-``: of this host alone, over TLS or the loopback, whatever other names of the domain set."""
_REMEMBERED = 90 * 86_400
"""Seconds that proofs stay where the raiser wants it; else until the browser is closed."""
_PROOFS = 20
_TOKEN = re.compile(r"[0-9a-f]{32}\Z")
_PAIR = re.compile(r"[0-9A-Z]{1,20}:[0-9A-Z]{1,40}\Z")


def form_token(request: Request) -> str:
    """What a form of this browser says; another site's form cannot know it."""
    return _token(request, FORM) or secrets.token_hex(16)


def is_own_form(request: Request, given: str) -> bool:
    """Whether the form comes from one of our pages in this browser."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    kept = _token(request, FORM)
    return bool(kept) and compare_digest(kept.encode(), given.encode())


def held_by(request: Request) -> str:
    """What this browser holds, and no other; empty: nothing yet."""
    return _token(request, FORM)


def device_of(request: Request) -> str:
    """A key that tells this device from others, and says nothing else; empty: the browser keeps none."""
    kept = _token(request, DEVICE)
    return f"device:{derived_id('device', kept)}" if kept else ""


def give(request: Request, response: Response, token: str) -> None:
    """Let the browser keep the form's token, and a key of the device."""
    _keep(response, FORM, token)
    if not _token(request, DEVICE):
        _keep(response, DEVICE, secrets.token_hex(16), 400 * 86_400)


def proof_for(request: Request, code: str) -> str:
    """The proof of that matter, if this browser has shown it; empty: it has not."""
    return _proofs(request).get(normal_code(code), "")


def remember(request: Request, response: Response, code: str, proof: str, *, long: bool = False) -> None:
    """Let the browser keep the proof: until it is closed, or for ``long``."""
    proofs = {**_proofs(request), normal_code(code): normal_code(proof)}
    newest = list(proofs.items())[-_PROOFS:]
    value = "|".join(f"{code}:{proof}" for code, proof in newest)
    _keep(response, MINE, value, _REMEMBERED if long else None)


def forget(response: Response) -> None:
    """Nothing of who was here stays on this device."""
    for name in (FORM, DEVICE, MINE):
        response.delete_cookie(name, path="/", secure=True, httponly=True, samesite="lax")


def _proofs(request: Request) -> dict[str, str]:
    pairs = request.cookies.get(MINE, "").split("|")
    return dict(pair.split(":") for pair in pairs[-_PROOFS:] if _PAIR.match(pair))


def _token(request: Request, name: str) -> str:
    found = request.cookies.get(name, "")
    return found if _TOKEN.match(found) else ""


def _keep(response: Response, name: str, value: str, seconds: int | None = None) -> None:
    response.set_cookie(name, value, max_age=seconds, path="/", secure=True, httponly=True, samesite="lax")
