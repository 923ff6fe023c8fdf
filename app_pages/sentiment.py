"""Sentiment: the tone of what is said, week by week, and what the negative mentions are about."""

from __future__ import annotations

from app_pages import _indicator, _tone, _tops
from app_pages._session import say

store, seen = _indicator.begin(say("Sentiment"))
line = _indicator.figures(store, seen, "sentiment")
_indicator.whole(store, seen, line)
_tone.weeks(store, seen)
_tops.moved(store, seen, kind="negative")
_tops.mentions(store, seen, kind="negative")
