"""Who hears what and what everybody may read, spelled out in a list that people change by hand.

That the list and the code say the same is asked by test_completeness.py.
"""

from dataclasses import fields

import pytest
from pydantic import BaseModel

from scripts.check.completeness import events, kinds
from scripts.check.heard import differences, listed, paths, spelled_out
from services.evaluation.storage.tables import ROLL, VOTES
from services.handling.domain.item.item import Item
from services.intake.domain.submission.submission import Submission
from shared.language import news
from shared.language.contracts import directory
from shared.language.contracts.intake import Contact, SubmissionKnown, SubmissionReceived, SubmitSubmission
from shared.language.news import Events
from shared.language.subscriptions import SUBSCRIPTIONS

KINDS, EVENTS = kinds(), events()
PRIVATE = frozenset(
    {"contact", "name", "phone", "raiser_key", "original_title", "original_text", "earlier_texts"}
    | {"supported_by", "request_digest", "draft", "voter"}
)
"""How raisers are reached, who they are, their words before they were masked; drafts; who has voted."""
LISTED = frozenset({"name", "phone"})
"""In a township's lists these are of offices and of who holds them, which everybody may know (政务公开)."""

OF_A_RUNG = "waiting.called.name"
"""The code of a ladder's step."""


def of_the_code() -> dict[str, list[str]]:
    return spelled_out(SUBSCRIPTIONS, KINDS, EVENTS)


def test_every_difference_is_found() -> None:
    written = listed("# why\n\na hears of b:\n    b.one\n    b.two\n\nread of c:\n    d\n    e\n")
    assert written == {"a hears of b:": ["b.one", "b.two"], "read of c:": ["d", "e"]}
    assert list(differences(written, written)) == []
    coded = {"a hears of b:": ["b.one", "b.three"], "read of f:": ["g"]}
    assert list(differences(written, coded)) == [
        ("a hears of b:", ["- b.two", "+ b.three"]),
        ("read of f:", ["+ g"]),
        ("read of c:", ["- d", "- e"]),
    ]
    ((_, (said,)),) = differences({"read of c:": ["e", "d"]}, {"read of c:": ["d", "e"]})
    assert "alphabetical" in said


def test_what_a_field_carries_is_spelled_out_as_well() -> None:
    of_item = of_the_code()["everybody may read of a thing of kind item:"]
    assert {"answers", "answers.public_text", "due_why.zh"} <= set(of_item)
    assert "answers.text" not in of_item, "the house alone reads it"
    received = of_the_code()["the house alone reads in intake.submission.received.v1:"]
    assert "triage.category.why.zh" in received


def test_what_the_house_alone_reads_is_no_part_of_what_everybody_may_read() -> None:
    code = of_the_code()
    everybody = code["everybody may read of a thing of kind submission:"]
    inside = code["the house alone reads of a thing of kind submission:"]
    assert {"text", "title", "address", "asked_back.question", "forwardings.answer"} <= set(inside)
    assert {"published.text", "asked_back.asked_at", "village", "category"} <= set(everybody)
    assert set(everybody) & set(inside) == set()


@pytest.mark.parametrize(
    "where", [*(kind.snapshot for kind in KINDS), *EVENTS], ids=lambda contract: contract.__name__
)
def test_what_is_private_is_in_no_snapshot_and_no_event(where: type[BaseModel]) -> None:
    private = PRIVATE - LISTED if where.__module__.startswith(directory.__name__) else PRIVATE
    read = {path for path in paths(where) if not path.endswith(OF_A_RUNG)}
    assert {path for path in read if path.rpartition(".")[2] in private} == set()


def test_what_is_called_private_here_is_still_called_so_there() -> None:
    kept = {field.name for thing in (Submission, Item) for field in fields(thing)}
    kept |= {*Contact.model_fields, *SubmitSubmission.model_fields, *VOTES.c.keys(), *ROLL.c.keys()}
    assert PRIVATE - kept == set()


@pytest.mark.parametrize(
    ("kind", "listed"),
    [
        ("township", news.TOWNSHIP),
        ("submission", (SubmissionReceived, SubmissionKnown, *news.SUBMISSION_AFTERWARDS)),
        ("topic", news.TOPIC),
        ("meeting", news.MEETING),
        ("visit", news.VISIT),
        ("item", news.ITEM),
        ("promise", news.PROMISE),
        ("project", news.PROJECT),
        ("ballot", news.BALLOT),
    ],
)
def test_who_hears_all_of_a_thing_misses_no_event(kind: str, listed: Events) -> None:
    assert set(listed) == {event for event in EVENTS if event.entity() == kind}


def test_nobody_is_subscribed_twice_or_to_the_event_of_another_producer() -> None:
    pairs = [(producer, events) for of in SUBSCRIPTIONS.values() for producer, events in of.items()]
    assert [(p, event.type) for p, events in pairs for event in events if event.owner() != p] == []
    assert [p for p, events in pairs if len(set(events)) < len(events)] == []
