"""The sub-commands of ``youyue township``."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, cast

import typer
from pydantic import ValidationError

from cli.days import day_option
from cli.hints import typed
from cli.send import ask_each, who_acts
from cli.servers import refuse_half
from cli.township.plan import Choices, Plan, amending, founding
from cli.township.reading import UNUSABLE, WRONG, fits, right, stop
from cli.township.standing import KEEPER, standing, standings
from cli.township.telling import show
from cli.wire import CONSOLE_URL, BrokerUrl, ConsoleUrl
from shared.client.platform import new_command
from shared.kernel.bus.delivery.reading import describe
from shared.kernel.messages.envelope import Actor, Envelope
from shared.language.contracts.directory import AmendTownship, OpenDeadlines, TownshipLists
from shared.language.contracts.envelope import Role
from shared.language.directory.amending import amended
from shared.language.directory.sheets.files import write_sheets
from shared.language.directory.sheets.grid import Grid, TooLong
from shared.language.directory.sheets.reading import Filled
from shared.language.directory.sheets.writing import template as blank
from shared.language.directory.sheets.writing import written
from shared.language.topology import CONSUMERS

township = typer.Typer(
    no_args_is_help=True,
    help="乡镇名录：模板、检查、导入、导出。A township's lists: template, check, import, export.",
)

Sheets = Annotated[Path, typer.Argument(help="XLSX 工作簿或 CSV 文件夹 a workbook, or a folder of CSV")]
Several = Annotated[
    list[Path],
    typer.Argument(help="一个或几个乡镇的工作簿或文件夹 workbooks or folders, one for each township"),
]
Out = Annotated[Path, typer.Option(help="写到哪里：名字以 .xlsx 结尾为工作簿，否则为 CSV 文件夹 where to")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="只列出差异，不写 only list the differences")]
Reason = Annotated[str, typer.Option(help="理由，记入历史 why; it stays in the history")]
As = Annotated[
    str, typer.Option("--as", help="以谁的名义，例如 office-1 in whose name; 缺省运维 default: the operator")
]
EndMissing = Annotated[
    datetime | None,
    day_option("不在文件中的，于这一天截止 what is not in the file ends then"),
]
Open = Annotated[
    str, typer.Option(help="规则变动时未到期的期限：stay 不变，move 重算 open deadlines, if rules change")
]
Yes = Annotated[
    bool, typer.Option("--yes", help="整份名录截止时也不再询问 never ask, even if a list ends whole")
]
_OPERATOR = "operator-1:operator"


@township.command()
def template(out: Out = Path("township.xlsx")) -> None:
    """空白名录，待填写，附填写说明。The sheets to fill in, with how it is done."""
    _write(blank(), out)


@township.command()
def export(
    township: Annotated[str, typer.Argument(help="九位区划代码 nine-digit code")],
    out: Out = Path("township.xlsx"),
) -> None:
    """导出乡镇名录，含历史。Write a township's lists, with all that has ended."""
    found = standing(township).township
    if found is None:
        stop(f"没有区划代码为 {township} 的乡镇。There is no township {township}.", WRONG)
    _write(written(township, found.profile, found.rules, found.lists), out)


@township.command()
def check(file: Sheets) -> None:
    """检查填好的名录，逐格指出错误，不写。Say what is wrong in it, by sheet and cell; write nothing."""
    filled = right(file, whole=True)
    nothing = TownshipLists()
    fits(filled, nothing, amended(nothing, filled.lists))
    entries = sum(len(entries) for _, entries in filled.lists.each())
    typer.echo(f"没有发现错误，共 {entries} 条。Nothing is wrong; {entries} entries.")


