"""Activity: what we publish, how regularly, what it sets in motion, and how we moderate."""

from __future__ import annotations

from ui.figures import indicator_page, top_lists
from ui.session import say

store, seen = indicator_page.begin(say("Activity"))
line = indicator_page.figures(store, seen, "activity")
indicator_page.whole(store, seen, line)
top_lists.posts(store, seen)
