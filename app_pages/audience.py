"""Audience: who follows us, on which networks, beside whom; and the jumps that a count alone does not explain."""

from __future__ import annotations

from app_pages import _breaks, _indicator
from app_pages._session import say

store, seen = _indicator.begin(say("Audience"))
line = _indicator.figures(store, seen, "audience")
_indicator.whole(store, seen, line)
_breaks.listed(store, seen)
