"""What is masked by what else is known: names that another text of a message gives, telephones of offices."""

from typing import Any

import pytest

from cli.documents.samples import example_of
from services.intake.domain.triage.assess import assess
from services.intake.domain.triage.model import TriageInput
from shared.kernel.bus.delivery.reading import read_data
from shared.kernel.messages.noticed import Noticed
from shared.language.contracts.envelope import Envelope
from shared.language.contracts.handling import AnswerFastLane
from shared.language.contracts.intake import CreateTopic
from shared.language.redaction import dialled, mask, mask_all, masked
from shared.language.topology import TOPOLOGY
from tests.support.township import lists

OFFICE = dialled(["0580-8123456", "(0580) 8123457、8123458", ""])


def read(cls: type[Any], noticed: Noticed, **said: object) -> Any:
    example = Envelope.model_validate(example_of(cls))
    queue = f"{cls.owner()}.inbox.commands"
    envelope = example.model_copy(update={"data": {**example.data, **said}})
    return read_data(queue, envelope, TOPOLOGY, noticed)


def test_a_name_that_one_text_gives_is_masked_in_the_title_before_it() -> None:
    title, text = mask_all(("王小明家门口的路灯", "我叫王小明，灯坏了"))
    assert (title.text, text.text) == ("某某家门口的路灯", "我叫某某，灯坏了")


def test_what_a_citizen_raises_is_masked_so_and_the_sender_is_told_of_both() -> None:
    found = assess(TriageInput(title="王小明家门口的路灯", text="我叫王小明，灯坏了"), lists())
    assert (found.title, found.text) == ("某某家门口的路灯", "我叫某某，灯坏了")
    assert (found.of_title, len(found.private)) == (1, 2)


def test_every_text_of_a_command_is_masked_so_whichever_comes_first() -> None:
    noticed = Noticed()
    topic = read(CreateTopic, noticed, title="王小明家门口的路灯", text="反映人：王小明")
    assert (topic.title, topic.text) == ("某某家门口的路灯", "反映人：某某")
    assert {note.split(":")[0] for note in noticed.notes} == {"title", "text"}
    assert len(noticed.notes) == 2


@pytest.mark.parametrize(
    "said",
    [
        "请拨0580-8123456",
        "请拨0580 8123456",
        "请拨 8123457 转 801",
        "农业办电话：８１２３４５８",
        "电话+86 580 8123456",
    ],
)
def test_the_telephone_of_an_office_stays(said: str) -> None:
    assert mask(said, spared=OFFICE).text == said


def test_another_number_beside_it_goes() -> None:
    said = "请拨0580-8123456，或打我手机13800138000"
    assert masked(said, spared=OFFICE) == "请拨0580-8123456，或打我手机〔电话〕"
    assert masked("电话8123459", spared=OFFICE) == "电话〔电话〕"


def test_an_answer_keeps_the_telephone_of_the_directory_for_its_raiser() -> None:
    answer = read(AnswerFastLane, Noticed(OFFICE), text="已修好，有事请拨0580-8123456。")
    assert answer.text == "已修好，有事请拨0580-8123456。"
