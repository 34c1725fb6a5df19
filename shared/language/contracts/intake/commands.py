"""The commands about submissions that intake takes."""

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from shared.kernel.messages.base import Code, Command, Id, Instant, MoveClock
from shared.kernel.messages.replays import RequestReplay
from shared.language.codes.proof import Commitment
from shared.language.contracts.intake.history_things import RemarkMade
from shared.language.contracts.intake.publishing_commands import Publication
from shared.language.contracts.intake.things import Answers, AttachmentId, Contact
from shared.language.contracts.place import Latitude, Longitude, whole_place
from shared.language.contracts.texts import (
    Line,
    OwnAnswer,
    OwnLineIfAny,
    OwnSaid,
    OwnSaidIfAny,
    Prose,
    Said,
    SaidLine,
    SaidLineIfAny,
    Secret,
)


class SubmitSubmission(Command, type="intake.submission.submit.v1"):
    """Raise a matter. Citizens may do so, and deputies, clerks or partners' agents on a citizen's behalf."""

    text: OwnSaid
    """The raiser's own words; published masked."""
    channel: Code
    """The way by which it came; one of the township's list."""
    title: OwnLineIfAny = ""
    """What lists show; without one the platform takes it from the text."""
    village: Code | None = None
    """Where it is; one of the township's list."""
    latitude: Latitude | None = None
    """Degrees north; given with the longitude or not at all."""
    longitude: Longitude | None = None
    """Degrees east; given with the latitude or not at all."""
    address: Line = ""
    """The place, in words."""
    kind: Code | None = None
    """The kind of matter, as the raiser sees it; one of the township's list."""
    category: Code | None = None
    """The category that the raiser chose, if they were asked for one."""
    details: Answers = Field(default_factory=dict)
    """Answers to the extra questions of that category."""
    anonymous: bool = False
    """No name of the raiser is kept; a phone number may be, for the answer."""
    confidential: bool = False
    """Nobody but the house hears of it."""
    on_behalf: bool = True
    """True if a deputy or clerk sends it for somebody else, false if it is their own matter. From a citizen
    it means nothing; agents have no matters of their own."""
    raised_at: Instant | None = None
    """When the raiser said it, if it is handed in later: a call at night, a letter. Bounded by the rule set
    (``intake.raised_within``), which also says what the clock counts from."""
    remark: RemarkMade | None = None
    """It was said by word of mouth (口头意见); from the people of the township alone."""
    visit_id: Id | None = None
    """The visit at which it was found; given with the finding."""
    finding_id: Id | None = None
    """The finding of a visit that becomes a matter by this, with its visit; for deputies and the office."""
    contact: Contact | None = None
    """How to reach the raiser; kept apart and never published."""
    proof: Commitment | None = None
    """The commitment to a secret that was given to the raiser. Without the commitment nobody can later speak
    as the raiser."""
    person: Annotated[str, StringConstraints(max_length=128, pattern=r"^[!-~]*$")] = ""
    """A key that tells the raiser from others at the sender's and says nothing private. Limits count by this
    key or by the phone."""
    idempotency_key: (
        Annotated[str, StringConstraints(min_length=8, max_length=128, pattern=r"^[!-~]+$")] | None
    ) = None
    """A name of this matter at the sender's. The same key from the same source makes no second submission,
    even in another message: the answer names the first one. The same key with other words is refused."""

    @model_validator(mode="after")
    def _has_a_whole_place(self) -> Self:
        whole_place(self.latitude, self.longitude)
        return self


class AcceptSubmission(Command, type="intake.submission.accept.v1"):
    """The office takes the matter on."""

    submission_id: Id
    category: Code | None = None
    kind: Code | None = None
    urgency: Code | None = None
    as_suggested: bool = False
    """A field without a value here takes triage's suggestion, else the raiser's own choice; else it stays
    open."""
    publish: Publication | None = None
    """What everybody may read of it from now on; none: that stays as it is."""


class RejectSubmission(Command, type="intake.submission.reject.v1"):
    """The office refuses an inadmissible matter, with the legal reason. The place to go to instead follows
    from the reason."""

    submission_id: Id
    reason_code: Code
    note: Prose = ""
    """Further words to the raiser."""


