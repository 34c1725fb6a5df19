"""The text of what is begun. ``TODO`` marks what a person has to say; ``make check`` names each of them."""

from scripts.skeleton.asked import Asked

CHAPTER = '''"""TODO: say in a line what this chapter is: who does what."""

from dataclasses import replace

from services.{a.service}.domain.{a.thing}.{a.thing} import STATES, {a.thing_class}
from shared.kernel.messages.errors import Refusal
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts import {a.service} as said
from shared.language.contracts.envelope import Role


def {a.change}_is_allowed(
    _{a.thing}: {a.thing_class}, _message: said.{a.command_class}, _situation: Situation
) -> Refusal | None:
    """TODO: call the guard what must be true and say by which rule, refuse("code") if not; or remove it."""
    return None


def {a.change}(
    {a.thing}: {a.thing_class}, message: said.{a.command_class}, situation: Situation
) -> {a.thing_class}:
    """TODO: say what is different afterwards."""
{change}


{name}: tuple[Clause[{a.thing_class}], ...] = (
    Transition(
        STATES,  # TODO: the states that allow it
        said.{a.command_class},
        None,  # TODO: the state afterwards; None: it stays
        said.{a.event_class},
        by=(Role.OFFICE,),  # TODO: who may
        why="TODO: the law, rule or decision",
        guards=({a.change}_is_allowed,),
        change={a.change},
    ),
)
'''
ENTRY = '''class {a.entry_class}(Contract):
    """An entry of ``{a.field}``: what was said, by whom, when."""

    text: Prose
    by: Id
    at: Instant
'''
TEST = '''"""TODO: say in a line what this chapter is."""

import pytest

from services.{a.service}.domain.{a.thing}.{a.thing} import STATES
from shared.kernel.messages.envelope import Actor
from shared.language.contracts import {a.service} as said
from shared.language.contracts.envelope import Role
from tests.unit.chapters import Example

EXAMPLES = (
    # TODO: a good command, somebody who may give it, the states that allow it; facts= if the clause has them
    Example(said.{a.command_class}({example}), Actor("office-1", Role.OFFICE), STATES),
)


def test_{chapter}() -> None:
    pytest.fail("TODO: a sentence as the name, and what it says; look at the tests beside this one")
'''


def command(asked: Asked, base: str) -> str:
    """The class of the command, below ``base``."""
    lines = [f'class {asked.command_class}({base}, type="{asked.command}"):']
    lines += ['    """TODO: who asks for what."""', ""]
    lines += [f"    {asked.thing}_id: Id"] if base == "Command" else []
    lines += ["    text: Said"] if asked.field else []
    return "\n".join(lines).rstrip() + "\n"


def event(asked: Asked, base: str, snapshot: str) -> str:
    """The class of the event, below ``base``; ``snapshot``: what it carries, if the base does not say it."""
    lines = [f'class {asked.event_class}({base}, type="{asked.event}"):']
    lines += ['    """TODO: what has happened."""', ""]
    lines += [f"    {asked.thing}: {snapshot}"] if snapshot else []
    return "\n".join(lines).rstrip() + "\n"


def entry(asked: Asked) -> str:
    """The class of what is added to the thing's list."""
    return ENTRY.format(a=asked)


def field(asked: Asked) -> str:
    """The list, in the snapshot and in the thing."""
    return f"{asked.field}: tuple[{asked.entry_class}, ...] = ()"


def chapter(asked: Asked) -> str:
    """The chapter's file."""
    thing, list_ = asked.thing, asked.field
    change = (
        f"    entry = said.{asked.entry_class}(text=message.text, by=situation.actor.id, at=situation.now)\n"
        f"    return replace({thing}, {list_}=(*{thing}.{list_}, entry))"
        if list_
        else f"    return replace({thing})"
    )
    return CHAPTER.format(a=asked, change=change, name=asked.chapter.upper())


def test(asked: Asked) -> str:
    """Its test's file."""
    example = f'{asked.thing}_id="one"' + (', text="一句话"' if asked.field else "")
    return TEST.format(a=asked, example=example, chapter=asked.chapter)


def telling(asked: Asked, stage: str) -> str:
    """The console's entry: what was said, if anything was."""
    if not asked.field:
        return f"Told({asked.service}.{asked.event_class}, {stage})"
    said = f"lambda e: newest(e.{asked.thing}.{asked.field}, said=lambda entry: entry.text)"
    return f"Told({asked.service}.{asked.event_class}, {stage}, {said})"
