"""Reviews and assistants: the stars that customers give, whether they were answered, and what assistants say of us."""

from __future__ import annotations

from ui.figures import indicator_page
from ui.session import say

store, view = indicator_page.begin(say("Reviews and assistants"))
line = indicator_page.kpi_cards(store, view, "reviews")
indicator_page.details(store, view, line)
