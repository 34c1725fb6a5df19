"""``youyue rules``: the numbers that a township decides by, and other ones from a day on."""

import asyncio
from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Any, NoReturn

import typer
from pydantic import ValidationError

from cli.clock import today_there
from cli.days import day_option
from cli.moving import moves, say, townships
from cli.reading import reading_the_database
from cli.send import REFUSED, UNUSABLE, ask_once, envelope_from, who_acts
from cli.shown import Json, json_line, shown
from cli.wire import CONSOLE_URL, BrokerUrl, ConsoleUrl
from shared.kernel.bus.delivery.reading import describe
from shared.language.behaviour import law_of
from shared.language.contracts.deadlines import RULES
from shared.language.contracts.directory import ChangeRules, Override, RulesInForce, TownshipSnapshot
from shared.language.directory.changing import with_rules
from shared.language.directory.counting_anew import MOVE
from shared.language.rules import (
    RuleSet,
    RuleSetError,
    differences,
    load_rule_set,
    numbers_of,
    rule_set_names,
    rules_on,
)
from shared.language.words import text

rules = typer.Typer(no_args_is_help=True, help="期限与比例的规则。The numbers that a township decides by.")

_PAST = (
    "注意：{since} 早于今天 {today}，过去的日子也按新数字算。"
    "It begins before today, {today}: it holds for days that are past."
)
_LATER = (
    "以后已定的规则不变，自其首日起仍按它办：{since}  {rule_set}  {decided_by}。"
    "Later rules stay as they are, from their first day on."
)

Township = Annotated[str, typer.Argument(help="九位区划代码 nine-digit code")]
Model = Annotated[
    str | None, typer.Option("--rule-set", help="采用的范本，原有的本地数字不再保留 another model, as it is")
]
Numbers = Annotated[
    list[str] | None,
    typer.Option("--set", help='一个数字 one number: refusal.decline_within="10 calendar_days"'),
]
Since = Annotated[
    datetime,
    day_option("从哪一天起 the first day, e.g. 2027-01-01"),
]


@rules.command()
def show(
    township: Annotated[str | None, typer.Argument(help="九位区划代码 nine-digit code")] = None,
    models: Annotated[bool, typer.Option("--models", help="列出范本 list the models")] = False,
    as_json: Json = False,
) -> None:
    """现行的数字，本地自定的加星号；或各范本。The numbers in force, its own with a star; or the models."""
    if models or township is None:
        for name in rule_set_names():
            about = load_rule_set(name).about
            typer.echo(json_line(about) if as_json else f"{name}  {about.title_zh}  {about.title_en}")
        return
    there, today = _township(township), today_there()
    if not as_json:
        for one in there.rules:
            typer.echo(f"{one.since}  {one.rule_set}  {shown(one.decided_by)}  {shown(one.reason)}")
    in_force = rules_on(there.rules, today)
    own = {one.name for one in differences(load_rule_set(in_force.about.name), in_force)}
    for number in numbers_of(in_force):
        if as_json:
            told = {
                "name": number.name,
                "value": number.value,
                "own": number.name in own,
                "words": _words(number.words),
            }
            typer.echo(json_line(told))
            continue
        typer.echo(
            f"{'*' if number.name in own else ' '} {number.name} = {number.value}  {_words(number.words)}"
        )


@rules.command()
def preview(township: Township, since: Since, model: Model = None, numbers: Numbers = None) -> None:
    """改变规则时，哪些未到期的期限会变；什么也不写。Which open deadlines would move; nothing is written."""
    _preview(_township(township), _changed(_township(township), since.date(), model, numbers, "preview", ""))


