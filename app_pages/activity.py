"""Activity: posts published, their regularity, the engagement that they bring, and moderation."""

from __future__ import annotations

from ui.fence import fenced
from ui.figures import indicator_page, top_lists
from ui.session import say

store, view = indicator_page.begin(say("Activity"))
line = indicator_page.kpi_cards(store, view, "activity")
indicator_page.details(store, view, line)
fenced(say("Most engaging posts"), lambda: top_lists.posts(store, view))
