"""Files go with the erasure of the submission that they belonged to."""

from datetime import timedelta

from services.intake.attachments.store import AttachmentStore
from services.intake.storage.attachments import AT_ONCE, sweep
from shared.kernel.service.service import AtWork


async def erase_unused(running: AtWork) -> None:
    """Erase the files that an erasure has left, if there is a store; soon after it, and whatever else
    happens."""
    if url := running.settings.attachments_url:
        async with running.housekeeping.begin() as connection:
            await sweep(connection, AT_ONCE + timedelta(seconds=1), AttachmentStore(url).erase)
