"""What the tests of backups share: databases with one submission in them, and a look at what is there."""

from sqlalchemy import text

from cli.backup.dump import take_backup
from cli.backup.shelf import Folder, Shelf
from shared.kernel.messages.envelope import Actor
from shared.kernel.settings.settings import ServiceSettings
from shared.kernel.store.database import create_engine
from shared.language.contracts import intake
from shared.language.contracts.envelope import Role
from shared.language.topology import CONSUMERS
from tests.support.platform import Platform, Stand, running_platform

CITIZEN = Actor("citizen:1", Role.CITIZEN)


async def saved_once(stand: Stand, shelf: Shelf) -> Folder:
    """A backup of the stand's databases after one submission."""
    async with running_platform(stand, *CONSUMERS) as platform:
        await raise_one(platform, "第一件：路灯坏了。")
        await platform.settle()
    return (await take_backup(shelf, settings_of(stand))).folder


def settings_of(stand: Stand) -> dict[str, ServiceSettings]:
    settings = stand.settings(None)
    return {name: settings(name) for name in CONSUMERS}


async def raise_one(platform: Platform, words: str) -> None:
    await platform.tell(intake.SubmitSubmission(text=words, channel="online"), CITIZEN, message_id=words)


async def submissions(stand: Stand) -> list[str]:
    async with running_platform(stand, *CONSUMERS) as platform:
        await platform.settle()
        shown = await platform.rows("console", "SELECT id FROM known WHERE kind = 'submission'")
        rows = await platform.rows(
            "intake",
            "SELECT data->>'text' FROM submission WHERE id = ANY (:ids) ORDER BY 1",
            ids=[row[0] for row in shown],
        )
    return [row[0] for row in rows]


async def forget(stand: Stand, service: str, *statements: str) -> None:
    engine = create_engine(stand.database_url, service, 1)
    async with engine.begin() as connection:
        for statement in statements:
            await connection.execute(text(statement))
    await engine.dispose()