@rules.command()
def change(
    township: Township,
    since: Since,
    decided_by: Annotated[str, typer.Option(help="由谁决定 the body or person that decided")],
    open_deadlines: Annotated[
        str, typer.Option(help="未到期的期限 open deadlines: stay 不变 | move 重新计算")
    ],
    model: Model = None,
    numbers: Numbers = None,
    reason: Annotated[str, typer.Option(help="为什么 why")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="不再询问 do not ask")] = False,
    actor: Annotated[str, typer.Option(help="谁 who: id:role")] = "operator-1:operator",
    broker_url: BrokerUrl = None,
    console_url: ConsoleUrl = CONSOLE_URL,
) -> None:
    """从某一天起按别的数字办；先列出会变的期限。Decide by other numbers from a day on, after a preview."""
    who = who_acts(actor)
    there = _township(township)
    changed = _changed(there, since.date(), model, numbers, decided_by, reason)
    try:
        command = ChangeRules.model_validate({"rules": changed, "open_deadlines": open_deadlines})
    except ValidationError as error:
        _stop(describe(error))
    if command.open_deadlines == MOVE:
        _preview(there, changed)
    else:
        _say_change(there, changed)
    if not yes:
        typer.confirm("就这样改？ Change them so?", abort=True)
    envelope = envelope_from(command.type, command.model_dump(mode="json"), who, lambda: township)
    answer = ask_once(envelope, broker_url, console_url)
    said: Any = answer.data
    if answer.type.endswith(".command.refused.v1"):
        typer.echo(shown(said["reason"]["zh"], lines=True), err=True)
        raise typer.Exit(REFUSED)
    typer.echo("已生效。Done.")


def _township(code: str) -> TownshipSnapshot:
    with reading_the_database():
        found = asyncio.run(townships((code,)))
    return found[code] if code in found else _stop(f"没有乡镇 {shown(code)}。There is no such township.")


def _changed(
    there: TownshipSnapshot,
    since: date,
    model: str | None,
    numbers: Iterable[str] | None,
    decided_by: str,
    reason: str,
) -> RulesInForce:
    """The rules of that day with the changes: a model as it is, or the one in force with numbers over it."""
    begun = [one for one in there.rules if one.since <= since] or list(there.rules[:1])
    own = {} if model else {one.number: one.value for one in begun[-1].overrides}
    for given in numbers or ():
        name, separator, value = given.partition("=")
        if not separator:
            _stop(f"请写成 NUMBER=VALUE。Write NUMBER=VALUE: {shown(given)}")
        own[name.strip()] = value.strip().strip('"')
    try:
        changed = RulesInForce(
            since=since,
            rule_set=model or begun[-1].rule_set,
            overrides=tuple(Override(number=name, value=value) for name, value in own.items()),
            decided_by=decided_by,
            reason=reason,
        )
        rules_on((changed,), since)
    except ValidationError as error:
        _stop(describe(error))
    except RuleSetError as error:
        _stop(str(error))
    return changed


def _preview(there: TownshipSnapshot, changed: RulesInForce) -> None:
    _say_change(there, changed)
    law = law_of(with_rules(there, changed))
    with reading_the_database():
        say(asyncio.run(moves(there.township_id, law, RULES, changed.since)))


def _say_change(there: TownshipSnapshot, changed: RulesInForce) -> None:
    """Which numbers change, and for which days: those that are past, and none after later rules begin."""
    before: RuleSet = rules_on(there.rules, changed.since)
    for one in differences(before, rules_on((changed,), changed.since)):
        typer.echo(f"{one.name}: {one.before or '—'} → {one.after or '—'}")
    if changed.since < (today := today_there()):
        typer.echo(_PAST.format(since=changed.since, today=today))
    for later in sorted((one for one in there.rules if one.since > changed.since), key=lambda one: one.since):
        who = shown(later.decided_by)
        typer.echo(_LATER.format(since=later.since, rule_set=later.rule_set, decided_by=who))


def _words(key: str) -> str:
    try:
        return text(key, "zh_CN")
    except KeyError:
        return ""


def _stop(problem: str) -> NoReturn:
    typer.echo(shown(problem, lines=True), err=True)
    raise typer.Exit(UNUSABLE)
