"""A rule of thumb for the sentiment of a French or English text: VADER's rules on its English lexicon, or on a French one.

Offline: the lexicons are files. It knows words, negations and intensifiers, and no irony: 'Super, encore une panne' passes
for praise. What it is worth is measured (kpis/analysis/label_accuracy.py), and to be audited on the owner's own mentions.
C. J. Hutto, E. Gilbert, VADER, ICWSM 2014.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

MODEL = "vader-3.3.2-en-fr-1"
LANGUAGES = ("en", "fr")
THRESHOLD = 0.05  # of the compound score, from −1 to 1: the authors' own
_FRENCH = Path(__file__).parent / "valence_fr.txt"
# French words that turn, strengthen or weaken what stands near them, as the rules know them in English
_TURNS = {
    "not": "pas|jamais|aucun|aucune|rien|ni|nullement|aucunement", "without": "sans", "but": "mais|pourtant|cependant",
    "very": "tres|vraiment|trop|tellement|si|super|hyper|extremement|completement|totalement|absolument",
    "slightly": "peu|legerement|moyennement|assez|plutot",
}  # fmt: skip
_TURNED = re.compile(
    r"\b(?:" + "|".join(f"(?P<{word}>{known})" for word, known in _TURNS.items()) + r")\b", re.IGNORECASE
)


def score(text: str, language: str) -> float:
    """From −1 (all negative) to 1 (all positive) of a text in one of LANGUAGES."""
    if language == "fr":
        return float(_french().polarity_scores(_as_rules_read(text))["compound"])
    return float(_english().polarity_scores(text)["compound"])


def label(value: float) -> str:
    """positive | neutral | negative."""
    return "positive" if value >= THRESHOLD else "negative" if value <= -THRESHOLD else "neutral"


def _as_rules_read(text: str) -> str:
    """Without accents, elisions taken apart, and the words that turn others in English."""
    plain = _plain(text).replace("’", "'")
    plain = re.sub(r"\b(?:[cdjlmnst]|qu)'", " ", plain, flags=re.IGNORECASE)
    return _TURNED.sub(lambda found: str(found.lastgroup), plain)


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFD", text)
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


@cache
def _english():
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer  # reads its lexicons: late

    return SentimentIntensityAnalyzer()


@cache
def _french():
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyzer = SentimentIntensityAnalyzer()
    analyzer.lexicon = _valences()
    return analyzer


def _valences() -> dict[str, float]:
    """Word without accents -> valence. What turns other words has none of its own."""
    lines = _FRENCH.read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    turning = {word for known in _TURNS.values() for word in known.split("|")}
    return {_plain(word).lower(): float(value) for word, value in pairs if _plain(word).lower() not in turning}
