"""Which edition of a tenant's law the kernel decides by, over a database."""

from collections.abc import AsyncIterator

import pytest

from cli.services import load_service
from services.directory.domain.township.township import Township
from services.directory.storage.tables import TOWNSHIP as THING
from shared.kernel.store.database import create_engine
from shared.kernel.store.laws import Laws
from shared.kernel.store.session import Session, session_of
from shared.language.behaviour import Law
from shared.language.contracts.directory import KEPT
from shared.language.house import HOUSE
from tests.support.platform import OTHER_TOWNSHIP, TOWNSHIP, Stand
from tests.support.township import xiushan
from tests.support.world import LAW

pytestmark = pytest.mark.two_townships
STRANGER = "330921299"
"""A township of which something is known, but no lists."""


@pytest.fixture(params=["handling", "directory"])
async def kept(request: pytest.FixtureRequest, in_process: Stand) -> AsyncIterator["Kept"]:
    """A service that has copies of the township, and the one that owns it."""
    service = load_service(request.param)
    engine = create_engine(in_process.database_url, service.name, 1)
    async with engine.connect() as connection:
        session = await session_of(await connection.execution_options(isolation_level="AUTOCOMMIT"))
        kept = Kept(service.name, session)
        if service.name == "directory":
            for code in (TOWNSHIP, OTHER_TOWNSHIP):
                await kept.own(code)
        yield kept
    await engine.dispose()


class Kept:
    """Where a service keeps the townships."""

    def __init__(self, service: str, session: Session) -> None:
        self.service, self.session = service, session
        self.table = "township" if service == "directory" else "known"
        self.edition = "version" if service == "directory" else "sequence"
        found = load_service(service)
        self.laws = found.laws()

    async def own(self, code: str) -> None:
        """The directory's own row."""
        given = xiushan(code)
        thing = Township(
            township_id=code,
            profile=given.profile,
            lists=given.lists,
            rules=given.rules,
            changed_at=given.changed_at,
            state=KEPT,
            version=1,
        )
        await self.session.fetch(
            "INSERT INTO township (tenant, id, state, version, data, changed_at) "
            "VALUES ($1, $1, $2, 1, ($3::text)::jsonb, now())",
            code,
            KEPT,
            THING.dump(thing),
        )

    async def renamed(self, name: str) -> None:
        """Another instance has taken a newer edition."""
        await self.session.fetch(
            f"UPDATE {self.table} SET {self.edition} = {self.edition} + 1, "
            "data = jsonb_set(data, '{profile,name}', to_jsonb($2::text)) WHERE tenant = $1 AND id = $1",
            TOWNSHIP,
            name,
        )

    async def name(self, *, anew: bool = False) -> tuple[str, int | None]:
        """The township's name in the law to decide by, and its edition."""
        standing = await self.laws.standing(self.session, TOWNSHIP, anew=anew)
        assert standing
        assert isinstance(standing.law, Law)
        return standing.law.township.profile.name, standing.edition


async def test_the_edition_that_was_read_stands_until_it_is_asked_for_anew(kept: Kept) -> None:
    assert await kept.name() == ("秀山乡", 1)
    await kept.renamed("新乡")
    assert await kept.name() == ("秀山乡", 1)
    assert await kept.name(anew=True) == ("新乡", 2)
    assert await kept.name() == ("新乡", 2)


async def test_who_only_reads_has_the_newest_edition_at_once(kept: Kept) -> None:
    await kept.name()
    await kept.renamed("新乡")
    law = await kept.laws.now(kept.session, TOWNSHIP)
    assert isinstance(law, Law)
    assert law.township.profile.name == "新乡"


async def test_what_was_not_changed_is_read_once(kept: Kept) -> None:
    first = await kept.laws.now(kept.session, TOWNSHIP)
    assert await kept.laws.now(kept.session, TOWNSHIP) is first
    standing = await kept.laws.standing(kept.session, TOWNSHIP, anew=True)
    assert standing
    assert standing.law is first


async def test_a_township_that_nobody_took_in_has_no_law_until_it_is_there(kept: Kept) -> None:
    assert await kept.laws.standing(kept.session, STRANGER) is None
    assert await kept.laws.now(kept.session, STRANGER) is None
    await kept.session.fetch(
        f"INSERT INTO {kept.table} SELECT * FROM jsonb_populate_record(NULL::{kept.table}, "
        f"(SELECT to_jsonb(t) || jsonb_build_object('tenant', $2::text, 'id', $2::text) FROM {kept.table} t "
        "WHERE tenant = $1 AND id = $1))",
        TOWNSHIP,
        STRANGER,
    )
    assert await kept.laws.standing(kept.session, STRANGER) is not None
    assert await kept.laws.tenants(kept.session) == (TOWNSHIP, OTHER_TOWNSHIP, STRANGER)


async def test_a_township_of_which_only_things_are_known_is_none(kept: Kept) -> None:
    if kept.service != "directory":
        await kept.session.fetch(
            "INSERT INTO known (tenant, kind, id, sequence, data) VALUES ($1, 'submission', 's-1', 1, '{}')",
            STRANGER,
        )
    assert await kept.laws.tenants(kept.session) == (TOWNSHIP, OTHER_TOWNSHIP)


async def test_a_service_that_keeps_no_lists_decides_by_the_one_law_of_all(kept: Kept) -> None:
    laws = Laws.of(LAW, HOUSE.book, (), frozenset())
    standing = await laws.standing(kept.session, STRANGER)
    assert standing == (LAW, None)
    assert await laws.tenants(kept.session) == ()
