"""Begins a command with its event: ``make new-message TYPE=… EVENT=… CHAPTER=…``.

FIELD= names the list of the thing to which the command adds, if there is one. What follows from the names is
written, what a person has to say is marked with TODO, and ``make check`` lists what is left. Nothing is
overwritten, and nothing is written if not everything can be.
"""

import ast
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from cli.documents.meanings import FILE
from scripts.skeleton import source, texts
from scripts.skeleton.asked import Asked

ROOT = Path(__file__).parents[1]
CONTRACTS = "shared/language/contracts"
BASE = "shared.kernel.messages.base"
TEXTS = "shared.language.contracts.texts"
SAID = {
    "command": "TODO: how people call what is asked for",
    "event": "TODO: what is told",
}
PURPOSE = {
    "command": "TODO: 谁要求什么，有什么条件，之后怎样。",
    "event": "TODO: 发生了什么，由谁，之后怎样。",
}


@dataclass
class Tree:
    """The project's files with what is going to be written; on disk they change in ``write`` alone."""

    root: Path
    changed: dict[Path, str] = field(default_factory=dict)

    def text(self, path: Path) -> str:
        """A file as it is going to be."""
        return self.changed.get(path) or (self.root / path).read_text("utf-8")

    def found(self, *patterns: str) -> list[Path]:
        """The files of these patterns, in their order."""
        return [
            path.relative_to(self.root) for pattern in patterns for path in sorted(self.root.glob(pattern))
        ]

    def change(self, path: Path, text: str) -> None:
        """Let a file have that text."""
        self.changed[path] = text

    def begin(self, path: Path, text: str) -> None:
        """A new file. Raises ValueError if it is there."""
        if (self.root / path).exists():
            raise ValueError(f"{path} exists; add to it by hand, or choose another chapter")
        self.changed[path] = text

    def write(self) -> None:
        """Write everything, and let ruff sort imports and wrap lines."""
        for path, text in self.changed.items():
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_text(text, "utf-8")
        modules = [str(path) for path in self.changed if path.suffix == ".py"]
        ruff = Path(sys.executable).with_name("ruff")
        for given in (("check", "--quiet", "--fix", "--select", "I,F401"), ("format", "--quiet")):
            subprocess.run([ruff, *given, *modules], cwd=self.root, check=False)


def begin(root: Path, asked: Asked) -> list[Path]:
    """Write the skeleton below ``root``; the files, in the order in which to go through them.

    Raises ValueError if something of that name is there, or if the thing is new: it needs more than messages.
    """
    tree = Tree(root)
    modules = tree.found(f"{CONTRACTS}/{asked.service}.py", f"{CONTRACTS}/{asked.service}/*.py")
    _unused(tree, modules, asked)
    path, last = _sibling(tree, modules, asked, "Command")
    with_command = source.after_class(tree.text(path), last, texts.command(asked, source.base_of(last)))
    for module, name in ((BASE, "Id"), (TEXTS, "Said")):
        with_command = source.with_import(with_command, module, name)
    tree.change(path, with_command)
    path, last = _sibling(tree, modules, asked, "Event")
    carried = _carried(last, asked)
    tree.change(
        path, source.after_class(tree.text(path), last, texts.event(asked, source.base_of(last), carried))
    )
    _chapter(tree, asked)
    if asked.field:
        _list(tree, modules, asked)
    _subscribe(tree, asked)
    _tell(tree, asked)
    for path in tree.found("shared/language/words/locale/*/LC_MESSAGES/youyue.po"):
        for kind, type in (("command", asked.command), ("event", asked.event)):
            key = f"{kind}.{type.removesuffix('.v1')}"
            tree.change(path, source.with_text(tree.text(path), key, SAID[kind]))
    for kind, type in (("command", asked.command), ("event", asked.event)):
        tree.change(Path(FILE), source.with_line(tree.text(Path(FILE)), "purposes", type, PURPOSE[kind]))
    tree.write()
    return list(tree.changed)


def _unused(tree: Tree, modules: list[Path], asked: Asked) -> None:
    names = {asked.command_class, asked.event_class} | ({asked.entry_class} if asked.field else set())
    for path in modules:
        for node in source.classes(tree.text(path)):
            if node.name in names or source.type_of(node) in (asked.command, asked.event):
                raise ValueError(
                    f"{path}:{node.lineno} has a class {node.name} {source.type_of(node)}".rstrip()
                )


