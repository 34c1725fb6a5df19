"""Backups: one cut through databases that are in use, and what a restore brings back."""

from pathlib import Path

import pytest
from sqlalchemy import text

from cli.backup.cut import Cut, consistent_cut
from cli.backup.manifest import BackupUnusable
from cli.backup.resend import resend_missing
from cli.backup.restore import NotRestored, restore_backup
from cli.backup.shelf import Folder, Shelf
from shared.kernel.journal.entry import source_of
from shared.kernel.store.database import create_engine
from shared.language.contracts.registry import SERVICES
from shared.language.topology import CONSUMERS
from tests.drills.load import Load
from tests.support.backups import forget, raise_one, saved_once, settings_of, submissions
from tests.support.platform import Stand, running_platform


async def test_a_cut_under_load_holds_every_event_that_anybody_has_handled(in_process: Stand) -> None:
    load = Load()
    async with running_platform(in_process, *CONSUMERS) as platform:
        platform.client.on_event = load.hear
        async with load.running(platform.client):
            for finished in (1, 4):
                await load.reach(finished)
                async with consistent_cut(settings_of(in_process)) as cut:
                    await load.reach(finished + 1)  # life goes on while the snapshots are read
                    handled, unknown = await events_in(cut, in_process)
                assert handled > 0
                assert unknown == set()


async def events_in(cut: Cut, stand: Stand) -> tuple[int, set[str]]:
    """How many events were handled, and which of them their producers do not know, as the snapshots have
    it."""
    written: set[str] = set()
    handled: set[str] = set()
    sources = {source_of(service) for service in SERVICES}
    for service, snapshot in cut.snapshots.items():
        engine = create_engine(stand.database_url, service, 1)
        async with engine.connect() as connection:
            await connection.execution_options(isolation_level="REPEATABLE READ")
            await connection.execute(text(f"SET TRANSACTION SNAPSHOT '{snapshot.name}'"))
            written.update(await connection.scalars(text("SELECT id FROM journal")))
            inbox = text("SELECT message_id FROM inbox WHERE source = ANY (:sources)")
            handled.update(await connection.scalars(inbox, {"sources": sorted(sources)}))
        await engine.dispose()
    return len(handled), handled - written


@pytest.fixture
async def kept(in_process: Stand, tmp_path: Path) -> tuple[Stand, Folder]:
    """A platform's databases after one submission, and a backup of them."""
    return in_process, await saved_once(in_process, Shelf.at(str(tmp_path)))


async def test_a_restore_brings_back_what_was_there_and_takes_away_what_came_later(
    kept: tuple[Stand, Folder],
) -> None:
    stand, folder = kept
    async with running_platform(stand, *CONSUMERS) as platform:
        await raise_one(platform, "第二件：这是后来的。")
        await platform.settle()
    assert len(await submissions(stand)) == 2

    resent = await restore_backup(folder, settings_of(stand), replace=True)

    assert await submissions(stand) == ["第一件：路灯坏了。"]
    assert {(one.again, one.unknown) for one in resent} == {(0, 0)}


async def test_an_event_that_was_on_its_way_goes_out_again(kept: tuple[Stand, Folder]) -> None:
    stand, _ = kept
    await forget(stand, "console", "DELETE FROM inbox", "DELETE FROM known")

    resent = await resend_missing(settings_of(stand))

    assert {one.queue: one.again for one in resent if one.again} == {"console.inbox.intake": 1}
    assert await submissions(stand) == ["第一件：路灯坏了。"]


async def test_it_is_told_when_somebody_has_handled_what_its_producer_does_not_know(
    kept: tuple[Stand, Folder],
) -> None:
    stand, _ = kept
    await forget(stand, "intake", "DELETE FROM journal")
    resent = await resend_missing(settings_of(stand))
    assert {one.producer for one in resent if one.unknown} == {"intake"}
    assert "console.inbox.intake" in {one.queue for one in resent if one.unknown}


async def test_stored_data_are_not_thrown_away_unless_that_is_said(kept: tuple[Stand, Folder]) -> None:
    stand, folder = kept
    with pytest.raises(NotRestored, match="--replace"):
        await restore_backup(folder, settings_of(stand), replace=False)


async def test_nothing_is_restored_under_a_running_service(kept: tuple[Stand, Folder]) -> None:
    stand, folder = kept
    async with running_platform(stand, "intake"):
        with pytest.raises(NotRestored, match=r"intake: .*stop it first"):
            await restore_backup(folder, settings_of(stand), replace=True)


async def test_a_damaged_or_unfinished_backup_is_not_restored(kept: tuple[Stand, Folder]) -> None:
    stand, folder = kept
    assert folder.path
    file = folder.path / "handling.dump"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    with pytest.raises(BackupUnusable, match=r"handling\.dump"):
        await restore_backup(folder, settings_of(stand), replace=True)
    folder.discard("manifest.json")
    with pytest.raises(BackupUnusable, match="no complete backup"):
        await restore_backup(folder, settings_of(stand), replace=True)
    assert await submissions(stand) == ["第一件：路灯坏了。"]


def test_only_its_owner_can_read_a_backup(kept: tuple[Stand, Folder]) -> None:
    _, folder = kept
    assert folder.path
    assert {oct(file.stat().st_mode & 0o077) for file in (folder.path, *folder.path.iterdir())} == {"0o0"}
