"""The AsyncAPI document of one partner: what its entry lets it say and hear, and nothing else."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer import Exit
from typer.testing import CliRunner

from cli.docs import docs
from cli.documents.asyncapi import asyncapi_for
from cli.main import COMMAND_LINE
from shared.kernel.bus.access.belongings import partner_belongings
from shared.kernel.bus.access.partners import Partner, load_partners
from shared.language.contracts.envelope import Envelope
from shared.language.house import HOUSE
from tests.contract.test_asyncapi import at, references
from tests.support.schemas import problems_in

Document = dict[str, Any]
HOTLINE = "partner-12345"
OFFICE = """
[partner-office]
sources = ["/township/office"]
commands = ["intake.submission.accept.v1"]
hears = ["intake.topic.created.v1", "partner-12345.call.recorded.v1"]
hears_inside = ["intake.submission.received.v1"]
townships = ["330921201", "330921202"]
speaks_for = [{ role = "office" }]

[partner-12345]
sources = ["/county/hotline"]
commands = []
facts = ["partner-12345.call.recorded.v1"]
townships = ["330921201"]
speaks_for = []
"""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A partners file with a frontend of a township's own staff, and one that only says facts."""
    file = tmp_path / "partners.toml"
    file.write_text(OFFICE, "utf-8")
    return file


def sample(user: str = HOTLINE) -> Partner:
    return load_partners(HOUSE)[user]


def queues_in(document: Document) -> set[str]:
    bound = (channel["bindings"]["amqp"] for channel in document["channels"].values())
    return {binding["queue"]["name"] for binding in bound if binding["is"] == "queue"}


@pytest.mark.parametrize("user", load_partners(HOUSE))
def test_it_sends_and_receives_by_its_entry_under_its_own_name(user: str) -> None:
    partner = sample(user)
    document = asyncapi_for(partner)
    sent = [operation for operation in document["operations"].values() if operation["action"] == "send"]
    types = [message["$ref"].rpartition("/")[2] for operation in sent for message in operation["messages"]]
    assert types == [*partner.commands, *partner.facts]
    assert {operation["bindings"]["amqp"]["userId"] for operation in sent} == {user}
    heard = document["channels"].get("events", {"messages": ()})
    assert set(heard["messages"]) == set(partner.hears)
    belongings = partner_belongings(partner, Envelope.tenant_words)
    assert queues_in(document) == {queue.name for queue in belongings.queues}
    assert "{user}" not in json.dumps(document)


@pytest.mark.parametrize("user", load_partners(HOUSE))
def test_every_reference_leads_somewhere_and_every_example_fits(user: str) -> None:
    document = asyncapi_for(sample(user))
    assert all(at(document, reference) for reference in set(references(document)))
    for type, message in document["components"]["messages"].items():
        for example in message.get("examples", ()):
            assert problems_in(document, f"/components/messages/{type}/payload", example["payload"]) == []


def test_its_queue_of_events_is_bound_by_its_own_types_and_townships_alone() -> None:
    (bound,) = asyncapi_for(sample())["channels"]["events"]["x-youyue-bound"]
    assert bound["exchange"] == "intake.events"
    assert bound["routingKeys"] == [
        "intake.submission.received.v1.33.09.21.201.#",
        "intake.submission.closed.v1.33.09.21.201.#",
    ]


def test_a_replay_is_of_the_services_that_it_may_ask_and_of_what_it_hears() -> None:
    replayed = set(asyncapi_for(sample())["channels"]["replay"]["messages"])
    assert replayed == {
        "intake.submission.received.v1",
        "intake.submission.closed.v1",
        "intake.replay.ended.v1",
    }


def test_what_it_hears_whole_has_the_fields_that_the_house_alone_may_read(office: Path) -> None:
    whole = asyncapi_for(load_partners(HOUSE, office)["partner-office"])
    public = asyncapi_for(sample())
    fields = [
        document["components"]["schemas"]["SubmissionSnapshot"]["properties"] for document in (whole, public)
    ]
    assert set(fields[1]) < set(fields[0])
    assert {fields[0][name]["x-audience"] for name in set(fields[0]) - set(fields[1])} == {"inside"}
    bound = {one["exchange"] for one in whole["channels"]["events"]["x-youyue-bound"]}
    assert bound == {"intake.inside", "intake.events"}


def test_facts_of_another_partner_come_in_a_queue_for_each_with_an_envelope_that_is_known(
    office: Path,
) -> None:
    known = load_partners(HOUSE, office)
    document = asyncapi_for(known["partner-office"])
    queue, fact = f"partner-office.facts.{HOTLINE}", f"{HOTLINE}.call.recorded.v1"
    assert set(document["channels"][queue]["messages"]) == {fact}
    assert document["operations"][f"receive.{queue}"]["action"] == "receive"
    assert document["components"]["messages"][fact]["payload"]["title"] == "Partner12345CallRecordedV1Message"


def test_who_only_says_facts_has_no_queue(office: Path) -> None:
    document = asyncapi_for(load_partners(HOUSE, office)[HOTLINE])
    assert list(document["channels"]) == [f"{HOTLINE}.facts"]
    assert list(document["operations"]) == [f"send.{HOTLINE}.call.recorded.v1"]


def test_the_command_writes_one_document_by_the_partners_file_that_is_given(
    office: Path, tmp_path: Path
) -> None:
    docs(asyncapi=tmp_path / "out", partner="partner-office", partners=office)
    (written,) = (tmp_path / "out").iterdir()
    assert written.name == "partner-office.json"
    assert json.loads(written.read_text("utf-8"))["info"]["title"] == "Youyue for partner-office"


def test_a_partner_that_is_in_no_entry_is_told_with_those_that_are(tmp_path: Path) -> None:
    words = ["docs", "--asyncapi", str(tmp_path), "--partner", "partner-nobody"]
    result = CliRunner().invoke(COMMAND_LINE, words)
    assert result.exit_code == 2
    assert "the partners file has no partner-nobody" in result.output
    assert HOTLINE in result.output


def test_a_partner_without_a_place_to_write_to_is_refused_before_anything_is_written() -> None:
    with pytest.raises(Exit):
        docs(partner=HOTLINE)
