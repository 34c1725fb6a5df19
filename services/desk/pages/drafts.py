"""A form that is asked for, and what it shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from services.desk.domain.forms.fields import about
from services.desk.domain.forms.filling import Filled
from services.desk.domain.forms.ours import offered
from services.desk.domain.person import Person
from services.desk.pages.guard import TOKEN, Sent, number
from services.desk.storage.reading import Kept
from services.desk.views.thing import PATHS
from shared.kernel.messages.base import Command
from shared.kernel.messages.ids import derived_id
from shared.language.codes.proof import commitment

PREVIEWED: Mapping[str, str] = {
    "intake.submission.publish.v1": "",
    "intake.submission.accept.v1": "publish.",
    "intake.submission.fast_lane.v1": "publish.",
}
"""The commands that publish words → where in their form the choice stands."""


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
    seed: str = ""
    """That of the form that was filled in, where it may have been sent already; empty: a new one."""


def summary_in(inputs: Filled, within: str) -> dict[str, Any]:
    """The summary as it is typed, for a preview of it."""
    texts = {name: inputs.get(f"{within}{name}", [""])[0] for name in ("title", "text")}
    ticks = {name: bool(inputs.get(f"{within}{name}")) for name in ("without_address", "with_address")}
    return {**texts, **ticks}


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
    """The form again, with all that was written, and against the version against which it was written: only
    who is told what has changed since goes on from the newest."""
    inputs = {name: form.getlist(name) for name in form if not name.startswith("_")}
    version = asked.kept.sequence if asked.kept and asked.of_its_own else None
    if version is not None and not stale:
        version = min(number(str(form.get("_version", ""))) or version, version)
    proof, next = str(form.get("_proof", "")), str(form.get("_next", ""))
    return Draft(inputs, problems, version, rows or {}, proof, next, stale)


def without_numbers(name: str) -> str:
    """The path of a field, by the name of its input."""
    return ".".join(part for part in name.split(".") if not part.isdigit())


def once(form: Sent, type: str, person: Person) -> str:
    """The command's id, by the form and all that was written in it: sent twice, also by who had to sign in
    anew, it is one command. Whoever goes back and writes other words sends another one, and nobody sends
    under the id of somebody else's form."""
    written = urlencode(sorted((name, value) for name, value in form.multi_items() if name != TOKEN))
    said = sha256(written.encode("utf-8", "replace")).hexdigest()
    return derived_id("desk", *person.named, person.post.key, type, seed_of(form), said)


def commitment_of(form: Sent, proof: str) -> str:
    """The commitment to the raiser's proof: for the same form always the same."""
    return commitment(proof, sha256(f"{seed_of(form)} salt".encode()).digest()[:16])


def seed_of(form: Sent) -> str:
    """What was drawn with the form."""
    return str(form.get("_once", ""))[:64]


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
