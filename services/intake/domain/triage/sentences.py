"""Why: one sentence for each field, in both languages, naming the rule, the words, or the learned part."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from services.intake.domain.triage.book import Book, Rule
from services.intake.domain.triage.evidence import Evidence
from services.intake.domain.triage.learned import Model
from services.intake.domain.triage.model import (
    ADMISSIBLE,
    CATEGORY,
    DEPARTMENT,
    DEPUTY_GROUP,
    FIELDS,
    KIND,
    LEADER,
    SMALL_MATTER,
    URGENCY,
    TriageResult,
    Why,
)
from services.intake.domain.triage.praising import PRAISE
from services.intake.domain.triage.suggest import DANGER, Suggestions, best
from shared.language.directory import Directory
from shared.language.directory.choosing import name_in
from shared.language.words import bilingual

KIND_CUES = {
    "question": ("manner.broken",),
    "suggestion": ("manner.wish",),
    "complaint": ("manner.ill", "manner.ignored", "manner.person"),
    "request": ("manner.oneself",),
    "consultation": ("manner.rules",),
    PRAISE: ("praise.sure", "praise.thanks"),
}
"""The cues that speak for each kind, the most telling first."""
WORDS = 4
"""Words that a sentence names at most."""


def whys(
    result: TriageResult,
    evidence: Evidence,
    grams: Mapping[str, float],
    found: Suggestions,
    by_rule: tuple[tuple[str, Rule], ...],
    book: Book,
    model: Model,
    lists: Directory,
) -> TriageResult:
    """``result`` with a sentence for each field; ``grams``: the n-grams of its words."""
    named = dict(by_rule)
    sentences = {
        CATEGORY: _category(result, evidence, grams, found, book, model, lists),
        DEPARTMENT: _why(
            "default",
            "department",
            category=name_in(lists.categories, result.category),
            department=name_in(lists.departments, result.department),
        ),
        LEADER: _why(
            "default",
            "leader",
            department=name_in(lists.departments, result.department),
            leader=name_in(lists.leaders, result.leader),
        ),
        DEPUTY_GROUP: _deputies(result, evidence, lists),
        URGENCY: _urgency(result, evidence, book, lists),
        KIND: _of_group(KIND, KIND_CUES[result.kind], evidence, book, kind=name_in(lists.kinds, result.kind)),
        ADMISSIBLE: _admissible(result, evidence, book, lists),
        SMALL_MATTER: _small(result),
    }
    for field, rule in named.items():
        sentences[field] = _why("rule", "rule", rule=rule.id, note=rule.note)
    return replace(result, why={field: sentences[field] for field in FIELDS})


def _why(by: str, key: str, **values: object) -> Why:
    text = bilingual(f"triage.{key}", **values)
    return Why(by, text.zh, text.en)


def _quoted(words: Iterable[str]) -> str:
    return "".join(f"“{word}”" for word in list(dict.fromkeys(words))[:WORDS])


def category_words(evidence: Evidence, category: str) -> list[str]:
    """The pieces of the text that speak for a category, the weightiest first."""
    vocabulary = evidence.vocabulary
    worth = [
        (-vocabulary[one.hit.term][category] * one.as_topic, one.hit.start, one.hit)
        for one in evidence.found
        if vocabulary.get(one.hit.term, {}).get(category, 0.0) * one.as_topic > 0
    ]
    taken = bytearray(len(evidence.said))
    words: list[str] = []
    for _, _, hit in sorted(worth, key=lambda row: row[:2]):
        if taken.find(1, hit.start, hit.end) < 0:
            taken[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
            words.append(evidence.said[hit.start : hit.end])
    return words


def _category(
    result: TriageResult,
    evidence: Evidence,
    grams: Mapping[str, float],
    found: Suggestions,
    book: Book,
    model: Model,
    lists: Directory,
) -> Why:
    name = name_in(lists.categories, result.category)
    sure = f"{max(found.category.values(), default=0.0):.0%}"
    words = category_words(evidence, result.category)
    if words and best(found.words) == result.category:
        return _why(
            "both" if found.words[result.category] < 0.5 else "words",
            "category.words",
            category=name,
            words=_quoted(words),
            sure=sure,
        )
    telling = model.strongest(CATEGORY, grams, result.category, 12)
    pieces = sorted((g for g in telling if g in book.terms and len(g) > 1), key=len, reverse=True)
    if not telling:
        return _why("default", "category.nothing", category=name)
    if not pieces:
        return _why("model", "category.learned", category=name, sure=sure)
    return _why("model", "category.model", category=name, words=_quoted(pieces), sure=sure)


def group_words(evidence: Evidence, group: str, book: Book) -> list[str]:
    """The pieces of the text that belong to a group of cues, the weightiest first."""
    terms = book.groups.get(group, {})
    worth = [
        (-terms[one.hit.term] * one.as_manner, one.hit.start, evidence.said[one.hit.start : one.hit.end])
        for one in evidence.found
        if one.hit.term in terms and one.as_manner > 0 and not one.hit.sounded
    ]
    return [piece for _, _, piece in sorted(worth)]


def _of_group(field: str, groups: Sequence[str], evidence: Evidence, book: Book, **values: object) -> Why:
    words = [word for group in groups for word in group_words(evidence, group, book)]
    if words:
        return _why("both", f"{field}.words", words=_quoted(words), **values)
    return _why("model", f"{field}.model", **values)


def _urgency(result: TriageResult, evidence: Evidence, book: Book, lists: Directory) -> Why:
    group = {DANGER: "hazard", "utility": "service.out", "complex": "size.project"}.get(
        result.urgency, "calm"
    )
    name = name_in(lists.urgencies, result.urgency)
    if result.urgency == "ordinary":
        return _why("both", "urgency.ordinary", urgency=name)
    return _of_group(URGENCY, (group,), evidence, book, urgency=name)


def _admissible(result: TriageResult, evidence: Evidence, book: Book, lists: Directory) -> Why:
    if result.inadmissible_reason is None:
        return _why("both", "admissible.yes")
    code = result.inadmissible_reason
    reason = lists.reasons.get(code)
    said = {"reason": reason.name if reason else code, "where": reason.where_to_go if reason else "-"}
    words = group_words(evidence, f"reason.{code}", book)
    if words:
        return _why("both", "admissible.words", words=_quoted(words), **said)
    return _why("model", "admissible.no", **said)


def _small(result: TriageResult) -> Why:
    if not result.admissible:
        return _why("default", "small_matter.inadmissible")
    if result.matters:
        return _why("rule", "small_matter.several", matters=len(result.matters))
    if result.kind == PRAISE:
        return _why("rule", "small_matter.praise")
    return _why("both", "small_matter.yes" if result.small_matter else "small_matter.no")


def _deputies(result: TriageResult, evidence: Evidence, lists: Directory) -> Why:
    if result.deputy_group is None:
        return _why("default", "deputy_group.none")
    key = "deputy_group.named" if result.deputy_group in evidence.places else "deputy_group.raiser"
    return _why("default", key, village=name_in(lists.villages, result.deputy_group))
