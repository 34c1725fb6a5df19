"""Encrypted backups, backups that are tried, and what the services say of them."""

import asyncio
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import pytest
from obstore.store import MemoryStore
from typer.testing import CliRunner

from cli.backup.dump import take_backup
from cli.backup.encryption import identities_of, make_key
from cli.backup.keeping import survey
from cli.backup.manifest import BackupUnusable, manifest_in, write_manifest
from cli.backup.restore import restore_backup
from cli.backup.shelf import Folder, Shelf
from cli.backup.taking import backup
from cli.backup.verify import verify_backup
from shared.kernel.journal.relay_lock import relay_lock
from shared.kernel.store.saved import Saved
from tests.support.backups import forget, saved_once, settings_of, submissions
from tests.support.platform import Stand, running_platform
from tests.support.waiting import until


@pytest.fixture
async def kept(in_process: Stand, tmp_path: Path) -> tuple[Stand, Folder]:
    """A platform's databases after one submission, and a backup of them."""
    return in_process, await saved_once(in_process, Shelf.at(str(tmp_path / "backups"), make=True))


@pytest.fixture
async def locked(kept: tuple[Stand, Folder], tmp_path: Path) -> tuple[Stand, Folder, Path]:
    """The same databases in an encrypted backup, in an object store, and the private key's file."""
    stand, _ = kept
    public = make_key(tmp_path / "private", datetime.now(UTC))
    taken = await take_backup(Shelf(MemoryStore()), settings_of(stand), [public])
    return stand, taken.folder, tmp_path / "private"


async def test_an_encrypted_backup_is_restored_with_the_private_key_alone(
    locked: tuple[Stand, Folder, Path], tmp_path: Path
) -> None:
    stand, folder, private = locked
    make_key(tmp_path / "other", datetime.now(UTC))
    assert b"PGDMP" not in b"".join(folder.chunks("intake.dump.age"))
    for identities in ([], identities_of(tmp_path / "other")):
        with pytest.raises(BackupUnusable, match=r"--identity|does not open"):
            await restore_backup(folder, settings_of(stand), replace=True, identities=identities)
    assert await submissions(stand) == ["第一件：路灯坏了。"]  # nothing was touched

    await restore_backup(folder, settings_of(stand), replace=True, identities=identities_of(private))

    assert await submissions(stand) == ["第一件：路灯坏了。"]


async def databases(stand: Stand) -> list[str]:
    connection = await asyncpg.connect(stand.database_url.replace("+asyncpg", ""))
    rows = await connection.fetch("SELECT datname FROM pg_database ORDER BY 1")
    await connection.close()
    return [row[0] for row in rows]


async def test_a_good_backup_is_verified_and_the_scratch_databases_are_gone(
    locked: tuple[Stand, Folder, Path],
) -> None:
    stand, folder, private = locked
    before = await databases(stand)
    assert await verify_backup(folder, stand.database_url, identities=identities_of(private)) == []
    assert await databases(stand) == before
    assert await submissions(stand) == ["第一件：路灯坏了。"]


async def test_a_backup_that_holds_less_than_its_manifest_says_is_told(kept: tuple[Stand, Folder]) -> None:
    stand, folder = kept
    manifest = manifest_in(folder)
    changed = [
        replace(dump, rows={**dump.rows, "journal": 99}, journal_head=99)
        if dump.service == "intake"
        else dump
        for dump in manifest.dumps
    ]
    write_manifest(folder, replace(manifest, dumps=tuple(changed)))
    problems = await verify_backup(folder, stand.database_url)
    assert [problem.split("应为")[0] for problem in problems] == [
        "intake: journal: ",
        "intake: rows of journal: ",
    ]


async def test_a_damaged_backup_is_no_verified_one(kept: tuple[Stand, Folder]) -> None:
    stand, folder = kept
    folder.write("handling.dump", b"PGDMP")
    (problem,) = await verify_backup(folder, stand.database_url)
    assert "handling.dump" in problem


