"""The six stages of one matter, each by the clicks of the people whose part it is."""

import re

from playwright.async_api import expect

from tests.support.browser.company import (
    CHIEF,
    CLERK,
    HEAD,
    HELPER,
    LEAD,
    OFFICE,
    SECOND,
    THIRD,
    VOTERS,
    Company,
)

MATTER = "东岙村排涝泵坏了，一下大雨村口就积水，老人出不了门"
TOPIC = "东岙村排涝泵修复"
MEETING = "随时约见（2026年9月14日）"
VISIT = "实地看（2026年9月10日）"
ITEM = "修复东岙排涝泵"
PROMISE = "添置移动泵一台"
ANSWER = "旧泵已修好，备用泵在采购。"
AT_ONCE = re.compile("已答复|评议中")
"""The ballot opens by itself, perhaps before the page is there."""
BEST_FIRST = re.compile(r"满意\s+基本满意\s+不满意\s+弃权")
THANKS = "修好了，谢谢。"


async def raise_it(us: Company) -> None:
    """互动提: a citizen raises the matter, the office takes it on, deputies make a topic of it."""
    await us.citizen_arrives()
    citizen, page = us.raiser, us.raiser.page
    await page.get_by_role("link", name="我要提意见").last.click()
    await page.get_by_label("什么事？").fill(f"{MATTER}。")
    await page.get_by_role("button", name="下一步").click()
    await page.get_by_label("村社").select_option(label="东岙村")
    await page.get_by_role("button", name="下一步").click()
    await citizen.stands_at("请核对")
    await page.get_by_role("button", name="提交", exact=True).click()
    await citizen.stands_at("已收到")
    us.code, us.proof = await page.locator("#trace").inner_text(), await page.locator("#proof").inner_text()
    await page.get_by_role("link", name="看这件事的进展").click()
    await citizen.reads("查询码", us.code)

    office = await us.who(OFFICE)
    await office.begins(MATTER, "受理", "受理意见")
    await office.fills({"类别": "排水内涝"})
    await office.fills({"公开程度": "公布意见原文"}, within="公开方式")
    await office.sends("受理意见", "已受理", "受理，归入“排水内涝”")

    await us.live_until("2026-09-07T15:00")
    lead = await us.who(LEAD)
    await lead.finds("群众意见", MATTER)
    await lead.chooses("建立议题")
    await expect(lead.page.get_by_label(MATTER)).to_be_checked()
    await lead.fills({"标题": TOPIC, "附议代表": ["乡代表甲06"]})
    await lead.sends("建立议题", "归集中", f"确定议题“{TOPIC}”（代表出题）")
    for number, id in enumerate((SECOND, THIRD), 2):
        other = await us.who(id)
        await other.finds("议题", TOPIC)
        await other.chooses("联名")
        await other.sends("联名", "归集中", f"联名{number}人")
    await us.live_until("2026-09-08T09:30")
    await lead.begins(TOPIC, "提出议题", "提出议题")
    await lead.sends("提出议题", "已提出", "汇集1件意见，等待约见")


async def visit(us: Company) -> None:
    """实地看: the lead asks for a meeting, and the deputies go and look before it."""
    lead = await us.who(LEAD)
    await lead.finds("议题", TOPIC)
    await lead.chooses("申请或发起约见")
    await lead.fills({"日期": "2026-09-14", "理由": "台风季前要修好。"})
    await lead.sends("申请或发起约见", "已申请", "请求在2026年9月14日约见乡长")
    await lead.finds("议题", TOPIC)
    await lead.chooses("安排实地看")
    await lead.fills({"日期": "2026-09-10", "走访地点": "东岙排涝泵站", "查看清单": "两台泵\n水闸"})
    await lead.sends("安排实地看", "已安排", "安排2026年9月10日实地查看")
    await us.live_until("2026-09-10T15:30")
    await lead.begins(VISIT, "报告走访情况或取消", "填报实地看情况")
    went = ["乡代表甲01", "乡代表甲06", "分管城建交通副乡长"]
    await lead.fills({"查看结果": "2号泵电机烧毁。", "参加人员": went, "照片张数": "4"})
    await lead.sends("填报实地看情况", "已完成", "完成实地走访，3人参加，拍照4张")
    await lead.reads("2号泵电机烧毁。")
    await lead.waits_no_more(VISIT, TOPIC)


