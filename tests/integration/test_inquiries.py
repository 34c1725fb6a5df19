"""Who reads a raiser's contact is vouched for by a token: nobody's word alone is taken, and no reading goes
unwritten."""

import json
from collections.abc import AsyncIterator, Callable

import pytest

from shared.kernel.messages.envelope import Actor
from shared.language.contracts import intake
from shared.language.contracts.envelope import Role
from tests.support.inquiries import CONTACT, PREVIEW, Asking, asking
from tests.support.platform import Platform, Stand, running_platform
from tests.unit.intake.world import CITIZEN, OFFICE, PROOF

PHONE, WHY = "13857200009", "核实地点"
READ = "SELECT read_by, why FROM contact_reads"


@pytest.fixture
async def platform(in_process: Stand) -> AsyncIterator[Platform]:
    async with running_platform(in_process, "intake") as running:
        yield running


@pytest.fixture
async def desk(platform: Platform) -> Asking:
    return await asking(platform)


@pytest.fixture
async def matter(platform: Platform) -> str:
    contact = intake.Contact(name="李阿姨", phone=PHONE)
    command = intake.SubmitSubmission(text="桥头路灯坏了", channel="online", proof=PROOF, contact=contact)
    return str((await platform.tell(command, CITIZEN)).data["submission"]["submission_id"])


async def test_a_named_person_reads_a_contact_with_a_token_and_it_is_written_down(
    platform: Platform, desk: Asking, matter: str
) -> None:
    answer = await desk.put(CONTACT, matter, OFFICE, why=WHY)
    assert (answer.status_code, answer.json()["phone"]) == (200, PHONE)
    assert [tuple(row) for row in await platform.rows("intake", READ)] == [(OFFICE.id, WHY)]


Change = Callable[[dict[str, object]], dict[str, object]]
LIES: dict[str, Change] = {
    "in a colleague's name": lambda said: said | {"by": "office-2"},
    "in another post": lambda said: said | {"role": "head"},
    "about another matter": lambda said: said | {"matter": "another"},
    "with another reason": lambda said: said | {"why": "看看"},
    "of a file as well": lambda said: said | {"attachment_id": "a-1"},
    "from another frontend": lambda said: said | {"source": "/youyue/other"},
}


@pytest.mark.parametrize("lie", LIES)
async def test_a_token_is_good_for_its_own_question_alone(
    platform: Platform, desk: Asking, matter: str, lie: str
) -> None:
    body = desk.body(matter, OFFICE, why=WHY)
    token = await desk.token(CONTACT, body)
    changed = json.dumps(LIES[lie](json.loads(body))).encode()
    answer = await desk.send(CONTACT, changed, token)
    assert (answer.status_code, answer.json()["code"]) == (401, "token_not_for_this")
    assert PHONE not in answer.text
    assert await platform.rows("intake", READ) == []


@pytest.mark.parametrize("what", [CONTACT, PREVIEW])
@pytest.mark.parametrize(
    ("token", "code"), [(None, "token_missing"), ("a.b.c", "token_invalid"), ("令牌", "token_invalid")]
)
async def test_without_a_good_token_nobody_is_answered(
    platform: Platform, desk: Asking, matter: str, what: str, token: str | None, code: str
) -> None:
    body = desk.body(matter, OFFICE, why=WHY)
    answer = await desk.send(what, body, token)
    assert (answer.status_code, answer.json()["code"]) == (401, code)
    assert "令牌" in answer.json()["reason"]["zh"]
    assert await platform.rows("intake", READ) == []


async def test_a_token_for_one_question_opens_no_other(desk: Asking, matter: str) -> None:
    body = desk.body(matter, OFFICE, why=WHY)
    answer = await desk.send(CONTACT, body, await desk.token(PREVIEW, body))
    assert (answer.status_code, answer.json()["code"]) == (401, "token_not_for_this")


async def test_who_holds_no_post_is_refused_whatever_is_signed(
    platform: Platform, desk: Asking, matter: str
) -> None:
    answer = await desk.put(CONTACT, matter, Actor("nobody-7", Role.OFFICE), why=WHY)
    assert (answer.status_code, answer.json()["code"]) == (403, "no_post")
    assert await platform.rows("intake", READ) == []
