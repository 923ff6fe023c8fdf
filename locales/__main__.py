"""`python -m locales`: bring the catalogues up to the code. New texts are added empty, texts no longer said are dropped.

Exit code 1 while a text waits for its translation.
"""

import sys

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from locales import LANGUAGES, SOURCE_LANGUAGE, catalogue, catalogue_path, collect


def update(language: str) -> list[str]:
    """Rewrite the catalogue of a language; the texts that wait for a translation."""
    known = catalogue(language)
    pairs = collect.plurals()
    paired = {text for pair in pairs for text in pair}
    fresh = Catalog(locale=language, project="e-reputation", charset="utf-8", fuzzy=False)
    fresh.creation_date = known.creation_date
    fresh.revision_date = known.revision_date
    found = collect.texts()
    for text in sorted(set(found) - paired):
        held = known.get(text)
        fresh.add(
            text, held.string if held is not None else "", locations=[(name, None) for name in sorted(found[text])]
        )
    for one, several in sorted(pairs):
        held = known.get(one)
        fresh.add((one, several), held.string if held is not None and isinstance(held.string, tuple) else ("", ""))
    with catalogue_path(language).open("wb") as target:
        write_po(target, fresh, width=0, omit_header=False, include_lineno=False)
    return [
        str(message.id)
        for message in fresh
        if message.id and not all((message.string,) if isinstance(message.string, str) else message.string)
    ]


def main() -> int:
    waiting = {language: update(language) for language in LANGUAGES if language != SOURCE_LANGUAGE}
    for language, texts in waiting.items():
        for text in texts:
            print(f"{language}: {text}")
    return 1 if any(waiting.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
