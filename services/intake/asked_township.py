"""Of which township somebody asks over HTTP, and the law that holds there."""

from sqlalchemy.ext.asyncio import AsyncConnection

from services.intake.unanswered import Unanswered
from shared.kernel.service.service import AtWork
from shared.kernel.store.session import session_of
from shared.language.behaviour import Law


async def asked_law(running: AtWork, connection: AsyncConnection, township: str | None) -> Law:
    """The newest law of ``township``, or of the only one that is known.

    Raises Unanswered: 404 for one that is not known, 400 where none is named and there is not exactly one.
    """
    session = await session_of(connection)
    if township is None:
        known = await running.laws.tenants(session)
        if len(known) != 1:
            raise Unanswered(400, "township.unnamed", known="、".join(known) or "-")
        (township,) = known
    law = await running.laws.now(session, township)
    if not isinstance(law, Law):
        raise Unanswered(404, "township.unknown", township=township)
    return law
