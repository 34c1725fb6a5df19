"""Whether a text thanks for what is done: another matter than the report of it."""

import re

_SURELY = re.compile(
    r"(?:(?:修|装|补|换|弄|盖|通|处理|疏通|清理)好|清掉|清走|清干净|扶正|解决|恢复|亮|来水|来电|不[黄臭漏堵吵响叫卡晃]"
    r"|管住|拴住|拴上|装上|通车|搞定|到位|处理完|办完"
    r"|没有?[味臭]|(?:很|真|蛮|挺)及时|得(?:很|真|好|蛮|老)?(?:快|干净|勤快?|及时))(?:了|啦|[，,。！!]|$)"
)
_THANKS = re.compile(r"谢|辛苦(?!费)|表扬|点赞|满意|给力|效率高|动作[真很挺]?快|锦旗")
_STILL = re.compile(
    r"又|还是|还没|仍|没用|但是?|可是|不行|什么时候|尽快|才能|请(?!您|你)|希望|能不能|不亮|再(?!次)"
)
_CHANGED = re.compile(
    r"(?P<what>[^，。！？!?,;；\n、 ]{1,12})[了啦](?=[，。！!,;；\n、 ~]|$)"
    r"|[换装修建铺补加种配添设]了|多了|[回送过]来了|来了[^，。]{0,5}(?:医生|老师|师傅|护士)"
)
"""What says that something has become of a thing: the end of a clause, or a verb for it."""
_POLITE = re.compile(r"麻烦|辛苦|拜托|打扰|费心|谢|劳驾|[天月年周期拜时久回次个点]$")
"""Clauses that say nothing of a thing: 麻烦你们了, 三天了."""
_OFF = "清抽拆锯搬铲砍拔填修换除捡挖割洗排"
_WORSE = re.compile(
    r"(?<!不)(?<!不再)(?<!不乱)(?:"
    r"[坏断堵倒满破裂塌歪爆死臭黑黄淹咬溢冒漏松丢瞎滑翻摔脏烂垮偷拖停涨漫坐锁锈哑滚垂拱占弯压挡撞空烧跳渗冰慢欠碎挖唱吵]住?"
    rf"|(?<![{_OFF}])掉|(?<![音味臭蝇蚊鼠水])没|不见|[停断缺没返渗漏积冒][水电网气]|取消|过期|变[^，。]{{1,2}}|[停堆摆倒漏]到[^，。]{{1,4}}"
    r"|开来|住不下|[冒溢漏漫流掉倒爬跑吹淌喷滴塌垮渗翘裂][^，。]?来|[猪狗蛇蜂风]又?来|越来越[^，。]{1,4}|更多|太多"
    r"|[鱼鼠蚊蝇猪狗草圾虫子][好很又更]?多|[堵压撞倒断占欠吵][^，。]{1,4})[了啦]"
    rf"|被(?![^，。]{{0,3}}[{_OFF}抓送带运拖捞][走掉])[^，。]{{1,4}}[了啦]|[少缺断]了[一几半]"
    r"|(?:太|要|快(?![递速多]))[^，。]{0,5}[了啦]|不[亮动通来开转走收理管到行能上下][了啦]"
    r"|没[^了啦，。]{1,6}[了啦]"
)
"""What is wrong, however kindly it is said."""


def thanks(said: str) -> bool:
    """Thanks, or 已, beside a word for done; or thanks beside what has changed and is no worse by it."""
    thanked = bool(_THANKS.search(said))
    if not (thanked or "已" in said) or _STILL.search(said):
        return False
    return bool(_SURELY.search(said)) or (thanked and not _WORSE.search(said) and _changed(said))


def _changed(said: str) -> bool:
    return any(not _POLITE.search(match["what"] or "") for match in _CHANGED.finditer(said))
