"""The office strikes words out of an item; what was made of it, or it was made of, loses them as well."""

import pytest

from services.handling.domain.item.item import STATES
from shared.kernel.messages.base import Event
from shared.kernel.messages.envelope import Actor
from shared.language.contracts import handling as said
from shared.language.contracts.intake import SubmissionRedacted, TopicRedacted
from shared.language.contracts.publication import Redaction
from shared.language.contracts.scheduling import MeetingRedacted, VisitRedacted
from shared.language.redacting import read_by_all
from tests.support.world import at
from tests.unit.handling.examples import PROMISE, answered
from tests.unit.handling.world import DEPUTY, OFFICE, HandlingWorld, chief, clerk
from tests.unit.redacting import WHY, a_sample, examples_of, read

HEARD = (SubmissionRedacted, TopicRedacted, MeetingRedacted, VisitRedacted, said.PromiseRedacted)
EXAMPLES = examples_of(said.RedactItem(item_id="I1", words="泵站", why=WHY), HEARD, STATES)
LATER = "2026-10-13 09:00"


def redact(id: str, words: str) -> said.RedactItem:
    return said.RedactItem(item_id=id, words=words, why=WHY)


def news(world: HandlingWorld, id: str, words: str) -> Event:
    return world.must(LATER, OFFICE, redact(id, words))


def test_the_public_reads_the_words_no_more_and_the_house_keeps_them_with_who_and_why() -> None:
    world, id = answered()
    event = news(world, id, "已办结")
    assert isinstance(event, said.ItemRedacted)
    assert "已办结" not in read(event)
    assert "██" in read(event)
    assert WHY not in read(event)
    (kept,) = world.item(id).redactions
    assert (kept.words, kept.why, kept.by, kept.at) == ("已办结", WHY, OFFICE.id, at(LATER))
    assert event.item.answers[-1].text == "已办结"
    assert world.item(id).state == "answered"


def test_words_that_stand_in_no_public_text_or_are_struck_out_already_are_refused() -> None:
    world, id = answered()
    assert world.refused(LATER, OFFICE, redact(id, "从未写过")) == "words_not_public"
    assert world.refused(LATER, OFFICE, redact(id, "已")) == "words_too_short"
    news(world, id, "已办结")
    assert world.refused(LATER, OFFICE, redact(id, "已办结")) == "words_not_public"


@pytest.mark.parametrize("who", [DEPUTY, clerk("transport"), chief("transport")])
def test_only_the_office_strikes_words_out(who: Actor) -> None:
    world, id = answered()
    assert world.refused(LATER, who, redact(id, "已办结")) == "wrong_role"


def test_earlier_events_are_rewritten_for_the_public_in_the_same_transaction() -> None:
    world, id = answered()
    news(world, id, "已办结")
    ((name, (_, _, subject, words)),) = world.written
    assert (name, subject, words) == ("strike", id, ("已办结",))


def test_what_the_item_promised_in_the_same_words_loses_them_as_well() -> None:
    world, _ = answered({**PROMISE, "text": "明年铺沥青"})
    (promise,) = world.promises()
    promise_id = promise.promise_id
    assert promise.item_id
    words = promise.text
    news(world, promise.item_id, words)
    (promise,) = world.promises()
    assert [one.words for one in promise.redactions] == [words]
    assert words not in "".join(read_by_all(said.PromiseSnapshot.model_validate(promise), promise.redactions))
    assert [event.type for event in world.events[-2:]] == [
        "handling.item.redacted.v1",
        "handling.promise.redacted.v1",
    ]
    assert promise.promise_id == promise_id


def test_a_title_that_came_from_a_topic_goes_when_the_topic_loses_it_and_once() -> None:
    world, id = answered()
    title = world.item(id).title
    struck = Redaction(words=title, why=WHY, by=OFFICE.id, at=at(LATER))
    event = a_sample(TopicRedacted, topic_id=world.item(id).topic_id, redactions=[struck])
    world.hears(LATER, event)
    assert [one.words for one in world.item(id).redactions] == [title]
    version = world.item(id).version
    world.hears(LATER, event)
    assert world.item(id).version == version


def test_words_of_a_thing_that_has_nothing_to_do_with_it_stay() -> None:
    world, id = answered()
    struck = Redaction(words=world.item(id).title, why=WHY, by=OFFICE.id, at=at(LATER))
    world.hears(LATER, a_sample(TopicRedacted, topic_id="T-other", submission_ids=[], redactions=[struck]))
    assert world.item(id).redactions == ()
