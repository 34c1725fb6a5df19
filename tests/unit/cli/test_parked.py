"""What ``youyue parked`` makes of its options, and what it shows of a message."""

from datetime import timedelta

import pytest

from cli.parked.masking import HIDDEN, readable
from cli.parked.options import duration, split_id
from cli.parked.selection import Selection, selection_of

NO = (None, None, None, None, None, None, None)


def test_an_id_names_its_service_and_position() -> None:
    assert split_id("handling:12") == ("handling", 12)


@pytest.mark.parametrize("text", ["12", "nowhere:1", "handling:", "handling:-1", "handling:1;drop"])
def test_what_is_no_id_is_not_read_as_one(text: str) -> None:
    with pytest.raises(ValueError, match="handling:12"):
        split_id(text)


@pytest.mark.parametrize(("text", "seconds"), [("90s", 90), ("30m", 1800), ("2h", 7200), ("3d", 259200)])
def test_an_age_is_a_number_and_a_unit(text: str, seconds: int) -> None:
    assert duration(text) == timedelta(seconds=seconds)


def test_ids_of_several_services_are_asked_of_each() -> None:
    selection = selection_of(["intake:1", "handling:2", "intake:3"], *NO, ("parked",))
    assert selection.services == ("intake", "handling")
    assert selection.wanted("intake").positions == (1, 3)


def test_saying_nothing_does_not_mean_everything() -> None:
    assert not selection_of([], *NO, ("parked",)).narrow
    assert selection_of([], None, None, "not_json", None, None, None, None, ("parked",)).narrow
    assert selection_of([], ["intake"], None, None, None, None, None, None, ("parked",)).narrow
    assert not Selection().services


def test_a_status_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="retried"):
        selection_of([], *NO, ("lost",))


BODY = (
    '{"type": "intake.submission.submit.v1", "data": {"text": "我是住在村口的，电话13857213456", '
    '"contact": {"name": "王阿根", "phone": "13857213456"}, "nested": [{"Phone": "13857213456"}], '
    '"village": "V01"}}'
)


def test_contact_data_are_hidden_wherever_they_stand() -> None:
    text = readable(BODY.encode(), unmasked=False)
    assert "王阿根" not in text
    assert "13857213456" not in text
    assert text.count(HIDDEN) == 2
    assert "V01" in text


VOTE = '{"type": "evaluation.ballot.vote.v1", "actorid": "deputy-07", "data": '


@pytest.mark.parametrize("unmasked", [False, True])
@pytest.mark.parametrize(
    "body",
    [
        "电话13857213456，王阿根 {",
        VOTE + '{"process": "satisfied", "reason": "王阿根 13857213456"',
        '{"type": "evaluation.ballot.votes.v1", "data": {"process": "satisfied", "reason": "王阿根"}}',
        '{"data": {"process": "satisfied", "reason": "王阿根"}}',
        '[{"type": "evaluation.ballot.vote.v1", "data": {"process": "satisfied", "reason": "王阿根"}}]',
        VOTE + '{"proces": "satisfied", "reason": "王阿根"}}',
        VOTE + '"satisfied 王阿根"}',
    ],
)
def test_v06_of_what_cannot_be_read_or_may_be_a_vote_nothing_is_shown(body: str, unmasked: bool) -> None:
    text = readable(body.encode(), unmasked=unmasked)
    assert HIDDEN in text
    assert [word for word in ("王阿根", "13857213456", "satisfied", "deputy-07") if word in text] == []


def test_v06_what_no_contract_knows_is_not_shown_though_it_looks_harmless() -> None:
    body = '{"type": "intake.submission.submit.v1", "memo": "王阿根", "data": {"who": "王阿根", "text": "a"}}'
    assert "王阿根" not in readable(body.encode(), unmasked=False)


def test_a_vote_is_hidden() -> None:
    body = (
        b'{"type": "evaluation.ballot.vote.v1", '
        b'"data": {"process": "satisfied", "result": "x", "ballot_id": "b"}}'
    )
    text = readable(body, unmasked=False)
    assert "satisfied" not in text
    assert '"ballot_id": "b"' in text
    assert "satisfied" not in readable(body, unmasked=True)


def test_unmasked_shows_all() -> None:
    assert "王阿根" in readable(BODY.encode(), unmasked=True)


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"[" * 100_000, b'"\\ud800"', b"null", b"NaN"])
def test_no_body_is_too_odd_to_be_shown(body: bytes) -> None:
    assert isinstance(readable(body, unmasked=False), str)
