"""The product's own templates, to fill by hand: one per canonical table, with French or English headers."""

from __future__ import annotations

import csv
import io

from data.sentences import Refusal
from loaders.formats import formats

LANGUAGES = ("fr", "en")

# one example row per template: shows how dates and numbers may be written
_EXAMPLES: dict[str, dict[str, dict[str, str]]] = {
    "followers": {
        "fr": {"date": "31/01/2026", "brand": "Ma marque", "channel": "LinkedIn", "followers": "12 345", "account": "ma-marque"},
        "en": {"date": "2026-01-31", "brand": "My brand", "channel": "LinkedIn", "followers": "12,345", "account": "my-brand"},
    },
    "mentions": {
        "fr": {
            "date": "31/01/2026 18:05", "brand": "Ma marque", "channel": "Forum", "text": "Très satisfaite de ma citadine.",
            "source": "forum-auto.example", "author": "camille", "author followers": "12", "title": "Mon avis",
            "url": "https://forum-auto.example/avis/1", "language": "fr", "country": "FR", "topic": "citadine",
            "sentiment": "positif", "reach": "1 200", "engagements": "4", "repost": "non", "id": "",
        },
        "en": {
            "date": "2026-01-31 18:05", "brand": "My brand", "channel": "Forum", "text": "Very happy with my city car.",
            "source": "car-forum.example", "author": "sam", "author followers": "12", "title": "My opinion",
            "url": "https://car-forum.example/opinion/1", "language": "en", "country": "GB", "topic": "city car",
            "sentiment": "positive", "reach": "1,200", "engagements": "4", "repost": "no", "id": "",
        },
    },
    "sentiment": {
        "fr": {"date": "31/01/2026", "brand": "Ma marque", "channel": "Facebook", "positive": "40", "neutral": "25", "negative": "12", "mixed": "", "unknown": "3"},
        "en": {"date": "2026-01-31", "brand": "My brand", "channel": "Facebook", "positive": "40", "neutral": "25", "negative": "12", "mixed": "", "unknown": "3"},
    },
}  # fmt: skip


def template(table: str, language: str) -> bytes:
    """A template as CSV with one example row: French with `;` and a byte order mark (Excel opens it), English with `,`."""
    if table not in _EXAMPLES or language not in LANGUAGES:
        raise Refusal("There is no template for {table} in {language}.", table=table, language=language)
    one = formats()[f"template_{table}"]
    example = _EXAMPLES[table][language]
    names = [name for name in _order(table) if name in one.names]
    header = [one.aliases[name][0] if language == "fr" and name in one.aliases else name for name in names]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";" if language == "fr" else ",", lineterminator="\r\n")
    writer.writerow([cell[:1].upper() + cell[1:] for cell in header])
    writer.writerow([example[name] for name in names])
    return ("\ufeff" + text.getvalue()).encode()


def _order(table: str) -> list[str]:
    return list(_EXAMPLES[table]["en"])
