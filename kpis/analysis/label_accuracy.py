"""The accuracy of labels against a person's: confusion, accuracy with its interval, and corrected shares.

`python -m kpis.analysis.label_accuracy FILE` measures the scorer on a CSV file of labelled texts (columns text, label
and optionally language) and prints the content of kpis/analysis/scorer_accuracy.json, which the screens show.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from data.derived import sentiment_scorer
from kpis.engine.statistics import corrected_share, wilson

LABELS = ("positive", "neutral", "negative")
_MEASURED = Path(__file__).parent / "scorer_accuracy.json"


@dataclass(frozen=True)
class Accuracy:
    """`confusion[truth][shown]`: number of texts by true label and label shown. accuracy, low, high: shares of 1."""

    confusion: dict[str, dict[str, int]]
    n: int
    accuracy: float
    low: float
    high: float

    def corrected(self, label: str, observed: float) -> float:
        """The true share of a label whose observed share is `observed` (Rogan, Gladen 1978).

        NaN when the sample has no text with the label or none without it, or labels are no better than chance.
        """
        mine = self.confusion[label]
        with_it, without = sum(mine.values()), self.n - sum(mine.values())
        if not with_it or not without:
            return float("nan")
        wrongly = sum(self.confusion[other][label] for other in LABELS if other != label)
        return float(corrected_share(observed, mine[label] / with_it, 1 - wrongly / without))


def accuracy(pairs: Iterable[tuple[str, str]]) -> Accuracy | None:
    """The accuracy from pairs (truth, shown); None without any."""
    confusion = {truth: dict.fromkeys(LABELS, 0) for truth in LABELS}
    for truth, shown in pairs:
        confusion[truth][shown] += 1
    n = sum(sum(row.values()) for row in confusion.values())
    if n == 0:
        return None
    right = sum(confusion[label][label] for label in LABELS) / n
    low, high = wilson(right, n)
    return Accuracy(confusion, n, right, float(low), float(high))


def of_scorer(texts: Iterable[tuple[str, str, str]]) -> Accuracy | None:
    """The accuracy of the scorer on labelled texts: (text, language, truth)."""
    return accuracy(
        (truth, sentiment_scorer.label(sentiment_scorer.score(text, language))) for text, language, truth in texts
    )


@cache
def measured() -> dict[str, object]:
    """The measured accuracy of the scorer: model, data, confusion, n, accuracy, low, high."""
    return json.loads(_MEASURED.read_text(encoding="utf-8"))


def as_record(found: Accuracy, *, data: str) -> dict[str, object]:
    """The record of a measurement, as in `measured`. `data`: the name of the file."""
    shares = {name: round(getattr(found, name), 4) for name in ("accuracy", "low", "high")}
    return {"model": sentiment_scorer.MODEL, "data": data, "n": found.n, **shares, "confusion": found.confusion}


def main(arguments: list[str]) -> int:
    with Path(arguments[0]).open(encoding="utf-8-sig", newline="") as file:
        rows = [(row["text"], row.get("language") or "en", row["label"]) for row in csv.DictReader(file)]
    found = of_scorer(rows)
    if found is None:
        print("The file holds no labelled text.", file=sys.stderr)
        return 1
    print(json.dumps(as_record(found, data=Path(arguments[0]).name), indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
