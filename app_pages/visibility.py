"""Visibility: volume of mentions by network, source and author, compared with competitors."""

from __future__ import annotations

from ui.fence import fenced
from ui.figures import indicator_page, top_lists
from ui.session import say

store, view = indicator_page.begin(say("Visibility"))
line = indicator_page.kpi_cards(store, view, "visibility")
indicator_page.details(store, view, line)
fenced(say("Sources, authors and words that changed most"), lambda: top_lists.drivers(store, view))
fenced(say("Most visible mentions"), lambda: top_lists.mentions(store, view))
