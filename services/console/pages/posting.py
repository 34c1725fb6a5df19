"""A posted form: read within bounds, from our own page, not from a robot, not too often."""

from dataclasses import dataclass
from math import ceil
from typing import Any

from pydantic import ValidationError
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from services.console.pages.asked import address_of
from services.console.pages.cookies import form_token, give, is_own_form
from services.console.pages.rendering import render
from services.console.sending.letter import is_seed, new_seed
from shared.kernel.bus.delivery.reading import refusal_of
from shared.kernel.messages.base import Command
from shared.kernel.service.http.charset import is_in_utf8
from shared.kernel.service.http.guesses import Guesses
from shared.language.house import sentence_of
from shared.language.words import text

_LONGEST = 200_000
"""Bytes of one field: the longest text, in UTF-8, and more, so that it is the command that says what is too
long."""
_FILE = 10_500_000
"""Bytes of a file; a larger one is not even read. Intake says what is too large below that."""
_FIELDS = 60
SENDINGS = 60
"""Forms that one address may send within ten minutes: a hall may share an address, a robot needs more."""
TRAP = "website"
"""A field that nobody sees, and robots fill in."""
PRIVATE = {"cache-control": "no-store"}
CHINESE = "zh_CN"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and with which field; empty: with none of the page's."""

    said: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Posted:
    """A form's fields as texts, its file, and its seed."""

    fields: dict[str, str]
    file: bytes
    seed: str

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, "")


class Unfit(Exception):
    """The form is not taken; ``problem`` is for the person, ``posted`` keeps their words."""

    def __init__(
        self, status: int, why: str, posted: Posted | None = None, field: str = "", **values: object
    ) -> None:
        super().__init__(why)
        self.posted = posted or Posted({}, b"", new_seed())
        self.status, self.problem = status, Problem(text(f"page.form.{why}", CHINESE, **values), field)


class Desk:
    """Takes forms. Counts in the memory of one process, as trace codes are counted."""

    def __init__(self) -> None:
        self._sent = Guesses()

    async def take(self, request: Request) -> Posted:
        """The form. Raises Unfit."""
        if not is_in_utf8(request):
            raise Unfit(415, "unreadable")
        try:
            form = await request.form(max_files=1, max_fields=_FIELDS, max_part_size=_LONGEST)
        except HTTPException:
            raise Unfit(400, "unreadable") from None
        async with _closing(form):
            # Browsers send line ends as two characters, and count them as one.
            fields = {
                name: value.replace("\r\n", "\n") for name, value in form.items() if isinstance(value, str)
            }
            file = form.get("file")
            large = isinstance(file, UploadFile) and (file.size or 0) > _FILE
            content = await file.read() if isinstance(file, UploadFile) and not large else b""
        seed = fields.get("seed", "")
        posted = Posted(fields, content, seed if is_seed(seed) else new_seed())
        if not is_own_form(request, posted["token"]):
            raise Unfit(403, "foreign", posted)
        if posted[TRAP]:
            raise Unfit(422, "robot", posted)
        if large:
            raise Unfit(413, "file_too_large", posted, "file", most=_FILE // 1_000_000)
        return posted

    def count(self, request: Request, id: str) -> None:
        """One more command of this address. Raises Unfit when it is one too many."""
        address = address_of(request)
        if wait := self._sent.wait(address, SENDINGS):
            raise Unfit(429, "too_often", minutes=ceil(wait / 60))
        self._sent.was_wrong(address, id)


class _closing:
    def __init__(self, form: FormData) -> None:
        self._form = form

    async def __aenter__(self) -> None:
        return None

    async def __aexit__(self, *_: object) -> None:
        await self._form.close()


def made(command: type[Command], values: dict[str, Any]) -> Command | Problem:
    """The command, or what is wrong with a field, in words."""
    try:
        return command.model_validate(values)
    except ValidationError as error:
        refusal = refusal_of(command, error)
        field = (refusal.field or "").removeprefix("data.").rpartition(".")[2]
        return Problem(sentence_of(refusal).zh, field)


def refused(answer: dict[str, Any]) -> Problem | None:
    """What an answer refuses, in words; None: it accepts."""
    if not answer["type"].endswith(".command.refused.v1"):
        return None
    data = answer["data"]
    return Problem(data["reason"]["zh"], (data.get("field") or "").removeprefix("data.").rpartition(".")[2])


def form_page(request: Request, template: str, status: int = 200, /, **values: Any) -> Response:
    """A page with a form: with its token, and kept by nobody."""
    token = form_token(request)
    response = render(request, template, status, token=token, trap=TRAP, **values)
    response.headers.update(PRIVATE)
    if "etag" in response.headers:
        del response.headers["etag"]
    give(request, response, token)
    return response
