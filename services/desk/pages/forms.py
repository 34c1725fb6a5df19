"""A command's form, and what becomes of it."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

from starlette.responses import Response

from services.desk.domain.forms.fields import form_of
from services.desk.domain.forms.filling import filled, without_secrets
from services.desk.domain.forms.ours import ours
from services.desk.domain.forms.reading import Problem, read_command, read_form, rows_in
from services.desk.domain.forms.transitions import commands_of_staff, roles_of
from services.desk.domain.forms.wording import labels, problem
from services.desk.identity import Away, Identity, NotSigned, Signing
from services.desk.intake import Intake
from services.desk.pages.drafts import (
    PREVIEWED,
    Asked,
    Draft,
    begun,
    commitment_of,
    draft_of,
    once,
    seed_of,
    summary_in,
    whereto,
    without_numbers,
)
from services.desk.pages.guard import Sent, Visit, number, sent_form
from services.desk.pages.rendering import elsewhere
from services.desk.pages.thing import about_of, history, nothing_here
from services.desk.sending import SOURCE, sender_of
from services.desk.storage import reading, sent
from services.desk.views.choices import Asking, options_of
from services.desk.views.deciding import Choice, choices
from services.desk.views.thing import command_words, said_to
from shared.client.platform import new_command
from shared.kernel.messages.base import Command
from shared.kernel.messages.ids import new_message_id
from shared.kernel.service.service import AtWork
from shared.language.codes.proof import new_secret
from shared.language.contracts.envelope import Role
from shared.language.words import said_in, text

SUBMIT = "intake.submission.submit.v1"
_NOBODY: Mapping[str, Any] = {}
_ASK_AGAIN = {"fresh_factor_needed": "/second-step", "signed_out": "/sign-in"}
"""Why identity may not vouch for somebody → its page that mends it."""


class Forms:
    """The pages of all forms."""

    def __init__(self, running: AtWork, identity: Identity, intake: Intake) -> None:
        self._running, self._identity, self._intake = running, identity, intake

    async def show(self, visit: Visit) -> Response:
        """``GET /do/…``: the empty form, or again what was refused."""
        asked = await _asked(visit)
        if isinstance(asked, Response):
            return asked
        inputs = filled(asked.name, begun(asked))
        if again := visit.request.query_params.get("again"):
            row = await sent.one(visit.connection, again, *visit.person.named)
            if row and row["type"] == asked.name:
                inputs = filled(asked.name, row["data"])
        version = asked.kept.sequence if asked.kept and asked.of_its_own else None
        next = visit.request.query_params.get("next", "")
        draft = Draft(inputs, version=version, proof=_proof(asked.name), next=next)
        return await self._previewed(visit, asked, draft)

    async def take(self, visit: Visit) -> Response:
        """``POST /do/…``: what was filled in."""
        asked = await _asked(visit)
        if isinstance(asked, Response):
            return asked
        form = await sent_form(visit.request)
        if not visit.is_ours(form):
            # Made before they signed in anew, or not by us: shown, and not heeded before they send it again.
            draft = draft_of(asked, form, (("", text("desk.error.form", visit.locale)),))
            return await _form(visit, asked, replace(draft, seed=seed_of(form)), 403)
        if "_preview" in form:
            return await self._previewed(visit, asked, draft_of(asked, form, ()))
        if more := str(form.get("_more", "")):
            rows = {more: len(rows_in(more, form)) + 1}
            return await _form(visit, asked, draft_of(asked, form, (), rows))
        given = ours(asked.cls, asked.kept.kind, asked.kept.id, asked.said) if asked.kept else {}
        proof = str(form.get("_proof", "")) if asked.name == SUBMIT else ""
        data, wrong = read_form(
            asked.name, form, given | ({"proof": commitment_of(form, proof)} if proof else {})
        )
        command, more_wrong = read_command(asked.name, data)
        if command is None or wrong:
            problems = tuple(_in_words(one, visit.locale) for one in (*wrong, *more_wrong))
            return await _form(visit, asked, draft_of(asked, form, problems), 422)
        return await self._send(visit, asked, form, command, proof)

    async def _send(self, visit: Visit, asked: Asked, form: Sent, command: Command, proof: str) -> Response:
        id, person, sender = once(form, asked.name, visit.person), visit.person, sender_of(self._running)
        expected = (number(str(form.get("_version", ""))) or None) if asked.of_its_own else None
        envelope = new_command(command, person.actor, person.township, SOURCE, id, expected=expected)
        body = envelope.to_json()
        about_what = {"kind": asked.kept.kind, "subject": asked.kept.id} if asked.kept else {}
        await visit.waits()
        async with self._running.web.begin() as connection:
            first = await sent.note(
                connection,
                id=id,
                tenant=person.township,
                person=person.id,
                type=asked.name,
                expected=expected,
                data=without_secrets(asked.name, command.model_dump(mode="json", exclude_none=True)),
                **about_what,
            )
        if first:
            what = Signing(person.post, person.township, asked.name, SOURCE, id, sha256(body).hexdigest())
            try:
                token = await self._identity.sign(visit.session, what)
                await sender.send(asked.name, body, token)
            except NotSigned as error:
                await self._forget(id)
                return await self._unsigned(visit, asked, form, error.code)
            except (Away, asyncio.CancelledError):
                await asyncio.shield(self._forget(id))
                raise
        answer = await sender.answer(id, *person.named)
        if answer and "code" in answer:
            return await self._refused(visit, asked, form, answer)
        if proof:
            return visit.page("sent_one.html", **_told(visit, asked.name, id, answer, proof), live="")
        if answer is None:
            return elsewhere(f"/sent/{id}")
        await self._caught_up(visit, answer)
        next = str(form.get("_next", ""))
        return elsewhere(next if next.startswith("/o/") else whereto(asked, answer, id))

    async def _previewed(self, visit: Visit, asked: Asked, draft: Draft) -> Response:
        """The form; of one that publishes, with what everybody will read by each choice."""
        within = PREVIEWED.get(asked.name)
        if within is None or asked.kept is None or visit.person.post.role != Role.OFFICE:
            return await _form(visit, asked, draft)
        await visit.waits()
        summary = summary_in(draft.inputs, within)
        found = await self._intake.preview(visit.session, visit.person, asked.kept.id, summary)
        async with visit.anew() as now:
            return await _form(now, asked, draft, preview=list(choices(found.said, visit.locale)))

    async def _forget(self, id: str) -> None:
        async with self._running.web.begin() as connection:
            await sent.forget(connection, id)

    async def _unsigned(self, visit: Visit, asked: Asked, form: Sent, code: str) -> Response:
        """Identity does not vouch for it: the form again, and where to show who one is."""
        known = code if code in _ASK_AGAIN else "other"
        said = ("", text(f"desk.sign.{known}", visit.locale))
        draft = draft_of(asked, form, (said,))
        place = _ASK_AGAIN.get(code, "/account")
        async with visit.anew() as now:
            return await _form(now, asked, draft, 403, show=f"{self._identity.pages}{place}")

    async def _refused(self, visit: Visit, asked: Asked, form: Sent, answer: Mapping[str, Any]) -> Response:
        """The form again, with all that was written; what is stale says who changed what meanwhile."""
        name = str(answer.get("field") or "").removeprefix("data.")
        stale, since = answer["code"] == "stale", number(str(form.get("_version", "")))
        known = {one.path for of in form_of(asked.name) for one in of.each()}
        at = name if without_numbers(name) in known else ""
        async with visit.anew() as now:
            newest, lines = asked.kept, []
            if stale and asked.kept:
                kept = asked.kept
                newest = await reading.thing(now.connection, kept.township, kept.kind, kept.id) or kept
                lines = await history(now, newest, since)
            asked = replace(asked, kept=newest)
            draft = draft_of(asked, form, ((at, said_in(answer["reason"], visit.locale)),), stale=stale)
            return await _form(now, asked, draft, 409 if stale else 422, since=lines)

    async def _caught_up(self, visit: Visit, answer: Mapping[str, Any]) -> None:
        """Wait a moment until the copy has what the command has done."""
        event = answer.get("event") or {}
        await sender_of(self._running).seen(
            visit.person.township, event.get("subject"), event.get("sequence")
        )


async def _asked(visit: Visit) -> Asked | Response:
    type, query = visit.request.path_params["type"], visit.request.query_params
    cls = commands_of_staff().get(type)
    if cls is None:
        return nothing_here(visit)
    if visit.person.post.role not in roles_of(type):
        return visit.page("error.html", 403, reason="forbidden")
    if "id" not in query:
        return Asked(cls, None, _NOBODY)
    kept = await reading.thing(visit.connection, visit.person.township, query.get("kind", ""), query["id"])
    _, said = said_to(visit.person, kept) if kept else (None, None)
    return Asked(cls, kept, said) if kept and said is not None else nothing_here(visit)


async def _form(
    visit: Visit,
    asked: Asked,
    draft: Draft,
    status: int = 200,
    since: Any = (),
    show: str = "",
    preview: Sequence[Choice] = (),
) -> Response:
    form = form_of(asked.name)
    known = labels(form, visit.locale)
    today = visit.law.at(visit.now)
    asking = Asking(visit.connection, visit.person, today, visit.law.names, visit.locale, asked.said)
    return visit.page(
        "form.html",
        status,
        type=asked.name,
        action=f"/do/{asked.name}{asked.query}",
        title=command_words(asked.name, visit.locale),
        **(about_of(visit, asked.kept) if asked.kept else {"about": None}),
        form_fields=form,
        options=await options_of(asking, form),
        draft=draft,
        problems=dict(draft.problems),
        called={name: known.get(without_numbers(name), "") for name, _ in draft.problems},
        once=draft.seed or new_message_id(),
        since=since,
        show=show,
        preview=preview,
        previewed=asked.name in PREVIEWED and asked.kept is not None,
        live="",
    )


def _in_words(one: Problem, locale: str) -> tuple[str, str]:
    key = "required" if one.code == "missing" else ""
    return one.path, text("desk.required", locale) if key else problem(one.code, locale)


def _proof(type: str) -> str:
    return new_secret() if type == SUBMIT else ""


def _told(visit: Visit, type: str, id: str, answer: Mapping[str, Any] | None, proof: str) -> dict[str, Any]:
    command = command_words(type, visit.locale)
    return {"command": command, "id": id, "answer": answer, "proof": proof, "form": "", "late": False}
