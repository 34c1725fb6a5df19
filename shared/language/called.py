"""What everybody may call a matter: never by words that nobody has published."""

from typing import Protocol

from shared.language.contracts.intake import Published
from shared.language.directory import Directory
from shared.language.directory.choosing import name_in
from shared.language.words import text

CHINESE = "zh_CN"


class Matter(Protocol):
    """What a matter is called by: its owner's own thing, or what others hear of it."""

    @property
    def published(self) -> Published | None:
        """What everybody reads of it."""
        ...

    @property
    def village(self) -> str | None:
        """Where, by code."""
        ...

    @property
    def category(self) -> str | None:
        """What, by code."""
        ...


def called(submission: Matter, lists: Directory, locale: str = CHINESE) -> str:
    """The published title; else village and category, by the township's lists."""
    village, category = submission.village, submission.category
    return called_by(
        submission.published.title if submission.published else "",
        name_in(lists.villages, village) if village else "",
        name_in(lists.categories, category) if category else "",
        locale=locale,
    )


def called_by(published: str, *sorted_by: str, locale: str) -> str:
    """The published title; else what there is of where, what kind and when, each in words."""
    return published or " · ".join(filter(None, sorted_by)) or text("page.untitled", locale)