async def test_what_an_earlier_verification_has_left_is_dropped_after_a_day_and_nothing_else(
    kept: tuple[Stand, Folder],
) -> None:
    stand, folder = kept
    old, young = (
        "youyue_scratch_20200101t000000_0123abcd_intake",
        "youyue_scratch_20990101t000000_0123abcd_intake",
    )
    bystanders = {young, "youyue_scratch", "youyue_scratch_20200101t000000"}
    connection = await asyncpg.connect(stand.database_url.replace("+asyncpg", ""))
    for name in (old, *bystanders):
        await connection.execute(f"CREATE DATABASE {name}")
    try:
        await verify_backup(folder, stand.database_url)
        there = await databases(stand)
        assert old not in there
        assert bystanders <= set(there)
    finally:
        for name in bystanders:
            await connection.execute(f"DROP DATABASE IF EXISTS {name}")
        await connection.close()


async def test_a_backup_that_fails_leaves_nothing_behind(kept: tuple[Stand, Folder], tmp_path: Path) -> None:
    stand, _ = kept
    await forget(stand, "evaluation", "DROP TABLE journal CASCADE")
    shelf = Shelf.at(str(tmp_path / "elsewhere"), make=True)
    with pytest.raises(ExceptionGroup):
        await take_backup(shelf, settings_of(stand))
    assert shelf.folders() == []


async def test_services_say_when_they_were_saved(
    kept: tuple[Stand, Folder], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand, folder = kept
    monkeypatch.setenv("YOUYUE_DATABASE_URL", stand.database_url.replace("+asyncpg", ""))
    await asyncio.to_thread(youyue, "verify", str(folder.path), "--server", stand.database_url)
    said = await asyncio.to_thread(youyue, "list", str(tmp_path / "backups"))
    assert "已验证 verified" in said
    assert await saved_of(stand, "intake") == Saved()

    await asyncio.to_thread(youyue, str(tmp_path / "backups"), "--keep", "5")

    place = str(tmp_path / "backups")
    newer, older = [one.taken_at for one in survey(Shelf.at(place))]
    for service in ("intake", "console"):
        assert await saved_of(stand, service) == Saved(taken=newer, verified=older)
    await asyncio.to_thread(youyue, place, "--keep", "1")
    (left,) = survey(Shelf.at(place))
    assert await saved_of(stand, "intake") == Saved(taken=left.taken_at, verified=older)
    await restore_backup(left.folder, settings_of(stand), replace=True)
    assert await saved_of(stand, "intake") == Saved()


async def test_the_data_are_saved_also_when_that_cannot_be_noted(
    kept: tuple[Stand, Folder], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand, _ = kept
    url = stand.database_url.replace("+asyncpg", "")
    connection = await asyncpg.connect(url)
    await connection.execute(f"ALTER DATABASE {url.rsplit('/')[-1]} SET default_transaction_read_only = on")
    await connection.close()
    monkeypatch.setenv("YOUYUE_DATABASE_URL", url)

    done = await asyncio.to_thread(CliRunner().invoke, backup, [str(tmp_path / "more")])

    assert (done.exit_code, [one.state for one in survey(Shelf.at(str(tmp_path / "more")))]) == (1, ["good"])


async def test_who_is_interrupted_leaves_what_is_known_as_unfinished(
    kept: tuple[Stand, Folder], tmp_path: Path
) -> None:
    stand, _ = kept
    shelf = Shelf.at(str(tmp_path / "more"), make=True)
    connection = await asyncpg.connect(stand.database_url.replace("+asyncpg", ""))
    await connection.execute(f"SELECT pg_advisory_lock({relay_lock('intake')})")
    taking = asyncio.create_task(take_backup(shelf, settings_of(stand)))

    async def begun() -> bool:
        return bool(survey(shelf))

    await until(begun)
    taking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await taking
    await connection.close()
    assert [one.state for one in survey(shelf)] == ["unfinished"]


def youyue(*arguments: str) -> str:
    done = CliRunner().invoke(backup, arguments)
    assert done.exit_code == 0, done.output
    return done.output


async def saved_of(stand: Stand, service: str) -> Saved:
    """As the service's metrics have it."""
    async with running_platform(stand, service) as platform:
        url = f"http://127.0.0.1:{platform.process.ops_port}/ops/{service}/metrics"
        text = (await platform.accounts.client.get(url)).text
    found = dict(re.findall(r"^youyue_backup_(taken|verified)_timestamp_seconds\{.*\} (\S+)$", text, re.M))
    moments = (float(found[name]) for name in ("taken", "verified"))
    return Saved(*(datetime.fromtimestamp(at, UTC) if at else None for at in moments))
