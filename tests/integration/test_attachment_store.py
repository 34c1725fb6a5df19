"""The store of attachments, in a folder and in memory; S3-compatible storage goes through the same
library."""

from pathlib import Path

import pytest

from services.intake.attachments.examination import PDF, Clean
from services.intake.attachments.store import AttachmentStore

HERE, THERE = "330921201", "330921202"
FILE = Clean(b"%PDF-1.7", PDF)


@pytest.fixture(params=["file", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> AttachmentStore:
    return AttachmentStore(f"file://{tmp_path}/attachments" if request.param == "file" else "memory:///")


async def test_what_was_put_is_found_by_its_content(store: AttachmentStore) -> None:
    id = await store.put(HERE, FILE)
    assert id == FILE.sha256 == await store.put(HERE, FILE)
    assert await store.get(HERE, id) == FILE.content


async def test_another_township_does_not_find_it(store: AttachmentStore) -> None:
    id = await store.put(HERE, FILE)
    assert await store.get(THERE, id) is None


async def test_what_was_erased_is_gone_and_erasing_twice_is_no_error(store: AttachmentStore) -> None:
    id = await store.put(HERE, FILE)
    for _ in range(2):
        await store.erase(HERE, id)
        assert await store.get(HERE, id) is None
