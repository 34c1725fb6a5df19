"""``youyue contracts``: the promises to others, compared with the last release, and recorded with a new
one."""

from typing import Annotated

import typer

from cli.backends import PROJECT

contracts = typer.Typer(
    help="契约与最近一次发布的比较。Contracts, compared with the last release.", no_args_is_help=True
)


@contracts.command()
def diff() -> None:
    """列出与最近一次发布的不同。List what differs from the last release; exit code 1: something breaks it."""
    from cli.documents.released.difference import Sort
    from cli.documents.released.releases import NoRelease, last_release, since_last_release

    signs = {Sort.REMOVED: "-", Sort.CHANGED: "!", Sort.ADDED: "+"}
    try:
        found = list(since_last_release(PROJECT))
    except NoRelease as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    typer.echo(f"与 {last_release(PROJECT) or '（尚无发布）'} 相比 compared with the last release:")
    for sort, sign in signs.items():
        for difference in found:
            if difference.sort is sort:
                typer.echo(f"  {sign} {difference}")
    broken = sum(difference.breaks for difference in found)
    typer.echo(f"{len(found) - broken} 处增加 added; {broken} 处违背 broken")
    raise typer.Exit(1 if broken else 0)


@contracts.command()
def release(version: Annotated[str, typer.Argument(help="版本 such as 0.2.0")]) -> None:
    """记录本次发布的契约，写成之后不再改。Record what this release promises; written once, it stays."""
    from cli.documents.released.releases import NoRelease, record_release

    try:
        path = record_release(PROJECT, version)
    except NoRelease as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    typer.echo(f"已写入 written: {path}")
