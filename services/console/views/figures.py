"""The published figures in words: rates as bars with their numbers beneath, counts as a table."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from shared.language.contracts.figures import Figures, Rate
from shared.language.telling.words import day_in_words
from shared.language.words import text

_RATES = (
    "response_rate",
    "solved_rate",
    "solved_rate_with_promises",
    "on_time_rate",
    "redo_on_time",
    "notices_in_time",
)
_COUNTS = (
    "raised",
    "meetings_held",
    "visits_done",
    "items_from_meetings",
    "items_fast_lane",
    "answers_published",
    "ballots",
    "votes_cast",
    "redo_count",
    "promises_total",
    "promises_fulfilled",
    "promises_overdue",
)


@dataclass(frozen=True, slots=True)
class RateView:
    """A rate with its numerator and denominator. ``percent`` None: nothing can be divided."""

    name: str
    count: int
    of: int
    percent: float | None


@dataclass(frozen=True, slots=True)
class PeriodView:
    """The figures of one period."""

    period: str
    rates: tuple[RateView, ...]
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class FiguresView:
    """The newest figures first."""

    township: str
    township_name: str
    periods: tuple[PeriodView, ...]


def figures_view(
    township: str, name: str, found: Iterable[tuple[date, date, Mapping[str, Any]]], locale: str
) -> FiguresView:
    """``found``: first day, last day, figures."""
    return FiguresView(township, name, tuple(_period(*one, locale) for one in found))


def _period(first: date, last: date, document: Mapping[str, Any], locale: str) -> PeriodView:
    figures = Figures.model_validate(document)
    days = {"first": day_in_words(first, locale), "last": day_in_words(last, locale)}
    return PeriodView(
        text("page.figures.period", locale, **days),
        tuple(_rate(name, rate, locale) for name, rate in _rates(figures)),
        tuple((text(f"page.figures.{name}", locale), getattr(figures, name)) for name in _COUNTS),
    )


def _rates(figures: Figures) -> Iterator[tuple[str, Rate]]:
    yield from ((name, getattr(figures, name)) for name in _RATES)
    yield "satisfaction_result", figures.satisfaction_final_round.result.rate
    yield "satisfaction_process", figures.satisfaction_final_round.process.rate
    rated = figures.citizen_ratings_yes + figures.citizen_ratings_no
    yield "citizens", Rate(count=figures.citizen_ratings_yes, of=rated)


def _rate(name: str, rate: Rate, locale: str) -> RateView:
    percent = None if rate.percent is None else float(rate.percent)
    return RateView(text(f"page.figures.{name}", locale), rate.count, rate.of, percent)
