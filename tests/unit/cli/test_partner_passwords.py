"""A partner's new password is kept before anything is changed, or nothing is."""

from pathlib import Path

import pytest

from cli.partner.passwords import handed_over


def test_where_the_file_cannot_be_written_nothing_is_changed(tmp_path: Path) -> None:
    changed: list[str] = []
    with pytest.raises(OSError, match="nowhere"), handed_over(tmp_path / "nowhere" / "pw") as password:
        changed.append(password)
    assert changed == []


def test_where_the_change_fails_no_password_is_left_behind(tmp_path: Path) -> None:
    file = tmp_path / "pw"
    with pytest.raises(ConnectionError), handed_over(file):
        raise ConnectionError
    assert not file.exists()


def test_what_is_handed_over_is_in_the_file_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "pw"
    with handed_over(file) as password:
        assert file.read_text() == f"{password}\n"
    assert file.stat().st_mode & 0o777 == 0o600
