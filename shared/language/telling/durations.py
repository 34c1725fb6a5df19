"""Durations in words."""

from datetime import timedelta

from shared.language.words import text


def duration_in_words(duration: timedelta, locale: str) -> str:
    """The two largest units, ``3天4小时``; empty below a minute."""
    minutes = int(duration.total_seconds()) // 60
    units = (("days", minutes // 1440), ("hours", minutes // 60 % 24), ("minutes", minutes % 60))
    said = [text(f"page.duration.{unit}", locale, count=count) for unit, count in units if count]
    return text("page.duration.join", locale).join(said[:2])
