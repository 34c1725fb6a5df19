"""What a raiser may do to their own matter in which state, and what everybody may. Data.

The services' tables decide; a test compares these with them (tests/repo/test_console_acts.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from shared.kernel.messages.base import Command
from shared.language.contracts.evaluation import GiveRating
from shared.language.contracts.intake import (
    AttachToSubmission,
    ChangeContact,
    EditSubmission,
    EraseSubmission,
    InformSubmission,
    SupportSubmission,
    TellRaiser,
    WithdrawSubmission,
    WithdrawSupport,
)

_OPEN = ("received", "need_info", "accepted", "merged", "fast_lane", "forwarded", "answered")
_ALL = (*_OPEN, "closed", "rejected", "withdrawn", "split")


@dataclass(frozen=True, slots=True)
class Act:
    """One form. ``states``: of the matter in which it is offered; ``mine``: by the proof alone; ``final``: it
    cannot be taken back, so it is asked once more what is meant."""

    name: str
    command: type[Command]
    states: tuple[str, ...]
    fields: tuple[str, ...] = ()
    mine: bool = True
    final: bool = False


ACTS: Mapping[str, Act] = MappingProxyType(
    {
        one.name: one
        for one in (
            Act("inform", InformSubmission, ("need_info",), ("text",)),
            Act("rate", GiveRating, _ALL, ("satisfied", "reason")),
            Act("tell", TellRaiser, tuple(one for one in _ALL if one != "withdrawn")),
            Act("edit", EditSubmission, ("received", "need_info"), ("text", "title", "village", "address")),
            Act("attach", AttachToSubmission, ("received", "need_info", "accepted", "merged", "fast_lane")),
            Act("contact", ChangeContact, _OPEN, ("name", "phone")),
            Act("withdraw", WithdrawSubmission, ("received", "need_info", "accepted"), final=True),
            Act("erase", EraseSubmission, _ALL, final=True),
            Act("support", SupportSubmission, _OPEN, ("phone",), mine=False),
            Act("unsupport", WithdrawSupport, _OPEN, ("phone",), mine=False),
        )
    }
)
"""By the name in the address, in the order in which they are offered."""


def offered(state: str, *, answered: bool, untold: bool, erased: bool) -> tuple[Act, ...]:
    """What the raiser is offered. ``answered``: there is an answer to rate; ``untold``: one that they are not
    known to have got; ``erased``: the proof is gone with the rest."""
    sensible = {"rate": answered, "tell": untold}
    return tuple(
        act
        for act in ACTS.values()
        if act.mine and not erased and state in act.states and sensible.get(act.name, True)
    )
