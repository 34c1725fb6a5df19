"""What is said about a command line that cannot be understood, in both languages: Chinese first, as
everything that people read here."""

import re
from typing import Any

import typer

from cli.shown import shown
from shared.kernel.messages.base import Bilingual
from shared.language.words import bilingual

Wrong: Any = typer.BadParameter.__mro__[1]
"""The parser's error for any wrong usage; typer names the ones below it alone."""
_NO_COMMAND = re.compile("No such command '(?P<name>.*)'")
_EXTRA = re.compile(r"Got unexpected extra argument(?:s|\(s\))? \((?P<given>.*)\)", re.DOTALL)


def in_words(error: Any) -> Bilingual:
    """The sentence for one of the parser's errors."""
    kind, said = type(error).__name__, str(error.message)
    if kind == "NoSuchOption":
        near = ", ".join(sorted(error.possibilities or ()))
        key = "usage.no_option_near" if near else "usage.no_option"
        return bilingual(key, name=shown(error.option_name), near=near)
    if kind == "MissingParameter":
        return bilingual("usage.missing", name=_name(error))
    if kind == "BadOptionUsage":
        return bilingual("usage.option_without_value", name=shown(error.option_name))
    if kind == "BadParameter":
        return bilingual("usage.bad_value", name=_name(error), given=shown(said))
    if found := _NO_COMMAND.match(said):
        return bilingual("usage.no_command", name=shown(found["name"]))
    if found := _EXTRA.match(said):
        return bilingual("usage.too_many", given=shown(found["given"]))
    return bilingual("usage.other", given=shown(error.format_message()))


def lines_about(error: Any) -> tuple[str, ...]:
    """All that is said: how the command is used where that is known, and what is wrong."""
    if type(error).__name__ == "NoArgsIsHelpError":
        return ()
    said = in_words(error)
    path = error.ctx.command_path if error.ctx is not None else "youyue"
    hint = bilingual("usage.help", command=f"{path} --help")
    return (said.zh, said.en, f"{hint.zh} {hint.en}")


def _name(error: Any) -> str:
    hint = error.param_hint or (error.param.get_error_hint() if error.param is not None else "?")
    said = hint if isinstance(hint, str) else " / ".join(hint)
    return shown(said.partition(" (env var:")[0].strip("'"))
