"""What cannot be printed is said as that, by whichever command."""

import subprocess
import sys

import pytest

_YOUYUE = (sys.executable, "-m", "cli.main")


@pytest.mark.parametrize("line", [("--version",), ("--help",), ("triage", "路灯坏了"), ("docs", "--help")])
def test_a_full_disk_is_no_traceback(line: tuple[str, ...]) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run(
            (*_YOUYUE, *line), stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False
        )
    assert done.returncode == 74
    assert "输出写不下去" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_who_has_seen_enough_ends_it_quietly() -> None:
    running = subprocess.Popen((*_YOUYUE, "--help"), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert running.stdout
    assert running.stderr
    running.stdout.close()
    assert (running.wait(60), running.stderr.read()) == (141, b"")
    running.stderr.close()


@pytest.mark.parametrize("wait", ["nan", "-1", "inf", "soon"])
def test_a_time_that_is_none_is_refused(wait: str) -> None:
    done = subprocess.run(
        (*_YOUYUE, "migrate", "--wait", wait), capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
