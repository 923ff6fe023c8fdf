"""The words that sentiment columns use, in French, English, German, Spanish, Italian, Portuguese and Dutch, and what
people answer about other words."""

from __future__ import annotations

import json
import re

from data.sentences import Refusal
from loaders.recognition.headers import plain

LABELS = ("positive", "neutral", "negative", "mixed")
UNQUALIFIED = "unqualified"
OTHERS = "*"  # in an answer: every word that it does not name

# words as `_bare` leaves them: without case, accents, endings of gender and number where a rule covers them
_VOCABULARY = {
    "positive": "positive|positif|positiv|positivo|positief|pos|favorable|favourable|favorevole|favoravel|gunstig|good|bon|gut|"
    "bueno|buono|bom|goed|happy|satisfied|satisfait|zufrieden|satisfecho|soddisfatto|satisfeito|tevreden|positiva|"
    "promoter|promoteur|+|++|+1|🙂|😊|😀|😃|😄|😁|😍|🥰|❤|👍|☺|🟢",
    "neutral": "neutral|neutre|neutro|neutra|neutraal|neu|neutrale|passive|passif|=|0|😐|😑|😶|⚪|🟡",
    "negative": "negative|negatif|negativ|negativo|negatief|neg|defavorable|unfavorable|unfavourable|desfavorable|sfavorevole|"
    "desfavoravel|ongunstig|ungunstig|bad|mauvais|schlecht|malo|cattivo|mau|slecht|unhappy|dissatisfied|insatisfait|"
    "unzufrieden|insatisfecho|insoddisfatto|insatisfeito|ontevreden|negativa|detractor|detracteur|-1|−1|−|🙁|☹|😞|😟|"
    "😠|😡|🤬|😢|😭|👎|🔴",
    "mixed": "mixed|mitige|mixte|melange|partage|ambivalent|gemischt|gemengd|mixto|misto|ambivalente|ambivalenti|both|"
    "partagee",
}  # fmt: skip
_UNRATED = (
    "unknown|inconnu|inconnue|not rated|unrated|non note|non notee|not scored|not classified|unclassified|non classe|"
    "non qualifie|non qualifiee|indetermine|undetermined|undefined|indefini|none|null|nan|n/a|na|#n/a|n.a.|nd|n.d.|n/d|nc|"
    "n.c.|-|--|–|—|(not set)|(non defini)|#div/0!|no sentiment|sans|sans objet|s/o|aucun|aucune|not applicable|not available|"
    "unspecified|non specifie|non precise|unbekannt|nicht bewertet|unbewertet|nicht klassifiziert|unklassifiziert|"
    "keine|keine angabe|k.a.|k. a.|ohne|unbestimmt|desconocido|desconocida|sin calificar|sin clasificar|no clasificado|"
    "no evaluado|indeterminado|sin determinar|sin sentimiento|ninguno|sconosciuto|non valutato|non classificato|"
    "indeterminato|nessuno|non disponibile|desconhecido|nao avaliado|nao classificado|sem classificacao|nenhum|onbekend|"
    "niet beoordeeld|niet geclassificeerd|onbepaald|geen|nvt|n.v.t.|unqualified|?"
)
_LABELS = {word: label for label, words in _VOCABULARY.items() for word in words.split("|")}
_NONE = frozenset(_UNRATED.split("|"))

# 'very positive', 'plutôt négatif', 'eher neutral': a degree leaves the label; 'not positive' is another word
_DEGREES = (
    "very|slightly|somewhat|rather|mostly|strongly|extremely|highly|quite|moderately|fairly|overall|weakly|"
    "tres|plutot|assez|extremement|legerement|fortement|globalement|"
    "sehr|eher|leicht|stark|uberwiegend|ziemlich|"
    "muy|algo|bastante|ligeramente|mas bien|"
    "molto|abbastanza|leggermente|piuttosto|"
    "muito|um pouco|ligeiramente|"
    "zeer|heel|enigszins|licht|erg|overwegend"
)
_DEGREE = re.compile(rf"^(?:{_DEGREES})[ -]+")
_NOUN = re.compile(
    r"^(?:sentiments?|ton|tonalite|tone|stimmung|sentimiento|sentimento|tonalita|tonalidad|tonalidade)[ :]+"
    r"|[ :]+(?:sentiment|mention|tone|ton|stimmung)$"
)
_ERROR = re.compile(r"#[^\W\d_][\w/]*[!?]|=.+", re.DOTALL)
_ENDINGS = ("", "e", "s", "es", "er", "en", "em")  # positive, positifs, positives, positiver, positiven
_ROMANCE = {"a": "o", "os": "o", "as": "o", "i": "o", "ve": "f", "ves": "f"}


def label_of(word: str) -> str | None:
    """The label of a word, UNQUALIFIED for one that says so (`not rated`), None when it is unknown."""
    bare = _bare(word)
    for one in dict.fromkeys((bare, _NOUN.sub("", bare), _DEGREE.sub("", _NOUN.sub("", bare)))):
        found = UNQUALIFIED if one in _NONE else _by_ending(one)
        if found is not None:
            return found
    return None


def is_error(word: str) -> bool:
    """Whether a cell is an error of a spreadsheet (#REF!) or a formula without result: neither is a word."""
    return _ERROR.fullmatch(word) is not None


def answered(answer: str | None) -> dict[str, str]:
    """Plain word -> label, from `sarcastic=negative; …` or JSON; empty for no answer and for `unqualified`.

    Raises Refusal for what is neither, and for a label that does not exist.
    """
    if answer is None or plain(answer) == UNQUALIFIED:
        return {}
    try:
        pairs = json.loads(answer) if answer.lstrip().startswith("{") else _pairs(answer)
    except ValueError:
        pairs = None
    labels = {plain(str(word)): _label(str(label)) for word, label in (pairs or {}).items()}
    if not labels or None in labels.values():
        raise Refusal(
            "The answer '{answer}' to sentiment_words is not understood: write word=label; word=label, with the labels "
            "positive, neutral, negative, mixed or unqualified, or answer unqualified.",
            answer=answer,
        )
    return {word: label for word, label in labels.items() if label is not None}


def _label(written: str) -> str | None:
    return UNQUALIFIED if not written.strip() else label_of(written)


def _pairs(answer: str) -> dict[str, str]:
    found = {}
    for pair in re.split(r"[;\n]", answer):
        if pair.strip():
            word, equals, label = pair.rpartition("=")
            if not equals:
                raise ValueError(pair)
            found[word] = label
    return found


def _bare(word: str) -> str:
    """A word as compared: plain, without variation selectors, quotes and punctuation around it."""
    bare = plain(word.replace("\ufe0f", "").replace("\u00ad", ""))
    return bare if len(bare) < 4 else bare.strip("\"'«»“”.,;:!() []")


def _by_ending(word: str) -> str | None:
    if word in _LABELS:
        return _LABELS[word]
    for ending in _ENDINGS[1:]:
        if len(word) > 5 and word.endswith(ending) and word.removesuffix(ending) in _LABELS:
            return _LABELS[word.removesuffix(ending)]
    for ending, masculine in _ROMANCE.items():
        if len(word) > 5 and word.endswith(ending) and word.removesuffix(ending) + masculine in _LABELS:
            return _LABELS[word.removesuffix(ending) + masculine]
    return None