async def discuss(us: Company) -> None:
    """座谈议: the head accepts, the office convenes, the meeting agrees and its minutes are published."""
    head, office = await us.who(HEAD), await us.who(OFFICE)
    await head.begins(MEETING, "商定约见日期", "同意约见")
    await head.sends("同意约见", "已安排", "会议定于2026年9月14日举行")
    await head.waits_no_more(MEETING)
    await us.live_until("2026-09-11T09:10")
    await office.begins(MEETING, "发出约见通知", "发出会议通知")
    guests = ["乡代表甲01", "乡代表甲02", "乡代表甲04", "乡代表甲06", "乡长（", "村镇建设办公室承办人"]
    times = {"开始时间": "2026-09-14T14:30", "结束时间": "2026-09-14T16:00"}
    await office.fills({"地点": "乡政府二楼会议室", **times, "邀请人员": guests})
    await office.sends("发出会议通知", "已通知", "2026年9月14日 14:30在乡政府二楼会议室")
    await us.live_until("2026-09-11T17:00")
    await office.begins(MEETING, "确定议程", "确定议程")
    await office.sends("确定议程", "议程已定", "会议议程确定，共1项")
    await office.reads("代表就此申请约见", TOPIC)
    await us.live_until("2026-09-14T16:00")
    await office.begins(MEETING, "记录见面情况或取消", "记录会议召开")
    await office.fills({"出席人": ["乡代表甲01", "乡代表甲02", "乡代表甲06", "乡长（"]})
    await office.fills({"标题": ITEM, "议题": TOPIC}, within="议定事项")
    point = {"种类": "议题", "议程事项": TOPIC, "会上结果": "已议定办理"}
    await office.fills({**point, "报告": "泵房年久失修。", "报告人": "乡长（"}, within="议题结果")
    await office.sends("记录会议召开", "进行中", "会议召开，4人到会，议定1项")
    await office.reads("会上结果", "已议定办理", "泵房年久失修。")
    await us.live_until("2026-09-15T10:00")
    await office.begins(MEETING, "起草会议纪要", "起草纪要")
    await office.fills({"内容": f"议定：{ITEM}。"})
    await office.sends("起草纪要", "纪要起草中", "起草会议纪要")
    await office.begins(MEETING, "确认会议纪要", "确认纪要")
    await office.sends("确认纪要", "纪要已确认", "会议纪要经与会人员确认")
    await office.begins(MEETING, "公开会议纪要", "公布纪要")
    await office.sends("公布纪要", "纪要已公布", "公布会议纪要")


async def handle(us: Company) -> None:
    """政府办: what was agreed is assigned, dealt with and answered."""
    office, clerk = await us.who(OFFICE), await us.who(CLERK)
    await us.live_until("2026-09-20T09:30")
    await office.begins(MEETING, "交办议定事项", "交办")
    await office.fills({"主办部门": "村镇建设办公室", "协办部门": ["水务站"], "规则": "复杂事项"})
    await office.fills({"议定事项": ITEM})
    await office.sends("交办", "已交办", "村镇建设办公室主办、水务站协办，2026年10月8日前答复")
    await office.waits_no_more(MEETING, TOPIC)
    await us.live_until("2026-09-21T10:00")
    await clerk.begins(ITEM, "签收", "签收")
    await clerk.sends("签收", "已签收", "签收")
    await us.live_until("2026-09-23T15:00")
    await clerk.begins(ITEM, "首次与代表面商", "登记面商")
    for number, deputy in enumerate(("乡代表甲01", "乡代表甲06", "乡代表甲02"), 1):
        await clerk.fills({"代表": deputy, "方式": "现场"})
        await clerk.sends("登记面商", "办理中", f"与{deputy}面商（本轮第{number}次）")
        if number < 3:
            await clerk.chooses("登记面商")
    await clerk.begins(ITEM, "报告进展", "填报进展")
    await clerk.fills({"内容": "旧泵吊出送修，新电机已订。"})
    await clerk.sends("填报进展", "办理中", "报告进展")
    await clerk.reads("旧泵吊出送修，新电机已订。")
    helper = await us.who(HELPER)
    await helper.begins(ITEM, "提出协办意见", "提出协办意见")
    await helper.fills({"内容": "水闸一并检修。"})
    await helper.sends("提出协办意见", "办理中", "作为协办单位给出意见")
    await helper.waits_no_more(ITEM)
    lead = await us.who(LEAD)
    await lead.finds("办理事项", ITEM)
    await lead.chooses("提出督办意见")
    await lead.fills({"内容": "台风季前须修好。"})
    await lead.sends("提出督办意见", "办理中", "向村镇建设办公室提出督办意见")
    await lead.reads("督办对象", "台风季前须修好。")
    await us.live_until("2026-09-28T16:00")
    await clerk.begins(ITEM, "答复", "起草答复")
    await clerk.fills({"办理结果分类": "B类", "内容": ANSWER, "办理计划": PROMISE, "承诺日期": "2026-10-20"})
    await clerk.sends("起草答复", "答复起草中", "起草答复，待负责人签发")
    chief = await us.who(CHIEF)
    await chief.begins(ITEM, "签发答复", "签发答复")
    await chief.sends("签发答复", "答复起草中", "签发答复")
    await chief.goes_home()
    await expect(chief.card(ITEM, "签发答复")).to_have_count(0)
    await office.begins(ITEM, "公布答复", "发出答复，决定公开方式")
    await expect(office.page.get_by_label("公开方式").locator("option:checked")).to_have_text("答复全文公开")
    await office.sends("发出答复，决定公开方式", AT_ONCE, "公布村镇建设办公室的答复：B类（正在解决）")
    for person in (office, clerk, chief):
        await person.waits_no_more(ITEM)


