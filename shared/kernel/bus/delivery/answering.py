"""What a service says to who sent it a command: in the words of the house, to that broker user alone.

A refusal costs rows. Whoever is refused more often than a fault explains is told so once; the rest of that
time's is counted, and neither answered nor kept, so its ids are not taken.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256

import structlog

from shared.kernel.bus.delivery.allowance import REFUSALS_TOLD, Allowance
from shared.kernel.bus.delivery.delivery import Delivery
from shared.kernel.journal.answering import (
    Asked,
    answer_again,
    answer_alone,
    digest_of,
    is_other_than_before,
)
from shared.kernel.journal.entry import write_answer
from shared.kernel.machine import House
from shared.kernel.messages.base import CommandAccepted, CommandRefused, Remedy, Unread
from shared.kernel.messages.envelope import Envelope
from shared.kernel.messages.errors import Refusal, refuse
from shared.kernel.messages.ids import derived_id
from shared.kernel.messages.topology import rejects_key
from shared.kernel.store.clock import Clock
from shared.kernel.store.session import Sessions

log = structlog.get_logger(__name__)

SHOWN = 10
"""So many values of a list an answer names."""


@dataclass(frozen=True, slots=True)
class Answering:
    """One service's answers. ``told``: hears the code of each refusal. ``limited``: whose refusals are
    counted."""

    service: str
    house: House
    sessions: Sessions
    clock: Clock
    told: Callable[[str], None] = lambda code: None
    limited: Callable[[str], bool] = lambda user: False
    allowance: Allowance = field(default_factory=lambda: Allowance(REFUSALS_TOLD))

    def asked(
        self, envelope: Envelope, asker: str | None, filed: str | None, vouched: str | None = None
    ) -> Asked | None:
        """The command, if there is somebody to answer; ``filed``: the source under which its id is taken;
        ``vouched``: what is kept of its token."""
        if asker is None or not self.house.registry.is_command(envelope.type):
            return None
        accepted = self.house.registry.answer_of(self.service, CommandAccepted)
        return Asked(asker, envelope, filed or envelope.source, accepted, vouched)

    def refused(self, refusal: Refusal, command: Envelope) -> CommandRefused:
        """The refusal of a command."""
        return self._said(refusal, command.source, command.id, command.type)

    def told_of(self, refusal: Refusal, asker: str) -> Refusal | None:
        """The refusal of which the asker is told: this one, or at last that there were too many; None: it is
        told no more, and nothing is kept."""
        if not self.limited(asker):
            return refusal
        left, at_most = self.allowance.left(asker, asyncio.get_running_loop().time()), self.allowance.at_most
        if left > 0:
            return refusal
        too_often = refuse("refused_too_often", at_most=at_most, minutes=self.allowance.minutes)
        if left == 0:
            log.error("refused_too_often", publisher=asker, at_most=at_most)
            return too_often
        self.note(too_often)
        return None

    def note(self, refusal: Refusal) -> None:
        """It was refused: for logs and figures, which repeat nothing that was said."""
        log.info("refused", code=refusal.code, field=refusal.field)
        self.told(refusal.code)

    async def again(self, consumer: str, asked: Asked) -> str:
        """The command has come before: the first answer, or that its id was used for other words."""
        async with self.sessions.open() as session:
            if not await is_other_than_before(session, consumer, asked):
                await answer_again(session, self.service, asked)
                return "duplicate"
        return await self.aside(asked, refuse("id_used_for_other", "id", id=asked.command.id))

    async def aside(self, asked: Asked, refusal: Refusal) -> str:
        """Refuse the command beside what was answered to its id before, if anything was; its id is not
        taken."""
        told = self.told_of(refusal, asked.asker)
        if told is None:
            return "refused"
        async with self.sessions.open() as session:
            refused, now = self.refused(told, asked.command), await self.clock.now(session.connection)
            row = asked.write(refused, self.service, now, digest_of(asked.command).hex())
            await answer_alone(session, asked.command.tenant, row)
        self.note(told)
        return "refused"

    async def unread(
        self,
        delivery: Delivery,
        asker: str,
        refusal: Refusal,
        source: str | None,
        id: str | None,
        type: str | None,
        tenant: str,
    ) -> None:
        """Answer what has no envelope that can be read: beside the other answers if it has an id, else among
        the rejects. Its id is not taken: mended, it may be sent under the same one."""
        digest = sha256(delivery.body).hexdigest()
        refused = self._said(refusal, source, id, type)
        if id is None:
            unread = Unread(size=len(delivery.body), sha256=digest)
            refused = refused.model_copy(update={"unread": unread})
        key = rejects_key(asker) if id is None else asker
        answer_id = derived_id("unread", self.service, asker, digest)
        async with self.sessions.open() as session:
            now = await self.clock.now(session.connection)
            there = {self.house.registry.envelope.tenant_name: tenant} if tenant else {}
            row = write_answer(refused, answer_id, key, self.service, now, more=there)
            await answer_alone(session, tenant, row)
        self.note(refusal)

    def _said(self, refusal: Refusal, source: str | None, id: str | None, type: str | None) -> CommandRefused:
        return self.house.registry.answer_of(self.service, CommandRefused)(
            command_source=source,
            command_id=id,
            command_type=type,
            code=refusal.code,
            field=refusal.field,
            reason=self.house.say(refusal),
            remedy=self._remedy(refusal),
            retry_at=refusal.retry_at,
            allowed=refusal.one_of[:SHOWN],
        )

    def _remedy(self, refusal: Refusal) -> Remedy:
        if refusal.final:
            return "final"
        return "later" if refusal.retry_at else self.house.remedy(refusal.code)
