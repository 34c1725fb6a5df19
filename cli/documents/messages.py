"""docs/generated/messages/<type>.md: a page for each message, with all that its sender or reader asks."""

import json

from cli.documents.contracts import kind_of
from cli.documents.events import facts_of, fields_of
from cli.documents.markdown import code, codes, page, sentence
from cli.documents.meanings import meaning_of, purposes
from cli.documents.refusals import codes_of
from cli.documents.samples import example_of
from cli.documents.schemas import shapes_of
from shared.kernel.bus.rabbit.publisher import CONTENT_TYPE
from shared.kernel.messages.base import Answer, Command, Data, Timer
from shared.kernel.messages.topology import ANSWERS, commands_exchange, events_exchange, inside_exchange
from shared.language.contracts.registry import TYPES
from shared.language.words.catalogue import LOCALES, entries

_PROOF = """\
## How a proof is made 凭证怎样生成

Draw a secret of twelve symbols, the last one a check, and give it to the raiser alone. In `proof` of
`intake.submission.submit.v1` stands only its commitment, `pbkdf2-sha256$10000$<salt>$<hash>`: sixteen random
bytes, and PBKDF2-HMAC-SHA256 over the symbols, upper case without hyphens, 10,000 rounds, 32 bytes, both in
lower-case hexadecimal. In later commands `proof` is the secret itself; it is in no event.

生成十二个字符的密码（末位为校验），只交给提出人。`intake.submission.submit.v1` 的 `proof` 只写它的承诺值
`pbkdf2-sha256$10000$<盐>$<散列>`：十六字节随机盐；对去掉连字符的大写字符作 PBKDF2-HMAC-SHA256，
一万轮，32 字节，两者都用小写十六进制。以后的命令里 `proof` 是密码本身；任何事件里都没有它。
"""


def message_pages() -> dict[str, str]:
    """Name of the file → its text, for every type."""
    return {f"{cls.type}.md": _page(cls) for cls in TYPES.values()}


def _page(cls: type[Data]) -> str:
    parts = [
        f"{_name(cls)}\n",
        *(f"{said}\n" for said in (purposes().get(cls.type), sentence(cls.__doc__)) if said),
        *(f"- {line}" for line in (_kind(cls), *facts_of(cls, _link))),
    ]
    if issubclass(cls, Command):
        parts += [
            f"- may be refused with 可能的不予受理代码: {codes(codes_of(cls)) or 'none of its own'}; "
            "[what they mean, and those of every command](../codes.md)"
        ]
    parts += ["", "## Fields of `data` 字段\n", fields_of(cls, code, _field, meaning_of)]
    for shape in sorted(shapes_of(cls), key=lambda shape: shape.__name__):
        parts += [
            f"### {shape.__name__}\n",
            f"{sentence(shape.__doc__)}\n",
            fields_of(shape, code, _field, meaning_of),
        ]
    if "proof" in cls.model_fields:
        parts.append(_PROOF)
    example = json.dumps(example_of(cls), ensure_ascii=False, indent=2)
    parts.append(f"## Example 示例\n\n```json\n{example}\n```\n")
    return page(cls.type, "\n".join(parts))


def _name(cls: type[Data]) -> str:
    """What people call it, Chinese first, where they have a word for it."""
    key = f"command.{cls.type.removesuffix('.v1')}"
    words = [known[key] for known in map(entries, LOCALES) if key in known]
    return " · ".join(words) or kind_of(cls)


def _field(name: str) -> str:
    """The field, with the word that people read for it."""
    return " ".join((code(name), entries("zh_CN").get(f"field.{name}", ""))).strip()


def _kind(cls: type[Data]) -> str:
    if issubclass(cls, Command):
        return f"command 命令, to the exchange `{commands_exchange(cls.owner())}`, as `{CONTENT_TYPE}`"
    if issubclass(cls, Answer):
        return f"answer 答复, by the exchange `{ANSWERS}`, to who sent the command alone"
    if issubclass(cls, Timer):
        return f"timer 定时, for {cls.owner()} alone"
    return (
        f"event 事件, from the exchange `{events_exchange(cls.owner())}`, and whole from "
        f"`{inside_exchange(cls.owner())}`"
    )


def _link(type: str) -> str:
    return f"[{code(type)}]({type}.md)"
