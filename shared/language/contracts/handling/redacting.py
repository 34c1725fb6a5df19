"""What is asked and told when words are struck out of an item, a promise or a project."""

from shared.kernel.messages.base import Id
from shared.language.contracts.handling.events import ItemEvent, PromiseEvent
from shared.language.contracts.handling.project_events import ProjectEvent
from shared.language.contracts.redacting import Redact


class RedactItem(Redact, type="handling.item.redact.v1"):
    """The office strikes words out of an item; its promises, its raisers' answers and what else names it lose
    them as well."""

    item_id: Id


class RedactPromise(Redact, type="handling.promise.redact.v1"):
    """The office strikes words out of a promise, and of what names it."""

    promise_id: Id


class RedactProject(Redact, type="handling.project.redact.v1"):
    """The office strikes words out of a project, and of what names it."""

    project_id: Id


class ItemRedacted(ItemEvent, type="handling.item.redacted.v1"):
    """Words were struck out of the item. Which and why stays with the office; intake tells each raiser whose
    answer said them."""


class PromiseRedacted(PromiseEvent, type="handling.promise.redacted.v1"):
    """Words were struck out of the promise. Which and why stays with the office."""


class ProjectRedacted(ProjectEvent, type="handling.project.redacted.v1"):
    """Words were struck out of the project. Which and why stays with the office."""
