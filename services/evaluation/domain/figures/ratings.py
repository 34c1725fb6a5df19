"""The raisers' own ratings, the latest of each."""

from typing import Any

from services.evaluation.domain.figures.material import Material


def figures_of_ratings(material: Material, least: int) -> dict[str, Any]:
    """Ratings of fast-lane answers are counted too: to the raiser there is no difference.

    Of fewer than ``least`` raisers (``privacy.least_counted``) nothing says how many were satisfied.
    """
    raters = len(material.ratings)
    shown = raters >= least
    yes = sum(1 for rating in material.ratings if rating.satisfied)
    return {
        "citizen_ratings_given": sum(rating.given for rating in material.ratings),
        "citizen_ratings_not_shown": 0 if shown else raters,
        "citizen_ratings_yes": yes if shown else 0,
        "citizen_ratings_no": raters - yes if shown else 0,
    }
