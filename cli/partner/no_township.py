"""What a partner is told that tries itself out in a township that was not taken in."""

from collections.abc import Iterable

UNKNOWN_TOWNSHIP = "unknown_township"
"""The code of that refusal."""
_NOTHING = (
    "平台上没有乡镇 {township}，没法自测。{zh}\n"
    "The platform has no township {township}, so nothing can be tested. {en}"
)
_OTHERS = (
    "已接入的有：{known}。请用 --township 指定登记里的一个。",
    "It has {known}: name one of your entry with --township.",
)
_FRESH = (
    "它还没有接入任何乡镇：请平台管理员先运行 youyue township add 名录.xlsx，再来自测。",
    "It has none yet: ask whoever runs it to type youyue township add LISTS.xlsx, then test again.",
)


class NoTownship(Exception):
    """Every command would be refused. ``known``: those that were taken in, as the refusal names them."""

    def __init__(self, township: str, known: Iterable[object]) -> None:
        named = ", ".join(map(str, known))
        zh, en = (text.format(known=named) for text in (_OTHERS if named else _FRESH))
        super().__init__(_NOTHING.format(township=township, zh=zh, en=en))
