"""Of few people figures say nothing that could be told of one of them."""

import pytest

from cli.documents.samples import example_of
from services.evaluation.domain.figures import Material
from shared.language.contracts.evaluation import CitizenRatingSnapshot, RatingGiven
from tests.unit.evaluation.builders import RULES, submission
from tests.unit.evaluation.figures.test_figures import figures


@pytest.mark.parametrize(("raters", "told"), [(0, (0, 0, 0)), (2, (2, 0, 0)), (3, (0, 1, 2))])
def test_of_few_raisers_nothing_says_how_many_were_satisfied(raters: int, told: tuple[int, int, int]) -> None:
    ratings = [
        CitizenRatingSnapshot.model_validate(
            {**example_of(RatingGiven)["data"]["rating"], "submission_id": f"S{n}", "satisfied": n == 0}
        )
        for n in range(raters)
    ]
    raised = tuple(submission(f"S{n}") for n in range(raters))
    found = figures(Material(submissions=raised, ratings=tuple(ratings)))
    assert RULES.privacy.least_counted == 3
    assert (
        found.citizen_ratings_not_shown,
        found.citizen_ratings_yes,
        found.citizen_ratings_no,
    ) == told
    assert found.citizen_ratings_given == sum(one.given for one in ratings)
