"""Relation: how we answer, settle and keep the people who speak to us and of us."""

from __future__ import annotations

from app_pages import _indicator
from app_pages._session import say

store, seen = _indicator.begin(say("Relation"))
line = _indicator.figures(store, seen, "relation")
_indicator.whole(store, seen, line)
