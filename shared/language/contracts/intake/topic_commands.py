"""The commands about topics that intake takes."""

from typing import Annotated, ClassVar

from pydantic import Field

from shared.kernel.messages.base import Command, Id
from shared.language.contracts.intake.things import Submissions
from shared.language.contracts.texts import Prose, Said, SaidIfAny, SaidLine, SaidLineIfAny


class CreateTopic(Command, type="intake.topic.create.v1"):
    """A deputy collates submissions into a topic, or the government sets one."""

    title: SaidLine
    text: Prose = ""
    co_signers: Annotated[tuple[Id, ...], Field(max_length=50)] = ()
    submission_ids: Submissions = ()
    project_id: Id | None = None
    lead_id: Id | None = None
    """From the office: the head or leader who sets the topic. From anybody else this field is not read: the
    sender is the lead."""


class MergeSubmissions(Command, type="intake.topic.merge.v1"):
    """Put more submissions into a topic."""

    topic_id: Id
    submission_ids: Annotated[Submissions, Field(min_length=1)]


class ReleaseSubmissions(Command, type="intake.topic.release.v1"):
    """Take submissions out of a topic because they belong elsewhere. Their raisers learn the reason."""

    topic_id: Id
    submission_ids: Annotated[Submissions, Field(min_length=1)]
    reason: Said


class AmendTopic(Command, type="intake.topic.amend.v1"):
    """The lead changes a topic's title or text. The earlier words remain visible."""

    topic_id: Id
    title: SaidLineIfAny = ""
    text: SaidIfAny = ""
    why: Said


class CoSignTopic(Command, type="intake.topic.co_sign.v1"):
    """A deputy supports the topic and its lead. A co-signer named at its creation confirms with this
    command."""

    fresh_factor: ClassVar[bool] = True

    topic_id: Id


class WithdrawCoSignature(Command, type="intake.topic.withdraw_co_signature.v1"):
    """A co-signer does not support the topic any more, or never did."""

    topic_id: Id


class HandOverTopic(Command, type="intake.topic.hand_over.v1"):
    """Another of the topic's supporters leads it. The others have to confirm again."""

    topic_id: Id
    to: Id


class RecuseDeputy(Command, type="intake.topic.recuse.v1"):
    """A deputy has an interest of their own in the topic and recuses themselves. They say so themselves, or
    the office records it."""

    topic_id: Id
    deputy_id: Id
    reason: Said


class ProposeTopic(Command, type="intake.topic.propose.v1"):
    """The topic is ready for a meeting."""

    topic_id: Id


class DropTopic(Command, type="intake.topic.drop.v1"):
    """Give the topic up, with a reason. Its submissions are free for another topic."""

    topic_id: Id
    reason: Said
