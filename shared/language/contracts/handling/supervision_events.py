"""The events by which handling tells how items, promises and projects are watched over (督办)."""

from shared.language.contracts.handling.events import ItemEvent, PromiseEvent
from shared.language.contracts.handling.project_events import ProjectEvent


class ItemNoted(ItemEvent, type="handling.item.noted.v1"):
    """A deputy or the presidium gave the lead department an opinion."""


class ItemPressed(ItemEvent, type="handling.item.pressed.v1"):
    """A deputy or the presidium urged the lead department."""


class ItemNoticeGiven(ItemEvent, type="handling.item.notice_given.v1"):
    """A notice was given that the lead department answers by a day; it is the last of ``notices``."""


class ItemNoticeAnswered(ItemEvent, type="handling.item.notice_answered.v1"):
    """The lead department answered a notice, in time or late."""


class ItemNoticeWithdrawn(ItemEvent, type="handling.item.notice_withdrawn.v1"):
    """A notice was taken back before it was answered."""


class ItemMarkedKey(ItemEvent, type="handling.item.marked_key.v1"):
    """The presidium watches the item closely."""


class ItemUnmarkedKey(ItemEvent, type="handling.item.unmarked_key.v1"):
    """The item is no key item any more."""


class PromiseNoted(PromiseEvent, type="handling.promise.noted.v1"):
    """A deputy or the presidium gave the promise's owner an opinion."""


class PromisePressed(PromiseEvent, type="handling.promise.pressed.v1"):
    """A deputy or the presidium urged the promise's owner."""


class PromiseNoticeGiven(PromiseEvent, type="handling.promise.notice_given.v1"):
    """A notice was given that the promise's owner answers by a day; it is the last of ``notices``."""


class PromiseNoticeAnswered(PromiseEvent, type="handling.promise.notice_answered.v1"):
    """The promise's owner answered a notice, in time or late."""


class PromiseNoticeWithdrawn(PromiseEvent, type="handling.promise.notice_withdrawn.v1"):
    """A notice was taken back before it was answered."""


class ProjectNoted(ProjectEvent, type="handling.project.noted.v1"):
    """A deputy or the presidium gave the project's department an opinion."""


class ProjectPressed(ProjectEvent, type="handling.project.pressed.v1"):
    """A deputy or the presidium urged the project's department."""


class ProjectNoticeGiven(ProjectEvent, type="handling.project.notice_given.v1"):
    """A notice was given that the project's department answers by a day; it is the last of ``notices``."""


class ProjectNoticeAnswered(ProjectEvent, type="handling.project.notice_answered.v1"):
    """The project's department answered a notice, in time or late."""


class ProjectNoticeWithdrawn(ProjectEvent, type="handling.project.notice_withdrawn.v1"):
    """A notice was taken back before it was answered."""
