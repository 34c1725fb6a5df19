"""``youyue raise``: a person raises a submission from the terminal."""

from typing import Annotated

import typer
from pydantic import ValidationError

from cli.hints import typed
from cli.send import ask_once
from cli.shown import shown
from cli.townships import Township, sent_for
from cli.wire import CONSOLE_URL, BrokerUrl, ConsoleUrl
from shared.client.platform import new_command
from shared.kernel.bus.delivery.reading import refusal_of
from shared.kernel.messages.envelope import Actor
from shared.kernel.messages.ids import new_message_id
from shared.language.codes.proof import commitment, new_secret
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import SubmitSubmission
from shared.language.house import sentence_of


def raise_(
    text: Annotated[str | None, typer.Argument(help="要反映的事 what it is about")] = None,
    title: Annotated[str, typer.Option(help="标题 title")] = "",
    village: Annotated[str | None, typer.Option(help="村社代码 village, e.g. V01")] = None,
    phone: Annotated[
        str | None, typer.Option(help="联系电话，只供答复使用 phone, used only for the answer")
    ] = None,
    channel: Annotated[str, typer.Option(help="来源 channel")] = "online",
    township: Township = None,
    broker_url: BrokerUrl = None,
    console_url: ConsoleUrl = CONSOLE_URL,
) -> None:
    """提交一条群众意见，得到查询码和凭证码。
    Raise a submission; get its trace code, and the proof that it is yours."""
    secret = new_secret()
    said = text if text is not None else typer.prompt("请说明要反映的事 What is it about")
    try:
        command = SubmitSubmission.model_validate(
            {
                "text": said,
                "title": title,
                "village": village,
                "channel": channel,
                "contact": {"phone": phone} if phone else None,
                "proof": commitment(secret),
            }
        )
    except ValidationError as error:
        why = sentence_of(refusal_of(SubmitSubmission, error))
        typer.echo(f"内容不能提交：{shown(why.zh)}\nIt cannot be submitted: {shown(why.en)}", err=True)
        raise typer.Exit(2) from error
    # A citizen has no account: the id says nothing about the person.
    actor = Actor(f"citizen:{new_message_id()}", Role.CITIZEN)
    envelope = new_command(command, actor, sent_for(township, console_url), "/youyue/cli")
    answer = ask_once(envelope, broker_url, console_url)
    if answer.type.endswith(".command.refused.v1"):
        reason = answer.data["reason"]
        typer.echo(f"没有受理：{shown(reason['zh'])}\nRefused: {shown(reason['en'])}", err=True)
        raise typer.Exit(1)
    code = shown(answer.data["submission"]["trace_code"])
    if (call := answer.data.get("call_now")) is not None:
        typer.echo(f"{shown(call['zh'])}\n{shown(call['en'])}")
    follow = typed(f"follow {code}")
    typer.echo(f"已收到，查询码 {code} 。查询：{follow}\nReceived; follow it with: {follow}")
    typer.echo(
        f"凭证码 {secret} 只显示这一次，请记下：补充、撤回、评价时用。\n"
        f"Your proof {secret} is shown only once: keep it to answer, withdraw or rate."
    )
