"""What the citizens' pages offer in which state is what the services' tables take."""

import pytest

from services.console.domain.acts import ACTS, Act
from services.evaluation.domain.rating.table import RATING_TABLE
from services.intake.domain.submission.table import SUBMISSION_TABLE
from shared.kernel.machine import Transition
from shared.language.contracts.envelope import Role

OF_SUBMISSIONS = [act for act in ACTS.values() if act.command.type.startswith("intake.")]


@pytest.mark.parametrize("act", OF_SUBMISSIONS, ids=lambda act: act.name)
def test_an_act_is_offered_in_the_states_in_which_a_citizen_may_ask_for_it(act: Act) -> None:
    takes = {
        state
        for row in SUBMISSION_TABLE.clauses
        if isinstance(row, Transition) and row.on is act.command and Role.CITIZEN in row.by
        for state in row.states
    }
    assert set(act.states) == takes


def test_a_rating_is_given_by_citizens() -> None:
    taken = [row for row in RATING_TABLE.clauses if getattr(row, "on", None) is ACTS["rate"].command]
    assert taken
    assert all(Role.CITIZEN in row.by for row in taken if isinstance(row, Transition))
