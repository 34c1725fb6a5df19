"""Every public event is told: it has a stage, a sentence, and the values that its sentence asks for."""

import re
from string import Formatter

import pytest
from pydantic_core import to_jsonable_python

from cli.documents.samples import example_of
from shared.kernel.messages.base import ClockMoved, CommandRefused
from shared.language.contracts import handling, scheduling
from shared.language.contracts.registry import SERVICES, public_events_of
from shared.language.telling import words
from shared.language.telling.every_event import TELLINGS, TOLD, UNTOLD, disagreements
from shared.language.telling.stages import Stage
from shared.language.telling.told import SAID, WHY, RuleFrom, Telling, Told, nothing
from shared.language.words import LOCALES, text
from shared.language.words.catalogue import entries
from tests.support.world import LAW

LOOP = [service for service in SERVICES if service not in ("directory", "identity")]
STORY = [e for s in LOOP for e in public_events_of(s) if not issubclass(e, (ClockMoved, CommandRefused))]


def test_every_public_event_of_the_loop_belongs_to_a_stage_but_refusals_and_clocks() -> None:
    assert {event.type for event in STORY if event not in UNTOLD} == set(TOLD)


def test_every_stage_has_events() -> None:
    assert {telling.stage for telling in TELLINGS} == set(Stage)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_event_of_the_loop_has_a_sentence(locale: str) -> None:
    missing = [t.event.type for t in TELLINGS if t.sentence not in entries(locale)]
    assert missing == []


def test_no_sentence_is_for_an_event_that_does_not_exist() -> None:
    there = {f"event.{event.type.removesuffix('.v1')}" for event in STORY}
    assert {key for key in entries("zh_CN") if key.startswith("event.")} <= there


def test_an_event_without_values_has_a_sentence_that_asks_for_none() -> None:
    asking = {
        telling.event
        for telling in TELLINGS
        if any(name for _, name, _, _ in Formatter().parse(entries("zh_CN")[telling.sentence]))
    }
    assert asking - {telling.event for telling in TELLINGS if telling.details is not nothing} == set()


def test_every_rule_that_an_event_follows_is_spelled_out() -> None:
    spelled_out = {key for key in entries("zh_CN") if key.startswith("why.")}
    ruled = {telling.catalogue_rule for telling in TELLINGS if telling.rule is RuleFrom.CATALOGUE}
    assert ruled == spelled_out


def test_what_somebody_wrote_and_the_rule_are_no_placeholders() -> None:
    sentences = [sentence for key, sentence in entries("zh_CN").items() if key.startswith("event.")]
    names = {name for sentence in sentences for _, name, _, _ in Formatter().parse(sentence)}
    assert names & {SAID, WHY} == set()


HEARD = (handling.ItemAssigned, handling.ItemDeclined, scheduling.MeetingDueConfirmed)
ENTRIES = (Told(handling.ItemAssigned, Stage.HANDLE), Told(handling.ItemDeclined, Stage.HANDLE))
NOT_TOLD = (scheduling.MeetingDueConfirmed,)


def test_entries_that_agree_with_the_subscriptions_leave_nothing_to_be_put_right() -> None:
    assert list(disagreements(ENTRIES, NOT_TOLD, HEARD)) == []


def test_an_event_that_is_heard_of_and_neither_told_nor_named_as_untold_is_found() -> None:
    assert [wrong.split()[0] for wrong in disagreements(ENTRIES[:1], (), HEARD)] == [
        handling.ItemDeclined.type,
        scheduling.MeetingDueConfirmed.type,
    ]


def test_an_entry_too_many_is_found() -> None:
    assert list(disagreements((*ENTRIES, ENTRIES[0]), NOT_TOLD, HEARD)) == [
        "handling.item.assigned.v1 has 2 entries"
    ]
    assert list(disagreements(ENTRIES, (*NOT_TOLD, handling.ItemDeclined), HEARD)) == [
        "handling.item.declined.v1 has 2 entries"
    ]


def test_an_entry_of_an_event_that_does_not_reach_the_console_is_found() -> None:
    (wrong,) = disagreements(ENTRIES, NOT_TOLD, (*HEARD[:1], *NOT_TOLD))
    assert wrong == "handling.item.declined.v1 has an entry, but the console does not hear of it"


def test_an_echo_of_what_is_not_told_is_found() -> None:
    echo = Told(handling.ItemAssigned, Stage.HANDLE, echoes=(scheduling.MeetingDueConfirmed,))
    (wrong,) = disagreements((echo, ENTRIES[1]), NOT_TOLD, HEARD)
    assert wrong.startswith("handling.item.assigned.v1 echoes scheduling.meeting.due_confirmed.v1")


def test_an_event_that_is_left_untold_has_a_reason() -> None:
    assert [event.type for event, why in UNTOLD.items() if not why] == []


def test_events_of_one_moment_follow_in_the_order_of_the_stages() -> None:
    stages = [list(Stage).index(telling.stage) for telling in TELLINGS]
    assert stages == sorted(stages)


@pytest.mark.parametrize("told", TOLD.values(), ids=lambda told: told.event.type)
def test_a_sentence_says_no_code_of_a_program(told: Telling) -> None:
    event = told.event.model_validate(example_of(told.event)["data"])
    values = words.in_words(to_jsonable_python(told.details(event)), "zh_CN", LAW.names)
    assert re.findall("[a-z_]{3,}", text(told.sentence, "zh_CN", **values)) == []
