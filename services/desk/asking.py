"""Identity, asked over its inside address."""

from collections.abc import Callable
from typing import Any

import httpx

from services.desk.domain.person import Post
from services.desk.identity import Away, Identity, NotSigned, Session, Signing
from shared.kernel.service.service import AtWork

_SECONDS = 3.0
_IDENTITY = 3
"""So many ports after the common one identity has its pages, unless a setting says otherwise."""


class HttpIdentity:
    """Identity at its own address, which may be known only once this process listens. By ``secret``, the
    desk's, it knows who asks."""

    def __init__(self, inside: Callable[[], str], pages: str, secret: str) -> None:
        self._inside = inside
        self._client = httpx.AsyncClient(
            timeout=_SECONDS,
            trust_env=False,
            headers={"authorization": f"Bearer {secret}"},
        )
        self._pages = pages

    @property
    def pages(self) -> str:
        """The origin at which people sign in and have their account."""
        return self._pages

    async def session(self, token: str) -> Session | None:
        """Whose session that is; None: nobody's, any more. Raises Away."""
        response = await self._ask("/identity/session", {"session": token})
        if response.status_code == httpx.codes.UNAUTHORIZED:
            return None
        said = _read(response)
        posts = tuple(Post(one["role"], one.get("department")) for one in said["posts"])
        return Session(said["person"], said["name"], said["township"], posts)

    async def sign(self, token: str, what: Signing) -> str | None:
        """The token under a command or question. Raises NotSigned and Away."""
        response = await self._ask(
            "/identity/token",
            {
                "session": token,
                "role": what.post.role,
                "department": what.post.department,
                "township": what.township,
                "type": what.type,
                "source": what.source,
                "id": what.id,
                "digest": what.digest,
            },
        )
        if response.status_code in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
            raise NotSigned(str(_json(response).get("code") or "signed_out"))
        return str(_read(response)["token"])

    async def stands(self, township: str, person: str) -> bool:
        """Whether they could come in now. Raises Away."""
        response = await self._ask("/identity/standing", {"township": township, "person": person})
        if response.status_code == httpx.codes.NOT_FOUND:
            return False
        _read(response)
        return True

    async def _ask(self, path: str, what: dict[str, Any]) -> httpx.Response:
        try:
            return await self._client.post(f"{self._inside()}{path}", json=what)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Away(str(error)) from error


def _json(response: httpx.Response) -> dict[str, Any]:
    try:
        found = response.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _read(response: httpx.Response) -> dict[str, Any]:
    if response.is_error:
        raise Away(f"{response.status_code}")
    return _json(response)


def identity_of(running: AtWork) -> Identity:
    """The identity that this desk asks: where its settings say, or in this very process."""
    settings = running.settings
    secret = settings.signer_secret.get_secret_value() if settings.signer_secret else ""
    return HttpIdentity(
        lambda: settings.signer_url or running.operators_url,
        settings.sign_in_url or f"http://127.0.0.1:{settings.origin_after(_IDENTITY)}",
        secret,
    )
