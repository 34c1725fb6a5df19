"""How the office decides at its desk: suggestions, previews, who raised a matter, lists by what is due."""

import re
from html import unescape

from tests.integration.desk.test_mishaps import filled
from tests.integration.desk.test_pages import ACCEPT, CLERK, DEPUTY, OFFICE, about, raised
from tests.support.platform import Platform
from tests.support.signed_in import Door, Form

TEXT = "村口的路灯坏了三盏，隔壁王小明（13857200001）也看见了。"
PUBLISH, FAST_LANE = "intake.submission.publish.v1", "intake.submission.fast_lane.v1"


async def test_the_office_takes_on_as_suggested_with_one_click_and_has_the_next(
    platform: Platform, door: Door
) -> None:
    async with door.enter(OFFICE) as office:
        await raised(office, "村口的路灯坏了，晚上看不见路。")
        await raised(office, "村口的路灯不亮了，晚上看不见。")
        page = await office.page("/o/triage")
        assert "路灯照明" in page
        assert "把握" in page
        assert "很可能是同一件事" in page
        form = Form(page)
        assert ACCEPT in form.action
        response = await office.post(unescape(form.action), form.inputs)
        assert response.headers["location"] == "/o/triage"
        assert "还有1件" in await office.page("/o/triage")
        taken_on = "SELECT data ->> 'category' FROM submission WHERE state = 'accepted'"
        assert await platform.scalar("intake", taken_on) == "town.lighting"


async def test_what_everybody_will_read_and_what_is_masked_stands_beside_the_choice(door: Door) -> None:
    async with door.enter(OFFICE) as office:
        path = await raised(office, TEXT)
        form = f"/do/{PUBLISH}{about(path)}"
        page = await office.page(form)
        assert "公开后大家看到的" in page
        assert "13857200001" not in page
        assert "电话 1 处" in page
        assert "姓名 1 处" in page
        summary = filled(page, title="路灯坏了", text="请打13857200002", _preview="1")
        shown = (await office.post(form, summary, 200)).text
        seen = shown.split('class="preview"')[1]
        assert "路灯坏了" in seen
        assert "13857200002" not in seen
        assert "请打13857200002" in shown


async def test_who_raised_a_matter_is_read_with_a_reason_by_those_who_deal_with_it(
    platform: Platform, door: Door
) -> None:
    async with door.enter(OFFICE) as office, door.enter(DEPUTY) as deputy, door.enter(CLERK) as clerk:
        given = {"contact.name": "李阿姨", "contact.phone": "13857200003"}
        path = await raised(office, TEXT, **given)
        place = f"{path}/contact"
        assert "李阿姨" not in await office.page(path)
        for other in (deputy, clerk):
            await other.page(place, 404)
        token = re.findall(r'name="_form" value="([^"]+)"', await office.page(place))[0]
        await office.post(place, [("_form", "x" * 32), ("why", "核实地点")], 403)
        await office.post(place, [("_form", token), ("why", " ")], 422)
        logged = "SELECT read_by, why FROM contact_reads"
        assert await platform.rows("intake", logged) == []
        read = (await office.post(place, [("_form", token), ("why", "核实地点")], 200)).text
        for said in ("李阿姨", "13857200003", "13857200001", "已经留痕"):
            assert said in read
        rows = await platform.rows("intake", logged)
        assert [tuple(row) for row in rows] == [("office-1", "核实地点")]
        again = await office.http.post(place, data={"_form": token, "why": "再核实"}, follow_redirects=False)
        assert "13857200003" in again.text, "no address shows it to who looks again"
        assert "x-shown-once" not in again.headers
        assert len(await platform.rows("intake", logged)) == 2


async def test_a_list_is_filtered_by_what_is_due_and_by_department(door: Door) -> None:
    async with door.enter(OFFICE) as office:
        path = await raised(office)
        for query, there in (("due=any", True), ("due=late", False), ("department=construction", False)):
            assert (path in await office.page(f"/matters?{query}")) is there, query
        await office.send(f"/do/{FAST_LANE}{about(path)}", {"department": "construction"})
        assert path in await office.page("/matters?department=construction")
        assert path not in await office.page("/matters?department=economy")
