"""Finding places in a module's text and putting something there; the text is parsed, never imported."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator


def classes(text: str) -> Iterator[ast.ClassDef]:
    """The classes of a module, in their order."""
    return (node for node in ast.parse(text).body if isinstance(node, ast.ClassDef))


def type_of(node: ast.ClassDef) -> str:
    """The message type that a class names, or nothing."""
    given = (word.value for word in node.keywords if word.arg == "type")
    return str(next((value.value for value in given if isinstance(value, ast.Constant)), ""))


def base_of(node: ast.ClassDef) -> str:
    """The first base class."""
    return ast.unparse(node.bases[0]) if node.bases else ""


def fields_of(node: ast.ClassDef) -> list[ast.AnnAssign]:
    """The annotated names in a class."""
    return [part for part in node.body if isinstance(part, ast.AnnAssign)]


def defines(text: str, name: str) -> bool:
    """Whether a module has a class of that name."""
    return any(node.name == name for node in classes(text))


def after(text: str, line: int, addition: str) -> str:
    """``addition`` behind a line, counted from one."""
    lines = text.splitlines(keepends=True)
    return "".join((*lines[:line], addition, *lines[line:]))


def after_class(text: str, node: ast.ClassDef, addition: str) -> str:
    """A class behind another."""
    return after(text, node.end_lineno or 0, f"\n\n{addition}")


def with_field(text: str, name: str, field: str) -> str:
    """A field behind the last one of the class, and behind its docstring."""
    node = next(node for node in classes(text) if node.name == name)
    last = node.body.index(fields_of(node)[-1])
    said = node.body[last + 1 : last + 2]
    behind = said[0] if said and isinstance(said[0], ast.Expr) else node.body[last]
    return after(text, behind.end_lineno or 0, f"    {field}\n")


def with_import(text: str, module: str, name: str) -> str:
    """The module, with ``name`` imported if it is not; ruff puts the line in its place."""
    tree = ast.parse(text)
    imports = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    if any(alias.name == name for node in imports for alias in node.names):
        return text
    return after(text, imports[-1].end_lineno or 0, f"from {module} import {name}\n")


def with_element(text: str, element: ast.expr, addition: str) -> str:
    """An element behind another one of a tuple."""
    lines = text.splitlines(keepends=True)
    line, column = (element.end_lineno or 1) - 1, element.end_col_offset or 0
    raw = lines[line].encode()
    lines[line] = (raw[:column] + f", {addition}".encode() + raw[column:]).decode()
    return "".join(lines)


def last_element(text: str, fits: Callable[[ast.expr], bool]) -> tuple[int, ast.expr | None]:
    """How many elements fit in the tuple of the module in which most do, and the last of these."""
    best: tuple[int, ast.expr | None] = (0, None)
    for node in ast.walk(ast.parse(text)):
        fitting = [element for element in node.elts if fits(element)] if isinstance(node, ast.Tuple) else []
        if len(fitting) > best[0]:
            best = len(fitting), fitting[-1]
    return best


def with_text(text: str, key: str, said: str) -> str:
    """A catalogue with one text more, in alphabetical order."""
    entry = f'msgid "{key}"\nmsgstr "{said}"\n'
    blocks = text.rstrip("\n").split("\n\n")
    keys: Iterable[str] = (_key(block) for block in blocks)
    place = next((number for number, other in enumerate(keys) if other > key), len(blocks))
    return "\n\n".join((*blocks[:place], entry.rstrip("\n"), *blocks[place:])) + "\n"


def with_line(text: str, table: str, key: str, said: str) -> str:
    """A TOML table of sorted keys with one text more, in alphabetical order."""
    before, head, after = text.partition(f"[{table}]\n")
    lines = after.splitlines(keepends=True)
    end = next((number for number, line in enumerate(lines) if not line.startswith('"')), len(lines))
    place = next((number for number in range(end) if lines[number].split('"')[1] > key), end)
    return "".join((before, head, *lines[:place], f'"{key}" = "{said}"\n', *lines[place:]))


def _key(block: str) -> str:
    found = re.search(r'^msgid "(.*)"$', block, re.MULTILINE)
    return found[1] if found else ""
