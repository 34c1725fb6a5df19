"""What the image is made of is known: each package with its version, sums, and a licence to pass on."""

import re

import pytest

from scripts.sbom import LOCKED, Package, document, packages

FOUND = list(packages(LOCKED.read_text("utf-8")))
# Permissive ones, and those that ask for changes of their own files alone; fpdf2 (LGPL) is used as it is.
MAY = re.compile(
    r"(0BSD|Apache-2\.0|BSD-[23]-Clause|CC0-1\.0|ISC|LGPL-3\.0-only|MIT|MIT-0|MIT-CMU|MPL-2\.0|PSF-2\.0|Zlib)\Z"
)


@pytest.mark.parametrize("package", FOUND, ids=lambda package: package.name)
def test_every_package_has_sums_and_a_licence_that_may_be_passed_on(package: Package) -> None:
    assert package.sums
    parts = re.split(r" AND | OR ", package.licence)
    assert [part for part in parts if not MAY.match(part)] == [], package.licence


def test_the_list_names_what_is_locked_for_the_image_once_each() -> None:
    pinned = re.findall(r"^([\w.-]+)==", LOCKED.read_text("utf-8"), re.M)
    elsewhere = {"colorama"}
    assert sorted(package.name for package in FOUND) == sorted(set(pinned) - elsewhere)
    components = document(FOUND)["components"]
    assert isinstance(components, list)
    assert len(components) == len(FOUND) + 1
