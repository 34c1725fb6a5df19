"""A form that is asked for, and what it shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from services.desk.domain.forms.fields import about
from services.desk.domain.forms.filling import Filled
from services.desk.domain.forms.ours import offered
from services.desk.pages.guard import Sent
from services.desk.storage.reading import Kept
from services.desk.views.thing import PATHS
from shared.kernel.messages.base import Command
from shared.kernel.messages.ids import new_message_id


@dataclass(frozen=True, slots=True)
class Asked:
    """A form that is asked for: the command, and the thing that it is about."""

    cls: type[Command]
    kept: Kept | None
    said: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The type of the command."""
        return self.cls.type

    @property
    def of_its_own(self) -> bool:
        """Whether the command moves that very thing."""
        return bool(self.kept and self.kept.kind == self.cls.entity() and about(self.cls))

    @property
    def query(self) -> str:
        """What the address of the form says of the thing."""
        return f"?kind={self.kept.kind}&id={self.kept.id}" if self.kept else ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a form shows: its inputs, what is wrong, and the id under which it will be sent."""

    inputs: Filled = field(default_factory=dict)
    problems: tuple[tuple[str, str], ...] = ()
    """Name of an input → what is wrong; without a name: with the whole."""
    version: int | None = None
    rows: Mapping[str, int] = field(default_factory=dict)
    proof: str = ""
    next: str = ""
    stale: bool = False


def begun(asked: Asked) -> Mapping[str, Any]:
    """What the form begins with."""
    if asked.kept is None:
        return {}
    return offered(asked.cls, asked.kept.kind, asked.kept.id, asked.said)


def draft_of(
    asked: Asked,
    form: Sent,
    problems: tuple[tuple[str, str], ...],
    rows: Mapping[str, int] | None = None,
    *,
    stale: bool = False,
) -> Draft:
    """The form again, with all that was written."""
    inputs = {name: form.getlist(name) for name in form if not name.startswith("_")}
    version = asked.kept.sequence if asked.kept and asked.of_its_own else None
    proof, next = str(form.get("_proof", "")), str(form.get("_next", ""))
    return Draft(inputs, problems, version, rows or {}, proof, next, stale)


def without_numbers(name: str) -> str:
    """The path of a field, by the name of its input."""
    return ".".join(part for part in name.split(".") if not part.isdigit())


def once(form: Sent) -> str:
    """The id that the form was made with: sent twice, it is one command."""
    given = str(form.get("_once", ""))
    return given if 8 <= len(given) <= 64 and given.replace("-", "").isalnum() else new_message_id()


def whereto(asked: Asked, answer: Mapping[str, Any], id: str) -> str:
    """The page of what was made or moved."""
    event = answer.get("event") or {}
    kind, subject = str(event.get("type", "..")).split(".")[1], event.get("subject")
    if kind in PATHS and subject:
        return f"/{PATHS[kind]}/{subject}"
    return (
        f"/{PATHS[asked.kept.kind]}/{asked.kept.id}"
        if asked.kept and asked.kept.kind in PATHS
        else f"/sent/{id}"
    )
