"""All figures of a period."""

from datetime import date

from services.evaluation.domain.figures.ballots import figures_of_ballots
from services.evaluation.domain.figures.handling import figures_of_handling
from services.evaluation.domain.figures.material import Material, of_period
from services.evaluation.domain.figures.promises import figures_of_promises
from services.evaluation.domain.figures.raising import figures_of_raising
from services.evaluation.domain.figures.ratings import figures_of_ratings
from services.evaluation.domain.figures.supervision import figures_of_supervision
from shared.language.contracts.figures import Figures


def figures_of(
    everything: Material, first_day: date, last_day: date, today: date, least_counted: int
) -> Figures:
    """Count the submissions raised in the period (both days included, Asia/Shanghai) and their consequences,
    as they stand on ``today``. ``least_counted``: people, as the rules say (``privacy.least_counted``)."""
    material = of_period(everything, first_day, last_day)
    parts = (
        figures_of_raising(material),
        figures_of_handling(material, today),
        figures_of_supervision(material, today),
        figures_of_ballots(material),
        figures_of_promises(material),
        figures_of_ratings(material, least_counted),
    )
    return Figures.model_validate({name: value for part in parts for name, value in part.items()})
