"""Lexicon-based sentiment of a French or English text: VADER's rules with its English lexicon, or with a French one.

Works offline: the lexicons are files. It knows words, negations and intensifiers but not irony: 'Super, encore une
panne' is scored as praise. Its accuracy is measured in kpis/analysis/label_accuracy.py, and is to be audited on
one's own mentions. Source: C. J. Hutto, E. Gilbert, VADER, ICWSM 2014.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

MODEL = "vader-3.3.2-en-fr-1"
LANGUAGES = ("en", "fr")
THRESHOLD = 0.05  # of the compound score, from −1 to 1: as the authors recommend
_FRENCH = Path(__file__).parent / "valence_fr.txt"
# English modifier known to the rules -> its French equivalents: negations, contrasts, intensifiers
_MODIFIERS = {
    "not": "pas|jamais|aucun|aucune|rien|ni|nullement|aucunement", "without": "sans", "but": "mais|pourtant|cependant",
    "very": "tres|vraiment|trop|tellement|si|super|hyper|extremement|completement|totalement|absolument",
    "slightly": "peu|legerement|moyennement|assez|plutot",
}  # fmt: skip
_MODIFIER = re.compile(
    r"\b(?:" + "|".join(f"(?P<{word}>{known})" for word, known in _MODIFIERS.items()) + r")\b", re.IGNORECASE
)


def score(text: str, language: str) -> float:
    """The compound score of a text in one of LANGUAGES, from −1 (negative) to 1 (positive)."""
    if language == "fr":
        return float(_french().polarity_scores(_with_english_modifiers(text))["compound"])
    return float(_english().polarity_scores(text)["compound"])


def label(value: float) -> str:
    """positive | neutral | negative."""
    return "positive" if value >= THRESHOLD else "negative" if value <= -THRESHOLD else "neutral"


def _with_english_modifiers(text: str) -> str:
    """A French text without accents and elisions, its modifiers replaced by the English ones."""
    plain = _plain(text).replace("’", "'")
    plain = re.sub(r"\b(?:[cdjlmnst]|qu)'", " ", plain, flags=re.IGNORECASE)
    return _MODIFIER.sub(lambda found: str(found.lastgroup), plain)


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFD", text)
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


@cache
def _english():
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer  # slow to import

    return SentimentIntensityAnalyzer()


@cache
def _french():
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyzer = SentimentIntensityAnalyzer()
    analyzer.lexicon = _valences()
    return analyzer


def _valences() -> dict[str, float]:
    """Word without accents -> valence; modifiers have none."""
    lines = _FRENCH.read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    modifiers = {word for known in _MODIFIERS.values() for word in known.split("|")}
    return {_plain(word).lower(): float(value) for word, value in pairs if _plain(word).lower() not in modifiers}
