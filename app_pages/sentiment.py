"""Sentiment: shares per week, and the sources, authors and words of the negative mentions."""

from __future__ import annotations

from ui.fence import fenced
from ui.figures import indicator_page, sentiment_shares, top_lists
from ui.session import say

store, view = indicator_page.begin(say("Sentiment"))
line = indicator_page.kpi_cards(store, view, "sentiment")
indicator_page.details(store, view, line)
fenced(say("Sentiment per week"), lambda: sentiment_shares.weeks(store, view))
fenced(
    say("Sources, authors and words of the negative mentions"), lambda: top_lists.drivers(store, view, kind="negative")
)
fenced(say("Most visible mentions"), lambda: top_lists.mentions(store, view, kind="negative"))
