"""A life in danger is seen before everything else."""

from tests.integration.desk.test_pages import DEPUTY, OFFICE, raised
from tests.support.signed_in import Door


async def test_a_danger_comes_first_and_is_marked_until_somebody_deals_with_it(door: Door) -> None:
    async with door.enter(OFFICE) as office, door.enter(DEPUTY) as deputy:
        lamp = await raised(office)
        life = await raised(office, "有人落水了，快救人，就在码头。")
        home = await office.page("/")
        assert home.index(life) < home.index(lamp)
        for path in ("/", "/matters", life):
            assert "人身险情" in await office.page(path)
        assert "人身险情" not in await office.page(lamp)
        assert "人身险情" not in await deputy.page("/matters")
        first, second = await office.page("/o/triage"), await office.page("/o/triage?skip=1")
        assert ("落水" in first, "路灯" in second) == (True, True)
