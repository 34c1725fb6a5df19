"""The results of the deputies' ballots: 满意率 on both axes, over the last round of each item and over
all."""

from collections.abc import Iterable
from typing import Any

from services.evaluation.domain.ballot.counting import counted
from services.evaluation.domain.figures.material import Material
from shared.language.contracts.evaluation import (
    CALLED_OFF,
    NO_OPINION,
    NO_QUORUM,
    REDO,
    SATISFIED,
    AxisCount,
    BallotResult,
    BallotSnapshot,
)
from shared.language.contracts.figures import AxisFigures, BallotFigures, Rate

_NOTHING_SAID = (NO_QUORUM, NO_OPINION, CALLED_OFF)


def figures_of_ballots(material: Material) -> dict[str, Any]:
    """Closed ballots; one without quorum or opinion counts as a ballot and its votes as votes cast, but it
    says nothing."""
    closed = [(ballot, ballot.result) for ballot in material.ballots if ballot.result]
    valid = [(ballot, result) for ballot, result in closed if result.outcome not in _NOTHING_SAID]
    last: dict[str, tuple[BallotSnapshot, BallotResult]] = {}
    for ballot, result in sorted(valid, key=lambda pair: pair[0].round):
        last[ballot.item_id] = (ballot, result)
    return {
        "redo_count": sum(1 for _, result in valid if result.outcome == REDO),
        "items_satisfied": sum(1 for _, result in last.values() if result.outcome == SATISFIED),
        "ballots": len(closed),
        "votes_cast": sum(ballot.votes for ballot, _ in closed),
        "ballots_without_opinion": sum(1 for _, result in closed if result.outcome == NO_OPINION),
        "ballots_not_shown": sum(1 for _, result in closed if not result.shown),
        "no_feedback": sum(result.no_feedback for _, result in closed),
        "abstentions": sum(result.result.abstained for _, result in closed),
        "recusals": sum(len(ballot.recusals) for ballot, _ in closed),
        "satisfaction_final_round": _both_axes(result for _, result in last.values()),
        "satisfaction_all_rounds": _both_axes(result for _, result in valid),
        "divergence_alarms": len(material.alarms),
    }


def _both_axes(results: Iterable[BallotResult]) -> BallotFigures:
    results = tuple(results)
    return BallotFigures(
        process=_axis(result.process for result in results), result=_axis(result.result for result in results)
    )


def _axis(counts: Iterable[AxisCount]) -> AxisFigures:
    counts = tuple(counts)
    satisfied = sum(count.satisfied for count in counts)
    basically = sum(count.basically for count in counts)
    of = sum(counted(count) for count in counts)
    return AxisFigures(
        satisfied=satisfied,
        basically=basically,
        dissatisfied=sum(count.dissatisfied for count in counts),
        counted=of,
        rate=Rate(count=satisfied + basically, of=of),
    )
