"""``youyue slip`` and ``youyue poster``: the liaison station's printed papers, as PDF files."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Annotated, NoReturn
from urllib.parse import urlsplit

import typer

from cli.backends import intake_database
from cli.reading import UNUSABLE, reading_the_database
from cli.shown import shown
from cli.townships import Township, law_in
from cli.writing import writing_to
from services.intake.domain.submission.submission import Submission
from services.intake.domain.trace_code import normalise
from services.intake.papers.poster import Poster, poster_pdf
from services.intake.papers.slip import Slip, slip_pdf
from services.intake.storage.lookups import submission_by_trace_code
from shared.language.behaviour import Law
from shared.language.calendar import SHANGHAI
from shared.language.codes.proof import PROOF_CODE
from shared.language.directory.naming import Names

Output = Annotated[Path | None, typer.Option("--output", "-o", help="写到哪个文件 the file to write")]
Site = Annotated[str | None, typer.Option(help="网页地址，二维码用 the pages' address, for the QR code")]


def slip(
    code: Annotated[str, typer.Argument(help="查询码 trace code")],
    output: Output = None,
    site: Site = None,
    proof: Annotated[
        str | None, typer.Option(help="凭证，印给本人 the raiser's proof, to be printed for them")
    ] = None,
    township: Township = None,
) -> None:
    """打印回执（A6，含二维码）。Print a raiser's receipt: A6, with a QR code of the trace code."""
    _check(output, site)
    if proof is not None and not PROOF_CODE.is_valid(proof):
        _stop("--proof：这不是凭证码，请核对。This is no proof, please check it.")
    with reading_the_database():
        law, found = asyncio.run(_find(township, code))
    if found is None:
        typer.echo(
            f"没有查询码为 {code} 的意见，请核对。There is no submission with the trace code {code}.",
            err=True,
        )
        raise typer.Exit(1)
    _write(slip_pdf(_slip_of(found, law.names, site, proof)), output or Path(f"slip-{found.trace_code}.pdf"))


def poster(
    site: Annotated[str, typer.Option(help="提意见的网页地址 address of the page for raising a matter")],
    output: Output = None,
    phone: Annotated[str | None, typer.Option(help="联络站电话 the station's phone")] = None,
    station: Annotated[
        str | None, typer.Option(help="联络站地址与时间 where and when the station is open")
    ] = None,
    next_meeting: Annotated[
        datetime | None,
        typer.Option(
            help="下次约见，当地时间 next meeting, local time", formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
        ),
    ] = None,
    township: Township = None,
) -> None:
    """打印联络站海报（A3）。Print the poster for the station's wall: A3."""
    _check(output, site)
    meeting = next_meeting.replace(tzinfo=SHANGHAI) if next_meeting else None
    with reading_the_database():
        name = asyncio.run(_named(township))
    content = Poster(name, site, phone, station, meeting)
    _write(poster_pdf(content), output or Path("poster.pdf"))


async def _find(township: str | None, code: str) -> tuple[Law, Submission | None]:
    async with intake_database() as connection:
        law = await law_in(connection, township)
        return law, await submission_by_trace_code(connection, law.township.township_id, normalise(code))


async def _named(township: str | None) -> str:
    async with intake_database() as connection:
        return (await law_in(connection, township)).names.township


def _slip_of(submission: Submission, names: Names, site: str | None, proof: str | None) -> Slip:
    clerk, hidden = submission.entered_by, submission.confidential
    # Slips get lost: who finds one reads what everybody may read, and of a confidential matter nothing.
    village = None if hidden else submission.village
    published = None if hidden else submission.published
    return Slip(
        township=names.township,
        trace_code=submission.trace_code,
        submitted_at=submission.submitted_at,
        channel=names.name_of("channels", submission.channel),
        words=published.text if published else None,
        village=names.name_of("villages", village) if village else None,
        entered_by=names.name_of("people", clerk) if clerk else None,
        proof=PROOF_CODE.normalise(proof) if proof else None,
        link=f"{site.rstrip('/')}/t/{submission.trace_code}" if site and not hidden else None,
        confidential=hidden,
    )


def _check(output: Path | None, site: str | None) -> None:
    """Ends the program with 2 for a file that is no PDF, or an address that a telephone cannot open."""
    if output is not None and output.suffix.lower() != ".pdf":
        _stop("--output：文件名应以 .pdf 结尾。The file's name has to end in .pdf.")
    if site is not None and not _is_web_address(site):
        _stop("--site：应为 http:// 或 https:// 开头的网址。An http:// or https:// address is needed.")


def _is_web_address(site: str) -> bool:
    try:
        parts = urlsplit(site)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _stop(said: str) -> NoReturn:
    typer.echo(said, err=True)
    raise typer.Exit(UNUSABLE)


def _write(content: bytes, output: Path) -> None:
    with writing_to(output):
        output.write_bytes(content)
    typer.echo(f"已写好 written: {shown(output)}")
