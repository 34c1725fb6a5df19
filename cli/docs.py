"""``youyue docs``: writes docs/generated and contracts from the code, or says what differs."""

from pathlib import Path
from typing import Annotated

import typer

from cli.backends import PROJECT


def docs(
    check: Annotated[
        bool, typer.Option("--check", help="只比较，不写 compare only; exit code 1 if files differ")
    ] = False,
    asyncapi: Annotated[
        Path | None,
        typer.Option(help="只把 AsyncAPI 文档写到此处 write the AsyncAPI documents there, nothing else"),
    ] = None,
) -> None:
    """由代码生成文档与契约。Write the documents that follow from the code; breaks no released contract."""
    from cli.documents.everything import asyncapi_documents, documents, stray

    if asyncapi:
        _write({asyncapi / name: text for name, text in asyncapi_documents().items()})
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
