"""A raiser's own matter: ``/mine`` takes the proof, ``/t/{code}/{act}`` does one thing to the matter.

The proof comes by a form and stays in a cookie that no script reads; no address ever holds it.
"""

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from services.console.domain.acts import ACTS, Act
from services.console.laws import LawOf
from services.console.pages.asked import Page, Reading, asked, not_found, township_of
from services.console.pages.cookies import device_of, proof_for, remember
from services.console.pages.posting import Desk, Posted, Problem, Unfit, form_page, made, refused
from services.console.pages.rendering import HEADERS
from services.console.queries import normal_code
from services.console.sending.asking import Intake
from services.console.sending.letter import letter, new_seed
from services.console.sending.outbox import Closed, Outbox
from services.console.storage.reading import submissions_by_code
from shared.kernel.messages.base import Command
from shared.language.directory.naming import NO_NAMES, Names
from shared.language.words import text

CHINESE = "zh_CN"


class Mine:
    """The pages of one running console."""

    def __init__(self, reading: Reading, law_of: LawOf, outbox: Outbox, intake: Intake, desk: Desk) -> None:
        self._reading, self._law_of = reading, law_of
        self._outbox, self._intake, self._desk = outbox, intake, desk

    def routes(self, around: Callable[[Page], Page]) -> list[Route]:
        """What reads, and what takes forms."""
        return [
            Route("/mine", around(self.ask), methods=["GET"]),
            Route("/mine", around(self.open), methods=["POST"]),
            Route("/t/{code}/{act}", around(self.form), methods=["GET"]),
            Route("/t/{code}/{act}", around(self.do), methods=["POST"]),
        ]

    async def ask(self, request: Request) -> Response:
        """Which matter, and the proof."""
        return await self._asked(request, asked(request.query_params.get("code", "")))

    async def open(self, request: Request) -> Response:
        """The proof is right: from now on this browser shows it."""
        try:
            posted = await self._desk.take(request)
        except Unfit as unfit:
            return await self._asked(request, "", unfit.problem, unfit.status)
        code, proof = asked(posted["code"]), posted["proof"]
        mine = await self._intake.mine(request, township_of(request), proof, trace_code=code)
        if mine.status != 200:
            said = mine.reason or text("page.form.closed", CHINESE)
            return await self._asked(request, code, Problem(said, "proof"), mine.status or 503)
        found = str(mine.said["trace_code"])
        response = RedirectResponse(_way(request, found), 303, {**HEADERS, "cache-control": "no-store"})
        remember(request, response, found, proof, long=bool(posted["long"]))
        return response

    async def form(self, request: Request) -> Response:
        """The form of one act, with what there is now."""
        act = ACTS.get(request.path_params["act"])
        matter = await self._matter(request, act) if act else None
        if act is None or matter is None:
            return not_found(request, None)
        own = matter.get("own_words") or {}
        given = {"title": own.get("title", ""), "text": own.get("text", "") if act.name == "edit" else ""}
        given["address"] = matter.get("address", "")
        return await self._page(request, act, matter, Posted(given, b"", new_seed()))

    async def do(self, request: Request) -> Response:
        """Send it; then the matter's page, or the form with what is wrong."""
        act = ACTS.get(request.path_params["act"])
        matter = await self._matter(request, act) if act else None
        if act is None or matter is None:
            return not_found(request, None)
        try:
            posted = await self._desk.take(request)
            if act.name == "attach" and posted.file:
                posted = await self._with_file(request, matter["township"], posted)
        except Unfit as unfit:
            return await self._page(request, act, matter, unfit.posted, unfit.problem, unfit.status)
        command = made(act.command, self._values(request, act, matter, posted))
        if isinstance(command, Problem):
            return await self._page(request, act, matter, posted, command, 422)
        return await self._send(request, act, matter, posted, command)

    async def _send(
        self, request: Request, act: Act, matter: dict[str, Any], posted: Posted, command: Command
    ) -> Response:
        sent = letter(command, posted.seed, matter["township"])
        try:
            self._desk.count(request, sent.id)
            answer = await self._outbox.ask(sent)
        except Unfit as unfit:
            return await self._page(request, act, matter, posted, unfit.problem, unfit.status)
        except Closed:
            problem = Problem(text("page.form.closed", CHINESE))
            return await self._page(request, act, matter, posted, problem, 503)
        if answer is None:
            fields = {**posted.fields, "seed": posted.seed}
            fields.pop("token", None)
            return form_page(
                request,
                "sending.html",
                202,
                fields=fields,
                action=_back(request),
                **await self._whose(matter["township"]),
            )
        if wrong := refused(answer):
            again = Posted(posted.fields, b"", new_seed())
            return await self._page(request, act, matter, again, wrong, 422)
        way = _way(request, matter["trace_code"], matter["township"], done=act.name)
        return RedirectResponse(way, 303, {**HEADERS, "cache-control": "no-store"})

    def _values(self, request: Request, act: Act, matter: dict[str, Any], posted: Posted) -> dict[str, Any]:
        """The command's fields from the form's."""
        id = matter["submission_id"]
        if not act.mine:
            who = {"phone": posted["phone"]} if posted["phone"].strip() else {"person": device_of(request)}
            return {"submission_id": id, **who}
        values: dict[str, Any] = {"submission_id": id, "proof": proof_for(request, matter["trace_code"])}
        if act.name == "contact":
            contact = {name: posted[name].strip() or None for name in act.fields}
            return values | {"contact": contact}
        if act.name == "attach":
            return values | {"attachment_ids": [posted["attachment"]] if posted["attachment"] else []}
        if act.name == "rate":
            return values | {"satisfied": posted["satisfied"] or None, "reason": posted["reason"]}
        own = matter.get("own_words") or {}
        now = {**own, "address": matter.get("address", "")} if act.name == "edit" else {}
        changed = {name: posted[name] for name in act.fields if posted[name].strip() != now.get(name, "")}
        return values | {name: said for name, said in changed.items() if said}

    async def _with_file(self, request: Request, township: str, posted: Posted) -> Posted:
        """Raises Unfit: it is no file that is taken."""
        kept = await self._intake.file(request, township, posted.file)
        if kept.status != 201:
            unfit = Unfit(422, "no_file", posted)
            if kept.reason:
                unfit.problem = Problem(kept.reason, "file")
            raise unfit
        fields = {**posted.fields, "attachment": str(kept.said["attachment_id"])}
        return Posted(fields, b"", posted.seed)

    async def _matter(self, request: Request, act: Act) -> dict[str, Any] | None:
        """The matter as this browser may see it: with the proof what is its raiser's, else what is public."""
        code = asked(request.path_params["code"])
        async with self._reading() as (connection, _):
            known = normal_code(code)
            found = await submissions_by_code(connection, township_of(request), known) if known else []
        if not act.mine:
            return {"township": found[0][0], **found[0][1]} if len(found) == 1 else None
        township = found[0][0] if len(found) == 1 else township_of(request)
        mine = await self._intake.mine(request, township, proof_for(request, code), trace_code=code)
        if mine.status != 200:
            return None
        return {"township": township or "", **mine.said}

    async def _page(
        self,
        request: Request,
        act: Act,
        matter: dict[str, Any],
        posted: Posted,
        problem: Problem | None = None,
        status: int = 200,
    ) -> Response:
        names = await self._names(matter["township"])
        villages = names.by_list.get("villages", {})
        return form_page(
            request,
            "act.html",
            status,
            act=act,
            code=matter["trace_code"],
            matter=matter,
            fields={"seed": posted.seed, **{n: posted[n] for n in ("attachment",) if posted[n]}},
            given=posted.fields,
            problem=problem,
            villages={code: {"name": name} for code, name in villages.items()},
            township=matter["township"],
            township_name=names.township or matter["township"],
        )

    async def _asked(
        self, request: Request, code: str, problem: Problem | None = None, status: int = 200
    ) -> Response:
        return form_page(
            request,
            "mine.html",
            status,
            code=code,
            problem=problem,
            fields={},
            **await self._whose(township_of(request) or ""),
        )

    async def _whose(self, township: str) -> dict[str, str]:
        return {"township": township, "township_name": (await self._names(township)).township or township}

    async def _names(self, township: str) -> Names:
        async with self._reading() as (connection, _):
            law = await self._law_of(connection, township) if township else None
        return law.names if law else NO_NAMES


def _back(request: Request) -> str:
    """The form's own address, of this host."""
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def _way(request: Request, code: str, township: str | None = None, done: str = "") -> str:
    where = township or township_of(request)
    query = "&".join(f"{name}={value}" for name, value in (("township", where), ("done", done)) if value)
    return str(request.url.replace(scheme="", netloc="", path=f"/t/{code}", query=query))
