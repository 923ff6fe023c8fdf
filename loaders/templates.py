"""The product's own templates, filled by hand: one per canonical table, with French or English headers.

Their columns are those of `loaders/formats/<table>/template_<table>.sql`; their example rows are in
`loaders/templates.toml`.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from data.cells import csv_bytes
from data.sentences import Refusal
from loaders.recognition.catalogue import Format, formats

LANGUAGES = ("fr", "en")
EXAMPLES = Path(__file__).with_suffix(".toml")


def templates() -> dict[str, Format]:
    """Canonical table -> its template, in the order of the examples."""
    return {table: formats()[f"template_{table}"] for table in _examples()}


def template(table: str, language: str) -> bytes:
    """A template as CSV with one example row and a byte order mark for Excel; `;` in French, `,` in English."""
    if table not in _examples() or language not in LANGUAGES:
        raise Refusal("There is no template for {table} in {language}.", table=table, language=language)
    format, example = templates()[table], _examples()[table][language]
    header = [format.aliases[name][0] if language == "fr" and name in format.aliases else name for name in example]
    rows = ([cell[:1].upper() + cell[1:] for cell in header], list(example.values()))
    return csv_bytes(rows, delimiter=";" if language == "fr" else ",")


@cache
def _examples() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads(EXAMPLES.read_text(encoding="utf-8"))
