"""The true type of a file, and the file without the data that its maker did not mean to send.

A file's name and the type that it claims are not asked. Pictures are decoded and written anew: the result has
no EXIF (where it was taken, the telephone's serial number), no thumbnail, no comment, and nothing hidden
behind its end. Documents (PDF) are kept as they came, since a signed one would break.
"""

import hashlib
import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from shared.kernel.messages.errors import Refusal, refuse

PDF = "application/pdf"
_PDF_STARTS = b"%PDF-"
_PICTURES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
"""Pillow's name of a format → its media type."""
_WRITTEN: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 88, "optimize": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 88},
}
_MODES = {"JPEG": ("RGB", "L"), "PNG": ("RGB", "RGBA", "L", "LA", "1"), "WEBP": ("RGB", "RGBA")}
"""The modes that are written as they are; every other becomes the first."""


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
        return Clean(content, PDF)
    return _picture(content, limits)


def _picture(content: bytes, limits: Limits) -> Clean | Refusal:
    try:
        with warnings.catch_warnings():
            # The bound on pixels is checked below, before anything is decoded.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=tuple(_PICTURES)) as picture:
                if picture.width * picture.height > limits.pixels:
                    return refuse("attachment_too_large", limit=f"{limits.pixels // 1_000_000} MP")
                return Clean(_written_anew(picture), _PICTURES[str(picture.format)])
    except UnidentifiedImageError:
        return refuse("attachment_type", allowed="JPEG, PNG, WebP, PDF")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return refuse("attachment_broken")


def _written_anew(picture: Image.Image) -> bytes:
    """The first frame, turned as the camera meant it, and nothing else."""
    format = str(picture.format)
    upright = ImageOps.exif_transpose(picture)
    modes = _MODES[format]
    plain = upright if upright.mode in modes else upright.convert(modes[0])
    bare = Image.new(plain.mode, plain.size)
    bare.paste(plain)
    out = BytesIO()
    bare.save(out, format, **_WRITTEN[format])
    return out.getvalue()
