"""Which posts a person holds today: by the township's lists, as this service has heard them."""

from collections.abc import Awaitable, Callable

from sqlalchemy.ext.asyncio import AsyncConnection

from shared.kernel.service.service import AtWork
from shared.kernel.store.session import session_of
from shared.language.behaviour import Law, Today
from shared.language.contracts.directory import Post

PostsOf = Callable[[AsyncConnection, str, str], Awaitable[tuple[Post, ...]]]
"""(connection, township, person) → the posts held now; none: nobody who may act."""


async def today_of(running: AtWork, connection: AsyncConnection, township: str) -> Today | None:
    """What holds in the township today, by the service's clock; None: it is not known."""
    law = await running.laws.now(await session_of(connection), township)
    return law.at(await running.clock.now(connection)) if isinstance(law, Law) else None


def posts_by(running: AtWork) -> PostsOf:
    """By the lists that the service has."""

    async def posts_of(connection: AsyncConnection, township: str, person: str) -> tuple[Post, ...]:
        today = await today_of(running, connection, township)
        if today is None or person not in today.directory.people:
            return ()
        return today.directory.posts.get(person, ())

    return posts_of
