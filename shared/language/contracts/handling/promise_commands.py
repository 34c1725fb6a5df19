"""The commands about promises."""

from datetime import date

from shared.kernel.messages.base import Code, Command, Id
from shared.language.contracts.texts import Said, SaidIfAny


class PromiseCommand(Command):
    """A command about one promise."""

    promise_id: Id


class FulfilPromise(PromiseCommand, type="handling.promise.fulfil.v1"):
    """The owner says, with evidence, that the promise is kept; the office or a deputy concerned looks at
    it."""

    evidence: Said


class ConfirmPromise(PromiseCommand, type="handling.promise.confirm.v1"):
    """Whoever has looked at the evidence confirms that the promise is kept."""


class SendBackPromise(PromiseCommand, type="handling.promise.send_back.v1"):
    """Whoever has looked at the evidence finds that it is not kept."""

    reason: Said


class ChangePromise(PromiseCommand, type="handling.promise.change.v1"):
    """Another day, plan or owner, with the reason. What is left out stays; naming a department without a
    person leaves no person named."""

    reason: Said
    plan: SaidIfAny = ""
    due_on: date | None = None
    department: Code | None = None
    """The department that keeps it from now on."""
    person_id: Id | None = None
    """Who of it answers for that."""


class ReviewPromise(PromiseCommand, type="handling.promise.review.v1"):
    """What was put off (class C) was looked at again; what came of it."""

    text: Said


class JudgePromise(PromiseCommand, type="handling.promise.judge.v1"):
    """A deputy says whether the promise was kept, and why not. The latest word of each counts."""

    kept: bool
    reason: SaidIfAny = ""
