"""The lines that are held back when they repeat are lines that the code writes."""

import re
from pathlib import Path

from shared.kernel.service.repetition import REPEATING

KERNEL = Path(__file__).parents[2] / "shared/kernel"


def test_each_of_them_is_written_somewhere() -> None:
    code = "\n".join(file.read_text("utf-8") for file in KERNEL.rglob("*.py") if file.name != "repetition.py")
    assert set(re.findall(r'"(\w+)"', code)) >= REPEATING
