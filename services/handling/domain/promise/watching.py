"""Watching: deputies, the presidium and the office speak of a promise and give notices about it."""

from services.handling.domain.promise.keeping import owner_asks, owner_is_awaited
from services.handling.domain.promise.promise import UNCONFIRMED, UNKEPT, Promise
from services.handling.domain.supervision.noticing import noticing
from services.handling.domain.supervision.speaking import speaking
from services.handling.domain.supervision.watched import Watch
from shared.language.behaviour import Clause
from shared.language.contracts import handling as said

_WATCH: Watch[Promise] = Watch(
    states=UNCONFIRMED,
    unfinished=UNKEPT,
    department=lambda promise: promise.owner,
    awaited=owner_is_awaited,
    department_asks=owner_asks,
    note=said.NotePromise,
    noted=said.PromiseNoted,
    press=said.PressPromise,
    pressed=said.PromisePressed,
    give_notice=said.GivePromiseNotice,
    notice_given=said.PromiseNoticeGiven,
    answer_notice=said.AnswerPromiseNotice,
    notice_answered=said.PromiseNoticeAnswered,
    withdraw_notice=said.WithdrawPromiseNotice,
    notice_withdrawn=said.PromiseNoticeWithdrawn,
)

WATCHING: tuple[Clause[Promise], ...] = (*speaking(_WATCH), *noticing(_WATCH))
