"""Which brands have a list of tier-1 outlets, and of key messages: decided by people (data/decisions/press_lists.py)."""

from __future__ import annotations

import pandas as pd

from data.decisions.press_lists import PressLists, decided
from data.store import Store
from kpis.engine.scope import Scope
from kpis.tables import INPUTS


def press_lists(store: Store, scope: Scope, *, by: str) -> pd.DataFrame:
    """The rows of the input table `press_lists`: one per brand of the scope, or of the store where it names none."""
    known = decided(store)
    brands = scope.brands or tuple(row["brand"] for row in store.rows_once("select brand from brands order by brand"))
    lists = [known.get(brand, PressLists()) for brand in brands]
    rows = [(brand, bool(one.outlets), bool(one.messages)) for brand, one in zip(brands, lists, strict=True)]
    return pd.DataFrame(rows, columns=list(INPUTS["press_lists"])).astype({"has_outlets": bool, "has_messages": bool})
