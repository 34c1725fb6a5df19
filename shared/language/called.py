"""What everybody may call a matter: never by words that nobody has published."""

from shared.language.contracts.intake import SubmissionSnapshot
from shared.language.directory import Directory
from shared.language.directory.choosing import name_in
from shared.language.words import text

CHINESE = "zh_CN"


def called(submission: SubmissionSnapshot, lists: Directory, locale: str = CHINESE) -> str:
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
