"""Backups for the eyes of those who have the private key."""

import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cli.backup.encryption import KeyUnusable, identities_of, make_key, opened, recipients_of, sealed
from cli.backup.manifest import BackupUnusable

PIECES = [bytes([number]) * 70_000 for number in range(40)]
NOW = datetime(2026, 11, 28, tzinfo=UTC)


@pytest.fixture
def keys(tmp_path: Path) -> tuple[str, Path]:
    file = tmp_path / "private"
    return make_key(file, NOW), file


def test_who_has_the_private_key_reads_what_was_written(keys: tuple[str, Path]) -> None:
    public, private = keys
    hidden = b"".join(sealed(PIECES, [public]))
    assert PIECES[3] not in hidden
    assert b"".join(opened([hidden], identities_of(private))) == b"".join(PIECES)


def test_each_of_several_recipients_reads_it(keys: tuple[str, Path], tmp_path: Path) -> None:
    other = make_key(tmp_path / "other", NOW)
    hidden = b"".join(sealed(PIECES, [keys[0], other]))
    for file in (keys[1], tmp_path / "other"):
        assert b"".join(opened([hidden], identities_of(file))) == b"".join(PIECES)


def test_nobody_else_reads_it_nor_is_it_read_when_changed_or_cut_short(
    keys: tuple[str, Path], tmp_path: Path
) -> None:
    make_key(tmp_path / "other", NOW)
    hidden = b"".join(sealed(PIECES, [keys[0]]))
    changed = bytearray(hidden)
    changed[len(hidden) // 2] ^= 1
    for content, file in (
        (hidden, tmp_path / "other"),
        (bytes(changed), keys[1]),
        (hidden[: len(hidden) // 2], keys[1]),
        (b"no age file", keys[1]),
    ):
        with pytest.raises(BackupUnusable):
            b"".join(opened([content], identities_of(file)))


def test_it_flows_and_is_not_kept_in_memory(keys: tuple[str, Path]) -> None:
    given = 0

    def endless() -> Iterator[bytes]:
        nonlocal given
        while True:
            given += 1
            yield PIECES[0]

    flowing = sealed(endless(), [keys[0]])
    first = next(flowing)
    assert first
    assert given < 100
    flowing.close()  # type: ignore[attr-defined]


def test_what_breaks_at_the_source_is_told_as_it_is(keys: tuple[str, Path]) -> None:
    def broken() -> Iterator[bytes]:
        yield PIECES[0]
        raise ConnectionResetError("pg_dump is gone")

    with pytest.raises(ConnectionResetError, match="pg_dump is gone"):
        b"".join(sealed(broken(), [keys[0]]))


def test_a_private_key_is_for_its_owner_alone_and_overwrites_nothing(keys: tuple[str, Path]) -> None:
    _, private = keys
    content = private.read_text("utf-8")
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        make_key(private, NOW)
    assert private.read_text("utf-8") == content


def test_recipients_are_keys_or_files_of_keys(keys: tuple[str, Path], tmp_path: Path) -> None:
    other = make_key(tmp_path / "other", NOW)
    file = tmp_path / "recipients"
    file.write_text(f"# the office\n{keys[0]}\n\n{other}\n", "utf-8")
    assert recipients_of([keys[0], str(file)]) == (keys[0], other)


@pytest.mark.parametrize("content", ["", "# nothing\n", "age1nonsense\n"])
def test_a_file_without_a_good_key_is_refused(content: str, tmp_path: Path) -> None:
    file = tmp_path / "keys"
    file.write_text(content, "utf-8")
    with pytest.raises(KeyUnusable):
        recipients_of([str(file)])
    with pytest.raises(KeyUnusable):
        identities_of(file)


def test_a_refused_private_key_is_not_repeated(keys: tuple[str, Path]) -> None:
    _, private = keys
    secret = private.read_text("utf-8").splitlines()[-1]
    with pytest.raises(KeyUnusable) as refused:
        recipients_of([str(private)])
    assert secret not in str(refused.value)
