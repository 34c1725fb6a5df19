"""Every command of who works here has a form, and what is filled in is the command."""

from typing import Any

import pytest
from starlette.datastructures import ImmutableMultiDict
from starlette.requests import Request

from cli.documents.samples import example_of
from cli.documents.sources import senders
from services.desk.domain.forms.exceptions import ends, usual_first
from services.desk.domain.forms.fields import Field, Widget, form_of, set_by_us
from services.desk.domain.forms.filling import filled, without_secrets
from services.desk.domain.forms.reading import read_command, read_form
from services.desk.domain.forms.transitions import STAFF, commands_of_staff, roles_of, taken
from services.desk.domain.forms.wording import label, value_in_words
from services.desk.pages.guard import sent_form
from services.desk.views.thing import Action, direct
from shared.kernel.messages.base import Command, MoveClock
from shared.kernel.messages.replays import RequestReplay
from shared.language.contracts.envelope import Role
from shared.language.contracts.registry import TYPES
from shared.language.words.catalogue import LOCALES, entries

COMMANDS = commands_of_staff()
EVERY = pytest.mark.parametrize("type", COMMANDS)


def sample(type: str) -> dict[str, Any]:
    data: dict[str, Any] = example_of(COMMANDS[type])["data"]
    return data


def sent(type: str, data: dict[str, Any]) -> ImmutableMultiDict[str, str]:
    """As a browser sends the form with these values."""
    inputs = filled(type, data)
    return ImmutableMultiDict([(name, value) for name, values in inputs.items() for value in values])


def test_whoever_may_give_a_command_finds_it_here() -> None:
    for type, cls in TYPES.items():
        if issubclass(cls, Command) and not issubclass(cls, MoveClock | RequestReplay):
            assert roles_of(type) == {role for role in senders(cls) if role in STAFF}, type


@EVERY
def test_every_field_is_in_the_form_or_set_by_us(type: str) -> None:
    fields = [field.path for field in form_of(type)]
    ours = set_by_us(type)
    assert sorted([*fields, *ours]) == sorted(COMMANDS[type].model_fields)


@pytest.mark.parametrize(
    ("type", "data"),
    [
        ("evaluation.ballot.vote.v1", {"process": "satisfied", "result": "dissatisfied", "reason": "没修好"}),
        (
            "evaluation.ballot.enter_paper.v1",
            {"voter_id": "deputy-01", "number": "7", "process": "basic", "result": "basic"},
        ),
        ("intake.submission.change_contact.v1", {"contact": {"name": "李阿姨", "phone": "13857200003"}}),
        ("intake.submission.support.v1", {"phone": "13857200003"}),
    ],
)
def test_a_vote_and_what_leads_to_a_person_are_not_kept_with_what_was_sent(
    type: str, data: dict[str, Any]
) -> None:
    kept = str(without_secrets(type, data))
    said = [value for one in data.values() for value in (one.values() if isinstance(one, dict) else [one])]
    assert [value for value in said if value in kept] == []


@EVERY
def test_the_filled_form_makes_exactly_that_command(type: str) -> None:
    data = sample(type)
    given = {name: data[name] for name in set_by_us(type) if name in data}
    read, problems = read_form(type, sent(type, data), given)
    command, wrong = read_command(type, read)
    assert not problems + wrong
    assert command == COMMANDS[type].model_validate(data)


@EVERY
def test_what_is_required_says_so_when_it_is_left_out(type: str) -> None:
    required = {field.path for field in form_of(type) if field.required and field.widget != Widget.CHECK}
    data = sample(type)
    given = {name: data[name] for name in set_by_us(type) if name in data}
    _, wrong = read_command(type, read_form(type, ImmutableMultiDict(), given)[0])
    assert required <= {problem.path for problem in wrong}


@EVERY
def test_every_field_has_a_word_in_both_languages(type: str) -> None:
    known = [entries(locale) for locale in LOCALES]
    for field in form_of(type):
        for one in field.each():
            assert all(f"field.{one.key}" in words for words in known), one.path
    assert all(f"command.{type.removesuffix('.v1')}" in words for words in known)


@EVERY
def test_a_list_of_the_contract_has_a_word_for_each_value(type: str) -> None:

    for field in form_of(type):
        for one in field.each():
            for value in one.values:
                for locale in LOCALES:
                    assert value_in_words(one, value, locale) != value, (one.path, value)


@EVERY
def test_nothing_secret_is_kept(type: str) -> None:
    data = sample(type)
    kept = str(without_secrets(type, data))
    for field in form_of(type):
        for one in field.each():
            value = value_at(one, data)
            if one.secret and value:
                assert str(value) not in kept


def value_at(field: Field, data: Any) -> Any:
    for part in field.path.split("."):
        data = data.get(part) if isinstance(data, dict) else None
    return data


def test_what_is_usually_done_is_offered_first_and_there_is_a_command_of_that_name() -> None:
    offered = usual_first(taken("submission", "received", Role.OFFICE))
    assert offered[0] == "intake.submission.accept.v1"
    assert sorted(offered) == sorted(taken("submission", "received", Role.OFFICE))
    known = usual_first(commands_of_staff())
    assert known[: known.index("evaluation.ballot.vote.v1")] == known[:26]


def test_what_waits_leads_straight_to_the_form_that_ends_it() -> None:
    for wait, type in ends().items():
        assert type in COMMANDS
        assert all(f"wait.{wait}" in entries(locale) for locale in LOCALES)
    offered = [Action(type, "", "") for type in taken("meeting", "planned", Role.OFFICE)]
    found = direct("convene_meeting", offered)
    assert found is not None
    assert found.type == "scheduling.meeting.convene.v1"
    assert direct("record_meeting", offered) is None


def test_a_point_of_the_agenda_is_chosen_by_its_title_and_its_result_is_that_of_the_meeting() -> None:
    (points,) = (field for field in form_of("scheduling.meeting.hold.v1") if field.key == "points")
    fields = {field.key: field for field in points.fields}
    assert fields["point_id"].source == "part:agenda:id:title"
    assert label(fields["result"], "zh_CN") == "会上结果"
    (result,) = (field for field in form_of("evaluation.ballot.vote.v1") if field.key == "result")
    assert label(result, "zh_CN") == "办理结果评价"
    assert value_in_words(result, "satisfied", "zh_CN") == "满意"


async def test_a_form_counts_a_line_end_as_one_sign_and_holds_no_zero_byte() -> None:
    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"text=a%0D%0Ab%00c", "more_body": False}

    request = Request({"type": "http", "method": "POST", "headers": []}, receive)
    assert (await sent_form(request))["text"] == "a\nbc"
