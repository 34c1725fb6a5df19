"""Townships' laws and names, as pages and programs ask for them."""

from collections.abc import Awaitable, Callable

from sqlalchemy.ext.asyncio import AsyncConnection

from shared.kernel.store.laws import Laws
from shared.kernel.store.session import session_of
from shared.language.behaviour import Law
from shared.language.directory.naming import NO_NAMES, Names

NamesOf = Callable[[AsyncConnection, str], Awaitable[Names]]
"""The names of a township, by its newest lists."""


LawOf = Callable[[AsyncConnection, str], Awaitable[Law | None]]
"""The law of a township, by its newest lists; None: it has none."""


def law_by(laws: Laws) -> LawOf:
    """The law that a service's laws know."""

    async def law_of(connection: AsyncConnection, township: str) -> Law | None:
        law = await laws.now(await session_of(connection), township)
        return law if isinstance(law, Law) else None

    return law_of


def names_by(laws: Laws) -> NamesOf:
    """The names that a service's laws know."""
    law_of = law_by(laws)

    async def names_of(connection: AsyncConnection, township: str) -> Names:
        law = await law_of(connection, township)
        return law.names if law else NO_NAMES

    return names_of
