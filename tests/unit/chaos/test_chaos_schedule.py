"""Which faults come, and when."""

import itertools

from tests.chaos.faults import KINDS
from tests.chaos.schedule import plan


def test_a_full_run_has_faults_of_every_kind_against_every_service() -> None:
    planned = plan(52, seed=1, outage=60)
    assert {fault.kind.name for fault in planned} == {kind.name for kind in KINDS} | {"broker_outage"}
    assert {fault.target for fault in planned if fault.kind.name == "kill"} == set(KINDS[0].targets)
    assert len(planned) == 53


def test_the_same_seed_breaks_the_same_in_the_same_order() -> None:
    def what(seed: int) -> list[tuple[str, str, float, float]]:
        return [(f.kind.name, f.target, f.progress, f.delay) for f in plan(20, seed, 0)]

    assert what(1) == what(1) != what(2)


def test_a_small_run_takes_one_of_each_kind() -> None:
    assert sorted(fault.kind.name for fault in plan(len(KINDS), 1, 0)) == sorted(kind.name for kind in KINDS)


def test_some_come_while_others_have_not_healed() -> None:
    planned = plan(52, seed=1, outage=0)
    together = [a for a, b in itertools.pairwise(planned) if a.progress == b.progress]
    assert len(together) > 10