class AskRaiser(Command, type="intake.submission.ask.v1"):
    """The office or a deputy asks the raiser for more; the matter waits, for as long as the rules give."""

    submission_id: Id
    question: Said
    needed: bool = False
    """Without an answer the matter is refused as having no content; else it goes on with what is known."""


class InformSubmission(Command, type="intake.submission.inform.v1"):
    """The raiser answers the question, by their proof; or the office, or the person who entered the matter,
    writes the answer down."""

    submission_id: Id
    """The matter about which was asked."""
    text: OwnAnswer
    """The raiser's answer; published masked."""
    proof: Secret = ""
    """The raiser's secret itself; none: somebody writes the answer down for them."""


class EditSubmission(Command, type="intake.submission.edit.v1"):
    """The raiser corrects their words soon after raising. A field without a value stays as it was."""

    submission_id: Id
    """The matter; its words can be corrected for as long as ``intake.edit_within`` says."""
    text: OwnSaidIfAny = ""
    """The new words."""
    title: OwnLineIfAny = ""
    """The new title."""
    address: SaidLineIfAny = ""
    """The new place, in words."""
    village: Code | None = None
    """The new village."""
    proof: Secret = ""
    """The raiser's secret itself; none: the office or who entered the matter corrects it."""


class ChangeContact(Command, type="intake.submission.change_contact.v1"):
    """The raiser changes their contact. An empty contact deletes the stored one."""

    submission_id: Id
    contact: Contact
    proof: Secret = ""


class ForwardSubmission(Command, type="intake.submission.forward.v1"):
    """The township cannot decide the matter, and the office hands it up to the county."""

    submission_id: Id
    to: SaidLine
    """The county's office or body."""
    why: Said


class RecordCountyAnswer(Command, type="intake.submission.county_answer.v1"):
    """The county has answered; the raiser is told."""

    submission_id: Id
    text: Said


class ReturnSubmission(Command, type="intake.submission.return.v1"):
    """The county gave the matter back, and it is the township's again."""

    submission_id: Id
    reason: Said


class FastLaneSubmission(Command, type="intake.submission.fast_lane.v1"):
    """A small matter (小事直办) goes straight to a department."""

    submission_id: Id
    department: Code
    title: SaidLineIfAny = ""
    """What everybody calls the department's item; none: its published title, else village and category."""
    publish: Publication | None = None
    """As in ``AcceptSubmission``."""


class WithdrawSubmission(Command, type="intake.submission.withdraw.v1"):
    """The raiser takes the matter back, by their proof; or the office, or the person who entered it, does so
    for them."""

    submission_id: Id
    """The matter that is taken back."""
    proof: Secret = ""
    """The raiser's secret, as it was given to them."""


class AttachToSubmission(Command, type="intake.submission.attach.v1"):
    """Add photos or documents, uploaded before, to a matter. The raiser may do so by their proof, and so may
    the people who speak for them."""

    submission_id: Id
    attachment_ids: Annotated[tuple[AttachmentId, ...], Field(min_length=1, max_length=20)]
    proof: Secret = ""
    """The raiser's secret, as it was given to them."""


class TellRaiser(Command, type="intake.submission.tell.v1"):
    """The raiser has got the latest answer: they read it, by their proof, or somebody told them and says
    how."""

    submission_id: Id
    how: Code = "read"
    """``read``, ``phone``, ``visit``, ``message`` or ``letter``."""
    proof: Secret = ""


class EraseSubmission(Command, type="intake.submission.erase.v1"):
    """The raiser wants their own words and contact erased; the masked words stay, as the public's."""

    submission_id: Id
    proof: Secret = ""


class BarRaiser(Command, type="intake.raiser.bar.v1"):
    """The office takes nothing more from the raiser of a submission until the given time. A time in the past
    lifts the bar."""

    submission_id: Id
    until: Instant
    why: Said


class MoveIntakeClock(MoveClock, type="intake.clock.move.v1"):
    """Move intake's story clock."""


class RequestIntakeReplay(RequestReplay, type="intake.replay.request.v1"):
    """Send intake's past events of this township once more, to the partner that asks alone."""
