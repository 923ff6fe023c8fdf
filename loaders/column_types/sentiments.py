"""From the words and numbers of a sentiment column to labels, by the set of values of the whole column.

That set decides what `0` means: neutral in -1..1, negative in {0, 2, 4}; for a column of 0 and 1 only, it is asked.
"""

from __future__ import annotations

import duckdb

from data.sentences import sentence
from data.store import literal
from loaders.questions import Question

WORDS = {
    "positive": "positive|positives|pos|positif|positifs|positive mention|favorable|favourable|good|+|+1",
    "neutral": "neutral|neutrals|neu|neutre|neutres|0",
    "negative": "negative|negatives|neg|negatif|négatif|négatifs|défavorable|defavorable|unfavorable|bad|-1|−1",
    "mixed": "mixed|mitigé|mitige|mixte|ambivalent",
}
_POLARITY = {0.0: "negative", 2.0: "neutral", 4.0: "positive"}
LABELS = {word: label for label, words in WORDS.items() for word in words.split("|")}


def study(
    cursor: duckdb.DuckDBPyConnection, columns: list[str], declared: str, zero: str | None, part: str
) -> dict[str, str | None] | Question:
    """Word -> label, for each word of the sentiment columns; `?` for an unknown word."""
    cells = " union ".join(f"select distinct {column} as sentiment from mapped" for column in columns)
    words = [
        word
        for (word,) in cursor.execute(
            f"with words as ({cells}) "
            "select distinct lower(known(sentiment)) from words where known(sentiment) is not null limit 20000"
        ).fetchall()
    ]
    numbers = {word: _number(word) for word in words}
    if words and all(number is not None for number in numbers.values()):
        if declared == "-5..5":
            return {word: _signed(number) if abs(number) <= 5 else "?" for word, number in numbers.items()}
        if declared == "0,2,4":
            return {word: _POLARITY.get(number, "?") for word, number in numbers.items()}
        return _by_number(numbers, zero, part)
    return {word: LABELS.get(word, "?") for word in words}


def _by_number(numbers: dict[str, float], zero: str | None, part: str) -> dict[str, str | None] | Question:
    """Labels of numeric sentiments: the set of values of the column decides what 0 means."""
    values = set(numbers.values())
    if values <= {0.0, 2.0, 4.0} and values & {2.0, 4.0}:
        return {word: _POLARITY[number] for word, number in numbers.items()}
    if values <= {0.0, 1.0}:
        if zero not in ("neutral", "negative"):
            return Question(
                "zero_sentiment",
                part,
                sentence("The sentiment column contains only 0 and 1. What does 0 mean?"),
                ("negative", "neutral"),
                None,
            )
        return {word: "positive" if number else zero for word, number in numbers.items()}
    if all(abs(value) <= 5 for value in values):
        return {word: _signed(number) for word, number in numbers.items()}
    return dict.fromkeys(numbers, "?")


def label_sql(sentiments: dict[str, str | None], text: str) -> str:
    """SQL for the label of a sentiment cell: null when not qualified, '?' when the word is unknown."""
    clauses = []
    for label in ("positive", "neutral", "negative", "mixed", "?"):
        words = [word for word, found in sentiments.items() if found == label]
        if words:
            clauses.append(
                f"when lower(known({text})) in ({', '.join(literal(word) for word in words)}) then '{label}'"
            )
    return f"case {' '.join(clauses)} end" if clauses else "cast(null as varchar)"


def _number(word: str) -> float | None:
    try:
        return float(word.replace("−", "-").replace(",", "."))
    except ValueError:
        return None


def _signed(number: float) -> str:
    return "positive" if number > 0 else "negative" if number < 0 else "neutral"
