"""Which tables of the store a computation reads, by the text of its statements."""

from __future__ import annotations

import re
from collections.abc import Callable

from data.store import Store
from kpis.catalogue import Kpi
from kpis.engine import contents, depends

# what every request reads to check itself, or to know its span: never from what is kept
CHECKS = {"brands", "brand_roles", "coverage"}


class _Heard:
    def __init__(self, cursor, texts):
        self._cursor, self._texts = cursor, texts

    def execute(self, query, parameters=None):
        self._texts.append(query)
        return self._cursor.execute(query, parameters)

    def __getattr__(self, name):
        return getattr(self._cursor, name)


def tables_read(store: Store, compute: Callable[[], object]) -> set[str]:
    """The tables and views that the statements name outside their own CTEs."""
    texts: list[str] = []
    plain = store._cursor
    for cached in _caches():
        cached.cache_clear()
    store._cursor = lambda: _Heard(plain(), texts)  # type: ignore[method-assign]
    try:
        compute()
    finally:
        del store._cursor
    known = set(contents._named(store))
    return {name for text in texts for name in _named(text) & known}


def tables_told(store: Store, kpi: Kpi) -> set[str]:
    """Those that its fingerprints are computed from."""
    dated, whole = depends._reads(kpi, has_sources=False, has_filters=False)
    whole = {base for name in whole for base in (name, *contents._READ.get(name, ()))}
    return {*dated, *whole, *CHECKS, "upload_parts"}


def _named(text: str) -> set[str]:
    ctes = set(re.findall(r"(\w+) as (?:not )?(?:materialized )?\(", text))
    unqualified = set(re.findall(r"\b(?:from|join)\s+(\w+)\b(?!\.)", text)) - ctes
    return unqualified | set(re.findall(r"\bmain\.(\w+)", text))


def _caches():
    from kpis.inputs import daily_signals, emerging_words, working_time

    modules = (daily_signals, emerging_words, working_time)
    return [
        one
        for module in modules
        for one in vars(module).values()
        if hasattr(one, "cache_clear") and not isinstance(one, type)
    ]