@township.command(name="import")
def import_(
    files: Several,
    dry_run: DryRun = False,
    reason: Reason = "",
    end_missing: EndMissing = None,
    open_deadlines: Open = "stay",
    add: Annotated[bool, typer.Option("--add", help="没有这个乡镇时新设 found it if it is new")] = False,
    as_: As = _OPERATOR,
    yes: Yes = False,
    broker_url: BrokerUrl = None,
    console_url: ConsoleUrl = CONSOLE_URL,
) -> None:
    """导入名录：只提交有变化的条目；再导入一次没有变化。几个乡镇一起导入时，全部没有错误才提交。
    Enter what has changed; a second import changes nothing. Of several townships none is entered before all
    are right."""
    if open_deadlines not in ("stay", "move"):
        stop("--open-deadlines: stay | move", UNUSABLE)
    _check_reason(reason)
    refuse_half(KEEPER, CONSUMERS, broker_url)
    choices = Choices(
        reason=reason,
        end_missing=end_missing.date() if end_missing else None,
        open_deadlines=cast(OpenDeadlines, open_deadlines),
    )
    actor = who_acts(as_ if ":" in as_ else f"{as_}:{Role.OFFICE}", "--as")
    given = _by_code(files, whole=add)
    there = standings(tuple(given))
    plans: dict[str, Plan] = {}
    for code, (file, filled) in given.items():
        before, day, edition = there[code]
        if before is None and not add:
            hint = typed(f"township add {file}")
            stop(
                f"还没有区划代码为 {code} 的乡镇，要新设请用：{hint}\n"
                f"There is no township {code} yet; to take it in: {hint}",
                WRONG,
            )
        plans[code] = (
            founding(filled, day) if before is None else amending(before, filled, day, choices, edition)
        )
        fits(filled, before.lists if before else TownshipLists(), plans[code].after)
    _carry_out(plans, dry_run, yes, actor, broker_url, console_url)


@township.command()
def add(
    files: Several,
    dry_run: DryRun = False,
    broker_url: BrokerUrl = None,
    console_url: ConsoleUrl = CONSOLE_URL,
) -> None:
    """新设乡镇（运维）。Take townships in (operator)."""
    refuse_half(KEEPER, CONSUMERS, broker_url)
    given = _by_code(files, whole=True)
    there = standings(tuple(given))
    for code, (file, _) in given.items():
        if there[code].township is not None:
            hint = typed(f"township import {file}")
            stop(f"已有乡镇 {code}，要更改请用：{hint}\nThere is one already; to change it: {hint}", WRONG)
    plans = {code: founding(filled, there[code].day) for code, (_, filled) in given.items()}
    for code, (_, filled) in given.items():
        fits(filled, TownshipLists(), plans[code].after)
    _carry_out(plans, dry_run, True, who_acts(_OPERATOR), broker_url, console_url)


def _by_code(files: list[Path], *, whole: bool) -> dict[str, tuple[Path, Filled]]:
    """Each township's file and what is in it, by its code; two for one of them end the program."""
    given: dict[str, tuple[Path, Filled]] = {}
    for file in files:
        filled = right(file, whole=whole)
        code = _code(filled)
        if code in given:
            stop(f"{given[code][0]} 和 {file} 是同一个乡镇 {code}。Both are the township {code}.", UNUSABLE)
        given[code] = (file, filled)
    return given


def _code(filled: Filled) -> str:
    assert filled.named
    return filled.named.township_id


def _check_reason(reason: str) -> None:
    try:
        AmendTownship(reason=reason)
    except ValidationError as error:
        stop(f"--reason：{describe(error)}", UNUSABLE)


def _carry_out(
    plans: Mapping[str, Plan],
    dry_run: bool,
    yes: bool,
    actor: Actor,
    broker_url: str | None,
    console_url: str,
) -> None:
    for code, plan in plans.items():
        if len(plans) > 1 and plan.lines:
            typer.echo(code)
        show(plan)
    if not any(plan.commands for plan in plans.values()):
        typer.echo("没有变化，什么也没有提交。Nothing has changed; nothing was sent.")
        return
    try:
        envelopes = [
            new_command(command, actor, code, "/youyue/cli")
            for code, plan in plans.items()
            for command in plan.commands
        ]
    except ValidationError as error:
        stop(f"--as：{describe(error)}", UNUSABLE)
    if dry_run:
        typer.echo("只是预演，没有提交。A dry run: nothing was sent.")
        return
    if any(plan.emptied for plan in plans.values()) and not yes:
        typer.confirm("全部截止？ End them all?", abort=True)
    ask_each(envelopes, _stop_if_refused, broker_url, console_url)
    typer.echo("已生效。Done.")


def _stop_if_refused(answer: Envelope) -> None:
    if answer.type.endswith(".command.refused.v1"):
        reason = answer.data["reason"]
        stop(f"{answer.tenant} 没有受理：{reason['zh']}\nRefused: {reason['en']}", WRONG)


def _write(grids: tuple[Grid, ...], out: Path) -> None:
    try:
        write_sheets(grids, out)
    except OSError as error:
        stop(f"写不了 {out}：{error.strerror}。Cannot be written: {error.strerror}", UNUSABLE)
    except TooLong as error:
        stop(f"{error}：单元格太长，请导出为文件夹。Too long for a workbook; write a folder.", UNUSABLE)
    typer.echo(f"已写入 {out} 。Written.")
