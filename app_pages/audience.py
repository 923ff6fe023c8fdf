"""Audience."""

from __future__ import annotations

from app_pages import _indicator
from app_pages._session import say

store, seen = _indicator.begin(say("Audience"))
line = _indicator.figures(store, seen, "audience")
_indicator.whole(store, seen, line)
