"""The raisers' own ratings, the latest of each."""

from typing import Any

from services.evaluation.domain.figures.material import Material


def figures_of_ratings(material: Material) -> dict[str, Any]:
    """Ratings of fast-lane answers are counted too: to the raiser there is no difference."""
    yes = sum(1 for rating in material.ratings if rating.satisfied)
    return {
        "citizen_ratings_given": sum(rating.given for rating in material.ratings),
        "citizen_ratings_yes": yes,
        "citizen_ratings_no": len(material.ratings) - yes,
    }
