"""Who names something that is not there learns what there is: people in the sentence, programs as codes
(case P16)."""

import ast
from collections.abc import Iterator
from pathlib import Path

from shared.kernel.messages.errors import refuse
from shared.language.house import sentence_of

ROOT = Path(__file__).parents[2]
SOURCES = (ROOT / "services", ROOT / "shared/language")
LISTS = frozenset({"known", "choices", "ways", "questions", "options", "co_signers", "allowed"})
"""Values of a sentence that are what somebody could have said instead."""
NO_COMMAND = frozenset({"attachment_type", "question_unanswered"})
"""An upload's type is no code; of unanswered questions the sentence says which are missing."""


def refusals() -> Iterator[tuple[str, str, frozenset[str]]]:
    """Where, code and values of each refusal that is written out."""
    for folder in SOURCES:
        for file in sorted(folder.rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Name)
                    and node.func.id == "refuse"
                ):
                    match node.args:
                        case [ast.Constant(value=str(code)), *_]:
                            values = frozenset(str(one.arg) for one in node.keywords)
                            yield f"{file.relative_to(ROOT)}:{node.lineno}", code, values


def test_a_refusal_whose_sentence_lists_what_there_is_gives_the_codes_to_programs() -> None:
    found = list(refusals())
    listing = {code for _, code, values in found if values & LISTS}
    assert len(listing) > 20
    silent = [
        where
        for where, code, values in found
        if values & LISTS and code not in NO_COMMAND and "one_of" not in values
    ]
    assert silent == []


def test_what_somebody_has_to_write_is_said_as_they_have_to_write_it() -> None:
    said = sentence_of(refuse("unknown_reply_rule", "data.rule", rule="x", choices="three_months, other"))
    assert "three_months（通常的答复期限）、other" in said.zh
    assert "three_months (the usual time to reply), other" in said.en
