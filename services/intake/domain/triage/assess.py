"""``assess``: the whole of triage for one submission."""

from dataclasses import dataclass

from services.intake.domain.triage.book import Book, Rule, book
from services.intake.domain.triage.evidence import Evidence, gather, over
from services.intake.domain.triage.features import ngrams, signs
from services.intake.domain.triage.learned import Model, model
from services.intake.domain.triage.locality import Locality, locality
from services.intake.domain.triage.model import (
    ADMISSIBLE,
    CATEGORY,
    DEPARTMENT,
    DEPUTY_GROUP,
    KIND,
    LEADER,
    NO_REASON,
    SMALL_MATTER,
    URGENCY,
    TriageInput,
    TriageResult,
)
from services.intake.domain.triage.praising import PRAISE, praises
from services.intake.domain.triage.rules import circumstances, decided
from services.intake.domain.triage.sentences import whys
from services.intake.domain.triage.several import matters
from services.intake.domain.triage.suggest import (
    COMPLEX,
    DANGER,
    NO,
    NO_CONTENT,
    UNCLEAR,
    UTILITY,
    YES,
    Suggestions,
    best,
    suggest,
)
from services.intake.domain.wording.fingerprint import hashed, tokens_of_masked
from shared.language.directory import Directory
from shared.language.redaction import mask_all

