"""What a table has to say of each of its states before it can be built."""

from dataclasses import replace

import pytest

from shared.kernel.machine import Clause, Driven, Final, StateTable, Transition
from tests.unit.machine.studio import (
    DRIES,
    DRYING,
    FRAMED,
    HUNG,
    OPEN,
    PAINTED,
    REMINDERS,
    SOLD,
    STATES,
    STEPS,
    Dried,
    Picture,
    Told,
    table,
)


def test_a_table_cannot_be_built_with_a_state_that_nobody_and_nothing_ends() -> None:
    with pytest.raises(ValueError, match="nobody has to act in drying, hung, and nothing ends it"):
        table(PAINTED, FRAMED)


def test_a_table_cannot_be_built_with_a_state_in_which_somebody_is_waited_for_only_sometimes() -> None:
    with pytest.raises(ValueError, match="nobody has to act in drying"):
        table(PAINTED, FRAMED, SOLD)


def test_a_table_cannot_be_built_with_a_timer_that_leads_nowhere() -> None:
    with pytest.raises(ValueError, match=r"studio\.picture\.dried\.v1 does not lead out of hung"):
        table(PAINTED, Driven((DRYING, HUNG), Dried, why="-"))


def test_a_table_cannot_be_built_with_one_wait_twice_in_a_state() -> None:
    with pytest.raises(ValueError, match="'paint' is waited for twice in open"):
        table(PAINTED, replace(PAINTED, why="house rules, 9"), SOLD, DRIES)


def test_a_table_cannot_be_built_with_a_wait_that_the_end_does_not_end() -> None:
    with pytest.raises(ValueError, match="hung is final, and 'sell' is always waited for in it"):
        table(PAINTED, SOLD, DRIES, Final((HUNG,), "-"))


def test_a_table_cannot_be_built_with_a_wait_in_a_state_that_does_not_exist() -> None:
    with pytest.raises(ValueError, match="unknown state 'stolen'"):
        table(PAINTED, SOLD, DRIES, Final(("stolen",), "-"))


def test_a_table_cannot_be_built_with_ladders_that_have_no_messages() -> None:
    with pytest.raises(ValueError, match="its ladders have no messages"):
        table(PAINTED, SOLD, DRIES, reminders=None)


def test_another_things_event_may_end_a_state() -> None:
    told: Clause[Picture] = Transition((DRYING,), Told, HUNG, Told, why="-")
    keep: Clause[Picture] = Transition((OPEN, HUNG), Told, None, Told, why="-")
    by_event: Clause[Picture] = Driven((DRYING,), Told, why="the workshop dries it")
    StateTable("picture", STATES, (*STEPS, told, keep, PAINTED, SOLD, by_event), REMINDERS)
