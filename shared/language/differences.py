"""How two texts differ, to be read at a glance. It is worked out where it is shown: kept, it would say in
pieces what was struck out of both."""

from difflib import SequenceMatcher

LIMIT = 10_000
"""Characters that are shown; a longer difference is cut."""


def difference(before: str, after: str) -> str:
    """``after`` with deleted words in 〔-…-〕 and added words in 〔+…+〕, character by character."""
    parts = []
    for how, start, end, new_start, new_end in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if how == "equal":
            parts.append(before[start:end])
            continue
        parts.append(f"〔-{before[start:end]}-〕" if end > start else "")
        parts.append(f"〔+{after[new_start:new_end]}+〕" if new_end > new_start else "")
    return "".join(parts)[:LIMIT]
