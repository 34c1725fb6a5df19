"""The office strikes words out of a meeting, and what a point of its agenda loses the agenda loses."""

from dataclasses import replace

from services.scheduling.domain.meeting.meeting import STATES
from services.scheduling.domain.meeting.table import MEETING_TABLE
from services.scheduling.storage.tables import MEETING
from shared.language.contracts.handling import (
    ItemConfidentialityChanged,
    ItemRedacted,
    ProjectRedacted,
    PromiseRedacted,
)
from shared.language.contracts.intake import SubmissionMadeConfidential, SubmissionRedacted, TopicRedacted
from shared.language.contracts.publication import Redaction
from shared.language.contracts.scheduling import AgendaEntry, MeetingRedacted, RedactMeeting
from tests.unit.redacting import WHY, a_sample, examples_of, read
from tests.unit.scheduling.samples import OFFICE, READY, at, situation, take
from tests.unit.scheduling.world import SchedulingWorld

HEARD = (
    SubmissionRedacted,
    SubmissionMadeConfidential,
    TopicRedacted,
    ItemRedacted,
    ItemConfidentialityChanged,
    PromiseRedacted,
    ProjectRedacted,
)
TITLE = "山后村王某家旁的水渠"
POINT = AgendaEntry(kind="topic", id="T1", title=TITLE, why="topic_proposed")
WITH_POINT = replace(READY, agenda=(POINT,))
EXAMPLES = examples_of(RedactMeeting(meeting_id="M9", words="停靠点", why=WHY), HEARD, STATES)


def test_the_public_reads_an_agenda_without_the_words_that_were_struck_out() -> None:
    command = RedactMeeting(meeting_id="M9", words="王某", why=WHY)
    after = take(MEETING_TABLE, WITH_POINT, command, situation("09-21 09:00", OFFICE))
    event = MeetingRedacted.model_validate({"meeting": MEETING.publish(after)})
    assert "王某" not in read(event)
    assert event.meeting.agenda[0].title == TITLE


def test_what_a_topic_loses_goes_out_of_the_agenda_that_has_it() -> None:
    world = SchedulingWorld()
    world.save(MEETING, WITH_POINT)
    struck = Redaction(words="王某", why=WHY, by=OFFICE.id, at=at("09-21 09:00"))
    world.hears(at("09-21 09:00"), a_sample(TopicRedacted, topic_id="T1", redactions=[struck]))
    assert world.meeting("M9").redactions == (struck,)
    (event,) = world.events
    assert isinstance(event, MeetingRedacted)
    assert "王某" not in read(event)
