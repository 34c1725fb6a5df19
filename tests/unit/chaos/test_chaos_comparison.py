"""The chaos suite's verdict: whatever two runs may differ in, a lost, doubled or wrong row is seen."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from services.desk.storage.tables import HISTORY, THINGS
from services.evaluation.storage.tables import BALLOT, VOTES
from services.evaluation.storage.tables import JOURNAL as EVALUATION
from services.intake.storage.tables import JOURNAL, SUBMISSION
from shared.kernel.messages.ids import derived_id
from shared.language.contracts.evaluation import VoteRecorded
from tests.chaos.compare import Difference, Fact, compare
from tests.chaos.state import answers_again, fact_of

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)


def counts(difference: Difference) -> tuple[int, int, int]:
    return difference.lost, difference.doubled, difference.different


def thing(version: int, content: str = "a", key: str = "1") -> Fact:
    return Fact(("intake", "submission", key), version, content)


def test_two_equal_states_do_not_differ() -> None:
    state = [thing(1), thing(2, "b", "2")]
    assert counts(compare(state, state[::-1])) == (0, 0, 0)


@pytest.mark.parametrize(
    ("disturbed", "expected"),
    [
        ([], (1, 0, 0)),
        ([thing(2), thing(1, key="2")], (0, 1, 0)),
        ([thing(2), thing(2)], (0, 1, 0)),
        ([thing(1)], (1, 0, 0)),
        ([thing(3)], (0, 1, 0)),
        ([thing(2, "b")], (0, 0, 1)),
        ([thing(2, key="2")], (1, 1, 0)),
    ],
    ids=[
        "no row",
        "one row more",
        "the same row twice",
        "a change lost",
        "a change made twice",
        "other content",
        "another",
    ],
)
def test_what_is_wrong_is_counted_and_shown(disturbed: list[Fact], expected: tuple[int, int, int]) -> None:
    difference = compare([thing(2)], disturbed)
    assert counts(difference) == expected
    assert difference.examples
    assert all(what.endswith(" in intake.submission") for what in difference.where)


def event(**fields: Any) -> dict[str, Any]:
    envelope = {
        "id": "e1",
        "causationid": "c1",
        "actorid": "office-1",
        "data": {"submission": {"trace_code": "AAA"}},
    }
    row = {
        "position": 1,
        "id": "e1",
        "tenant": "330921201",
        "type": "intake.submission.accepted.v1",
        "subject": "s1",
        "sequence": 2,
        "time": NOON,
        "envelope": None,
        "available_at": None,
        "dedupe_key": None,
        "sent_at": NOON,
    }
    return row | {"body": json.dumps(envelope | fields.pop("envelope", {}))} | fields


def test_chance_and_the_machine_s_time_are_no_difference() -> None:
    other = event(
        position=7,
        id="e2",
        sent_at=None,
        envelope={"id": "e2", "data": {"submission": {"trace_code": "BBB"}}},
    )
    assert fact_of("intake", JOURNAL.journal, event()) == fact_of("intake", JOURNAL.journal, other)


def test_who_did_it_and_when_it_is_held_back_to_are_a_difference() -> None:
    one = fact_of("intake", JOURNAL.journal, event())
    assert one != fact_of("intake", JOURNAL.journal, event(envelope={"actorid": "office-2"}))
    assert one != fact_of("intake", JOURNAL.journal, event(available_at=NOON))
    assert one != fact_of("intake", JOURNAL.journal, event(sequence=3))


def test_who_voted_first_is_no_difference_but_that_somebody_did_is() -> None:
    vote, type = {"data": {"ballot": {"votes": 1}}}, VoteRecorded.type
    other = {"actorid": "deputy-02", "data": {"ballot": {"votes": 2}}}
    first = fact_of("evaluation", EVALUATION.journal, event(type=type, envelope=vote))
    assert first == fact_of("evaluation", EVALUATION.journal, event(type=type, envelope=other))
    assert first != fact_of("evaluation", EVALUATION.journal, event(type=type, sequence=1, envelope=vote))


@pytest.mark.parametrize(("kind", "service"), [(SUBMISSION, "intake"), (BALLOT, "evaluation")])
def test_a_thing_is_known_by_its_key_and_compared_by_version_and_document(kind: Any, service: str) -> None:
    row = {
        "tenant": "330921201",
        "id": "1",
        "state": "open",
        "version": 3,
        "data": {"a": 1},
        "changed_at": NOON,
    }
    fact = fact_of(service, kind.table, row)
    assert fact.version == 3
    assert fact.key == (service, kind.name, "330921201", "1")
    assert fact != fact_of(service, kind.table, row | {"data": {"a": 2}})
    assert fact != fact_of(service, kind.table, row | {"state": "closed"})


def answer(of: str, **fields: Any) -> Fact:
    caused = {"type": of, "subject": "s1", "sequence": 2} | fields.pop("event", {})
    said = {"command_id": "c1", "repeated": False, "event": caused} | fields
    row = event(type="evaluation.command.accepted.v1", subject=None, sequence=None, asker="partner-demo")
    return fact_of("evaluation", EVALUATION.journal, row | {"body": json.dumps({"data": said})})


def test_whether_an_answer_was_repeated_is_no_difference_and_what_it_answers_is_one() -> None:
    opened, other = "evaluation.ballot.opened.v1", answer("evaluation.ballot.opened.v1", command_id="c2")
    assert answer(opened) == answer(opened, repeated=True)
    assert counts(compare([answer(opened)], [other])) == (1, 1, 0)
    assert answer(opened) != answer(opened, event={"sequence": 3})


def test_a_second_answer_beside_the_first_is_known_by_its_id_and_is_none_of_another_service() -> None:
    asked = ("330921201", "/partners/demo/chaos", "c1")
    said = {"data": {"command_source": asked[1], "command_id": asked[2]}}

    def row(*more: str) -> dict[str, Any]:
        return event(asker="partner-demo", id=derived_id("answer", "intake", *asked, *more), envelope=said)

    assert answers_again("intake", row("again"))
    assert not answers_again("intake", row())
    assert not answers_again("handling", row("again"))
    assert not answers_again("intake", event())


def test_when_the_desk_heard_of_a_thing_is_no_difference_and_what_it_heard_is_one() -> None:
    thing = {"tenant": "330921201", "kind": "item", "id": "1", "sequence": 3, "moved": 7, "public": {"a": 1}}
    assert fact_of("desk", THINGS, thing) == fact_of("desk", THINGS, thing | {"moved": 8})
    assert fact_of("desk", THINGS, thing) != fact_of("desk", THINGS, thing | {"public": {"a": 2}})

    step = {
        "tenant": "330921201",
        "event_id": "e1",
        "kind": "item",
        "subject": "1",
        "sequence": 3,
        "type": "handling.item.answered.v1",
        "detail": {"round": 1},
    }
    assert fact_of("desk", HISTORY, step) == fact_of("desk", HISTORY, step | {"event_id": "e2"})
    assert fact_of("desk", HISTORY, step) != fact_of("desk", HISTORY, step | {"detail": {"round": 2}})
    assert fact_of("desk", HISTORY, step) != fact_of("desk", HISTORY, step | {"sequence": 4})


def test_which_vote_was_counted_first_is_no_difference_in_answers_and_votes() -> None:
    of = VoteRecorded.type
    assert answer(of) == answer(of, event={"sequence": 5})

    def vote(id: str, result: str) -> Fact:
        row = {"tenant": "330921201", "ballot_id": "b1", "id": id, "result": result}
        return fact_of("evaluation", VOTES, row)

    assert vote("v1", "satisfied") == vote("v2", "satisfied")
    assert counts(compare([vote("v1", "satisfied")], [vote("v1", "dissatisfied")])) == (1, 1, 0)