async def supervise(us: Company) -> None:
    """人大督: what the department has promised is kept, and somebody else looks whether it is."""
    clerk, office = await us.who(CLERK), await us.who(OFFICE)
    await us.live_until("2026-10-13T09:00")
    await clerk.begins(PROMISE, "兑现承诺", "报告承诺已兑现")
    await clerk.fills({"兑现证明": "移动泵已到位，试运行正常。"})
    await clerk.sends("报告承诺已兑现", "待确认", "待人大办或代表确认")
    await clerk.waits_no_more(PROMISE, ITEM)
    await office.begins(PROMISE, "确认承诺是否兑现", "确认承诺兑现")
    await office.sends("确认承诺兑现", "已兑现", "确认承诺已兑现")


async def vote(us: Company) -> None:
    """代表评: the deputies vote as soon as there is an answer, and the ballot ends on its day."""
    for number, id in enumerate(VOTERS, 1):
        voter = await us.who(id)
        await voter.begins(ITEM, "参加代表评投票", "投票")
        of_both = voter.page.get_by_role("group", name="评价")
        await expect(of_both).to_have_text([BEST_FIRST, BEST_FIRST])
        await voter.fills({"办理过程评价": "满意", "办理结果评价": "基本满意"})
        await voter.sends("投票", "投票中", f"已有{number}名代表投票（共12名）")


async def rate(us: Company) -> None:
    """The citizen comes back with what they were given, reads the answer and says what they think of it."""
    citizen, page = us.raiser, us.raiser.page
    await page.context.clear_cookies()
    await page.get_by_role("link", name="有约").first.click()
    await page.get_by_role("link", name="我的这件事").click()
    await page.get_by_label("查询码", exact=True).fill(us.code)
    await page.get_by_label("凭证码", exact=True).fill(us.proof)
    await page.get_by_role("button", name="打开").click()
    await citizen.stands_at(MATTER)
    await citizen.reads(ANSWER, "B类（正在解决）")
    await page.get_by_role("link", name="我看到答复了").click()
    await citizen.stands_at("我看到答复了")
    await page.get_by_role("button", name="我看到了").click()
    await expect(page.get_by_role("status")).to_have_text("谢谢，已记下您看到了答复。")
    await page.get_by_role("link", name="评价答复").click()
    await citizen.stands_at("评价答复")
    await page.get_by_role("group", name="您对答复满意吗？").get_by_label("满意", exact=True).check()
    await page.get_by_label("原因").fill(THANKS)
    await page.get_by_role("button", name="提交评价").click()
    await expect(page.get_by_role("status")).to_have_text("谢谢您的评价。")
    await citizen.stands_at(MATTER)
