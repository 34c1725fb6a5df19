"""What comes onto an agenda by itself, and what does not."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.scheduling.domain.meeting.agenda import AgendaFacts
from services.scheduling.domain.meeting.meeting import Meeting
from services.scheduling.domain.meeting.table import MEETING_TABLE
from shared.language.contracts import scheduling as s
from shared.language.contracts.handling import Answer
from shared.language.contracts.intake import TopicSnapshot
from tests.unit.scheduling.samples import (
    AGENDA_OF_T1,
    ASKED_FOR,
    MEETING,
    OFFICE,
    READY,
    at,
    item,
    points,
    project,
    promise,
    situation,
    submission,
    take,
    topic,
)

WEEK = timedelta(weeks=1)
FREEZE = s.FreezeAgenda(meeting_id="M9")


def frozen(known: AgendaFacts, now: str = "09-16 17:00") -> Meeting:
    return take(MEETING_TABLE, MEETING, FREEZE, situation(now, OFFICE, known))


def test_projects_promises_items_topics_and_submissions_follow_each_other_by_age() -> None:
    known = AgendaFacts(
        submissions=(
            submission("D9", "accepted", "08-01 08:00"),
            submission("D1", "accepted", "08-01 09:00"),
        ),
        topics=(topic("T2"), topic("T1")),
        items=(item("I2", "redo", 2), item("I1", "redo", 2)),
        promises=(promise("PR2", "09-20"), promise("PR1", "09-10", "overdue")),
        projects=(project("P2"), project("P1")),
    )

    assert points(frozen(known)) == ["P1", "P2", "PR1", "PR2", "I1", "I2", "T1", "T2", "D9", "D1"]


def test_what_is_urgent_comes_first_then_what_was_carried_over_most_often_then_the_oldest() -> None:
    dangerous = submission("D2", "accepted", "08-02 08:00").model_copy(update={"urgency": "danger"})
    dry = item("I3", "redo", 2).model_copy(update={"urgency": "utility"})
    complex = topic("T1").model_copy(update={"submission_ids": ("D7",)})
    topics = (complex, topic("T2").model_copy(update={"submission_ids": ("D8", "D9")}), topic("T3"))
    known = AgendaFacts(
        projects=(project("P1"),),
        items=(dry,),
        topics=(*topics, topic("T0").model_copy(update={"created_at": complex.created_at - WEEK})),
        submissions=(submission("D1", "accepted", "08-01 08:00"), dangerous),
        carried={("topic", "T3"): 1, ("submission", "D1"): 2},
        urgency={"D7": "complex", "D8": "danger", "D9": "ordinary"},
    )

    assert points(frozen(known)) == ["T2", "D2", "I3", "D1", "T3", "P1", "T0", "T1"]


def test_a_finished_project_is_not_reported_on() -> None:
    assert points(frozen(AgendaFacts(projects=(project("P1", "accepted"), project("P2", "planned"))))) == [
        "P2"
    ]


@pytest.mark.parametrize(
    ("due", "state", "why"),
    [
        ("09-22", "open", ["promise_due"]),
        ("09-23", "open", []),
        ("09-16", "open", ["promise_due"]),
        ("09-15", "open", ["promise_overdue"]),
        ("09-15", "overdue", ["promise_overdue"]),
        ("09-15", "fulfilled", []),
    ],
)
def test_promises_due_by_the_meeting_and_not_kept_come_onto_it(due: str, state: str, why: list[str]) -> None:
    agenda = frozen(AgendaFacts(promises=(promise("PR1", due, state),))).agenda

    assert [entry.why for entry in agenda] == why


def test_a_long_promise_is_cut_to_the_length_of_a_title() -> None:
    agenda = frozen(AgendaFacts(promises=(promise("PR1", "09-20", text="修" * 500),))).agenda

    assert agenda[0].title == "修" * 200


@pytest.mark.parametrize(
    ("state", "round", "there"),
    [
        ("answered", 1, False),
        ("redo", 2, True),
        ("rating", 2, True),
        ("referred", 3, True),
        ("satisfied", 2, False),
        ("archived", 2, False),
        ("returned", 2, False),
        ("decided", 3, False),
    ],
)
def test_an_item_the_deputies_were_dissatisfied_with_stays_until_they_are_satisfied(
    state: str, round: int, there: bool
) -> None:
    assert bool(points(frozen(AgendaFacts(items=(item("I1", state, round),))))) is there


@pytest.mark.parametrize(
    ("due", "answered", "why"),
    [("09-16 18:00", False, []), ("09-16 12:00", False, ["item_overdue"]), ("09-16 12:00", True, [])],
)
def test_an_item_whose_time_is_over_without_an_answer_stands_on_each_agenda(
    due: str, answered: bool, why: list[str]
) -> None:
    answer = Answer(
        round=1,
        result_class="A",
        text="修好了",
        published_at=at("09-10 10:00"),
        due_on=at(due).date(),
        late=False,
    )
    late = item("I1", "in_progress").model_copy(
        update={"due_at": at(due), "answers": (answer,) if answered else ()}
    )
    assert [entry.why for entry in frozen(AgendaFacts(items=(late,))).agenda] == why


@pytest.mark.parametrize(
    ("state", "why"),
    [
        ("collecting", []),
        ("proposed", ["topic_proposed"]),
        ("meeting_requested", ["topic_proposed"]),
        ("scheduled", ["topic_proposed"]),
        ("discussed", []),
        ("closed", []),
        ("dropped", []),
    ],
)
def test_topics_that_wait_come_onto_it_and_what_was_not_dealt_with_carries_over(
    state: str, why: list[str]
) -> None:
    assert [entry.why for entry in frozen(AgendaFacts(topics=(topic("T1", state),))).agenda] == why


@given(st.sampled_from(["proposed", "meeting_requested", "scheduled"]))
def test_a_topic_with_a_meeting_of_its_own_or_on_another_open_agenda_is_left_to_that(state: str) -> None:
    known = AgendaFacts(topics=(topic("T1", state), topic("T4", state), topic("T5", state)))
    others = (replace(ASKED_FOR, topic_id="T4"), replace(READY, meeting_id="M7", agenda=AGENDA_OF_T1))

    assert points(frozen(replace(known, other_meetings=others))) == ["T5"]


@pytest.mark.parametrize(
    ("now", "there"),
    [("10-08 23:59", False), ("10-09 00:00", False), ("10-09 00:01", True)],
    ids=["before", "at their end", "after the 30 days"],
)
def test_a_submission_comes_onto_it_when_thirty_days_have_passed_without_an_answer(
    now: str, there: bool
) -> None:
    """From 09-08 it is 10-08: the 30 days end on a working day, at 24:00."""
    assert (
        bool(points(frozen(AgendaFacts(submissions=(submission("D1", "accepted", "09-08 12:00"),)), now)))
        is there
    )


@pytest.mark.parametrize("state", ["merged", "answered", "closed", "rejected", "fast_lane", "withdrawn"])
def test_a_submission_that_is_answered_or_on_its_way_does_not_come_onto_it(state: str) -> None:
    assert points(frozen(AgendaFacts(submissions=(submission("D1", state, "08-01 12:00"),)))) == []


def test_a_submission_nobody_even_received_formally_comes_onto_it_too() -> None:
    assert points(frozen(AgendaFacts(submissions=(submission("D1", "received", "08-01 12:00"),)))) == ["D1"]


TOPICS = st.lists(
    st.builds(
        topic,
        st.integers(1, 9).map(lambda n: f"T{n}"),
        st.sampled_from(["proposed", "scheduled", "discussed", "closed"]),
    ),
    unique_by=lambda topic: topic.topic_id,
)


@given(TOPICS.flatmap(lambda topics: st.tuples(st.just(topics), st.permutations(topics))))
def test_the_order_in_which_things_became_known_does_not_matter(
    orders: tuple[list[TopicSnapshot], list[TopicSnapshot]],
) -> None:
    topics, shuffled = orders

    assert frozen(AgendaFacts(topics=tuple(topics))) == frozen(AgendaFacts(topics=tuple(shuffled)))
