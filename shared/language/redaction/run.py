"""Digits in a row, however they are written and parted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

NUMERALS = "零〇○洞一幺么壹二两兩贰貳弍三叁參叄参四肆五伍六陆陸七柒拐八捌九玖勾"
"""Chinese, financial, and as they are dictated over the telephone."""
_VALUES = str.maketrans(NUMERALS, "0000111122222233333445566677788999")
_GAP = r"[\s\-_/\\.·()~*+#|,、:;…。]{0,8}"
"""What people put between the digits of one number; brackets and punctuation are those of ``read``."""
_RUN = re.compile(f"[0-9{NUMERALS}](?:{_GAP}[0-9{NUMERALS}]){{5,}}")
_GROUP = re.compile(f"[0-9]+|[{NUMERALS}]+")
_NUMBERED = re.compile(
    r"(?:[订訂]单|訂單|工单|运单|面单|快递|快件|物流|发票|票据|罚款|处罚|决定书|收据|流水|合同|协议|案|文|单|编|批|文件|项目|"
    r"立案|受理|登记|申报|业务|凭证|交易|回执|条形码|条码|设备|产品|序列|电杆|杆|井盖|信用代码|"
    r"(?:水表|电表|气表|户|注册)(?=号)|许可证|批准书|权证|土地证|营业执照|事项(?=编)|编码|查询码)"
    r"(?:编?号码?|单号|单|号|代码|编码)?(?:是|为|叫|:|\s|No\.?|-){0,3}[A-Z]{0,2}$"
)
_MEASURED = re.compile(
    "读数|水位|水深|水表|电表|气表|表底|分别|各是|依次|门牌|房号|楼号|日期|经纬度|坐标|温度|血压|桩号"
)


@dataclass(frozen=True)
class Run:
    """Six digits or more with nothing but gaps between them. A group is what is written without gap in one
    script."""

    text: str
    """The whole text."""
    digits: str
    groups: tuple[tuple[int, int], ...]
    """Where each group stands in the text."""
    offsets: tuple[int, ...]
    """How many digits come before each group, and how many there are at all."""
    index: dict[int, int]
    """Group by its offset."""

    def start(self, group: int) -> int:
        """Where ``group`` begins in the text."""
        return self.groups[group][0]

    def end(self, group: int) -> int:
        """Where the group before ``group`` ends in the text."""
        return self.groups[group - 1][1]

    def length(self, group: int) -> int:
        """How many digits ``group`` has."""
        return self.offsets[group + 1] - self.offsets[group]

    def after(self, group: int, count: int) -> int | None:
        """The group that follows ``count`` digits from the beginning of ``group``, if they end with one."""
        return self.index.get(self.offsets[group] + count)

    def said(self, group: int, count: int) -> str:
        """``count`` digits from the beginning of ``group``; fewer if there are no more."""
        return self.digits[self.offsets[group] : self.offsets[group] + count]

    def shape(self, first: int, last: int) -> tuple[int, ...]:
        """How long the groups from ``first`` up to ``last`` are."""
        return tuple(self.offsets[i + 1] - self.offsets[i] for i in range(first, last))

    def gaps(self, first: int, last: int) -> tuple[str, ...]:
        """What stands between the groups from ``first`` up to ``last``."""
        return tuple(self.text[self.groups[i][1] : self.groups[i + 1][0]] for i in range(first, last - 1))

    @cached_property
    def before(self) -> str:
        """The text just before: words that say what the number is stand nowhere else."""
        return self.text[max(0, self.start(0) - 14) : self.start(0)]

    @cached_property
    def numbered(self) -> bool:
        """Whether the words before say that it is the number of a paper or a thing: 订单, 案号, 发票号码."""
        return bool(_NUMBERED.search(self.before))

    @cached_property
    def measured(self) -> bool:
        """Whether the words before say that these are readings, days or houses."""
        return bool(_MEASURED.search(self.before))


def runs(text: str) -> Iterator[Run]:
    """All of ``text``, in order; linear in it."""
    for match in _RUN.finditer(text):
        groups = tuple(group.span() for group in _GROUP.finditer(text, *match.span()))
        offsets = [0]
        for start, end in groups:
            offsets.append(offsets[-1] + end - start)
        digits = "".join([text[start:end] for start, end in groups]).translate(_VALUES)
        yield Run(text, digits, groups, tuple(offsets), {offset: i for i, offset in enumerate(offsets)})
