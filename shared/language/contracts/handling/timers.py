"""The timers by which handling wakes itself."""

from shared.kernel.messages.base import Id, Timer
from shared.language.contracts.deadlines import CountAnew


class ItemWaitDue(Timer, type="handling.item.wait_due.v1"):
    """A rung of one of the item's ladders."""

    item_id: Id


class ItemExtensionDue(Timer, type="handling.item.extension_due.v1"):
    """Time is up for an item that has asked for more."""

    item_id: Id


class CountItemsAnew(CountAnew, type="handling.item.count_anew.v1"):
    """Open items count their due dates anew."""


class PromiseDue(Timer, type="handling.promise.due.v1"):
    """The promised day has ended."""

    promise_id: Id


class PromiseWaitDue(Timer, type="handling.promise.wait_due.v1"):
    """A rung of the promise's ladder."""

    promise_id: Id


class ProjectWaitDue(Timer, type="handling.project.wait_due.v1"):
    """A rung of the ladder towards a project's next report."""

    project_id: Id
