"""Sentiment: the tone of what is said, week by week, and what the negative mentions are about."""

from __future__ import annotations

from ui.figures import indicator_page, sentiment_shares, top_lists
from ui.session import say

store, seen = indicator_page.begin(say("Sentiment"))
line = indicator_page.figures(store, seen, "sentiment")
indicator_page.whole(store, seen, line)
sentiment_shares.weeks(store, seen)
top_lists.moved(store, seen, kind="negative")
top_lists.mentions(store, seen, kind="negative")
