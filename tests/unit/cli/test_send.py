"""``youyue send``: who is meant by --actor, and a file that says otherwise than the command line."""

import asyncio
import json
from pathlib import Path

import pytest
from typer import Typer
from typer.testing import CliRunner, Result

from cli import wire
from cli.documents.samples import example_of
from cli.send import parse_actor, send
from shared.embedded.free_ports import free_ports
from shared.kernel.messages.envelope import Actor
from shared.kernel.settings.settings import SettingsError
from shared.language.contracts.envelope import Envelope, Role
from shared.language.contracts.intake import SubmitSubmission

APP = Typer()
APP.command()(send)
WHOLE = example_of(SubmitSubmission)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[Envelope]:
    sent: list[Envelope] = []

    def ask_once(envelope: Envelope, broker_url: str | None, console_url: str) -> Envelope:
        sent.append(envelope)
        return envelope

    monkeypatch.setattr("cli.send.ask_once", ask_once)
    return sent


def youyue_send(file: Path, content: object, *more: str, type: str = SubmitSubmission.type) -> Result:
    file.write_text(json.dumps(content), "utf-8")
    return CliRunner().invoke(APP, [type, str(file), *more])


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("office-1:office", Actor("office-1", Role.OFFICE)),
        ("dept-1:department:water", Actor("dept-1", Role.DEPARTMENT, "water")),
        ("dept-1:department:office", Actor("dept-1", Role.DEPARTMENT, "office")),
        ("office-1:office:water", Actor("office-1", Role.OFFICE, "water")),
        ("citizen:demo:citizen", Actor("citizen:demo", Role.CITIZEN)),
        ("a:b:c:department_head:water", Actor("a:b:c", Role.DEPARTMENT_HEAD, "water")),
    ],
)
def test_an_actor_is_read_from_the_right_for_an_id_may_hold_colons(text: str, actor: Actor) -> None:
    assert parse_actor(text) == actor


@pytest.mark.parametrize("text", ["x", ":", ":office", "x:nobody", "x:nobody:water"])
def test_an_actor_that_is_none_is_said_in_a_sentence_and_nothing_is_sent(
    tmp_path: Path, sent: list[Envelope], text: str
) -> None:
    result = youyue_send(tmp_path / "data.json", WHOLE["data"], "--actor", text, "--township", "330921201")
    assert (result.exit_code, "id:role" in result.output, sent) == (2, True, [])


def test_a_whole_envelope_is_sent_as_it_is(tmp_path: Path, sent: list[Envelope]) -> None:
    who = ":".join(filter(None, (WHOLE["actorid"], WHOLE["actorrole"], WHOLE.get("actordepartment"))))
    for more in ((), ("--actor", who, "--township", WHOLE["township"])):
        assert youyue_send(tmp_path / "whole.json", WHOLE, *more).exit_code == 0
    assert [envelope.id for envelope in sent] == [WHOLE["id"]] * 2


@pytest.mark.parametrize(
    ("more", "type", "named"),
    [
        (("--township", "330921299"), SubmitSubmission.type, "330921299"),
        (("--actor", "somebody-9:office"), SubmitSubmission.type, "somebody-9:office"),
        ((), "intake.topic.create.v1", "intake.topic.create.v1"),
    ],
)
def test_a_whole_envelope_that_says_otherwise_is_refused_by_what_differs(
    tmp_path: Path, sent: list[Envelope], more: tuple[str, ...], type: str, named: str
) -> None:
    result = youyue_send(tmp_path / "whole.json", WHOLE, *more, type=type)
    assert (result.exit_code, named in result.output, sent) == (2, True, [])


def test_a_file_with_a_byte_order_mark_is_json_as_well(tmp_path: Path, sent: list[Envelope]) -> None:
    file = tmp_path / "data.json"
    file.write_text(json.dumps(WHOLE), "utf-8-sig")
    assert CliRunner().invoke(APP, [SubmitSubmission.type, str(file)]).exit_code == 0
    assert len(sent) == 1


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe", "路灯".encode("gb18030")])
def test_a_file_that_cannot_be_read_is_named_in_both_languages(
    tmp_path: Path, sent: list[Envelope], content: bytes | None
) -> None:
    file = tmp_path / "data.json"
    if content is not None:
        file.write_bytes(content)
    result = CliRunner().invoke(APP, [SubmitSubmission.type, str(file), "--township", "330921201"])
    assert (result.exit_code, sent) == (2, [])
    assert "data.json" in result.output
    assert "Errno" not in result.output


def test_a_broker_that_does_not_answer_is_told_and_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "_PATIENCE", 0.2)

    async def opened() -> None:
        async with wire.wire_for(f"amqp://x:secret@127.0.0.1:{free_ports(1)[0]}/", "http://127.0.0.1:1"):
            pytest.fail("there is no broker")

    with pytest.raises(SettingsError, match="does not answer") as told:
        asyncio.run(opened())
    assert "secret" not in str(told.value)
