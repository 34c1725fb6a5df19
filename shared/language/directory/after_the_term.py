"""What somebody may still do whose term has ended: nothing, but for what a rule of the township lets them."""

from collections.abc import Callable, Mapping

from shared.kernel.messages.base import Command
from shared.language.contracts.evaluation import CastVote
from shared.language.rules import RuleSet
from shared.language.rules.values import YesNo

OUTLASTING: Mapping[type[Command], Callable[[RuleSet], YesNo]] = {
    # Who may vote in a ballot was fixed when it was opened, of those seated then: its table asks for that.
    CastVote: lambda rules: rules.ballot.old_term_votes,
}
"""Command → the rule by which it outlasts the term of whoever gives it; every other ends with it."""


def outlasts_the_term(command: type[Command], rules: RuleSet) -> bool:
    """Whether somebody may give ``command`` by a term that has ended."""
    rule = OUTLASTING.get(command)
    return rule is not None and rule(rules) is YesNo.YES
