"""Which sheets there are and what stands in their columns: one table for reading, writing, and the guide."""

from dataclasses import dataclass

from shared.kernel.messages.base import Contract
from shared.language.contracts import directory
from shared.language.contracts.envelope import Township
from shared.language.directory.sheets.cells import (
    CODE,
    CODES,
    DAY,
    DEGREES,
    LONG,
    NUMBER,
    OUTLINE,
    TEXT,
    WORDS,
    YES_NO,
    Kind,
    chosen,
    pairs,
)

ROLE = chosen(
    {
        "deputy": "代表",
        "presidium": "主席团成员",
        "head": "乡长",
        "leader": "分管领导",
        "department_head": "部门负责人",
        "department": "部门承办人",
        "office": "人大办",
    }
)
LEVEL = chosen({"township": "乡镇", "county": "县", "city": "市", "province": "省"})
ANSWER = chosen({"text": "文字", "yes_no": "是否", "choice": "选择"})
GUIDE = "说明"
"""The sheet that explains the others; it is never read."""


class Named(directory.Profile):
    """The row of the first sheet: which township it is, and what it is called."""

    township_id: Township


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a field of the entry."""

    field: str
    heading: str
    kind: Kind = TEXT
    required: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; ``name`` is the field of TownshipLists, or one of the two below. ``model`` checks a row."""

    name: str
    title: str
    model: type[Contract]
    columns: tuple[Column, ...]


def _must(field: str, heading: str, kind: Kind = CODE) -> Column:
    return Column(field, heading, kind, required=True)


_NAME = _must("name", "名称", TEXT)
_CODE = _must("code", "代码")
_SINCE = _must("since", "起始日期", DAY)
_FROM_TO = (_SINCE, Column("until", "截止日期", DAY))

TOWNSHIP = Sheet(
    "township",
    "乡镇",
    Named,
    (_must("township_id", "区划代码"), _NAME, _must("county", "县", TEXT), _must("city", "市", TEXT)),
)
RULES = Sheet(
    "rules",
    "规则",
    directory.RulesInForce,
    (
        _SINCE,
        _must("rule_set", "规则集"),
        Column("overrides", "另定数值", pairs("number", "value")),
        _must("decided_by", "决定者", TEXT),
        Column("reason", "理由", LONG),
    ),
)


def _list(name: str, title: str, model: type[directory.Entry], *columns: Column) -> Sheet:
    return Sheet(name, title, model, (*columns, *_FROM_TO))


LISTS = (
    _list(
        "departments",
        "部门",
        directory.Department,
        _CODE,
        _NAME,
        Column("duties", "职责", LONG),
        Column("leader", "分管领导编号", CODE),
        Column("phone", "电话"),
    ),
    _list(
        "villages",
        "村社",
        directory.Village,
        _CODE,
        _NAME,
        Column("latitude", "纬度", DEGREES),
        Column("longitude", "经度", DEGREES),
        Column("outline", "边界", OUTLINE),
        Column("places", "地名", WORDS),
        Column("note", "备注", LONG),
    ),
    _list(
        "rooms",
        "会议室",
        directory.Room,
        _CODE,
        _NAME,
        Column("village", "村社代码", CODE),
        _must("capacity", "可容人数", NUMBER),
    ),
    _list("people", "人员", directory.Person, _must("person_id", "编号"), _must("name", "姓名", TEXT)),
    _list(
        "posts",
        "任职",
        directory.Post,
        _must("person_id", "人员编号"),
        _must("role", "角色", ROLE),
        Column("title", "职务"),
        Column("department", "部门代码", CODE),
        Column("level", "代表级别", LEVEL),
        Column("constituency", "选区村社代码", CODE),
        Column("group", "代表小组"),
    ),
    _list(
        "categories",
        "类别",
        directory.Category,
        _CODE,
        _NAME,
        Column("group", "大类"),
        _must("department", "部门代码"),
        Column("urgency", "紧急程度代码", CODE),
        Column("examples", "例词", WORDS),
        Column("terms", "本地用词", WORDS),
    ),
    _list(
        "routes",
        "分办规则",
        directory.Route,
        _CODE,
        _must("categories", "类别代码", CODES),
        _must("words", "有其中一词", WORDS),
        Column("without", "没有这些词", WORDS),
        Column("without_urgency", "紧急程度除外", CODES),
        _must("department", "部门代码"),
        Column("note", "备注", LONG),
    ),
    _list(
        "questions",
        "附加问题",
        directory.Question,
        _must("category", "类别代码"),
        _CODE,
        _must("text", "问题", LONG),
        _must("kind", "答法", ANSWER),
        Column("options", "选项", pairs("code", "name")),
        Column("required", "必答", YES_NO),
    ),
    _list(
        "reasons",
        "不予受理理由",
        directory.Reason,
        _CODE,
        _NAME,
        _must("basis", "依据", LONG),
        _must("where_to_go", "去向", LONG),
        Column("verified", "已核对", YES_NO),
    ),
    _list("channels", "渠道", directory.Channel, _CODE, _NAME),
    _list("urgencies", "紧急程度", directory.Urgency, _CODE, _NAME, Column("rule", "标准", LONG)),
    _list("kinds", "诉求类型", directory.SubmissionKind, _CODE, _NAME, Column("rule", "标准", LONG)),
    _list(
        "duties",
        "责任清单",
        directory.Duty,
        _CODE,
        _must("matter", "事项", LONG),
        _must("level", "责任层级", LEVEL),
        _must("body", "责任单位", TEXT),
        Column("category", "类别代码", CODE),
    ),
)
"""In the order of TownshipLists."""
SHEETS = (TOWNSHIP, RULES, *LISTS)
