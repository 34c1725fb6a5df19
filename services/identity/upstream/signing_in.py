"""Signing in by the provider: it stands for the password, and for nothing else. Who has a second factor here
shows it, and who has no post signs in nowhere."""

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.identity.accounts.factors import HAS_FACTOR
from services.identity.accounts.keeping import ACTIVE, INVITED
from services.identity.accounts.log import note
from services.identity.accounts.posts import PostsOf
from services.identity.accounts.sessions import begin
from services.identity.accounts.signing_in import Visitor
from services.identity.storage.tables import ACCOUNTS

_ACCOUNTS = ACCOUNTS.accounts


async def sign_in(
    connection: AsyncConnection, called: str, visitor: Visitor, posts_of: PostsOf
) -> str | None:
    """What the browser is to hold; None: nobody here is called so, or their account is shut, or they hold no
    post. Whoever was invited and comes this way needs no password, and has proved by it who they are."""
    here = _ACCOUNTS.c.upstream_id == called
    query = select(_ACCOUNTS, HAS_FACTOR.label("has_factor")).where(here).with_for_update(of=_ACCOUNTS)
    account = (await connection.execute(query)).one_or_none()
    if account is None:
        return None
    known = account.tenant, account.person_id
    if account.state not in (ACTIVE, INVITED) or not await posts_of(connection, *known):
        await note(connection, *known, "refused", visitor.address)
        return None
    if account.state == INVITED:
        own = (_ACCOUNTS.c.tenant == account.tenant) & (_ACCOUNTS.c.person_id == account.person_id)
        await connection.execute(update(_ACCOUNTS).where(own).values(state=ACTIVE))
    await note(connection, *known, "signed_in_upstream", visitor.address)
    whence = visitor.address, visitor.agent
    proved = account.password is None
    return await begin(connection, *known, *whence, waits=account.has_factor, proved=proved)
