"""Which wishes a text has, for or against a thing: an opposite wish is another matter."""

import re
from collections.abc import Iterator

from services.intake.domain.similar.tables import tables

_CLAUSE = "[^，。！？!?,;；\n]"
_FOR = (
    "增加|增设|增开|加开|加密|加装|安装|装|新增|新建|保留|恢复|允许|开放|延长|延后|拓宽|加宽|扩大"
    "|放到|放在|摆到|收费|开灯|亮到|开亮|调亮|加亮|亮一?点|亮一?些|打开|放开|开通|解封|保护|保住|留着|留住|种上|准许"
)
_AGAINST = (
    "减少|取消|撤|停掉|停止|拆|禁止|不准|不许|关闭|关掉|缩短|缩小|搬走|移走|挪走|搬离|免费|关早|早点关|早关"
    "|砍|伐|锯掉|铲|填掉|填平|封|清掉|拔掉|调暗|暗一?点|暗一?些|熄|取缔|严禁|停办|停建"
)
_NOT = "不要|别|勿|不应该?|不能|不必"
_WISH = re.compile(
    rf"(?:希望|建议|要求|应该|应当|能不能|能否|可否|最好|请|必须|赶紧|赶快|求|要把|该把){_CLAUSE}{{0,12}}?"
    rf"(?P<no>{_NOT})?(?:再|把它)?(?:(?P<more>{_FOR})|(?P<less>{_AGAINST}))"
    rf"|(?P<never>{_NOT})(?:再)?(?:(?P<plus>{_FOR})|(?P<minus>{_AGAINST}))"
    rf"|(?P<nay>反对|不同意|不赞成|不支持|禁止|不准|不许|严禁|取缔)|(?P<yes>支持|赞成|同意|允许|准许)"
)
_UNWANTED = re.compile(
    r"(?:不用|不需要|不必|不该|不应该?|不要|不宜|不在|[请切]勿|禁止|不准|不许|严禁|取消|取缔|杜绝|反对|别(?![的人处墅家样扭致]))"
    rf"{_CLAUSE}{{0,4}}$|少$"
)
_WANTED = re.compile(
    rf"(?:能不能|希望|建议|要求|请|应该|应当|可以|能否|可否|允许|准许|最好|盼|求|(?<!不)[能要让想]){_CLAUSE}{{0,10}}$"
    r"|(?<![太好很这么])多$"
)
_AGAINST_IT = re.compile("管|查|抓|罚|制止|整治|治理|处理|清理|劝|禁")
"""Who wants somebody stopped who does it, does not wish for it."""
_AROUND = 14
"""Characters before a thing in which it is said whether it is wanted."""


def wishes(said: str) -> Iterator[tuple[str, str]]:
    """The aspect and the side of each: a wish at all, and what it is for."""
    for match in _WISH.finditer(said):
        wants = bool(match["more"] or match["plus"] or match["yes"]) != bool(match["no"] or match["never"])
        yield "wish", "for" if wants else "against"
    for begin in tables().begins.finditer(said):
        thing = tables().things.match(said, begin.start())
        name = str(thing.lastgroup) if thing else ""
        before = said[max(0, begin.start() - _AROUND) : begin.start()]
        if _UNWANTED.search(before):
            yield name, "against"
        elif (wanted := _WANTED.search(before)) and not _AGAINST_IT.search(wanted.group()):
            yield name, "for"
