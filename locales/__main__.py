"""`python -m locales`: update the catalogues from the code. New texts are added empty, unused texts are dropped.

Exit code 1 if a text has no translation.
"""

from __future__ import annotations

import ast
import csv
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_python
from babel.messages.pofile import write_po

from locales import LANGUAGES, SOURCE_LANGUAGE, catalogue, catalogue_path

ROOT = Path(__file__).parent.parent
# functions whose first argument (of say_plural the first two) is a text; it must be a literal
KEYWORDS = {"say": None, "say_plural": (1, 2), "sentence": None, "Refusal": None, "translate": None, "N_": None}


def python(file, keywords, comment_tags, options) -> Iterator[tuple]:
    """Babel's extractor, plus calls inside f-strings (one token up to Python 3.11) and inside keyword arguments."""
    yield from extract_python(file, keywords, comment_tags, options)
    file.seek(0)
    for node in ast.walk(ast.parse(file.read())):
        if isinstance(node, ast.FormattedValue | ast.keyword):
            inside = io.BytesIO(ast.unparse(node.value).encode())
            for _, *found in extract_python(inside, keywords, comment_tags, options):
                yield node.lineno, *found


def objectives(file, keywords, comment_tags, options) -> Iterator[tuple]:
    """The comments of the starting objectives, which screens show in the reader's language."""
    for line, row in enumerate(csv.DictReader(io.TextIOWrapper(file, encoding="utf-8", newline="")), 2):
        if row["comment"]:
            yield line, None, row["comment"], []


METHODS = (
    ("tests/**.py", "ignore"),
    ("docs/**.py", "ignore"),
    ("**.py", python),
    ("kpis/objectives/objectives.csv", objectives),
)


def template(root: Path = ROOT) -> Catalog:
    """The translatable texts of the code, each with its files."""
    found = Catalog()
    for name, line, text, *_ in extract_from_dir(root, METHODS, keywords=KEYWORDS):
        found.add(text, locations=[(name, line)])
    return found


def updated(existing: Catalog, texts: Catalog) -> bytes:
    """Update a catalogue from the template; returns the content of its .po file."""
    existing.update(texts, no_fuzzy_matching=True, update_creation_date=False)
    content = io.BytesIO()
    write_po(content, existing, width=0, sort_output=True, ignore_obsolete=True, include_lineno=False)
    return content.getvalue()


def waiting(existing: Catalog) -> list[str]:
    """The texts without a translation, or with a fuzzy one (such as a text that became a plural)."""
    return [
        " / ".join((one.id,) if isinstance(one.id, str) else one.id)
        for one in existing
        if one.id and (one.fuzzy or not all((one.string,) if isinstance(one.string, str | None) else one.string))
    ]


def main() -> int:
    texts, is_whole = template(), True
    for language in LANGUAGES:
        if language != SOURCE_LANGUAGE:
            existing = catalogue(language)
            catalogue_path(language).write_bytes(updated(existing, texts))
            for text in waiting(existing):
                print(f"{language}: {text}")
                is_whole = False
    return 0 if is_whole else 1


if __name__ == "__main__":
    sys.exit(main())
