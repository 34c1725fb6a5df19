"""Which clauses walks must take: all of them, but for a few that nothing in a walk leads to."""

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType

from shared.kernel.machine import ABSENT
from tests.support.memory import Move

ENOUGH = 20_000
"""Walks after which each clause ought to have been taken, from one of its states at least."""
Taking = frozenset[Move]
"""What a clause moves, in each of its states."""
_CROSSING = "heard only if events of two services cross; its chapter has a test"
_SMALL = "what is archived is a small matter, which is of no topic"
_ON_AN_AGENDA = "a matter too many that waited a month and was answered at a meeting; its chapter has a test"
_NAMED = "a matter too many that the office named in another item's correction; its chapter has a test"
_BESIDE = "a matter of two items, of which one ends before the other is answered; its chapter has a test"
_LEFT = "one of two outcomes is done for one of two raisers; tests/loop/test_intake_topics.py does it (L02)"
_CONFIDED = "confidentiality_changed.v1"
_OVER = "scheduling.visit.duplicate_over.v1"
_REDACTED, _REDACT = ".redacted.v1", ".redact.v1"
_COPY = "two things of a walk seldom say the very same words; its chapter has a test"
_LATE = "a matter that is made confidential after its answer was called in question; its chapter has a test"
_NEWS = "intake.submission.item_news.v1"
EXCEPTIONS: Mapping[Move, str] = MappingProxyType(
    {
        Move(
            "township", ABSENT, "directory.township.add.v1", "directory.township.added.v1"
        ): "walks begin with a township",
        Move("ballot", "open", "handling.item.ended_unrated.v1", "evaluation.ballot.closed.v1"): _CROSSING,
        Move("topic", "being_handled", "handling.item.archived.v1", "intake.topic.closed.v1"): _SMALL,
        Move("topic", "being_handled", "intake.topic.release.v1", "intake.topic.closed.v1"): _LEFT,
        Move("topic", "being_handled", "handling.item.archived.v1", "intake.topic.item_closed.v1"): _SMALL,
        Move(
            "submission", "fast_lane", "handling.item.reopened.v1", "intake.submission.done_again.v1"
        ): _CROSSING,
        **{
            Move(kind, state, "intake.topic.item_assigned.v1", f"handling.{kind}.recused.v1"): _CROSSING
            for kind, state in (("item", "acknowledged"), ("promise", "claimed"))
        },
        **{
            Move("alarm", "raised", heard, "evaluation.alarm.made_confidential.v1"): _LATE
            for heard in (
                "handling.item.confidentiality_changed.v1",
                "intake.submission.made_confidential.v1",
            )
        },
        Move("submission", "accepted", "handling.item.decision_corrected.v1", _NEWS): _BESIDE,
        **{
            Move(
                "submission", "answered", f"handling.item.{ends}.v1", "intake.submission.item_closed.v1"
            ): _BESIDE
            for ends in ("archived", "decided", "satisfied")
        },
        Move("visit", "done", "intake.submission.answered_there.v1", _OVER): _ON_AN_AGENDA,
        Move("visit", "done", "intake.submission.closed.v1", _OVER): _NAMED,
        Move("submission", "closed", "handling.item.extended.v1", _NEWS): _CROSSING,
        Move("submission", "closed", "handling.item.extension_refused.v1", _NEWS): _CROSSING,
        Move("submission", "closed", "handling.item.extension_undecided.v1", _NEWS): _CROSSING,
    }
)
"""The first move of each clause that no walk takes, and why."""


def unreached(clauses: Collection[Taking], taken: Collection[Move]) -> Iterator[tuple[Move, str]]:
    """A move of each clause that was not taken from any state, with the reason if it need not be."""
    for clause in sorted(clauses, key=sorted):
        if clause.isdisjoint(taken):
            first = min(clause)
            copied = first.emits.endswith(_REDACTED) and not first.on.endswith(_REDACT)
            yield first, EXCEPTIONS.get(first) or (_COPY if copied else "")
