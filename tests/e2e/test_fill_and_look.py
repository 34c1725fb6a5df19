"""Every text field of every command, filled with what leads to a person: nobody outside reads any of it, and
what is secret nobody reads at all."""

import json
import sys
import time
from random import Random

import httpx
import pytest

from cli.documents.samples import example_of
from shared.client.client import Wire
from shared.kernel.messages.base import Command
from shared.kernel.messages.envelope import Actor
from shared.language.codes.proof import commitment
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import EraseSubmission
from shared.language.contracts.registry import TYPES
from shared.language.topology import CONSUMERS
from tests.e2e.test_what_leads_to_a_person import in_full, pages, rows
from tests.support.live_roads import ROADS
from tests.support.live_town import LiveTown
from tests.support.platform import TOWNSHIP, Platform, Stand, running_platform
from tests.support.private_words import Field, planted, text_fields
from tests.walk.known import About, Known
from tests.walk.legs import Leg
from tests.walk.writing import Writer

FORMS = (
    ("我叫牛大壮，电话139 1234 5678", ("牛大壮", "139 1234 5678", "13912345678")),
    ("身份证330921198803041234，住西大街12号3单元402室", ("330921198803041234", "12号3单元402室")),
    ("邮箱niu.dazhuang@mail.example，微信号niudz_8803", ("niu.dazhuang@mail", "niudz_8803")),
    ("QQ：29384756，车牌浙L·6K88Z", ("29384756", "6K88Z")),
    (
        "卡号6222 0212 3456 7890 128，一三九一二三四五六七八",
        ("6222 0212 3456 7890", "一三九一二三四五六七八"),
    ),
)
PRIVATE = tuple(word for _, words in FORMS for word in words)
NAME, PHONE = "贾雨村", "13700137042"
PROOF = "K7M-2QX-9FA-3BD"
COMMITMENT = commitment(PROOF)
SECRETS = (NAME, PHONE, PROOF)
KEEPS = {"intake.submission", "intake.contacts"}
READ = ("masked", "own")


class Filled:
    """What was put into what."""

    def __init__(self) -> None:
        self.fields: dict[str, set[Field]] = {}
        self.sent = 0

    def fill(self, type: str, body: bytes) -> bytes:
        """The command with the words in all its texts, another form each time, and with secrets."""
        envelope, cls = json.loads(body), TYPES[type]
        assert issubclass(cls, Command)
        words, _ = FORMS[self.sent % len(FORMS)]
        self.sent += 1
        data, fields = planted(cls, envelope["data"], words)
        in_full(data)
        names = {field.name for field in text_fields(cls) if field.becomes == "secret"}
        if "contact" in cls.model_fields:
            # Who wants to have no name may be called all the same.
            data["contact"] = {"phone": PHONE, **({} if data.get("anonymous") else {"name": NAME})}
            fields |= {Field("name", "secret")} if "name" in data["contact"] else set()
        if "proof" in names:
            data["proof"] = PROOF
            fields.add(Field("proof", "secret"))
        elif "proof" in cls.model_fields:
            data["proof"] = COMMITMENT
        self.fields.setdefault(type, set()).update(fields)
        return json.dumps({**envelope, "data": data}, ensure_ascii=False).encode()

    def everywhere(self, wire: Wire) -> None:
        """From now on each command that goes over ``wire``."""
        send = wire.send

        async def send_filled(type: str, body: bytes, token: str | None = None) -> None:
            await send(type, self.fill(type, body))

        wire.send = send_filled  # type: ignore[method-assign]

    def missing(self) -> dict[str, set[str]]:
        """Texts that were never filled, by command; entries of the township's public lists are no such."""
        found = {
            type: {
                field.name
                for field in text_fields(cls) - self.fields.get(type, set())
                if field.becomes in (*READ, "secret")
            }
            for type, cls in TYPES.items()
            if issubclass(cls, Command)
        }
        return {type: names for type, names in found.items() if names}


async def lived_in(town: LiveTown, filled: Filled) -> None:
    """All roads, then whatever else somebody could say, then the rest as its example has it, and with all
    that it may say."""
    await town.found()
    for road in ROADS.values():
        await town.go(road)
    said = [cls for cls in TYPES.values() if issubclass(cls, Command) and _has_texts(cls)]
    for cls in said:
        if cls.type not in town.accepted:
            await town.attempt(Leg(cls.type))
    for cls in said:
        if cls.type not in town.accepted:
            example = example_of(cls)
            actor = Actor(example["actorid"], Role(example["actorrole"]), example.get("actordepartment"))
            await town.say(cls.model_validate(example["data"]), actor)
    there = await town.view()
    writer = Writer(
        there,
        About({"point_id": {"id-1": None}, **About.of(there).ids}),
        Known(),
        Random(1),
        left_out=0,
        least=1,
    )
    for cls in (one for one in said if one.type in filled.missing()):
        example = example_of(cls)
        by = Actor(example["actorid"], Role(example["actorrole"]))
        tries = 0
        # A text that stands in one kind of a part alone is not in every command that can be written.
        while cls.type in filled.missing() and tries < 8:
            tries += 1
            if command := writer.write(cls, None, {}):
                await town.say(command, by)
    await town.platform.settle()


