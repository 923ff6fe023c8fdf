"""A figure, and its target, is the same on its card, in its scorecard row, in its evidence and on the role sheet."""

import re
from dataclasses import replace

from tests.ui.dashboard import faults

WEEK = {"lang": "en", "since": "2026-03-16", "until": "2026-03-22"}
SCREEN, COMPARED = "sentiment", ("net_sentiment_score", "negative_share", "sentiment_unknown_rate")
AIMED = "sentiment_unknown_rate"  # its target is no increment on a base
FIGURE = r"(?:### |\*\*)(.+?)(?:\*\*|$)"


def opened(dashboard, screen, **asked):
    """A screen of the week, without a fault."""
    app = dashboard(screen, **WEEK, **asked)
    assert faults(app) == []
    return app


def around(block, key):
    """The texts of the smallest part of a screen that has the button of this key and a figure; None without one."""
    if not hasattr(block, "children"):
        return None
    inner = (around(child, key) for child in block.children.values())
    if (found := next((texts for texts in inner if texts is not None), None)) is not None:
        return found
    texts = [one.value.replace("\\", "") for one in block.markdown]
    if any(one.key == key for one in block.button) and any(re.match(FIGURE, text) for text in texts):
        return texts
    return None


def figure_of(texts):
    return next(found[1] for text in texts if (found := re.match(FIGURE, text)))


def target_of(texts):
    """The number of the target: '≤ 5.0%' in a row, 'target ≤ 5.0%' on a card."""
    return next(float(found[1]) for text in texts if (found := re.search(r"[≤≥]\s*([0-9.]+)", text)))


def test_a_figure_and_its_target_are_the_same_wherever_they_stand(dashboard):
    dashboard("settings")  # opens the store
    scorecard = opened(dashboard, "objectives", holds={"unfold others": True}).main
    cards = {}
    for name in COMPARED:
        app = opened(dashboard, SCREEN, figure=name)
        cards[name] = around(app.main, f"card evidence {name}")
        figure = figure_of(cards[name])
        assert figure_of(around(scorecard, f"row evidence {name} ")) == figure
        told = [one.value.replace("\\", "") for one in app.markdown]
        (answer,) = [text for text in told if text.startswith("**") and text.endswith(".**")]
        assert answer.startswith((f"**{figure}. ", f"**{figure}, ")), answer

    draft = opened(dashboard, "role_sheet").session_state["role draft"]
    rows = tuple(one for one in draft.rows if one.kpi == AIMED)
    sheet = opened(dashboard, "role_sheet", step="targets", holds={"role draft": replace(draft, rows=rows)})
    (written,) = [one.value for one in sheet.text_input if one.label.startswith("Target · ")]
    signed = float(re.match(r"[0-9.]+", written)[0])
    assert signed == target_of(around(scorecard, f"row evidence {AIMED} ")) == target_of(cards[AIMED])
