"""``/raise``: words, then the place and a photo, then what everybody is going to read; then the two codes.

Everything stands in the form: nothing is kept here until it is sent, and a refusal loses no word.
"""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from services.console.here import only, today
from services.console.laws import LawOf
from services.console.pages.asked import Page, Reading, choice, township_of
from services.console.pages.cookies import device_of, forget, remember
from services.console.pages.posting import Desk, Posted, Problem, Unfit, form_page, made, refused
from services.console.pages.raise_form import STEPS, details, kept, step_of, unanswered, values
from services.console.pages.rendering import HEADERS
from services.console.sending.asking import Intake
from services.console.sending.letter import letter, new_seed, proof_of
from services.console.sending.outbox import Closed, Outbox
from services.console.storage.reading import townships, townships_by_county
from shared.kernel.messages.base import Command
from shared.language.contracts.intake import AttachToSubmission, SubmitSubmission
from shared.language.directory.directory import Directory
from shared.language.redaction import mask
from shared.language.words import text


@dataclass(frozen=True, slots=True)
class Here:
    """The township of which the page is, with its lists of today."""

    code: str
    name: str
    directory: Directory

    @property
    def whose(self) -> dict[str, str]:
        """For templates."""
        return {"township": self.code, "township_name": self.name}


class Raising:
    """The pages of one running console."""

    def __init__(self, reading: Reading, law_of: LawOf, outbox: Outbox, intake: Intake, desk: Desk) -> None:
        self._reading, self._law_of = reading, law_of
        self._outbox, self._intake, self._desk = outbox, intake, desk

    def routes(self, around: Callable[[Page], Page]) -> list[Route]:
        """What reads, and what takes forms."""
        return [
            Route("/raise", around(self.begin), methods=["GET"]),
            Route("/raise", around(self.go_on), methods=["POST"]),
            Route("/forget", self.forget, methods=["POST"]),
        ]

    async def begin(self, request: Request) -> Response:
        """An empty form."""
        here = await self._here(request)
        if here is None:
            async with self._reading() as (connection, _):
                return choice(request, await townships_by_county(connection))
        return self._page(request, here, "words", Posted({}, b"", new_seed()))

    async def go_on(self, request: Request) -> Response:
        """The next step, or the one that somebody goes back to."""
        here = await self._here(request)
        if here is None:
            return RedirectResponse("/", 303, HEADERS)
        try:
            posted = await self._desk.take(request)
        except Unfit as unfit:
            step = step_of(unfit.problem, unfit.posted) if unfit.problem.field else "words"
            return self._page(request, here, step, unfit.posted, unfit.problem, unfit.status)
        if (to := posted["back"]) in STEPS:
            return self._page(request, here, to, posted)
        if posted.file:
            posted, problem = await self._with_file(request, here, posted)
            if problem:
                return self._page(request, here, "place", posted, problem, 422)
        command = made(SubmitSubmission, values(posted, device_of(request)))
        problem = command if isinstance(command, Problem) else unanswered(posted, here.directory)
        if problem:
            return self._page(request, here, step_of(problem, posted), posted, problem, 422)
        assert isinstance(command, Command)
        if posted["step"] == "check":
            return await self._send(request, here, posted, command)
        step = "place" if posted["step"] == "words" else "check"
        more: dict[str, Any] = {}
        if step == "place":
            more["similar"] = await self._intake.similar(request, here.code, posted["text"])
        else:
            more["seen"] = await asyncio.to_thread(mask, posted["text"])
            more["seen_address"] = await asyncio.to_thread(mask, posted["address"])
        return self._page(request, here, step, posted, **more)

    async def forget(self, request: Request) -> Response:
        """Nothing of who was here stays on this device."""
        response = RedirectResponse("/", 303, {**HEADERS, "cache-control": "no-store"})
        with suppress(Unfit):
            await self._desk.take(request)
            forget(response)
        return response

    async def _send(self, request: Request, here: Here, posted: Posted, command: Command) -> Response:
        sent = letter(command, posted.seed, here.code)
        try:
            self._desk.count(request, sent.id)
            answer = await self._outbox.ask(sent)
        except Unfit as unfit:
            return self._page(request, here, "words", posted, unfit.problem, unfit.status)
        except Closed:
            return self._page(request, here, "words", posted, _closed(), 503)
        if answer is None:
            return form_page(
                request,
                "sending.html",
                202,
                fields=kept(posted, "check"),
                action=f"/raise?township={here.code}",
                **here.whose,
            )
        if problem := refused(answer):
            again = Posted(posted.fields, b"", new_seed())
            return self._page(request, here, step_of(problem, posted), again, problem, 422)
        return await self._raised(request, here, posted, answer["data"])

    async def _raised(
        self, request: Request, here: Here, posted: Posted, taken: Mapping[str, Any]
    ) -> Response:
        """Whom to call in a danger, and both codes; the photo goes after the matter, as the raiser's own."""
        id, proof = taken["event"]["subject"], proof_of(posted.seed)
        attached = True
        if posted["attachment"]:
            values = {"submission_id": id, "attachment_ids": [posted["attachment"]], "proof": proof}
            attaching = made(AttachToSubmission, values)
            if isinstance(attaching, Command):
                answer = await self._outbox.ask(letter(attaching, posted.seed, here.code))
                attached = answer is None or refused(answer) is None
            else:
                attached = False
        mine = await self._intake.mine(request, here.code, proof, submission_id=id)
        code = str(mine.said.get("trace_code", "")) if mine.status == 200 else ""
        response = form_page(
            request,
            "raised.html",
            code=code,
            proof=proof,
            attached=attached,
            call_now=(taken.get("call_now") or {}).get("zh"),
            fields=kept(posted, "check"),
            **here.whose,
        )
        if code:
            remember(request, response, code, proof)
        return response

    async def _with_file(self, request: Request, here: Here, posted: Posted) -> tuple[Posted, Problem | None]:
        """The form with the id of the photo in the place of the photo."""
        kept = await self._intake.file(request, here.code, posted.file)
        if kept.status == 201:
            fields = {**posted.fields, "attachment": str(kept.said["attachment_id"])}
            return Posted(fields, b"", posted.seed), None
        said = kept.reason or text("page.form.no_file", "zh_CN")
        return Posted(posted.fields, b"", posted.seed), Problem(said, "file")

    async def _here(self, request: Request) -> Here | None:
        async with self._reading() as (connection, now):
            township = only(township_of(request), await townships(connection))
            law = await self._law_of(connection, township) if township else None
            if law is None or not township:
                return None
            day = await today(connection, township, now)
        return Here(township, law.township.profile.name, law.on(day).directory)

    def _page(
        self,
        request: Request,
        here: Here,
        step: str,
        posted: Posted,
        problem: Problem | None = None,
        status: int = 200,
        /,
        **more: Any,
    ) -> Response:
        directory = here.directory
        values = {
            "step": step,
            "number": STEPS.index(step) + 1,
            "fields": kept(posted, step),
            "given": posted.fields,
            "problem": problem,
            "categories": directory.categories,
            "villages": directory.villages,
            "questions": directory.questions.get(posted["category"], {}),
            "details": details(posted),
            "similar": (),
            **more,
        }
        return form_page(request, f"raise_{step}.html", status, **values, **here.whose)


def _closed() -> Problem:
    return Problem(text("page.form.closed", "zh_CN"))
