"""What commands say of texts, numbers and places that are none (I01–I09 and their kind)."""

from typing import Any

import pytest
from hypothesis import given
from pydantic import ValidationError

from shared.kernel.bus.delivery.reading import read_data
from shared.kernel.messages.base import Command, Data
from shared.kernel.messages.errors import Refusal
from shared.language.contracts.envelope import Envelope
from shared.language.contracts.evaluation import BallotOpened
from shared.language.contracts.intake import SubmissionReceived, SubmitSubmission
from shared.language.contracts.registry import TYPES
from shared.language.house import HOUSE
from shared.language.topology import TOPOLOGY
from tests.unit.text.test_clean import TEXTS

MATTER: dict[str, Any] = {"text": "水管漏水", "channel": "online"}
ENVELOPE: dict[str, Any] = {
    "id": "m-1",
    "source": "/county/hotline",
    "type": SubmitSubmission.type,
    "time": "2026-09-01T00:00:00Z",
    "township": "330921201",
    "actorid": "citizen:7",
    "actorrole": "citizen",
    "data": MATTER,
}
COMMANDS = [cls for cls in TYPES.values() if issubclass(cls, Command)]


def read(data: dict[str, Any], type: str = SubmitSubmission.type) -> Data | Refusal:
    service = type.split(".", 1)[0]
    envelope = Envelope.model_validate({**ENVELOPE, "type": type, "data": data})
    return read_data(f"{service}.inbox.commands", envelope, TOPOLOGY)


def refused(data: dict[str, Any], type: str = SubmitSubmission.type) -> Refusal:
    found = read(data, type)
    assert isinstance(found, Refusal)
    said = HOUSE.say(found)
    assert said.zh != said.en
    assert not {"\x00", "\x1b", "\u202e", "\n"} & set(said.zh + said.en + (found.field or ""))
    return found


def test_a_field_whose_contract_lists_what_it_may_say_gives_the_list() -> None:
    remark = {"occasion": "dream", "day": "2026-09-01"}
    found = refused({**MATTER, "remark": remark})
    assert (found.field, found.one_of) == ("data.remark.occasion", ("meeting", "visit", "reception"))


@pytest.mark.parametrize(
    "text",
    ["\u200b", "\ufeff", "\u2800", "\u00ad", "\ufe0f", "\u3164", "。。。。", "？！", "\u202e", "～～～"],
)
def test_a_matter_without_words_is_refused(text: str) -> None:
    found = refused({**MATTER, "text": text})
    assert (found.code, found.field) == ("invalid_field", "data.text")
    assert dict(found.values)["problem"] in ("says_nothing", "string_too_short")


@pytest.mark.parametrize(
    ("type", "data", "field"),
    [
        ("intake.topic.create.v1", {"title": "。。。"}, "data.title"),
        *(
            (SubmitSubmission.type, {**MATTER, "title": title}, "data.title")
            for title in ("。。", "---", "…")
        ),
        ("intake.topic.amend.v1", {"topic_id": "T1", "why": "\u3164"}, "data.why"),
        ("intake.topic.amend.v1", {"topic_id": "T1", "why": "改", "title": "……"}, "data.title"),
        ("intake.submission.edit.v1", {"submission_id": "S1", "text": "。。。。"}, "data.text"),
        ("handling.item.log_contact.v1", {"item_id": "I1", "deputy_id": "d", "how": "--"}, "data.how"),
        ("handling.promise.fulfil.v1", {"promise_id": "P1", "evidence": "\u200b"}, "data.evidence"),
        (
            "scheduling.meeting.hold.v1",
            {"meeting_id": "M1", "attendance": ["a"], "outcomes": [{"title": "\u2800"}]},
            "data.outcomes.0.title",
        ),
    ],
)
def test_wherever_something_must_be_said_it_must_be_words(
    type: str, data: dict[str, Any], field: str
) -> None:
    assert refused(data, type).field == field


@pytest.mark.parametrize("name", ["id", "source"])
@pytest.mark.parametrize("value", [" ", "\u3000", "\xa0", "\u2800", "\u3164", "m-1 ", "\u2800m-1"])
def test_a_message_is_named_by_what_is_seen(name: str, value: str) -> None:
    with pytest.raises(ValidationError):
        Envelope.model_validate({**ENVELOPE, name: value})


@given(TEXTS)
def test_whatever_a_command_takes_is_what_it_keeps(text: str) -> None:
    taken = read({**MATTER, "text": f"水{text}", "title": f"水{text}"})
    if isinstance(taken, SubmitSubmission):
        again = read(taken.model_dump(mode="json"))
        assert again == taken
        assert SubmitSubmission.model_validate_json(taken.model_dump_json()) == taken
    else:
        assert "\x00" in text


