"""Answering: drafted by the lead department, signed by its head, published by the office."""

from dataclasses import replace

from services.handling.domain.departments import DEPARTMENT
from services.handling.domain.item.answer import (
    PROMISING,
    answered,
    class_is_known,
    promise_holds,
    reasons_are_given,
)
from services.handling.domain.item.co_opinions import co_handlers_were_heard, missing_opinions
from services.handling.domain.item.contacting import contacts_are_made
from services.handling.domain.item.item import ANSWER_DRAFT, ANSWERED, IN_PROGRESS, WORKING, Draft, Item
from services.handling.domain.item.lead import lead_asks
from services.handling.domain.item.publishing import decided, publication_is_complete
from services.handling.domain.item.signing import SIGNERS, signature_is_awaited, signs_for_the_lead
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.calendar import end_of_day
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role
from shared.language.directory.choosing import name_in, people_named
from shared.language.waiting import anybody, within


def item_comes_from_a_meeting(item: Item, _message: object, _situation: Situation) -> Refusal | None:
    """Small matters are answered at once, without draft (platform rule)."""
    return refuse("fast_lane_item") if item.fast_lane else None


def promise_is_complete(_item: Item, message: said.DraftAnswer, situation: Situation) -> Refusal | None:
    """B and C name a plan and a day still to come, the others no day (人大实践: 办理结果分类)."""
    return promise_holds(message.result_class, message.plan, message.promised_on, situation)


def promised_day_is_still_to_come(item: Item, _message: object, situation: Situation) -> Refusal | None:
    """What lay on a desk until its day had passed promises nothing (人大实践: 办理结果分类)."""
    assert item.draft
    day = item.draft.promised_on
    over = day is not None and situation.now > end_of_day(day)
    return refuse("promised_day_has_passed", day=day) if over else None


def is_signed(item: Item) -> bool:
    """The department's head has signed the draft."""
    return item.draft is not None and item.draft.signed_by is not None


def draft_is_not_signed(item: Item, _message: object, situation: Situation) -> Refusal | None:
    """A draft is signed once (platform rule)."""
    assert item.draft
    if not item.draft.signed_by:
        return None
    return refuse("already_signed", by=people_named(situation.directory, item.draft.signed_by))


def draft_is_signed(item: Item, _message: object, situation: Situation) -> Refusal | None:
    """Nothing is published without the signature of the department's head (人大实践)."""
    assert item.draft
    if item.draft.signed_by:
        return None
    return refuse("answer_not_signed", department=name_in(situation.directory.departments, item.lead))


def draft_answer(item: Item, message: said.DraftAnswer, situation: Situation) -> Item:
    """A draft; it replaces one that was sent back."""
    draft = Draft(
        result_class=message.result_class,
        text=message.text,
        plan=message.plan,
        promised_on=message.promised_on,
        reasons=message.reasons,
    )
    return replace(item, draft=draft, news_at=situation.now)


def sign_off(item: Item, _message: object, situation: Situation) -> Item:
    """The department's head signs."""
    assert item.draft
    return replace(item, draft=replace(item.draft, signed_by=situation.actor.id))


def return_answer(item: Item, message: said.ReturnAnswer, _situation: Situation) -> Item:
    """The department's head sends the draft back, signed or not."""
    assert item.draft
    return replace(item, draft=replace(item.draft, signed_by=None, returned_because=message.reason))


def publish_answer(item: Item, message: said.PublishAnswer, situation: Situation) -> Item:
    """The signed draft becomes the answer; a promise in it gets the situation's new id."""
    draft = item.draft
    assert draft
    return answered(
        replace(item, draft=None),
        situation,
        result_class=draft.result_class,
        text=draft.text,
        plan=draft.plan,
        promised_on=draft.promised_on,
        promise_id=situation.new_id if draft.result_class in PROMISING else None,
        reasons=draft.reasons,
        signed_by=draft.signed_by,
        opinions_missing=missing_opinions(item),
        published=decided(message),
    )


ANSWERING: tuple[Clause[Item], ...] = (
    Transition(
        WORKING,
        said.DraftAnswer,
        ANSWER_DRAFT,
        said.ItemAnswerDrafted,
        by=DEPARTMENT,
        why="人大实践: after the contacts the lead drafts the answer, with plan and day or reasons by class",
        guards=(
            lead_asks,
            item_comes_from_a_meeting,
            contacts_are_made,
            class_is_known,
            promise_is_complete,
            reasons_are_given,
            co_handlers_were_heard,
        ),
        change=draft_answer,
    ),
    Transition(
        (ANSWER_DRAFT,),
        said.SignOffAnswer,
        None,
        said.ItemAnswerSigned,
        by=SIGNERS,
        why="人大实践: the head of the department signs its answer, or a leader by rule (leaders)",
        guards=(signs_for_the_lead, draft_is_not_signed, promised_day_is_still_to_come),
        change=sign_off,
    ),
    Transition(
        (ANSWER_DRAFT,),
        said.ReturnAnswer,
        IN_PROGRESS,
        said.ItemAnswerReturned,
        by=SIGNERS,
        why="人大实践: whoever signs for the department may send the draft back with a reason",
        guards=(signs_for_the_lead,),
        change=return_answer,
    ),
    Transition(
        (ANSWER_DRAFT,),
        said.PublishAnswer,
        ANSWERED,
        said.ItemAnswered,
        by=(Role.OFFICE,),
        why="代表法 2025 art. 51, Zhejiang 办法 art. 43: the deputies get their reply within its time",
        guards=(
            draft_is_signed,
            co_handlers_were_heard,
            promised_day_is_still_to_come,
            publication_is_complete,
        ),
        change=publish_answer,
    ),
    within(
        lambda rules: rules.waits.sign_within,
        (ANSWER_DRAFT,),
        "sign",
        signature_is_awaited,
        why="platform rule: a draft does not lie on the desk of the department's head (waits.sign_within)",
        when=lambda item: not is_signed(item),
    ),
    within(
        lambda rules: rules.waits.publish_answer_within,
        (ANSWER_DRAFT,),
        "publish_answer",
        anybody(Role.OFFICE),
        why="platform rule: what is signed reaches the deputies (waits.publish_answer_within)",
        when=is_signed,
    ),
)
