"""``youyue docs``: writes docs/generated and contracts from the code, or says what differs."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from cli.backends import PROJECT

if TYPE_CHECKING:
    from shared.kernel.bus.access.partners import Partner

UNUSABLE = 2


def docs(
    check: Annotated[
        bool, typer.Option("--check", help="只比较，不写 compare only; exit code 1 if files differ")
    ] = False,
    asyncapi: Annotated[
        Path | None,
        typer.Option(help="只把 AsyncAPI 文档写到此处 write the AsyncAPI documents there, nothing else"),
    ] = None,
    partner: Annotated[
        str | None,
        typer.Option(help="只写这个合作方所见的一份 only what this partner says and hears; with --asyncapi"),
    ] = None,
    partners: Annotated[
        Path | None, typer.Option(envvar="YOUYUE_PARTNERS", help="合作方文件 the partners file")
    ] = None,
) -> None:
    """由代码生成文档与契约。Write the documents that follow from the code; breaks no released contract."""
    from cli.documents.everything import asyncapi_documents, documents, stray

    if partner and not asyncapi:
        _stop("--partner 要与 --asyncapi 目录 同用。Use --partner with --asyncapi DIR.")
    if asyncapi:
        known = _entry(partner, partners) if partner else None
        _write({asyncapi / name: text for name, text in asyncapi_documents(known).items()})
        typer.echo(f"AsyncAPI: {asyncapi}")
        return
    _keep_promises()
    written = documents()
    differ = [path for path, text in written.items() if not _says(PROJECT / path, text)]
    unexpected = stray(PROJECT, written)
    for path in unexpected:
        typer.echo(f"没有代码生成它 nothing writes this: {path}", err=True)
    if check:
        for path in differ:
            typer.echo(f"与代码不符，运行 make docs 。Differs from the code, run make docs: {path}", err=True)
    else:
        _write({PROJECT / path: written[path] for path in differ})
        typer.echo(f"{len(written)} documents, {len(differ)} written")
    raise typer.Exit(1 if unexpected or (check and differ) else 0)


def _entry(user: str, file: Path | None) -> "Partner":
    from shared.kernel.bus.access.partners import PartnersError, load_partners
    from shared.language.house import HOUSE

    try:
        known = load_partners(HOUSE, file)
    except PartnersError as error:
        _stop(str(error))
    if user not in known:
        _stop(f"合作方文件里没有 the partners file has no {user}：{', '.join(known)}")
    return known[user]


def _stop(problem: str) -> NoReturn:
    typer.echo(problem, err=True)
    raise typer.Exit(UNUSABLE)


def _keep_promises() -> None:
    from cli.documents.released.releases import NoRelease, since_last_release

    try:
        broken = [str(difference) for difference in since_last_release(PROJECT) if difference.breaks]
    except NoRelease as error:
        broken = [str(error)]
    if broken:
        typer.echo("已发布的契约只能增加，不能改变；需要改变的请发布 .v2。", err=True)
        typer.echo("A released contract is only added to; what breaks needs a new type, .v2:", err=True)
        typer.echo("\n".join(f"  {problem}" for problem in broken), err=True)
        raise typer.Exit(1)


def _write(texts: dict[Path, str]) -> None:
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def _says(path: Path, text: str) -> bool:
    return path.exists() and path.read_text("utf-8") == text