def _sibling(tree: Tree, modules: list[Path], asked: Asked, kind: str) -> tuple[Path, ast.ClassDef]:
    """The module with the thing's messages of that kind, and the last of them. Of several the one that is
    called after the kind: the others are of one subject."""
    called = f"{kind.lower()}s"
    for path in sorted(modules, key=lambda path: (not path.stem.endswith(called), len(path.stem))):
        for node in reversed([*source.classes(tree.text(path))]):
            ours = source.type_of(node).startswith(f"{asked.service}.{asked.thing}.")
            if ours and source.base_of(node).endswith(kind):
                return path, node
    raise ValueError(
        f"{asked.service} has no {kind.lower()}s of a thing called {asked.thing}: see CONTRIBUTING.md"
    )


def _carried(sibling: ast.ClassDef, asked: Asked) -> str:
    fields = (part for part in source.fields_of(sibling) if ast.unparse(part.target) == asked.thing)
    return next((ast.unparse(part.annotation) for part in fields), "")


def _chapter(tree: Tree, asked: Asked) -> None:
    domain = Path("services", asked.service, "domain", asked.thing)
    tree.begin(domain / f"{asked.chapter}.py", texts.chapter(asked))
    tree.begin(Path("tests/unit", asked.service, asked.thing, f"test_{asked.chapter}.py"), texts.test(asked))
    table, name = domain / "table.py", asked.chapter.upper()
    text = tree.text(table)
    _, last = source.last_element(text, lambda element: isinstance(element, ast.Starred))
    if last is None:
        raise ValueError(f"{table} lists no chapters in a tuple")
    module = f"services.{asked.service}.domain.{asked.thing}.{asked.chapter}"
    tree.change(table, source.with_import(source.with_element(text, last, f"*{name}"), module, name))


def _list(tree: Tree, modules: list[Path], asked: Asked) -> None:
    """The list in the snapshot, in the thing, and in the example of the event."""
    snapshots = {
        ast.unparse(part.annotation)
        for path in modules
        for node in source.classes(tree.text(path))
        for part in source.fields_of(node)
        if ast.unparse(part.target) == asked.thing and source.base_of(node).endswith("Event")
    }
    (path,) = (path for path in modules if any(source.defines(tree.text(path), name) for name in snapshots))
    (snapshot,) = (node for node in source.classes(tree.text(path)) if node.name in snapshots)
    text = source.with_field(tree.text(path), snapshot.name, texts.field(asked))
    text = source.after(text, snapshot.lineno - 1, texts.entry(asked) + "\n\n")
    for name in ("Contract", "Id", "Instant", "Prose"):
        text = source.with_import(text, BASE, name)
    tree.change(path, text)
    thing = Path("services", asked.service, "domain", asked.thing, f"{asked.thing}.py")
    text = source.with_field(tree.text(thing), asked.thing_class, texts.field(asked))
    contracts = f"{CONTRACTS}/{asked.service}".replace("/", ".")
    tree.change(thing, source.with_import(text, contracts, asked.entry_class))
    samples = Path("cli/documents/samples.toml")
    line = f'[by_event]\n"{asked.event}" = "{asked.field}"'
    tree.change(samples, tree.text(samples).replace("[by_event]", line, 1))


def _of_the_thing(asked: Asked) -> Callable[[ast.expr], bool]:
    """Whether an element names an event of the thing: ``handling.ItemAssigned``."""
    start = f"{asked.service}.{asked.thing_class}"
    return lambda element: isinstance(element, ast.Attribute) and ast.unparse(element).startswith(start)


def _subscribe(tree: Tree, asked: Asked) -> None:
    path = Path("shared/language/news.py")
    _, last = source.last_element(tree.text(path), _of_the_thing(asked))
    if last is not None:
        tree.change(path, source.with_element(tree.text(path), last, f"{asked.service}.{asked.event_class}"))


def _tell(tree: Tree, asked: Asked) -> None:
    ours = _of_the_thing(asked)

    def told(element: ast.expr) -> bool:
        return isinstance(element, ast.Call) and ast.unparse(element.func) == "Told" and ours(element.args[0])

    files = tree.found("shared/language/telling/*.py")
    path = max(files, key=lambda file: source.last_element(tree.text(file), told)[0])
    _, last = source.last_element(tree.text(path), told)
    if isinstance(last, ast.Call):
        text = source.with_element(tree.text(path), last, texts.telling(asked, ast.unparse(last.args[1])))
        values = "shared.language.telling.values"
        tree.change(path, source.with_import(text, values, "newest") if asked.field else text)


def main(given: list[str]) -> int:
    """What was begun, or why nothing was."""
    try:
        files = begin(ROOT, Asked(*given))
    except (TypeError, ValueError) as error:
        print(f"make new-message TYPE=… EVENT=… CHAPTER=… [FIELD=…]: {error}", file=sys.stderr)
        return 1
    print("\n".join(f"  {path}" for path in files))
    print("Now look for TODO in them, run make docs, and make check until it has nothing to say.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