@pytest.mark.parametrize(
    "phone",
    [
        *(
            "1380013800²",
            "abc",
            "138",
            "1" * 16,
            "+",
            "()- ",
            "138+00138000",
            "13800138000x",
            "١٣٨٠٠١٣٨٠٠٠",
            "①②③④⑤⑥⑦",
        ),
        *(
            "1380013800\u0660",
            "tel:13800138000",
            "１３８００１３８００²",
            "二八一三三九一",
            "-------",
            "13800138000;DROP",
        ),
    ],
)
def test_what_is_no_telephone_number_is_refused_with_a_sentence(phone: str) -> None:
    found = refused({**MATTER, "contact": {"phone": phone}})
    assert (found.field, dict(found.values)) == ("data.contact.phone", {"problem": "phone"})
    support = {"submission_id": "S1", "phone": phone}
    assert refused(support, "intake.submission.support.v1").field == "data.phone"


@pytest.mark.parametrize(
    ("phone", "kept"),
    [
        ("13800138000", "13800138000"),
        ("138 0013 8000", "13800138000"),
        ("+86 138-0013-8000", "+8613800138000"),
        ("(0580) 2813391", "05802813391"),
        ("２８１３３９１", "2813391"),
        ("\u202d13800138000\u202c", "13800138000"),
        (" ", ""),
    ],
)
def test_a_telephone_number_is_kept_as_its_digits(phone: str, kept: str) -> None:
    taken = read({**MATTER, "contact": {"phone": phone}})
    assert isinstance(taken, SubmitSubmission)
    assert taken.contact is not None
    assert taken.contact.phone == kept


@pytest.mark.parametrize(
    ("type", "data", "field", "nearest"),
    [
        (SubmitSubmission.type, {**MATTER, "vilage": "V02"}, "data.vilage", "village"),
        (SubmitSubmission.type, {**MATTER, "contact": {"fone": "1"}}, "data.contact.fone", "phone"),
        (SubmitSubmission.type, {"txt": "水管漏水", "channel": "qr"}, "data.txt", "text"),
        (SubmitSubmission.type, {**MATTER, "\x00\x1b\u202e": 1}, "data.\\x00\\x1b\\u202e", None),
        (SubmitSubmission.type, {**MATTER, "x" * 100_000: 1}, "data." + "x" * 64, None),
        (
            "scheduling.meeting.hold.v1",
            {"meeting_id": "M1", "attendance": ["a"], "outcomes": [{"titel": "x", "title": "修路"}]},
            "data.outcomes.0.titel",
            "title",
        ),
    ],
)
def test_a_field_that_there_is_not_is_named_with_the_nearest(
    type: str, data: dict[str, Any], field: str, nearest: str | None
) -> None:
    found = refused(data, type)
    assert (found.code, found.field) == ("unknown_field", field)
    assert nearest in (None, dict(found.values)["nearest"])
    assert f"data.{dict(found.values)['given']}" == field


@pytest.mark.parametrize("command", COMMANDS, ids=lambda cls: cls.type)
def test_every_command_refuses_what_it_does_not_know(command: type[Command]) -> None:
    found = refused({"no_such_field": 1}, command.type)
    assert (found.code, found.field) == ("unknown_field", "data.no_such_field")
    assert dict(found.values)["nearest"] in (command.model_fields or ("",))


@pytest.mark.parametrize("event", [SubmissionReceived, BallotOpened])
def test_events_may_have_fields_that_a_reader_does_not_know(event: type[Data]) -> None:
    assert event.model_config.get("extra") == "ignore"


@pytest.mark.parametrize(
    ("place", "missing"), [({"latitude": 30.1}, "data.longitude"), ({"longitude": 122.1}, "data.latitude")]
)
def test_half_a_place_is_refused(place: dict[str, float], missing: str) -> None:
    found = refused({**MATTER, **place})
    assert (found.code, found.field, dict(found.values)) == (
        "invalid_field",
        missing,
        {"problem": "half_a_place"},
    )


def test_what_is_too_long_is_refused_before_it_is_looked_at() -> None:
    assert dict(refused({**MATTER, "text": "e\u0301" * 1_000_000}).values) == {"problem": "string_too_long"}


def test_a_text_that_grows_in_its_one_spelling_is_still_measured() -> None:
    assert dict(refused({**MATTER, "title": "\u0958" * 200}).values) == {"problem": "string_too_long"}
