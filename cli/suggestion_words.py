"""What triage suggests, in words: each field's label, and the name of a value among the township's lists."""

from collections.abc import Mapping

from services.intake.domain.triage.model import (
    ADMISSIBLE,
    CATEGORY,
    DEPARTMENT,
    DEPUTY_GROUP,
    KIND,
    LEADER,
    SMALL_MATTER,
    URGENCY,
)
from shared.language.directory import Directory
from shared.language.directory.choosing import name_in

LABELS: Mapping[str, str] = {
    CATEGORY: "类别",
    DEPARTMENT: "承办部门",
    LEADER: "分管领导",
    DEPUTY_GROUP: "联系代表",
    URGENCY: "紧急程度",
    KIND: "性质",
    ADMISSIBLE: "能否受理",
    SMALL_MATTER: "小事直办",
}
_LISTS = {
    CATEGORY: "categories",
    DEPARTMENT: "departments",
    LEADER: "leaders",
    DEPUTY_GROUP: "villages",
    URGENCY: "urgencies",
    KIND: "kinds",
}
_YES = "yes"


def in_words(field: str, value: str | None, lists: Directory) -> str:
    """A suggested value by its name; ``admissible`` by ``yes`` or the reason to turn it away."""
    if field == ADMISSIBLE:
        return "可受理" if value in (None, _YES) else f"不予受理：{name_in(lists.reasons, value)}"
    if field == SMALL_MATTER:
        return "可以" if value == _YES else "不作"
    return name_in(getattr(lists, _LISTS[field]), value) if value else "全乡"
