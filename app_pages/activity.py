"""Activity."""

from __future__ import annotations

from app_pages import _indicator
from app_pages._session import say

store, seen = _indicator.begin(say("Activity"))
line = _indicator.figures(store, seen, "activity")
_indicator.whole(store, seen, line)
