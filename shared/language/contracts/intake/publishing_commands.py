"""What the office makes public of a matter."""

from typing import Annotated

from pydantic import Field

from shared.kernel.messages.base import Command, CommandPart, Id
from shared.language.contracts.publication import Extent
from shared.language.contracts.texts import Prose, Said, SaidIfAny, SaidLineIfAny


class Publication(CommandPart):
    """How far everybody may read a matter. Whoever decides it has looked at what is masked."""

    extent: Extent
    """``full``: the raiser's masked words; ``summary``: the office's own; ``no``: none."""
    title: SaidLineIfAny = ""
    text: SaidIfAny = ""
    """Of a summary."""
    without_address: bool = False
    """Leave out the place in words. That of an anonymous raiser is left out always."""
    with_address: bool = False
    """Show the place in words beside a summary, which leaves it out otherwise."""
    why: Prose = ""
    """Why nothing is published; kept inside, and read by the raiser."""


class PublishSubmission(Command, Publication, type="intake.submission.publish.v1"):
    """The office publishes a matter, or publishes it no more. What everybody read before is kept inside."""

    submission_id: Id


class MakeConfidential(Command, type="intake.submission.make_confidential.v1"):
    """The office keeps a matter from everybody but the house (举报, reprisal): what was published of it is
    public no more. Said again, it names other people whom the matter concerns."""

    submission_id: Id
    why: Said
    recused: Annotated[tuple[Id, ...], Field(max_length=50)] = ()
    """The people of the township whom it concerns: they may not act on it."""


class LiftConfidentiality(Command, type="intake.submission.lift_confidentiality.v1"):
    """A matter is as others are again; nothing of its words is public until the office publishes them."""

    submission_id: Id
    why: Said
