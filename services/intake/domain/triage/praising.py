"""Praise (表扬): thanks for what was done, by which nothing is asked; no department has to act."""

from services.intake.domain.triage.evidence import Evidence

PRAISE = "praise"
"""The kind of a matter that only praises."""
_WANTING = ("praise.wanting", "manner.wish", "manner.ignored", "service.out")
"""Signs that something is still wanted, beside whatever praise."""
_ASKING = (*_WANTING, "manner.ill", "manner.rules", "manner.oneself", "hazard")
"""Signs that something is wrong, or wanted, beside mere thanks."""


def praises(evidence: Evidence) -> bool:
    """Whether it praises, or thanks for what was mended, and says nothing that anybody has to act upon."""
    groups = evidence.groups
    if (
        "?" in evidence.said
        or "？" in evidence.said
        or (groups["manner.broken"] and not groups["praise.mended"])
    ):
        return False
    if groups["praise.sure"]:
        return not any(groups[group] > 0 for group in _WANTING)
    return groups["praise.thanks"] > 0 and not any(groups[group] > 0 for group in _ASKING)
