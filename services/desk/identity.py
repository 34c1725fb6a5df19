"""What the desk asks of identity: who somebody is, and a signature under what they command and ask."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.desk.domain.person import Post


@dataclass(frozen=True, slots=True)
class Session:
    """A session that identity knows and that is not over."""

    person: str
    name: str
    township: str
    posts: tuple[Post, ...]
    idle_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Signing:
    """What a token is about. ``digest``: SHA-256 of the bytes of the command or question, in hexadecimal."""

    post: Post
    township: str
    type: str
    source: str
    id: str
    digest: str


class NotSigned(Exception):
    """Identity gives no token; ``code`` says why, and is a refusal's of the catalogue."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Away(Exception):
    """Identity cannot be asked now."""


class Identity(Protocol):
    """Identity, wherever it is."""

    async def session(self, token: str) -> Session | None:
        """Whose session that is; None: nobody's, any more. Raises Away."""
        ...

    async def sign(self, token: str, what: Signing) -> str | None:
        """The token under a command or question; None: none is asked for. Raises NotSigned and Away."""
        ...

    async def stands(self, township: str, person: str) -> bool:
        """Whether they could come in now: they hold a post, and nobody has shut their account. Raises
        Away."""
        ...

    @property
    def pages(self) -> str:
        """The origin at which people sign in and have their account."""
        ...
