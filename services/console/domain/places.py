"""The stage in which each thing waits now, by kind and standing. Data, and the two exceptions."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from shared.language.telling.stages import Stage

OVERDUE = "overdue"
ASSIGNED_FROM = "assigned_from"
"""Standing of a topic of which items came: they stand for it."""

_R, _V, _D, _H, _S, _E = Stage

PLACES: MappingProxyType[str, MappingProxyType[str, Stage | None]] = MappingProxyType(
    {
        "submission": MappingProxyType(
            {
                "received": _R,
                "need_info": _R,
                "forwarded": _R,
                "accepted": _R,
                "rejected": None,
                "withdrawn": None,
                "split": None,
                "merged": None,
                "fast_lane": None,
                "answered": None,
                "closed": None,
            }
        ),
        "topic": MappingProxyType(
            {
                "collecting": _R,
                "proposed": _R,
                "meeting_requested": _D,
                "scheduled": _D,
                "discussed": _D,
                "being_handled": None,
                ASSIGNED_FROM: None,
                "closed": None,
                "dropped": None,
            }
        ),
        "visit": MappingProxyType({"planned": _V, "done": None, "cancelled": None}),
        "meeting": MappingProxyType(
            {
                "requested": _D,
                "planned": _D,
                "convened": _D,
                "frozen": _D,
                "in_session": _D,
                "minutes_draft": _D,
                "minutes_confirmed": _D,
                "published": None,
                "declined": None,
                "cancelled": None,
                "missed": None,
            }
        ),
        "item": MappingProxyType(
            {
                "assigned": _H,
                "declined": _H,
                "redesignated": _H,
                "acknowledged": _H,
                "in_progress": _H,
                "extension_requested": _H,
                "answer_draft": _H,
                "redo": _H,
                OVERDUE: _S,
                "answered": _E,
                "rating": _E,
                "satisfied": None,
                "archived": None,
                "referred": _E,
                "decided": None,
                "returned": None,
                "unrated": None,
            }
        ),
        "promise": MappingProxyType(
            {"open": _S, OVERDUE: _S, "claimed": _S, "fulfilled": None, "superseded": None}
        ),
        "project": MappingProxyType(
            {
                "planned": _S,
                "green": _S,
                "yellow": _S,
                "red": _S,
                "done": _S,
                "accepted": None,
                "dropped": None,
            }
        ),
        "ballot": MappingProxyType({"open": None, "closed": None}),
    }
)
"""Kind → standing → stage. None: it waits for nothing, or another thing stands for it (a ballot's item)."""


def standing_of(kind: str, thing: Mapping[str, Any], today: date) -> str:
    """The state, but for items past their due date and topics that became items."""
    state = str(thing["state"])
    if kind == "topic" and state == "discussed" and thing["item_ids"]:
        return ASSIGNED_FROM
    if (
        kind == "item"
        and PLACES["item"].get(state) == Stage.HANDLE
        and date.fromisoformat(thing["due_on"]) < today
    ):
        return OVERDUE
    return state


def place_of(kind: str, thing: Mapping[str, Any], today: date) -> Stage | None:
    """The stage in which the thing waits now; None when it does not."""
    return PLACES[kind].get(standing_of(kind, thing, today)) if kind in PLACES else None