def _has_texts(cls: type[Command]) -> bool:
    return any(field.becomes in (*READ, "secret") for field in text_fields(cls))


async def journals(platform: Platform) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """What others are sent, what the house is sent, and the answers, by service and place."""
    outside, inside, answers = dict[str, str](), dict[str, str](), dict[str, str]()
    for service in CONSUMERS:
        sql = "SELECT position, type, body, public, asker FROM journal WHERE available_at IS NULL"
        for position, type, body, public, asker in await platform.rows(service, sql):
            where = f"{service} {position} {type}"
            if asker is not None:
                answers[where] = body
                continue
            inside[where] = body
            outside[where] = body if public is None else public
    return outside, inside, answers


async def asked(platform: Platform) -> dict[str, str]:
    """What intake says is similar, to whoever asks with the same words."""
    url = f"http://127.0.0.1:{platform.process.port}/intake/similar"
    async with httpx.AsyncClient(trust_env=False, timeout=30) as browser:
        found = await browser.post(url, json={"text": "路灯不亮 " + FORMS[0][0], "township": TOWNSHIP})
    return {"POST /intake/similar": found.text}


async def without_raisers(town: LiveTown) -> dict[str, str]:
    """All that intake keeps of the matters whose raisers have had them erased, by id."""
    found = await town.platform.rows("intake", "SELECT id FROM submission ORDER BY id")
    for (id,) in found:
        await town.say(EraseSubmission(submission_id=id, proof=PROOF), Actor("citizen-1", Role.CITIZEN))
    await town.platform.settle()
    sql = (
        "SELECT s.id, concat(s.data, ' ', (SELECT string_agg(to_jsonb(c)::text, ' ') FROM contacts c "
        "WHERE c.submission_id = s.id), ' ', (SELECT string_agg(j.body || coalesce(j.public, ''), ' ') "
        "FROM journal j WHERE j.subject = s.id)) FROM submission s WHERE s.data->>'erased_at' IS NOT NULL"
    )
    return {f"erased {id}": text for id, text in await town.platform.rows("intake", sql)}


def who_reads(places: dict[str, str], words: tuple[str, ...]) -> dict[str, list[str]]:
    found = {where: [word for word in words if word in text] for where, text in places.items()}
    return {where: read for where, read in found.items() if read}


@pytest.mark.slow
@pytest.mark.timeout(600)
async def test_nobody_reads_what_any_text_of_any_command_says_of_a_person(
    in_process: Stand, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    filled, begun = Filled(), time.monotonic()
    async with running_platform(in_process, *CONSUMERS) as platform:
        filled.everywhere(platform.client.wire)
        town = LiveTown(platform, seed=20260901)
        await lived_in(town, filled)
        outside, inside, answers = await journals(platform)
        stream = {f"stream {event.id}": event.to_json().decode() for event in platform.events}
        came_back = {f"answer {n}": one.to_json().decode() for n, one in enumerate(town.answers)}
        seen = {**await pages(platform), **await asked(platform)}
        tables = {name: text for s in CONSUMERS for name, text in (await rows(platform, s)).items()}
        erased = await without_raisers(town)
    said = capfd.readouterr()
    logged = {"stdout": said.out, "stderr": said.err, "log": caplog.text}
    everything = {**outside, **{f"inside {k}": v for k, v in inside.items()}, **answers, **stream}
    everything |= {**came_back, **seen, **logged}
    fields = sum(map(len, filled.fields.values()))
    with capfd.disabled():
        sys.stdout.write(
            f"\nfilled {fields} texts of {len(filled.fields)} commands in {filled.sent} messages, "
            f"{len(town.accepted)} kinds taken; looked into {len(outside)} events' public faces, "
            f"{len(inside)} inside ones, {len(answers)} answers, {len(stream)} of the stream, "
            f"{len(seen)} pages, {len(tables)} tables, {len(said.err) + len(caplog.text)} characters of log; "
            f"{time.monotonic() - begun:.0f} s\n"
        )
    assert filled.missing() == {}
    assert len(town.accepted) > 50
    assert len(outside) > 200
    assert sum("〔电话〕" in text for text in outside.values()) > 20, "others read what is left of them"
    assert who_reads(everything, PRIVATE) == {}
    assert who_reads(everything, SECRETS) == {}
    assert set(who_reads(tables, PRIVATE)) <= KEEPS
    assert set(who_reads(tables, SECRETS)) == {"intake.contacts"}
    assert erased
    assert who_reads(erased, (*PRIVATE, *SECRETS)) == {}
