"""What everybody would read of a matter, on a terminal, and the choice of it: in full, a summary or not."""

from collections.abc import Iterator, Mapping
from datetime import datetime

import typer

from cli.shown import shown
from services.intake.domain.submission.previewing import Preview, Words, hidden_in, previews
from services.intake.domain.submission.publishing import FULL, NO, SUMMARY, UNDECIDED, chosen
from services.intake.domain.submission.submission import Submission
from shared.kernel.messages.envelope import Actor
from shared.language.behaviour import Law
from shared.language.calendar import local_day
from shared.language.called import called
from shared.language.contracts.intake import Publication
from shared.language.house import sentence_of

_EXTENTS: Mapping[str, str] = {
    FULL: "全文公开 in full",
    SUMMARY: "摘要公开 a summary",
    NO: "不公开 not public",
    UNDECIDED: "还没决定 undecided",
}
_KINDS: Mapping[str, str] = {
    "phone": "电话 phone",
    "identity": "证件号 identity",
    "card": "银行卡号 card",
    "plate": "车牌 plate",
    "email": "邮箱 e-mail",
    "account": "账号 account",
    "house": "门牌 house",
    "name": "姓名 name",
}
"""What masking hides, by ``shared/language/redaction``."""
_ASKED = (
    "公开吗？[f]全文 [w]全文，不含地点 [s]摘要 [n]不公开 [回车]以后再定\n"
    "Publish? [f]ull, [w]ithout the place, [s]ummary, [n]o, [Enter] later"
)


class Publishing:
    """One matter, as a clerk decides about what is public of it; ``law`` holds at ``now``."""

    def __init__(self, submission: Submission, law: Law, now: datetime, clerk: Actor) -> None:
        self._submission = submission
        self._lists = law.at(now).directory
        self._situation = law.situation(now, clerk, "", None)

    def lines(self) -> Iterator[str]:
        """What was decided so far, and what each choice but a summary comes to."""
        yield f"  公开与否 publication：{_EXTENTS[chosen(self._submission)]}"
        for one in previews(self._submission, self._situation):
            yield from self._lines_of(one)

    def original(self, title: str, text: str) -> Iterator[str]:
        """The raiser's own words, with 【】 around what masking hides."""
        pieces = list(hidden_in(Words(title, text), self._lists.telephones))
        for field, said in (("title", title), ("text", text)):
            for one in reversed([piece for piece in pieces if piece.field == field]):
                said = f"{said[: one.start]}【{said[one.start : one.end]}】{said[one.end :]}"
            if said:
                yield f"  原话 their own words：{shown(said, lines=True)}"

    def choose(self) -> Publication | None:
        """What the clerk types; None: later. Raises typer.Abort at the end of the input."""
        while True:
            key = str(typer.prompt(_ASKED, default="", show_default=False)).strip().lower()
            if not key:
                return None
            if key in ("f", "w"):
                return Publication(extent=FULL, without_address=key == "w")
            if key == "n":
                return Publication(extent=NO, why=str(typer.prompt("为什么不公开 why not")))
            if key == "s" and (summary := self._summary()):
                return summary

    def _summary(self) -> Publication | None:
        """As it is typed, shown masked before it is sent; None: the clerk takes it back, or it cannot be."""
        words = Words(str(typer.prompt("摘要的标题 its title")), str(typer.prompt("摘要的正文 its text")))
        try:
            choice = Publication(extent=SUMMARY, title=words.title, text=words.text)
            found = previews(self._submission, self._situation, words)
        except ValueError as error:
            typer.echo(f"不能这样写 cannot be sent: {shown(error)}", err=True)
            return None
        for one in found:
            if one.extent == SUMMARY:
                typer.echo("\n".join(self._lines_of(one)))
        return choice if typer.confirm("就这样公开吗 publish this") else None

    def _lines_of(self, preview: Preview) -> Iterator[str]:
        name, reads = _EXTENTS[preview.extent], preview.reads
        if preview.refused and preview.refused.code != "nothing_to_change":
            said = sentence_of(preview.refused)
            yield f"  [{name}] 不可以 not possible：{shown(said.zh)} {shown(said.en)}"
            return
        if reads is None:
            yield f"  [{name}] 外面什么也看不到 nobody outside hears of it"
            return
        if reads.published is None:
            yield f"  [{name}] {shown(called(reads, self._lists))} · {local_day(reads.submitted_at)}"
            return
        place = f"\n    地点 place：{shown(reads.published.address)}" if reads.published.address else ""
        yield f"  [{name}] {shown(reads.published.title)}"
        yield f"    {shown(reads.published.text, lines=True)}{place}"
        masked = [f"{_KINDS[kind]} {count}" for kind, count in preview.kinds.items()]
        if preview.struck_out:
            masked.append(f"涂去 struck out {preview.struck_out}")
        if masked:
            yield f"    遮盖 masked：{'，'.join(masked)}"
