"""Ordered rules: the first one that says something about a field decides that field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from services.intake.domain.triage.book import Rule
from services.intake.domain.triage.evidence import Evidence
from services.intake.domain.triage.model import CATEGORY, URGENCY, TriageInput
from services.intake.domain.triage.suggest import DANGER, UTILITY


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What rules may ask about."""

    category: str
    urgency: str
    village: str | None
    channel: str
    reason: str
    terms: frozenset[str]
    now: frozenset[str]
    """Those terms that are told of this moment."""
    spelled: frozenset[str]
    """Those terms that are written as they are: one that only sounds like a word withholds nothing."""
    here: bool
    """Whether a place of the township is named."""


def circumstances(
    asked: TriageInput, evidence: Evidence, category: str, urgency: str, reason: str
) -> Circumstances:
    """Those of one submission; a term counts unless it stands where it is denied."""
    told = [found for found in evidence.found if found.as_manner > 0]
    said = frozenset(found.hit.term for found in told)
    now = frozenset(found.hit.term for found in told if found.as_now > 0)
    spelled = frozenset(found.hit.term for found in told if not found.hit.sounded)
    here = bool(evidence.places)
    return Circumstances(category, urgency, asked.village, asked.channel, reason, said, now, spelled, here)


def applies(rule: Rule, to: Circumstances) -> bool:
    """Whether all that the rule names holds; danger and what is out of use must be told of this moment."""
    said = to.now if rule.sets.get(URGENCY) in (DANGER, UTILITY) else to.terms
    return (
        (not rule.category or to.category in rule.category)
        and (not rule.village or to.village in rule.village)
        and (not rule.channel or to.channel in rule.channel)
        and (not rule.urgency or to.urgency in rule.urgency)
        and (not rule.reason or to.reason in rule.reason)
        and to.urgency not in rule.without_urgency
        and not (rule.elsewhere and to.here)
        and (not rule.words or not said.isdisjoint(rule.words))
        and to.spelled.isdisjoint(rule.without)
    )


def decided(rules: Sequence[Rule], to: Circumstances) -> Mapping[str, tuple[str, Rule]]:
    """Field → what is decided, and by which rule. Rules that set the category come first, so that others see
    it."""
    found: dict[str, tuple[str, Rule]] = {}
    for rule in rules:
        if CATEGORY in rule.sets and applies(rule, to):
            found[CATEGORY] = (rule.sets[CATEGORY], rule)
            to = replace(to, category=rule.sets[CATEGORY])
            break
    for rule in rules:
        if applies(rule, to):
            for name, value in rule.sets.items():
                found.setdefault(name, (value, rule))
    return found
