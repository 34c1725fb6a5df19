"""What the pages call a matter."""

from shared.language.calendar import local_day
from shared.language.called import called_by
from shared.language.contracts.intake import SubmissionSnapshot
from shared.language.directory.naming import Names
from shared.language.telling.words import day_in_words, named


def called_in_words(matter: SubmissionSnapshot, locale: str, names: Names) -> str:
    """What everybody may call a matter: its published title; else village, category and day."""
    parts = (("villages", matter.village), ("categories", matter.category))
    return called_by(
        matter.published.title if matter.published else "",
        *(named(list, code, locale, names) for list, code in parts if code),
        day_in_words(local_day(matter.submitted_at), locale),
        locale=locale,
    )
