"""Search and suggestions: what the first page and the suggestions of search engines say of us."""

from __future__ import annotations

from app_pages import _audit, _indicator
from app_pages._session import say

store, seen = _indicator.begin(say("Search"))
line = _indicator.figures(store, seen, "search")
_indicator.whole(store, seen, line)
_audit.results(store, seen)
