"""Which backups go, and which never do."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from obstore.store import MemoryStore

from cli.backup.keeping import Kept, State, expendable, newest, survey, write_verdict
from cli.backup.manifest import Dump, Manifest, write_manifest
from cli.backup.shelf import UNFINISHED, Folder, Shelf

NOW = datetime(2026, 11, 28, 3, tzinfo=UTC)


def one(days: float, state: State = State.GOOD, verified: bool = False) -> Kept:
    folder = Folder(MemoryStore(), f"{days}", None)
    return Kept(folder, state, NOW - timedelta(days=days), verified_at=NOW if verified else None)


def ages_of(gone: list[Kept]) -> list[float]:
    return sorted(float(kept.folder.name) for kept in gone)


@pytest.mark.parametrize(
    ("keep", "keep_days", "gone"),
    [
        (None, None, []),
        (1, None, [1, 2, 30]),
        (3, None, [30]),
        (9, None, []),
        (None, 1.5, [2, 30]),
        (None, 0, [1, 2, 30]),
        (3, 1.5, [30]),
        (1, 9, [30]),
    ],
)
def test_a_backup_stays_if_either_rule_keeps_it(
    keep: int | None, keep_days: float | None, gone: list[float]
) -> None:
    backups = [one(days) for days in (2, 0, 30, 1)]
    assert ages_of(expendable(backups, keep=keep, keep_days=keep_days, now=NOW)) == gone


def test_the_newest_good_one_stays_however_old_it_is() -> None:
    backups = [one(400), one(399), one(0.1, State.DAMAGED), one(0.2, State.UNFINISHED)]
    assert ages_of(expendable(backups, keep=None, keep_days=1, now=NOW)) == [400]


def test_damaged_ones_do_not_count_and_go_when_a_newer_good_one_is_there() -> None:
    backups = [one(0, State.DAMAGED), one(1), one(2, State.DAMAGED), one(3)]
    assert ages_of(expendable(backups, keep=2, keep_days=None, now=NOW)) == [2]


def test_without_a_good_one_nothing_that_might_help_goes() -> None:
    assert expendable([one(1, State.DAMAGED), one(9, State.DAMAGED)], keep=1, keep_days=1, now=NOW) == []


def test_an_unfinished_one_goes_when_nobody_can_be_writing_it_any_more() -> None:
    backups = [one(0.9, State.UNFINISHED), one(1.1, State.UNFINISHED)]
    assert ages_of(expendable(backups, keep=None, keep_days=None, now=NOW)) == [1.1]


def test_the_newest_verified_one_is_the_newest_that_a_restore_has_proved() -> None:
    backups = [one(1), one(2, verified=True), one(3, verified=True), one(0.5, State.DAMAGED, verified=True)]
    assert newest(backups) == NOW - timedelta(days=1)
    assert newest(backups, verified=True) == NOW - timedelta(days=2)
    assert newest([]) is None


@pytest.fixture(params=["folder", "object store"])
def shelf(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    if request.param == "folder":
        return Shelf.at(str(tmp_path_factory.mktemp("backups")))
    return Shelf(MemoryStore())


def put(shelf: Shelf, name: str, *, finished: bool = True, bytes: int = 4) -> Folder:
    folder = shelf.folder(name)
    folder.make(json.dumps({"begun_at": NOW.isoformat()}).encode())
    folder.put("intake.dump", iter([b"dump"]))
    if finished:
        write_manifest(
            folder, Manifest(NOW, (Dump("intake", "intake.dump", bytes, "0" * 64, "intake_0001"),))
        )
        folder.discard(UNFINISHED)
    return folder


def test_the_survey_tells_whole_from_broken_and_passes_over_what_is_not_ours(shelf: Shelf) -> None:
    put(shelf, "whole")
    put(shelf, "short", bytes=5)
    put(shelf, "begun", finished=False)
    write_verdict(put(shelf, "proved"), [], NOW)
    write_verdict(put(shelf, "refuted"), ["intake: rows"], NOW)
    shelf.folder("photos").write("a.jpg", b"") if shelf.path is None else (shelf.path / "photos").mkdir()
    put(shelf, "foreign").write("manifest.json", b'{"name": "somebody else\'s"}')
    found = {kept.folder.name: (kept.state.value, kept.verified) for kept in survey(shelf)}
    assert found == {
        "whole": ("good", False),
        "short": ("damaged", False),
        "begun": ("unfinished", False),
        "proved": ("good", True),
        "refuted": ("damaged", False),
    }


def test_what_is_removed_is_gone_and_what_is_not_of_the_backup_stays(shelf: Shelf) -> None:
    put(shelf, "mine").remove()
    noted = put(shelf, "noted")
    noted.write("why-we-keep-this.txt", b"...")
    noted.remove()
    assert [folder.name for folder in shelf.folders() if folder.sizes()] == ["noted"]
    assert list(shelf.folder("noted").sizes()) == ["why-we-keep-this.txt"]


def test_a_removal_that_was_broken_off_leaves_an_unfinished_one(shelf: Shelf) -> None:
    folder = put(shelf, "mine")
    folder.write(UNFINISHED, folder.read("manifest.json") or b"")
    folder.discard("manifest.json")
    (kept,) = survey(shelf)
    assert (kept.state, kept.taken_at) == (State.UNFINISHED, NOW)


def test_two_backups_of_one_second_do_not_share_a_folder(shelf: Shelf) -> None:
    first, second, third = (shelf.begin("20261128T030000Z", b"{}") for _ in range(3))
    assert [first.name, second.name, third.name] == [
        "20261128T030000Z",
        "20261128T030000Z-2",
        "20261128T030000Z-3",
    ]
    assert all(one.read(UNFINISHED) == b"{}" for one in (first, second, third))
    with pytest.raises(FileExistsError, match="such a backup already"):
        shelf.folder("20261128T030000Z").make(b"{}")


def test_an_address_that_is_none_is_said_so() -> None:
    with pytest.raises(FileNotFoundError, match="no usable address"):
        Shelf.at("s3://[bad")
