"""Crisis watch."""

from __future__ import annotations

from app_pages import _indicator
from app_pages._session import say

store, seen = _indicator.begin(say("Crisis watch"))
line = _indicator.figures(store, seen, "crisis")
_indicator.whole(store, seen, line)
