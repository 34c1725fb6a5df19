"""What a row of the trial expects, and whether the answer to it is that."""

from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from cli.shown import json_shown, shown

Outcome = Literal["accepted", "repeated", "refused", "rejected", "unsent"]
NOT_TRUSTED = "publisher_not_trusted"
_LACKS = "登记里没有 your entry does not list {type}"
_WIDER = "登记允许，答复是 your entry allows it, so the answer is {code}"
_NOT_TAKEN = "消息代理不收 the broker does not take {type} from this user"
_SILENCE = "没有答复 no answer"


class Row(BaseModel):
    """One message and its right answer; ``trial.toml`` explains the fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    zh: str
    en: str
    type: str = "intake.submission.submit.v1"
    data: dict[str, Any] | None = None
    changes: dict[str, Any] = {}
    attributes: dict[str, str] = {}
    body: str = ""
    same_as: str = ""
    after: str = ""
    answer: Outcome
    code: str = ""
    field: str = ""
    allowed: bool = False
    near: str = ""
    unless: tuple[str, ...] = ()

    @property
    def expected(self) -> str:
        """The right answer in words."""
        parts = (self.answer, self.code, self.field, "allowed: […]" if self.allowed else "", self.near)
        return " · ".join(part for part in parts if part)


@dataclass(frozen=True)
class Verdict:
    """``right`` None: the row was left out, and ``why`` says so."""

    row: Row
    sent: str = ""
    said: dict[str, Any] = field(default_factory=dict)
    right: bool | None = None
    why: str = ""

    def lines(self) -> list[str]:
        """For people. What came over the broker steers no terminal."""
        mark = {True: "✓", False: "✗", None: "–"}[self.right]
        lines = [f"{mark} {self.row.zh} {self.row.en}"]
        if self.sent:
            lines.append(f"  发送 sent: {shown(self.sent)}")
        if self.said:
            lines += [f"  {line}" for line in _told(self.said)]
        if self.right is False:
            lines.append(f"  应为 expected: {self.row.expected}")
        if self.why:
            lines.append(f"  {shown(self.why)}")
        return lines


def verdict_on(row: Row, sent: str, said: dict[str, Any] | None, outcome: str) -> Verdict:
    """``said``: the data of the answer, None if none came; ``outcome``: what kind of answer it was."""
    if said is None:
        return Verdict(row, sent, {}, False, _SILENCE)
    code, about = str(said.get("code", "")), said.get("field")
    if code == NOT_TRUSTED and about == "type":
        return Verdict(row, sent, said, row.answer == "unsent" or None, _LACKS.format(type=row.type))
    if code and code in row.unless:
        return Verdict(row, sent, said, None, _WIDER.format(code=code))
    reason = said.get("reason")
    right = (
        (outcome, code) == (row.answer, row.code)
        and about == (row.field or about)
        and bool(said.get("allowed")) >= row.allowed
        and row.near in str(reason)
        and (not code or (_in_both_languages(reason) and bool(said.get("remedy"))))
    )
    return Verdict(row, sent, said, right)


def not_taken(row: Row, sent: str) -> Verdict:
    """The broker closed the channel instead of taking the message."""
    return Verdict(row, sent, {}, row.answer == "unsent" or None, _NOT_TAKEN.format(type=row.type))


def outcome_of(type: str, said: dict[str, Any]) -> str:
    """Which of the answers an event of that type is."""
    if type.endswith(".command.accepted.v1"):
        return "repeated" if said.get("repeated") is True else "accepted"
    return "rejected" if said.get("unread") else "refused"


def _in_both_languages(reason: Any) -> bool:
    return isinstance(reason, dict) and bool(reason.get("zh")) and bool(reason.get("en"))


def _told(said: dict[str, Any]) -> list[str]:
    """The answer in a few lines."""
    if not said.get("code"):
        event = said.get("event")
        repeated = " repeated" if said.get("repeated") is True else ""
        return [f"答复 answer: accepted{repeated} {json_shown(event)}"]
    names = ("code", "field", "remedy", "retry_at", "allowed")
    head = " · ".join(f"{name} {_plain(said[name])}" for name in names if said.get(name))
    reason = said.get("reason")
    texts = (
        [str(reason[language]) for language in ("zh", "en") if reason.get(language)]
        if isinstance(reason, dict)
        else []
    )
    return [f"答复 answer: refused {head}", *(f"  {shown(text)}" for text in texts)]


def _plain(value: Any) -> str:
    return shown(value) if isinstance(value, str) else json_shown(value)
