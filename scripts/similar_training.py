"""Fits the weights of likeness on the examples' duplicate groups, with scikit-learn; for training and
evaluation."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zlib import crc32

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from scripts.artefacts import write
from scripts.sample import sample
from services.intake.artefacts.artefact import Artefact
from services.intake.domain.similar.likeness import likeness, likeness_of
from services.intake.domain.similar.score import THRESHOLD, probability, signs_of
from services.intake.domain.similar.sighting import WINDOW, Sighting, sighting_of
from services.intake.domain.triage.assess import examine
from services.intake.domain.triage.model import TriageInput
from services.intake.domain.wording.fingerprint import tokens_of
from services.intake.domain.wording.rarity import rarities

STRENGTH = 1.0
FOLDS = 5


def frequencies(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """In how many texts each token is that several have."""
    counted = Counter(token for row in rows for token in tokens_of(row.get("title", ""), row["text"]))
    return {"texts": len(rows), "frequencies": {t: n for t, n in sorted(counted.items()) if n > 1}}


def sightings(rows: Sequence[dict[str, Any]]) -> list[Sighting]:
    """Of the examples, in their order."""
    return [
        sighting_of(
            asked, datetime.fromisoformat(row["submitted_at"]), examine(asked, sample()), ref=row["ref"]
        )
        for row in rows
        for asked in (
            TriageInput(
                text=row["text"],
                title=row.get("title", ""),
                channel=row["channel"],
                village=row["village"],
                latitude=row["lat"],
                longitude=row["lon"],
            ),
        )
    ]


def as_remembered(seen: Sighting) -> Sighting:
    """As it comes back from the database: with its likeliest category alone."""
    return replace(seen, categories={seen.category: 1.0})


Pair = tuple[int, int, dict[str, float], bool]


def pairs_of(rows: Sequence[dict[str, Any]], seen: Sequence[Sighting]) -> list[Pair]:
    """Every example with every earlier one in its window: numbers, signs, whether they are the same
    matter."""
    remembered = [as_remembered(s) for s in seen]
    groups = [row["gold"]["duplicate_group"] for row in rows]
    return [
        (i, j, signs_of(seen[j], remembered[i]), bool(groups[i]) and groups[i] == groups[j])
        for j in range(len(rows))
        for i in range(j)
        if seen[j].submitted_at - seen[i].submitted_at <= WINDOW
    ]


def fit_weights(pairs: Sequence[Pair]) -> dict[str, Any]:
    """The weights, in hundredths."""
    vectors = DictVectorizer()
    x = vectors.fit_transform([signs for _, _, signs, _ in pairs])
    regression = LogisticRegression(C=STRENGTH, max_iter=5000, tol=1e-8).fit(x, [same for *_, same in pairs])
    names = vectors.get_feature_names_out()
    weights = {str(n): round(v * 100) for n, v in zip(names, regression.coef_[0], strict=True)}
    return {"weights": weights, "bias": round(regression.intercept_[0] * 100)}


def write_likeness(rows: Sequence[dict[str, Any]]) -> list[Path]:
    """The files that were written. Rarities first: the signs of likeness use them."""
    rarity = write(Artefact.RARITY, frequencies(rows))
    rarities.cache_clear()
    weights = write(Artefact.LIKENESS, fit_weights(pairs_of(rows, sightings(rows))))
    likeness.cache_clear()
    return [rarity, weights]


def figures(rows: Sequence[dict[str, Any]], seed: int) -> dict[str, float]:
    """Weights are fitted on the pairs of four fifths of the matters and tested on the fifth's."""
    seen = sightings(rows)
    pairs = pairs_of(rows, seen)
    fold = [crc32(f"{seed}|{row['gold']['duplicate_group'] or row['ref']}".encode()) % FOLDS for row in rows]
    scored: list[tuple[int, int, float, bool]] = []
    for part in range(FOLDS):
        using = likeness_of(fit_weights([p for p in pairs if part not in (fold[p[0]], fold[p[1]])]))
        scored += [(i, j, probability(signs, using), same) for i, j, signs, same in pairs if fold[j] == part]
    recalls, found_one = [], []
    for j in {j for _, j, _, same in scored if same}:
        best = sorted(((p, same) for _, at, p, same in scored if at == j), key=lambda row: -row[0])
        recalls.append(sum(same for _, same in best[:5]) / min(5, sum(same for _, same in best)))
        found_one.append(float(best[0][1]))
    said = [(p >= THRESHOLD, same) for _, _, p, same in scored]
    both = sum(a and b for a, b in said)
    return {
        "similar: top-5 recall": sum(recalls) / len(recalls),
        "similar: first is the same matter": sum(found_one) / len(found_one),
        f"similar: precision at {THRESHOLD}": both / sum(a for a, _ in said),
        f"similar: recall at {THRESHOLD}": both / sum(b for _, b in said),
    }
