"""Questions of a named person over HTTP, for which a token vouches: see ``contracts.inquiries``."""

from time import time
from typing import TypeVar

from starlette.requests import Request

from services.intake.unanswered import Unanswered, body_of
from shared.kernel.bus.access.tokens import About, vouched
from shared.kernel.messages.errors import Refusal
from shared.kernel.messages.topology import TOKEN_HEADER
from shared.kernel.service.service import AtWork
from shared.language.contracts.envelope import Envelope
from shared.language.contracts.inquiries import DESK_USER, Inquiry

I = TypeVar("I", bound=Inquiry)  # noqa: E741


async def vouched_for(request: Request, running: AtWork, inquiry: type[I]) -> I:
    """What is asked, by whom it says. Raises Unanswered: 400 for what is no such question, 401 without a
    token that is good for it."""
    asked = await body_of(request, inquiry)
    token = request.headers.get(TOKEN_HEADER)
    if token is None:
        raise Unanswered(401, "desk.token_missing", name=TOKEN_HEADER)
    found = await vouched(
        token, _about(asked, await request.body()), running.keys.key, running.keys.issuer, time()
    )
    if isinstance(found, Refusal):
        raise Unanswered(401, f"desk.{found.code}", name=TOKEN_HEADER)
    return asked


def _about(asked: Inquiry, body: bytes) -> About:
    return About(
        who=(asked.by, asked.role, asked.department),
        tenant=(Envelope.tenant_name, asked.township),
        presenter=DESK_USER,
        owner=asked.owner(),
        type=asked.type,
        source=asked.source,
        id=asked.id,
        body=body,
    )