_CERTAIN = frozenset((CATEGORY, URGENCY, ADMISSIBLE, SMALL_MATTER))
"""Fields of which a rule that decides them is sure."""
SHORT = 12
"""Characters of a text that may say all there is to say: 死了好多鱼."""
PRAISED = 0.9
"""How sure a text is praise of which its words say so; nothing has learned it."""
TELLING = 2.0
"""What the words of a piece must weigh for a category, to say what it is about."""
READ = 200
"""Characters of a piece that are looked at: enough to say what it is about, however long the text is."""
SAYING = 5
"""Characters of a piece that may say something by itself."""
PLAIN = 0.5
"""How sure what was learned is of a danger that is one, though no single word says so."""
TURNED = 0.9
"""How sure a reason to turn a text away must be, to say that it tells of no danger."""
SURE = 0.6
"""How sure what was learned must be of it, where the words say nothing."""
SAID = 1.0
"""What the words must weigh for the category that was learned as well, where a piece has a number."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """A result and what it was made from: for explanations."""

    result: TriageResult
    evidence: Evidence
    suggestions: Suggestions
    tokens: tuple[int, ...]
    """The hashed words, by which like texts are found."""
    by_rule: tuple[tuple[str, Rule], ...]


def assess(
    asked: TriageInput, directory: Directory, using: Book | None = None, learned: Model | None = None
) -> TriageResult:
    """Suggest everything about a submission, among what the township has. Never raises on any text."""
    return examine(asked, directory, using, learned).result


def examine(
    asked: TriageInput, directory: Directory, using: Book | None = None, learned: Model | None = None
) -> Assessment:
    """``assess`` with what it was made from."""
    using, learned = using or book(), learned or model()
    here = locality(directory, using)
    evidence = gather(asked, using, here)
    grams = ngrams(evidence.said)
    found = suggest(evidence, signs(asked, evidence, using), grams, learned, here)
    likeliest, reason = best(found.category), _reason(found, evidence)
    praise = PRAISE in directory.kinds and praises(evidence)
    calm = praise or over(evidence, using) or _unfounded(found, evidence, likeliest, reason)
    urgency = best({u: p for u, p in found.urgency.items() if u != DANGER} if calm else found.urgency)
    rules = decided(here.rules, circumstances(asked, evidence, likeliest, urgency, reason))
    fields = {CATEGORY: likeliest, URGENCY: urgency} | {field: value for field, (value, _) in rules.items()}
    category = here.categories.get(fields[CATEGORY])
    usual = category.department if category else ""
    department = fields.setdefault(DEPARTMENT, usual)
    fields.setdefault(LEADER, here.in_charge(department) if department else "")
    deputies = fields.get(DEPUTY_GROUP) or next(iter(evidence.places), None) or asked.village
    # Nothing that sounds of danger is turned away, however little it says: 救命.
    reason = NO_REASON if fields[URGENCY] == DANGER else fields.get(ADMISSIBLE, reason)
    admissible = reason == NO_REASON
    small = found.small[YES] >= learned.numbers["small_matter"] and admissible
    title, text = mask_all((asked.title, asked.text), directory.telephones)
    several = matters(text.text, lambda piece, listed: _about(piece, listed, using, learned, here))
    kind = PRAISE if praise else best(found.kind)
    small = small and SMALL_MATTER not in fields and not several and kind != PRAISE and urgency != COMPLEX
    sure = found.category.get(likeliest, 0.0)
    by_rule = tuple((field, rule) for field, (_, rule) in rules.items())
    confidence = {
        CATEGORY: sure,
        DEPARTMENT: _of_department(department, usual, found, here),
        URGENCY: found.urgency[urgency] if urgency != DANGER else max(found.danger, 0.5),
        KIND: found.kind.get(kind, PRAISED),
        ADMISSIBLE: found.reason[NO_REASON] if admissible else 1 - found.reason[NO_REASON],
        SMALL_MATTER: found.small[YES if small else NO] if admissible else 1 - found.reason[NO_REASON],
    }
    confidence |= {field: 1.0 for field, _ in by_rule if field in _CERTAIN}
    confidence |= {
        LEADER: confidence[DEPARTMENT],
        DEPUTY_GROUP: 0.9 if evidence.places else 0.7 if deputies else 0.5,
    }
    result = TriageResult(
        category=fields[CATEGORY],
        department=department,
        leader=fields[LEADER],
        deputy_group=deputies if deputies in directory.villages else None,
        urgency=fields[URGENCY],
        kind=kind,
        admissible=admissible,
        inadmissible_reason=None if admissible else reason,
        small_matter=small,
        title=title.text,
        text=text.text,
        matters=several,
        private=(*title.private, *text.private),
        of_title=len(title.private),
        confidence={field: round(value, 3) for field, value in confidence.items()},
    )
    tokens = hashed(tokens_of_masked(title.text, text.text))
    explained = whys(result, evidence, grams, found, by_rule, using, learned, directory)
    return Assessment(explained, evidence, found, tokens, by_rule)


def _reason(found: Suggestions, evidence: Evidence) -> str:
    """The reason to turn a text away. A short one is not empty if it says of something that it fails."""
    reason = best(found.reason)
    fails = evidence.groups["manner.broken"] or evidence.groups["service.out"]
    says = fails and len(evidence.said) <= SHORT and max(evidence.categories.values(), default=0.0) > 0
    return NO_REASON if reason == NO_CONTENT and says else reason


def _unfounded(found: Suggestions, evidence: Evidence, likeliest: str, reason: str) -> bool:
    """Whether no word says that danger which is hardly likely, and the words say something else: what is out
    of use, or surely a reason to turn it away."""
    if evidence.groups["hazard"] or found.danger >= PLAIN:
        return False
    out = likeliest.startswith(f"{UTILITY}.") and evidence.groups["gone.now"] > 0
    return out or (reason != NO_REASON and found.reason[reason] >= TURNED)


def _about(piece: str, listed: bool, using: Book, learned: Model, here: Locality) -> str:
    """The category that a piece of text is about, read by itself: by its words, else by what was learned, if
    that is sure; of what the writer has ``listed`` by number, fewer words do. Empty if neither says."""
    asked = TriageInput(text=piece[:READ])
    evidence = gather(asked, using, here)
    words = {code: score for code, score in evidence.categories.items() if code in here.categories}
    if max(words.values(), default=0.0) >= TELLING:
        return best(words)
    found = suggest(evidence, signs(asked, evidence, using), ngrams(evidence.said), learned, here).category
    likeliest = best(found)
    said = listed and words.get(likeliest, 0.0) >= max((SAID, *words.values()))
    if likeliest == UNCLEAR:
        return ""
    return likeliest if len(piece) >= SAYING and (said or found.get(likeliest, 0.0) >= SURE) else ""


def _of_department(department: str, usual: str, found: Suggestions, here: Locality) -> float:
    """All categories of a department speak for it; where a rule chose another one, the category's certainty
    counts."""
    if department != usual:
        return max(found.category.values(), default=0.0)
    known = here.categories
    return sum(value for code, value in found.category.items() if known[code].department == department)
