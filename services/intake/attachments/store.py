"""The storage of files: a local folder or S3-compatible storage, by URL.

``file:///var/lib/youyue/attachments`` or ``s3://bucket/prefix`` (endpoint and credentials as the AWS
variables of the environment say). A file's place is ``<township>/<sha256>``: a file that is sent twice is
kept once, and no township reaches another's files.
"""

from obstore.exceptions import BaseError, NotFoundError
from obstore.store import LocalStore, ObjectStore, from_url

from services.intake.attachments.examination import Clean


class AttachmentStore:
    """Puts, gets and erases files."""

    def __init__(self, url: str) -> None:
        if url.startswith("file://"):
            self._store: ObjectStore = LocalStore(url.removeprefix("file://"), mkdir=True)
        else:
            self._store = from_url(url)

    async def put(self, township: str, file: Clean) -> str:
        """Keep ``file``; returns its id, the SHA-256 of its content. Raises OSError
        when it cannot be kept: the disk is full, the storage is away."""
        id = file.sha256
        try:
            await self._store.put_async(_place(township, id), file.content)
        except BaseError as error:
            raise OSError("attachments cannot be kept") from error
        return id

    async def get(self, township: str, id: str) -> bytes | None:
        """The content, or None if there is no such file."""
        try:
            found = await self._store.get_async(_place(township, id))
        except (NotFoundError, FileNotFoundError):
            return None
        return bytes(await found.bytes_async())

    async def erase(self, township: str, id: str) -> None:
        """Forget it for good; one that is not there is no error."""
        try:
            await self._store.delete_async(_place(township, id))
        except (NotFoundError, FileNotFoundError):
            return


def _place(township: str, id: str) -> str:
    return f"{township}/{id}"
