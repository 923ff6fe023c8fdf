"""Reviews and assistants: the stars that customers give, whether they were answered, and what assistants say of us."""

from __future__ import annotations

from ui.fence import fenced
from ui.figures import indicator_page
from ui.opinions import answers, stars
from ui.session import say

store, view = indicator_page.begin(say("Reviews and assistants"))
line = indicator_page.kpi_cards(store, view, "reviews")
indicator_page.details(store, view, line)
fenced(say("Stars"), lambda: stars.show(store, view))
fenced(say("Reviews without an answer"), lambda: stars.unanswered(store, view))
fenced(say("Answers of assistants"), lambda: answers.show(store, view))
