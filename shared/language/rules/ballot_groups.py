"""The groups of numbers about ballots and what follows from them. Their sources stand beside them in the TOML
files."""

from dataclasses import dataclass

from shared.language.calendar import Period
from shared.language.rules.values import Count, Electorate, Limit, Ratio, YesNo


@dataclass(frozen=True, slots=True)
class BallotRules:
    """Who may vote, the time that a ballot is open, the share of those entitled who must vote, and how often
    it is given the same time again when fewer have.

    `electorate`: groups of deputies; whoever is in any of them on the day of the opening may vote. If these
    are fewer than `least_entitled`, all deputies may. With fewer votes than `least_votes` there is no quorum,
    whatever the share. `ballots_at_most`: on one answer, those that said nothing among them.

    `least_shown`: with fewer votes than these the outcome alone is told, since counts and reasons would say
    who voted how.

    `old_term_votes`: whether those who may vote keep their vote when their seat ends before the ballot does.
    """

    electorate: Electorate
    least_entitled: Count
    open_for: Period
    quorum: Ratio
    least_votes: Count
    extensions_at_most: Limit
    ballots_at_most: Count
    least_shown: Count
    old_term_votes: YesNo


@dataclass(frozen=True, slots=True)
class Redo:
    """The rules for handling an item again: the threshold, the time and the number of rounds.

    `dissatisfied_from` is a share of the votes on the result axis without abstentions.
    """

    within: Period
    dissatisfied_from: Ratio
    rounds_at_most: Count
    reopened_at_most: Count
