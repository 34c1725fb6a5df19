"""The storeys: what import-linter cannot see of them."""

import re
from pathlib import Path

from shared.language.contracts.registry import SERVICES

KERNEL = Path(__file__).parents[2] / "shared" / "kernel"
DOMAIN = re.compile(rf"township|citizen|deputy|deputies|乡|代表|\b({'|'.join(SERVICES)})[./_]", re.IGNORECASE)
"""Words of this platform's language. A type in an example would be one as well."""


def test_the_kernel_speaks_no_word_of_the_language() -> None:
    files = sorted(KERNEL.rglob("*.py"))
    assert len(files) > 50
    said = [
        f"{path.relative_to(KERNEL)}:{number}: {line.strip()}"
        for path in files
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if DOMAIN.search(line)
    ]
    assert said == []
