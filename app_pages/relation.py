"""Relation: response, resolution and loyalty of the people who write to the brand or about it."""

from __future__ import annotations

from ui.figures import indicator_page
from ui.session import say

store, view = indicator_page.begin(say("Relation"))
line = indicator_page.kpi_cards(store, view, "relation")
indicator_page.details(store, view, line)
