"""Activity: what we publish, how regularly, what it sets in motion, and how we moderate."""

from __future__ import annotations

from app_pages import _indicator, _tops
from app_pages._session import say

store, seen = _indicator.begin(say("Activity"))
line = _indicator.figures(store, seen, "activity")
_indicator.whole(store, seen, line)
_tops.posts(store, seen)
