"""Whether a text thanks for what is done: another matter than the report of it."""

import re

_SURELY = re.compile(
    r"(?:(?:修|装|补|换|弄|盖|通|处理|疏通|清理)好|清掉|清走|清干净|扶正|解决|恢复|亮|来水|来电|不[黄臭漏堵吵响叫卡晃]"
    r"|管住|拴住|拴上|装上|通车|搞定|到位|处理完|办完"
    r"|没有?[味臭]|(?:很|真|蛮|挺)及时|得(?:很|真|好|蛮|老)?(?:快|干净|勤快?|及时))(?:了|啦|[，,。！!]|$)"
)
_THANKS = re.compile(r"谢|辛苦|表扬|点赞|满意|给力|效率高|动作[真很挺]?快|不错|[锦旗]旗")
_STILL = re.compile(
    r"又|还是|还没|仍|没用|但是?|可是|不行|什么时候|尽快|才能|请(?!您|你)|希望|能不能|不亮|再(?!次)"
)
_CHANGED = re.compile(r"(?P<what>[^，。！？!?,;；\n、 ]{1,12})[了啦](?=[，。！!,;；\n、 ~]|$)|(?P<all>多了)")
"""The end of a clause that says what has become of something."""
_POLITE = re.compile(r"麻烦|辛苦|拜托|打扰|费心|谢|劳驾|[天月年周期拜时久回次个点]$")
"""Clauses that say nothing of a thing: 麻烦你们了, 三天了."""
_WORSE = re.compile(
    r"(?:坏|断|堵|倒|满|破|裂|塌|歪|爆|死|臭|黑|黄|淹|咬|溢|冒|漏|松|丢|瞎|滑|翻|摔|脏|烂|垮|偷|拖|停|涨|漫|坐|锁|锈|哑|滚|垂"
    r"|(?<![清抽拆锯搬铲砍拔填修换除捡挖割洗灭])掉|没|不见|[停断缺没][水电网气]|取消|来|出来|起来|上来|下来|进来"
    r"|越来越[^，。]{1,4}多|更多|太多)[了啦]"
    r"|[太快要].{0,5}[了啦]|不[亮动通来开转走收理管到行能上下][了啦]|没[^了啦，。]{1,6}[了啦]"
)
_CAME = re.compile(r"(?:水|电|气|网络?|信号|医生|师傅|车|船)来了|[回送]来了")


def thanks(said: str) -> bool:
    """Thanks, or 已, beside a word for done; or thanks beside what has changed and is no worse by it."""
    if _STILL.search(said):
        return False
    thanked = bool(_THANKS.search(said))
    if (thanked or "已" in said) and _SURELY.search(said):
        return True
    return thanked and not _WORSE.search(_CAME.sub("", said)) and _changed(said)


def _changed(said: str) -> bool:
    return any(match["all"] or not _POLITE.search(match["what"]) for match in _CHANGED.finditer(said))
