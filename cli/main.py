"""``youyue``: every command in one table; each is imported only when it is called, so a service stays
small."""

import sys
import traceback
from importlib import import_module
from typing import Annotated, NoReturn

import typer

from cli.lazily import lazily
from cli.output import watch_what_is_printed

UNUSABLE = 2
"""Exit code: the settings, or what they point to, are not right."""
BROKEN = 1
LENIENT = frozenset({"doctor", "healthcheck", "docs", "contracts", "secrets"})
"""What runs whatever names the environment holds: the doctor reports them, the others read no settings, but
for the health check's port, which a service that refused to start does not have."""

COMMANDS = {
    "run": "cli.run",
    "demo": "cli.demo",
    "follow": "cli.follow",
    "raise": "cli.raise_submission",
    "decisions": "cli.decisions",
    "calendar": "cli.calendar",
    "rules": "cli.rules",
    "queue": "cli.queue",
    "decide": "cli.decide",
    "handover": "cli.handover.commands",
    "contact": "cli.contact",
    "user": "cli.user",
    "waiting": "cli.waiting",
    "send": "cli.send",
    "listen": "cli.listen",
    "township": "cli.township.commands",
    "slip": "cli.papers",
    "poster": "cli.papers",
    "triage": "cli.triage",
    "similar": "cli.similar",
    "doctor": "cli.doctor.commands",
    "parked": "cli.parked.commands",
    "partner": "cli.partner.commands",
    "replay": "cli.replay",
    "migrate": "cli.operate",
    "provision": "cli.operate",
    "definitions": "cli.definitions",
    "healthcheck": "cli.healthcheck",
    "secrets": "cli.secrets",
    "archive": "cli.archive.commands",
    "backup": "cli.backup.taking",
    "restore": "cli.backup.commands",
    "resend": "cli.backup.commands",
    "docs": "cli.docs",
    "contracts": "cli.contracts",
}
"""Command → the module that has a function of its name, or a group (with an underscore where Python reserves
it)."""


COMMAND_LINE = typer.Typer(cls=lazily(COMMANDS), no_args_is_help=True, pretty_exceptions_enable=False)


def _say_version(asked: bool) -> None:
    if asked:
        from cli.version import version

        typer.echo(version())
        raise typer.Exit


@COMMAND_LINE.callback()
def youyue(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_say_version, is_eager=True, help="版本与提交 version and commit"),
    ] = False,
) -> None:
    """有约：乡长有约平台。Youyue: the platform behind 乡长有约."""


def app() -> None:
    """The console script's entry."""
    watch_what_is_printed()
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    try:
        if command in COMMANDS and command not in LENIENT and "--help" not in sys.argv:
            import_module("cli.environment").refuse_unknown_names()
        ended = _run(command)
        sys.stdout.flush()
        sys.exit(ended)
    except Exception as error:
        _explain(error)


def _run(command: str) -> int:
    """The command's exit code. What cannot be understood is said in both languages."""
    from cli.usage import Wrong, lines_about

    try:
        ended = COMMAND_LINE(standalone_mode=False)
    except Wrong as error:
        if lines := lines_about(error):
            typer.echo("\n".join(lines), err=True)
        else:
            error.show()
        return UNUSABLE
    except typer.Abort:
        typer.echo("已中止。Aborted.", err=True)
        return BROKEN
    return ended if isinstance(ended, int) else 0


def _explain(error: Exception) -> NoReturn:
    """Say what went wrong, without the passwords that an address in a traceback may hold."""
    from cli.settings_words import settings_in_words
    from cli.writing import not_written
    from shared.kernel.messages.errors import Rejected
    from shared.kernel.settings.secrecy import redact
    from shared.kernel.settings.settings import SettingsError

    known = isinstance(error, SettingsError | Rejected)
    said = settings_in_words(error) if known else traceback.format_exc()
    if isinstance(error, OSError) and error.filename is not None:
        known, said = True, not_written(error.filename, error)
    sys.stderr.write(redact(said) + "\n")
    sys.exit(UNUSABLE if known else BROKEN)


if __name__ == "__main__":
    app()
