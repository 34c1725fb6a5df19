"""Pictures, decoded and written anew: the first one of a file, upright, no larger than eyes need.

The result has no EXIF (where it was taken, the telephone's serial number), no thumbnail, no comment, and
nothing hidden behind its end.
"""

import warnings
from io import BytesIO
from typing import Any, NamedTuple

import pillow_heif
from PIL import Image, ImageOps, UnidentifiedImageError

from shared.kernel.messages.errors import Refusal, refuse

_SIDE = 4096
"""Pixels of the longer side that are kept: a page of A4 is readable with less."""
_MODES = {"JPEG": ("RGB", "L"), "PNG": ("RGB", "RGBA", "L", "LA", "1"), "WEBP": ("RGB", "RGBA")}
"""The modes that are written as they are; every other becomes the first."""
_WRITTEN: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 88, "optimize": True},
    "PNG": {},
    "WEBP": {"quality": 88},
}


class _Kind(NamedTuple):
    media_type: str
    format: str
    """Pillow's name of the format in which it is written."""


_JPEG = _Kind("image/jpeg", "JPEG")
_KINDS = {
    "JPEG": _JPEG,
    "MPO": _JPEG,
    "HEIF": _JPEG,
    "PNG": _Kind("image/png", "PNG"),
    "WEBP": _Kind("image/webp", "WEBP"),
}
"""Pillow's name of a format → what is kept. Telephones write several pictures into one JPEG (MPO)."""
_OPENED = ("JPEG", "PNG", "WEBP", "HEIF")
TAKEN = "JPEG, PNG, WebP, HEIC, PDF"

pillow_heif.register_heif_opener(thumbnails=False)


def plain_picture(content: bytes, pixels: int) -> tuple[bytes, str] | Refusal:
    """The picture anew, and its media type.

    Refused: ``attachment_type``; ``attachment_too_large`` for more than ``pixels``, width times height, since
    a small file can unfold into gigabytes; ``attachment_broken``.
    """
    try:
        with warnings.catch_warnings():
            # The bound on pixels is checked below, before anything is decoded.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=_OPENED) as picture:
                if picture.width * picture.height > pixels:
                    return _too_large(pixels)
                kind = _KINDS.get(str(picture.format))
                if kind is None:
                    return refuse("attachment_type", allowed=TAKEN)
                return _written_anew(picture, kind.format), kind.media_type
    except Image.DecompressionBombError:  # far beyond any bound of ours: Pillow does not even open it
        return _too_large(pixels)
    except UnidentifiedImageError:
        return refuse("attachment_type", allowed=TAKEN)
    except Exception:
        # The decoders tell of hostile files by errors of every kind.
        return refuse("attachment_broken")


def _too_large(pixels: int) -> Refusal:
    return refuse("attachment_too_large", limit=f"{pixels // 1_000_000} MP")


def _written_anew(picture: Image.Image, format: str) -> bytes:
    """The first frame, turned as the camera meant it, and nothing else."""
    # Scales a JPEG while it is being decoded.
    picture.thumbnail((_SIDE, _SIDE))
    ImageOps.exif_transpose(picture, in_place=True)
    modes = _MODES[format]
    plain = picture if picture.mode in modes else picture.convert(modes[0])
    bare = Image.new(plain.mode, plain.size)
    bare.paste(plain)
    out = BytesIO()
    bare.save(out, format, **_WRITTEN[format])
    return out.getvalue()
