"""Who is named as a co-signer of a topic reads on the first page that their own word is asked for."""

from shared.kernel.messages.envelope import Actor
from shared.language.contracts.envelope import Role
from tests.integration.desk.test_pages import DEPUTY
from tests.support.platform import Platform
from tests.support.signed_in import Door

NAMED, OTHER = Actor("deputy-02", Role.DEPUTY), Actor("deputy-03", Role.DEPUTY)
CREATE, CO_SIGN = "intake.topic.create.v1", "intake.topic.co_sign.v1"
ASKED = "请您附议的议题"


async def test_who_is_named_as_a_co_signer_is_asked_until_they_have_said_so(
    platform: Platform, door: Door
) -> None:
    async with door.enter(DEPUTY) as lead, door.enter(NAMED) as named, door.enter(OTHER) as other:
        path = await lead.do(CREATE, {"title": "夜里没有灯", "co_signers": [NAMED.id]})
        for reader, asked in ((lead, False), (named, True), (other, False)):
            assert (ASKED in await reader.page("/")) is asked
        page = await named.page("/")
        assert path in page.split(ASKED)[1]
        await named.do(CO_SIGN, {}, f"topic/{path.rsplit('/', 1)[1]}")
        assert ASKED not in await named.page("/")
