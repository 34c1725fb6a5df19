"""The strings below a class's fields: the meaning of each field, in the words of the source."""

import ast
import inspect
from functools import cache
from textwrap import dedent

from pydantic import BaseModel

from cli.documents.markdown import sentence


@cache
def field_docs(cls: type[BaseModel]) -> dict[str, str]:
    """Field, as it is called on the wire → its docstring, inherited ones included; without one it is
    missing."""
    docs: dict[str, str] = {}
    for ancestor in reversed(cls.__mro__):
        if issubclass(ancestor, BaseModel) and ancestor.__module__.partition(".")[0] != "pydantic":
            docs.update(_own(ancestor))
    on_the_wire = {name: field.alias or name for name, field in cls.model_fields.items()}
    on_the_wire |= {name: name for name in cls.model_computed_fields}
    return {on_the_wire[name]: text for name, text in docs.items() if name in on_the_wire}


@cache
def _own(cls: type[BaseModel]) -> dict[str, str]:
    if "[" in cls.__name__ or cls.__module__.startswith("pydantic_settings"):
        return {}
    (definition,) = ast.parse(dedent(inspect.getsource(cls))).body
    assert isinstance(definition, ast.ClassDef)
    docs: dict[str, str] = {}
    for statement, following in zip(definition.body, definition.body[1:], strict=False):
        match statement, following:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str() as text)):
                docs[name] = sentence(text)
            case _:
                pass
    docs.update(
        (name, sentence(computed.description))
        for name, computed in cls.model_computed_fields.items()
        if computed.description
    )
    return docs
