"""The true type of a file, and the file without the data that its maker did not mean to send.

A file's name and the type that it claims are not asked. What it is decides how it is read, and it is written
anew: ``pictures``, ``documents``.
"""

import hashlib
from dataclasses import dataclass

from services.intake.attachments.documents import plain_document
from services.intake.attachments.pictures import plain_picture
from shared.kernel.messages.errors import Refusal, refuse

PDF = "application/pdf"
_PDF_STARTS = b"%PDF-"


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest files that are taken."""

    bytes: int
    pixels: int
    """Width times height: a small file can unfold into gigabytes."""


@dataclass(frozen=True, slots=True)
class Clean:
    """A file that may be kept."""

    content: bytes
    media_type: str

    @property
    def sha256(self) -> str:
        """The file's name in the store, in hexadecimal: the same file is kept once."""
        return hashlib.sha256(self.content).hexdigest()


def examine(content: bytes, limits: Limits) -> Clean | Refusal:
    """The file, cleaned.

    Refused: ``attachment_empty``, ``attachment_too_large``, ``attachment_type``, ``attachment_broken``.
    """
    if not content:
        return refuse("attachment_empty")
    if len(content) > limits.bytes:
        return refuse("attachment_too_large", limit=f"{limits.bytes // 1024 // 1024} MB")
    if content.startswith(_PDF_STARTS):
        document = plain_document(content)
        return refuse("attachment_broken") if document is None else Clean(document, PDF)
    picture = plain_picture(content, limits.pixels)
    return picture if isinstance(picture, Refusal) else Clean(*picture)
