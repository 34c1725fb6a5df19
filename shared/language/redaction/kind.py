"""What is hidden, and what then stands in its place."""

from enum import StrEnum


class Kind(StrEnum):
    """A kind of private data; its value is the mask.

    No mask is longer than the shortest of what it hides, and none is itself something to hide.
    """

    PHONE = "〔电话〕"
    IDENTITY = "〔证件号〕"
    CARD = "〔银行卡号〕"
    PLATE = "〔车牌〕"
    EMAIL = "〔邮箱〕"
    ACCOUNT = "〔账号〕"
    """WeChat, QQ and their like."""
    HOUSE = "某号"
    """The numbers of a home; its street stays."""
    NAME = "某某"
