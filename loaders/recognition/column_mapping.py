"""Tables that no format claims: their columns are matched by name, corrected by the analyst, and remembered.

The agreed columns make a format like any other: a SELECT over the header cells.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

from data.sentences import Refusal, Sentence, sentence
from data.store import quote
from loaders.questions import Question
from loaders.reading import file as file_reader
from loaders.reading.delimited import Dialect
from loaders.reading.encodings import LOST_LETTERS
from loaders.recognition.catalogue import Format
from loaders.recognition.headers import plain
from loaders.recognition.signatures import HEADER_WITHIN, Match
from loaders.tables import TABLES, Table

ACCEPT = "accept"

# spellings of each field, compared as `plain` cells
ALIASES: dict[str, dict[str, str]] = {
    "mentions": {
        "published": "date|published|published at|publish time|created at|createdtime|created time|created|"
        "post created|post time|heure|horodatage|date de publication|date publication|jour|day|time|fecha|datum|posted|"
        "timestamp|date et heure|date time|datetime",
        "text": "text|texte|full text|message|content|contenu|hit sentence|sound bite text|snippet|body|caption|"
        "description|tweet|post text|commentaire|comment|avis|review text|review|review comment|review content|"
        "verbatim|extrait|mention",
        "title": "title|titre|headline|post title|review title",
        "author": "author|auteur|username|user name|user|sender screen name|influencer|screen name|compte|account|"
        "page name|author name|utilisateur",
        "author_followers": "author followers|followers count|sender followers count|followers at posting|"
        "abonnes de l'auteur",
        "sentiment": "sentiment|tonalite|ton|tone|polarity|polarite|brand sentiment",
        "reach": "reach|portee|couverture|reach (new)|audience|potential reach|portee potentielle",
        "engagement": "engagement|engagements|interactions|total interactions|engagement score",
        "url": "url|link|lien|permalink|permalien|tweet permalink|post link|adresse",
        "channel": "network|reseau|reseau social|plateforme|platform|page type|source type|social network|channel|"
        "canal",
        "source": "source|domain|domaine|site|media|support|outlet|source name",
        "brand": "query name|input name|matched profile|requete|mot-cle|keyword|brand|marque",
        "language": "language|langue|lang",
        "country": "country|pays|country code",
        "topic": "topic|sujet|theme|tag|tags|categorie|category",
        "platform_id": "id|tweet id|post id|identifiant",
    },
    "followers": {
        "day": "date|jour|day|fecha|datum",
        "followers": "followers|abonnes|fans|nb d'abonnes|nombre d'abonnes|subscribers|total followers|"
        "page fans:lifetime|abonnements|nb abonnes|j'aime",
        "brand": "brand|marque|page name",
        "channel": "network|reseau|plateforme|platform|channel|canal|social network",
        "account": "account|compte|page|username",
    },
    "sentiment": {
        "day": "date|jour|day|fecha|datum",
        "positive": "positive|positives|positif|positifs|pos",
        "neutral": "neutral|neutrals|neutre|neutres|neu",
        "negative": "negative|negatives|negatif|negatifs|neg",
        "mixed": "mixed|mitige|mixte",
        "unknown": "unknown|inconnu|not rated|non note|non qualifie",
        "brand": "brand|marque|query name",
        "channel": "network|reseau|plateforme|platform|channel|canal",
    },
}  # fmt: skip

_SPELLINGS = {
    table: {plain(word): field for field, words in fields.items() for word in words.split("|")}
    for table, fields in ALIASES.items()
}


def fingerprint(header: tuple[str, ...]) -> str:
    """A hash of the header cells in order, as `plain` cells: the key under which agreed columns are remembered."""
    return hashlib.sha256("\x1f".join(plain(cell) for cell in header).encode()).hexdigest()[:16]


def match_by_name(
    file_table: file_reader.FileTable, *, remembered: dict[str, str], answers: dict[str, str]
) -> Match | Question | Sentence:
    """The match under the agreed columns; else the question that proposes them; else why the table is not loaded."""
    best = best_header(file_table)
    known = _remembered_header(file_table, remembered)
    if known is not None:
        dialect, row, header, stored = known
        if "columns" not in answers or answers["columns"] == ACCEPT:
            return _match(header, row, dialect, json.loads(stored))
    if best is None:
        return _unknown(file_table)
    dialect, row, header, table, proposed = best
    proposal = {"table": table, **{field: header[column] for field, column in proposed.items()}}
    answer = answers.get("columns")
    agreed = proposal if answer == ACCEPT else _agreed(answer, header) if answer else None
    edits = {name[7:]: cell for name, cell in answers.items() if name.startswith("column.")}
    if edits:
        agreed = {**(agreed or proposal), **edits}
    if agreed is None:
        return Question(
            "columns",
            file_table.name,
            sentence(
                "No format recognises this file. Its columns, matched by name, would be read as {table}: {pairs}. "
                "Correct them, or answer {accept}.",
                table=table,
                pairs="; ".join(f"{field} = {cell}" for field, cell in proposal.items() if field != "table"),
                accept=ACCEPT,
            ),
            (),
            json.dumps(proposal, ensure_ascii=False),
        )
    return _match(header, row, dialect, agreed)


def best_header(
    file_table: file_reader.FileTable,
) -> tuple[Dialect, int, tuple[str, ...], str, dict[str, int]] | None:
    """The row that names most fields of a table, with a date: (dialect, row, header, table, field -> column)."""
    found = None
    for dialect in file_table.dialects:
        for index, row in enumerate(file_reader.first_records(file_table, dialect)[:HEADER_WITHIN]):
            for table, spellings in _SPELLINGS.items():
                proposed: dict[str, int] = {}
                for column, cell in enumerate(row):
                    field = spellings.get(plain(cell))
                    if field is not None:
                        proposed.setdefault(field, column)
                if _plausible(TABLES[table], proposed) and (found is None or len(proposed) > len(found[4])):
                    found = (dialect, index + 1, tuple(row), table, proposed)
    return found


def _plausible(table: Table, proposed: dict[str, int]) -> bool:
    """Whether there are dates and a measure or text; brand and channel can be asked."""
    needed = {field.name for field in table.fields if field.required and field.name not in ("brand", "channel")}
    return needed <= set(proposed) and (not table.one_of or any(name in proposed for name in table.one_of))


def _remembered_header(file_table: file_reader.FileTable, remembered: dict[str, str]):
    for dialect in file_table.dialects:
        for index, row in enumerate(file_reader.first_records(file_table, dialect)[:HEADER_WITHIN]):
            stored = remembered.get(fingerprint(tuple(row))) if len(row) > 1 else None
            if stored is not None:
                return dialect, index + 1, tuple(row), stored
    return None


def _agreed(answer: str, header: tuple[str, ...]) -> dict[str, str]:
    try:
        agreed = json.loads(answer)
    except json.JSONDecodeError:
        agreed = None
    if not isinstance(agreed, dict) or agreed.get("table") not in TABLES:
        raise Refusal(
            'The answer to columns must be "accept", or JSON such as {example}.',
            example='{"table": "mentions", "published": "Date", "text": "Verbatim"}',
        )
    return {str(field): str(cell) for field, cell in agreed.items() if cell}


def _match(header: tuple[str, ...], row: int, dialect: file_reader.Dialect, agreed: dict[str, str]) -> Match:
    """The format that the agreed columns make, matched to this header."""
    table = TABLES[agreed["table"]]
    cells = {plain(cell): column for column, cell in reversed(list(enumerate(header)))}
    at: dict[str, tuple[int, ...]] = {}
    for field, cell in agreed.items():
        if field == "table":
            continue
        if field not in {known.name for known in table.fields}:
            raise Refusal(
                "'{field}' is not a field of {table}. Fields: {fields}.",
                field=field,
                table=table.name,
                fields=", ".join(f.name for f in table.fields),
            )
        if plain(cell) not in cells:
            raise Refusal(
                "The file has no column '{column}'. Its columns: {columns}.", column=cell, columns=", ".join(header)
            )
        at[header[cells[plain(cell)]]] = (cells[plain(cell)],)
    lacking = [
        field.name
        for field in table.fields
        if field.required and field.name not in agreed and field.name not in ("brand", "channel")
    ]
    if lacking:
        raise Refusal("No column gives {field}: name the column that contains it.", field=", ".join(lacking))
    chosen = {field: header[cells[plain(cell)]] for field, cell in agreed.items() if field != "table"}
    flags = {
        field: f"flag({quote(cell)})" if table.field(field).kind == "flag" else quote(cell)
        for field, cell in chosen.items()
    }
    format = Format(
        id=f"learned:{fingerprint(header)}",
        table=table.name,
        title={
            "en": "Columns agreed by the analyst",
            "fr": "Colonnes convenues par l'analyste",
            "columns": json.dumps(agreed, ensure_ascii=False),
        },
        tool="",
        signature=tuple(chosen.values()),
        optional=(),
        select="select record, " + ", ".join(f"{cell} as {field}" for field, cell in flags.items()) + "\nfrom upload",
        sentiment="prove",
    )
    return replace(Match(format, row, header, (), at), dialect=dialect)


def _unknown(file_table: file_reader.FileTable) -> Sentence:
    if file_table.has_lost_letters:
        return LOST_LETTERS
    rows = file_reader.first_records(file_table, file_table.dialects[0], 15) if file_table.dialects else []
    widest = max(rows, key=lambda row: sum(bool(cell.strip()) for cell in row), default=[])
    seen = " | ".join(cell.strip()[:30] for cell in widest[:8])
    texts = [cell.strip() for cell in widest if _SPELLINGS["mentions"].get(plain(cell)) in ("text", "title")]
    if texts and len(widest) > 1:
        return sentence(
            "This table has texts (column {column}) but no date column, and every figure needs the day of each "
            "record. Its columns: {seen}. Export it with dates, or add a column Date, and load it again.",
            column=", ".join(texts),
            seen=seen,
        )
    return sentence(
        "No format recognises this table, and no row names a date column together with a text or a measure. Its "
        "widest row: {seen}. Rename the columns as in a template (Uploads screen) and load it again.",
        seen=seen,
    )
