"""Of which township somebody asks over HTTP, and the law that holds there."""

from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.exceptions import HTTPException

from shared.kernel.service.service import AtWork
from shared.kernel.store.session import session_of
from shared.language.behaviour import Law
from shared.language.words import bilingual


async def asked_law(running: AtWork, connection: AsyncConnection, township: str | None) -> Law:
    """The newest law of ``township``, or of the only one that is known.

    Raises HTTPException: 404 for one that is not known, 400 where none is named and there is not exactly one.
    """
    session = await session_of(connection)
    if township is None:
        known = await running.laws.tenants(session)
        if len(known) != 1:
            raise HTTPException(400, _said("township.unnamed", known="、".join(known) or "-"))
        (township,) = known
    law = await running.laws.now(session, township)
    if not isinstance(law, Law):
        raise HTTPException(404, _said("township.unknown", township=township))
    return law


def _said(key: str, **values: object) -> str:
    said = bilingual(key, **values)
    return f"{said.zh} {said.en}"
