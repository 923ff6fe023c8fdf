"""Columns with personal data that no figure uses: they are not read, and the receipt names them."""

from __future__ import annotations

import re

from data.sentences import Sentence, sentence
from loaders.recognition.headers import plain
from loaders.recognition.signatures import Match

_WORDS = (
    r"e-?mails?( address)?|courriels?|phones?( number)?|telephones?|tel|mobile (number|phone)|portable|fax|"
    r"street|rue|adresse|address|zip( code)?|post ?code|postal code|code postal|"
    r"latitude|longitude|lat|lng|lon|coordinates?|coordonnees|coord|gps|geo|"
    r"bio|biography|biographie|birth ?date|birthday|date of birth|date de naissance|gender|genre|sexe|sex|age|"
    r"ip|ip address|full name|first name|last name|prenom|nom de famille|customer id|contact id|avatar|profile image"
)
# the last word of a header cell, or of a path in it: 'Review User Email', 'extra_author_attributes.birthdate.date'
_PERSONAL = re.compile(rf"(.*[\s.(-])?({_WORDS})(\.(date|resolution))?\)?|sender(age|gender|email|phone|profileimgurl)")
# 'dial phone' counts taps, 'Age & gender' is a table of shares
_MEASURE = re.compile(r"(promoted )?dial .*|.*&.*|.*%.*")
_AUTHORS = re.compile(
    r"(extra (author|creator) attributes|author|user|twitter|sender|profile)\.?.*\b(description|bio)$"
)


def unread_note(match: Match) -> Sentence | None:
    """The note on the columns with personal data that are not read; None where there are none."""
    unread_at = unread_columns(match)
    named = [cell.strip() for column, cell in enumerate(match.header) if column in unread_at and is_personal(cell)]
    if not named:
        return None
    return sentence(
        "Columns with personal data that no figure uses were not read: {columns}.",
        columns=", ".join(dict.fromkeys(named)),
    )


def unread_columns(match: Match) -> set[int]:
    """The columns, from 0, that the format does not read."""
    read = {column for columns in match.columns.values() for column in columns} | set(match.unpivoted)
    return set(range(len(match.header))) - read


def is_personal(header: str) -> bool:
    """Whether a header cell names personal data."""
    cell = plain(header)
    return bool((_PERSONAL.fullmatch(cell) or _AUTHORS.fullmatch(cell)) and not _MEASURE.fullmatch(cell))
