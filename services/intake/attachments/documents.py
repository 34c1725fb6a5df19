"""Documents (PDF), opened before they are kept: without what runs or is hidden in them, and their author.

A signed document with nothing of the kind that runs is kept as it came, since every change would break the
signature; its signer has signed by name anyway.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

_UNFOLDED = 32_000_000
"""Bytes to which a compressed part may unfold."""
_OBJECTS = 50_000
"""More than any document of some pages has; each costs time to look at."""
_RUNNING = (
    "/JavaScript",
    "/Launch",
    "/ImportData",
    "/SubmitForm",
    "/Rendition",
    "/RichMediaExecute",
    "/GoToE",
)
"""Actions that do something else than turn a page or follow a link."""
_ACTIVE_KEYS = (
    "/JS",
    "/OpenAction",
    "/AA",
    "/EmbeddedFiles",
    "/EF",
    "/RF",
    "/JavaScript",
    "/XFA",
    "/AF",
    "/RichMediaContent",
)

# For the whole process, before any thread uses it: the library's own bound against files that unfold.
pikepdf.settings.set_qpdf_limits(
    flate_max_memory=_UNFOLDED,
    run_length_max_memory=_UNFOLDED,
    png_max_memory=_UNFOLDED,
    tiff_max_memory=_UNFOLDED,
    dct_max_memory=_UNFOLDED,
    parser_max_nesting=100,
    parser_max_container_size=_OBJECTS,
    doc_max_warnings=100,
)


def plain_document(content: bytes) -> bytes | None:
    """The document as it may be kept; None for one that cannot be opened, is locked, has no page, or more in
    it than a document has."""
    # The library tells of hostile files by errors of every kind.
    try:
        with pikepdf.open(BytesIO(content)) as document:
            if len(document.objects) > _OBJECTS or not len(document.pages):
                return None
            ran = sum([_disarmed(part) for part in _parts(document)])
            if not ran and _signed(document):
                return content
            _forget_the_author(document)
            out = BytesIO()
            document.save(out)
            return out.getvalue()
    except Exception:
        return None


def _parts(document: pikepdf.Pdf) -> Iterator[Any]:
    """Every dictionary of the document: objects, and what is written inside them."""
    for whole in (document.trailer, *document.objects):
        waiting = [whole]
        while waiting:
            part = waiting.pop()
            if isinstance(part, pikepdf.Stream):
                waiting.append(part.stream_dict)
            elif isinstance(part, pikepdf.Dictionary):
                yield part
                waiting += [value for _, value in part.items() if _inside(value)]
            elif isinstance(part, pikepdf.Array):
                waiting += [value for value in part if _inside(value)]


def _inside(value: Any) -> bool:
    return isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect


def _disarmed(part: Any) -> int:
    """Take what runs out of the dictionary; returns how much that was."""
    running = [key for key in _ACTIVE_KEYS if key in part]
    for key in running:
        del part[key]
    if part.get("/S") in _RUNNING:
        del part["/S"]
        running.append("/S")
    return len(running)


def _signed(document: pikepdf.Pdf) -> bool:
    form = document.Root.get("/AcroForm")
    return form is not None and bool(int(form.get("/SigFlags", 0)) & 1)


def _forget_the_author(document: pikepdf.Pdf) -> None:
    if "/Metadata" in document.Root:
        del document.Root["/Metadata"]
    if "/Info" in document.trailer:
        del document.trailer["/Info"]
