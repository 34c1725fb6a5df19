"""The question and the answer of triage: the stable interface to the rest of intake."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from shared.language.redaction import Private

CATEGORY = "category"
DEPARTMENT = "department"
LEADER = "leader"
DEPUTY_GROUP = "deputy_group"
URGENCY = "urgency"
KIND = "kind"
ADMISSIBLE = "admissible"
SMALL_MATTER = "small_matter"
NO_REASON = "admissible"
"""In place of a reason to turn a text away."""
FIELDS = (CATEGORY, DEPARTMENT, LEADER, DEPUTY_GROUP, URGENCY, KIND, ADMISSIBLE, SMALL_MATTER)
"""The keys of ``confidence`` and ``why``."""


@dataclass(frozen=True, slots=True)
class TriageInput:
    """A submission as it was raised. ``village`` is where the raiser lives or says it is; the spot may be
    elsewhere."""

    text: str
    title: str = ""
    channel: str = "online"
    village: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    submitted_at: datetime | None = None
    contact: bool = False
    """Whether the raiser can be reached."""


@dataclass(frozen=True, slots=True)
class Why:
    """One sentence in each language; ``by`` says what decided.

    A ``rule``, the ``words`` of the vocabulary, the learned ``model``, ``both`` of these, or a ``default``.
    """

    by: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class TriageResult:
    """A suggestion. Codes are those of the township's lists; ``title`` and ``text`` are masked, fit to be
    published.

    Category, department and leader are empty where the township's lists have none.
    """

    category: str
    department: str
    leader: str
    deputy_group: str | None
    """The constituency whose deputies should collate it: a village code, or None for the whole township."""
    urgency: str
    kind: str
    admissible: bool
    inadmissible_reason: str | None
    small_matter: bool
    title: str
    text: str
    matters: tuple[str, ...]
    """The pieces of ``text`` that are matters of their own, word for word; none if it has only one."""
    private: tuple[Private, ...]
    of_title: int
    """How many of them are the title's, which come first."""
    """What was masked, in the order of title, then text; only for those who may read the original."""
    confidence: Mapping[str, float] = field(default_factory=dict)
    """By field, 0 to 1: about how often the suggestion is right when triage is as sure as this."""
    why: Mapping[str, Why] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TrainingExample:
    """What people decided about one submission: made from the office's acceptance, refusal or change of a
    suggestion.

    ``None`` stands for what nobody looked at; training takes only what was decided. Texts are the masked
    ones.
    """

    ref: str
    text: str
    title: str = ""
    channel: str = "online"
    village: str | None = None
    category: str | None = None
    department: str | None = None
    urgency: str | None = None
    kind: str | None = None
    admissible: bool | None = None
    inadmissible_reason: str | None = None
    small_matter: bool | None = None
    decided_by: str = ""
    decided_at: datetime | None = None
