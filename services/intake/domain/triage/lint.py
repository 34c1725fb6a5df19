"""Checks the data files: rules without effect or in contradiction, unknown codes, words listed twice."""

from collections.abc import Iterator, Sequence

from services.intake.domain.triage.book import WEIGHTS, Book, Rule
from services.intake.domain.triage.locality import own_vocabulary, routes
from services.intake.domain.triage.model import NO_REASON
from services.intake.domain.triage.suggest import NO
from shared.kernel.messages.base import Bilingual
from shared.language.directory import Directory

_SETS = ("category", "village", "channel", "urgency", "reason")


def findings(book: Book, lists: Directory) -> list[Bilingual]:
    """What a person should look at, rules and the township's routes first; nothing when all is well."""
    rules = (*book.rules, *routes(lists))
    return [
        *_unknown_codes(rules, book, lists),
        *_same_ids(rules),
        *_shadowed(rules),
        *_contradictions(rules),
        *_words(book),
        *_own_words(book, lists),
    ]


def _codes(lists: Directory) -> dict[str, frozenset[str]]:
    return {
        "category": frozenset(lists.categories),
        "department": frozenset(lists.departments),
        "leader": frozenset(lists.leaders),
        "urgency": frozenset(lists.urgencies),
        "village": frozenset(lists.villages),
        "deputy_group": frozenset(lists.villages),
        "channel": frozenset(lists.channels),
        "without_urgency": frozenset(lists.urgencies),
        "reason": frozenset((NO_REASON, *lists.reasons)),
        "admissible": frozenset((NO_REASON, *lists.reasons)),
        "small_matter": frozenset((NO,)),
    }


def _unknown_codes(rules: Sequence[Rule], book: Book, lists: Directory) -> Iterator[Bilingual]:
    known = _codes(lists)
    for rule in rules:
        asked = {name: getattr(rule, name) for name in (*_SETS, "without_urgency")}
        given = {name: frozenset((value,)) for name, value in rule.sets.items()}
        for name, values in (*asked.items(), *given.items()):
            for value in sorted(values - known.get(name, frozenset())):
                yield Bilingual(
                    zh=f"规则 {rule.id}：没有 {name} = {value}",
                    en=f"rule {rule.id}: there is no {name} = {value}",
                )
    for category in sorted({code for by in book.vocabulary.values() for code in by} - known["category"]):
        yield Bilingual(zh=f"词汇：没有类别 {category}", en=f"vocabulary: there is no category {category}")


def _same_ids(rules: Sequence[Rule]) -> Iterator[Bilingual]:
    ids = [rule.id for rule in rules]
    for twice in sorted({i for i in ids if ids.count(i) > 1}):
        yield Bilingual(zh=f"规则编号 {twice} 用了两次", en=f"the rule id {twice} is used twice")


def covers(wide: Rule, narrow: Rule) -> bool:
    """Whether ``wide`` applies wherever ``narrow`` does."""

    def includes(outer: frozenset[str], inner: frozenset[str]) -> bool:
        return not outer or bool(inner and inner <= outer)

    return (
        all(includes(getattr(wide, name), getattr(narrow, name)) for name in _SETS)
        and includes(wide.words, narrow.words)
        and wide.without <= narrow.without
        and wide.without_urgency <= narrow.without_urgency
        and wide.elsewhere <= narrow.elsewhere
    )


def _shadowed(rules: Sequence[Rule]) -> Iterator[Bilingual]:
    for at, later in enumerate(rules):
        for earlier in rules[:at]:
            if covers(earlier, later) and set(later.sets) <= set(earlier.sets):
                yield Bilingual(
                    zh=f"规则 {later.id} 永远不起作用：{earlier.id} 在前，条件更宽",
                    en=f"rule {later.id} never takes effect: {earlier.id} comes first and asks for less",
                )
                break


def _contradictions(rules: Sequence[Rule]) -> Iterator[Bilingual]:
    """Rules with a word in common that may apply together and differ: order decides, perhaps by chance."""
    for at, later in enumerate(rules):
        for earlier in rules[:at]:
            fields = [f for f, value in later.sets.items() if earlier.sets.get(f, value) != value]
            if (
                fields
                and _may_meet(earlier, later)
                and not covers(later, earlier)
                and not covers(earlier, later)
            ):
                yield Bilingual(
                    zh=f"规则 {earlier.id} 与 {later.id} 可能同时适用，"
                    f"而 {'、'.join(fields)} 不同；现以在前的为准",
                    en=f"rules {earlier.id} and {later.id} may apply together "
                    f"and differ in {', '.join(fields)}",
                )


def _may_meet(one: Rule, other: Rule) -> bool:
    apart = any(
        getattr(one, name) and getattr(other, name) and not getattr(one, name) & getattr(other, name)
        for name in _SETS
    )
    shared = not one.words or not other.words or bool(one.words & other.words)
    return not apart and shared and not one.words & other.without and not other.words & one.without


def _words(book: Book) -> Iterator[Bilingual]:
    for term, by in book.vocabulary.items():
        sure = sorted(category for category, weight in by.items() if weight >= WEIGHTS["decisive"])
        if len(sure) > 1:
            yield Bilingual(
                zh=f"词汇“{term}”在 {'、'.join(sure)} 都列为 decisive",
                en=f"“{term}” is decisive for {', '.join(sure)}",
            )
    for term, category, lists in book.repeated:
        yield Bilingual(
            zh=f"词汇“{term}”在 {category} 中出现在 {'、'.join(lists)}",
            en=f"“{term}” is twice in {category}: {', '.join(lists)}",
        )


def _own_words(book: Book, lists: Directory) -> Iterator[Bilingual]:
    for term, by in own_vocabulary(lists).items():
        others = {code for code, weight in book.vocabulary.get(term, {}).items() if weight > 0}
        if len(several := sorted({*by, *(others & lists.categories.keys())})) > 1:
            yield Bilingual(
                zh=f"本地用词“{term}”同时指向几个类别：{'、'.join(several)}",
                en=f"“{term}”, a term of {', '.join(sorted(by))} here, speaks for {', '.join(several)}",
            )
