"""The commands by which deputies, the presidium and the office watch over an item, a promise or a project
(督办)."""

from datetime import date

from shared.kernel.messages.base import Command, Id
from shared.language.contracts.handling.commands import ItemCommand
from shared.language.contracts.handling.project_commands import ProjectCommand
from shared.language.contracts.handling.promise_commands import PromiseCommand
from shared.language.contracts.handling.supervision_things import NoticeColour
from shared.language.contracts.texts import Said


class Speaking(Command):
    """Somebody says something about the work on it."""

    text: Said


class Noticing(Command):
    """The presidium or the office gives a notice (督办单) that the department must answer in writing."""

    colour: NoticeColour
    text: Said
    answer_by: date | None = None
    """The last day for the answer, Asia/Shanghai; none: the day that the township's rules give the colour. A
    rest day moves to the next working day."""


class AnsweringNotice(Command):
    """The department answers a notice in writing."""

    notice_id: Id
    text: Said


class WithdrawingNotice(Command):
    """A notice that is not answered yet is taken back; it stays visible."""

    notice_id: Id
    reason: Said


class NoteItem(Speaking, ItemCommand, type="handling.item.note.v1"):
    """A deputy or the presidium gives the lead department an opinion (意见)."""


class PressItem(Speaking, ItemCommand, type="handling.item.press.v1"):
    """A deputy or the presidium urges the lead department (催办); the platform urges by itself besides."""


class GiveNotice(Noticing, ItemCommand, type="handling.item.give_notice.v1"):
    """The presidium or the office gives a notice (督办单) that the lead department must answer in writing."""


class AnswerNotice(AnsweringNotice, ItemCommand, type="handling.item.answer_notice.v1"):
    """The lead department answers a notice in writing."""


class WithdrawNotice(WithdrawingNotice, ItemCommand, type="handling.item.withdraw_notice.v1"):
    """A notice that is not answered yet is taken back; it stays visible."""


class NotePromise(Speaking, PromiseCommand, type="handling.promise.note.v1"):
    """A deputy or the presidium gives the promise's owner an opinion (意见)."""


class PressPromise(Speaking, PromiseCommand, type="handling.promise.press.v1"):
    """A deputy or the presidium urges the promise's owner (催办); the platform urges by itself besides."""


class GivePromiseNotice(Noticing, PromiseCommand, type="handling.promise.give_notice.v1"):
    """The presidium or the office gives a notice (督办单) that the promise's owner must answer in writing."""


class AnswerPromiseNotice(AnsweringNotice, PromiseCommand, type="handling.promise.answer_notice.v1"):
    """The promise's owner answers a notice in writing."""


class WithdrawPromiseNotice(WithdrawingNotice, PromiseCommand, type="handling.promise.withdraw_notice.v1"):
    """A notice about a promise that is not answered yet is taken back; it stays visible."""


class NoteProject(Speaking, ProjectCommand, type="handling.project.note.v1"):
    """A deputy or the presidium gives the project's department an opinion (意见)."""


class PressProject(Speaking, ProjectCommand, type="handling.project.press.v1"):
    """A deputy or the presidium urges the project's department (催办)."""


class GiveProjectNotice(Noticing, ProjectCommand, type="handling.project.give_notice.v1"):
    """The presidium or the office gives a notice (督办单) that the project's department must answer in
    writing."""


class AnswerProjectNotice(AnsweringNotice, ProjectCommand, type="handling.project.answer_notice.v1"):
    """The project's department answers a notice in writing."""


class WithdrawProjectNotice(WithdrawingNotice, ProjectCommand, type="handling.project.withdraw_notice.v1"):
    """A notice about a project that is not answered yet is taken back; it stays visible."""


class MarkKeyItem(ItemCommand, type="handling.item.mark_key.v1"):
    """The presidium chooses an item to be watched closely (重点督办件)."""

    reason: Said


class UnmarkKeyItem(ItemCommand, type="handling.item.unmark_key.v1"):
    """The presidium takes the mark of a key item off."""

    reason: Said
