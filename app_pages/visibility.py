"""Visibility: how much is said, where, by whom, and beside whom."""

from __future__ import annotations

from ui.figures import indicator_page, top_lists
from ui.session import say

store, seen = indicator_page.begin(say("Visibility"))
line = indicator_page.figures(store, seen, "visibility")
indicator_page.whole(store, seen, line)
top_lists.moved(store, seen)
top_lists.mentions(store, seen)
