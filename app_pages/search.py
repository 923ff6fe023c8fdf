"""Search and suggestions."""

from __future__ import annotations

from app_pages import _indicator
from app_pages._session import say

store, seen = _indicator.begin(say("Search and suggestions"))
line = _indicator.figures(store, seen, "search")
_indicator.whole(store, seen, line)
