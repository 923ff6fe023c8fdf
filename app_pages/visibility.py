"""Visibility: how much is said, where, by whom, and beside whom."""

from __future__ import annotations

from app_pages import _indicator, _tops
from app_pages._session import say

store, seen = _indicator.begin(say("Visibility"))
line = _indicator.figures(store, seen, "visibility")
_indicator.whole(store, seen, line)
_tops.moved(store, seen)
_tops.mentions(store, seen)
