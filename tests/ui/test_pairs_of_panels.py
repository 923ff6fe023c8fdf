"""The panels of every screen: any two of them stand together, and one that fails takes no other with it.

Together: no key is there twice and nothing is raised.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

import pytest

from data.decisions import annotations, label_audits
from data.migrations import open_store
from kpis.analysis import period_scorecard
from tests import canonical, canonical_activity
from tests.ui.dashboard import dashboard_on, faults
from ui import session

WEEK = {"lang": "en", "brand": "Aurelle", "since": "2026-05-04", "until": "2026-05-10"}
KEYED = ("button", "checkbox", "dataframe", "number_input", "radio", "selectbox", "text_area", "text_input", "toggle")
SAID = ("caption", "code", "markdown", "subheader", "text")


@dataclass(frozen=True, eq=False)
class Panel:
    """`address`, `holds`: what address and session hold while it is open; `shows`: what then stands on the screen.

    A name in `holds` may name the store's {version}, or end in "…": then it is the key of the only table that begins so.
    """

    shows: str
    address: dict[str, str] = field(default_factory=dict)
    holds: dict[str, object] = field(default_factory=dict)


def unfolded(key: str, shows: str) -> Panel:
    return Panel(shows, holds={key: True})


def ticked(key: str, shows: str, *rows: int) -> Panel:
    return Panel(shows, holds={key: {"selection": {"rows": list(rows or (0,)), "columns": [], "cells": []}}})


def evidence(kpi: str, *, folded_out: tuple[str, ...] = (), shows: str = "Definition and formula") -> Panel:
    days = f"{WEEK['since']}~{WEEK['until']}"
    return Panel(shows, {"figure": kpi, "figure_of": f"Aurelle~{days}"}, {f"{part} {kpi}": True for part in folded_out})


STORY = "Told once"
ANNOTATE = unfolded("annotate-trend", "FormSubmitter:note trend-Add")
SCREENS: dict[str, tuple[Panel, ...]] = {
    "overview": (
        unfolded("edit sentences", "edit mention_volume_unique"),
        unfolded("unfold quality", "card evidence data_completeness"),
        unfolded("unfold drivers", "table source all 0"),
        ANNOTATE,
        evidence("mention_volume_unique", folded_out=("records", "sql")),
    ),
    "sentiment": (
        ticked("top mentions negative", STORY),
        ANNOTATE,
        evidence("negative_share", folded_out=("records",)),
    ),
    "crisis": (
        unfolded("annotate-watch", "FormSubmitter:note watch-Add"),
        unfolded("unfold threshold", "try least 5"),
        ANNOTATE,
        evidence("spike_days", folded_out=("records",)),
    ),
    "audience": (ANNOTATE, evidence("followers_total", folded_out=("records",))),
    "mentions": (
        ticked("rows …", STORY, 0, 1),
        evidence("mention_volume_unique", folded_out=("records",)),
        Panel(STORY, evidence("share_of_voice").address, {"evidence mentions": ticked("", "").holds[""]}),
    ),
    "objectives": (
        unfolded("unfold others", "row evidence nps"),
        unfolded("unfold followed", "row evidence duplicate_rate"),
        evidence("share_of_voice", folded_out=("records",)),
    ),
    "annotations": (
        ticked("notes", "FormSubmitter:note 1-Save"),
        evidence("mention_volume_unique", folded_out=("records",)),
    ),
    "sources": (
        Panel("give 1 positive", {"section": "audit"}),
        Panel("select", {"section": "indicators", "kpi": "share_of_voice"}),
        evidence("share_of_voice", folded_out=("records", "sql")),
    ),
    "settings": (
        Panel("Undo: ", {"section": "history"}, ticked("changes {version}", "").holds),
        evidence("mention_volume_unique"),
    ),
    "uploads": (
        ticked("history {version}", "Withdraw…"),
        evidence("mention_volume_unique", folded_out=("records",)),
    ),
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """Opens a screen with some of its panels, on ten weeks of two brands with a bit of each export."""
    path = tmp_path_factory.mktemp("pairs") / "e-reputation.duckdb"
    store = open_store(path)
    told = {"Source": "x.com", "Author": "lea", "Topic": "price", "Engagement": "3", "Reach": "10"}
    counts = [3, 2, 4, 2, 3, 2, 3] * 9 + [9] * 7  # the last week rose
    canonical.mentions(
        store, canonical.daily("2026-03-02", counts, Brand="Aurelle", Channel="x", Sentiment="negative", **told)
    )
    canonical.mentions(
        store,
        canonical.daily("2026-03-02", [2] * 70, Brand="Velmont", Channel="facebook", Sentiment="positive"),
        format="template_velmont",
    )
    canonical.followers(
        store,
        "Day | Brand | Channel | Account | Followers\n2026-04-27 | Aurelle | x | a | 10\n2026-05-08 | Aurelle | x | a | 40",
    )
    canonical_activity.conversations(store, "Day | Brand | Channel\n2026-05-05 | Aurelle | x")
    canonical.brands(store, own="Aurelle", competitors=["Velmont"])
    annotations.annotate(store, "action", "Launch", first_day=date(2026, 5, 6), who="test")
    gone = annotations.annotate(store, "event", "Fair", first_day=date(2026, 5, 7), who="test")
    annotations.withdraw(store, gone.annotation, who="test")
    label_audits.draw(
        store, brand="Aurelle", since=date(2026, 5, 4), until=date(2026, 5, 10), seed=1, who="test", size=20
    )
    store.close()
    with dashboard_on(path) as opened:

        def with_panels(screen, *panels, keys=(), **address):
            asked, holds = {**WEEK, **address}, {}
            for panel in panels:
                asked |= panel.address
                for name, value in panel.holds.items():
                    key = name.replace("{version}", str(session.store().version))
                    (key,) = [one for one in keys if one.startswith(name[:-1])] if name.endswith("…") else [key]
                    holds[key] = value
            return opened(screen, holds=holds, **asked)

        yield with_panels


def shown(app) -> str:
    """The keys and texts of a screen."""
    keys = [str(one.key) for kind in KEYED for one in getattr(app, kind)]
    labels = [one.label for kind in ("button", "expander") for one in getattr(app, kind)]
    return "\n".join((*keys, *labels, *(one.value for kind in SAID for one in getattr(app, kind))))


def can_be_open(panels: tuple[Panel, ...]) -> bool:
    """Whether all of them can be at once: an address names one section, and one figure."""
    names = [name for panel in panels for name in panel.address]
    return len(names) == len(set(names))


def together(panels: tuple[Panel, ...]) -> list[tuple[Panel, ...]]:
    """The largest sets that can be open at once: every pair that can be is in one of them."""
    sets = [one for count in range(2, len(panels) + 1) for one in combinations(panels, count) if can_be_open(one)]
    return [one for one in sets if not any(set(one) < set(other) for other in sets)]


@pytest.mark.parametrize("screen", SCREENS)
def test_any_two_panels_of_a_screen_stand_together(opened, screen):
    plain = opened(screen)
    assert faults(plain) == []
    text, keys = shown(plain), [str(one.key) for one in plain.dataframe]
    assert [panel.shows for panel in SCREENS[screen] if panel.shows in text] == []  # each of them opens something
    for panels in together(SCREENS[screen]):
        app = opened(screen, *panels, keys=keys)
        if faults(app):  # which two of them?
            for pair in combinations(panels, 2):
                assert faults(opened(screen, *pair, keys=keys)) == [], [panel.shows for panel in pair]
        assert faults(app) == []
        text = shown(app)
        assert [panel.shows for panel in panels if panel.shows not in text] == []


@dataclass(frozen=True)
class Failure:
    """`of`: what fails; `named`: the panel that says so; `stays`: what stands on the screen all the same."""

    screen: str
    of: str
    named: str
    stays: str
    panels: tuple[Panel, ...] = ()
    address: dict[str, str] = field(default_factory=dict)


FAILURES = (
    Failure("overview", "ui.figures.biggest_changes.beyond_chance", "What changed most", "edit sentences"),
    Failure("sentiment", "kpis.analysis.top_lists.top_mentions", "Most visible mentions", "draw negative_share"),
    Failure("crisis", "kpis.analysis.top_lists.alerts", "Alert log", "draw spike_days"),
    Failure("objectives", "kpis.objectives.headline.to_mend", "Casquette", "row evidence share_of_voice "),
    Failure("mentions", "kpis.lineage.mentions.page", "Mentions", "Clear the filters"),
    Failure(
        "annotations",
        "ui.figures.before_after.before_and_after",
        "Before – After",
        "FormSubmitter:note 1-Save",
        (ticked("notes", ""),),
    ),
    Failure("sources", "kpis.lineage.coverage.restatements", "Restatements", "Coverage calendar"),
    Failure(
        "sources",
        "kpis.lineage.coverage.origins",
        "How it is counted",
        "search everywhere",
        address={"section": "methods"},
    ),
    Failure("settings", "data.decisions.accounts.accounts", "Accounts opened or closed", "FormSubmitter:new brand-Add"),
    Failure(
        "settings", "data.decisions.history.history", "History", "search everywhere", address={"section": "history"}
    ),
    Failure(
        "role_sheet",
        "ui.objectives.role_steps.article_sentences",
        "2\\. Profile",
        "onward button",
        address={"step": "proposal"},
    ),
    Failure(
        "audience",
        "kpis.lineage.part_rows.page",
        "Share of voice",
        "draw followers_total",
        (evidence("share_of_voice"),),
    ),
)


@pytest.mark.parametrize("failure", FAILURES, ids=lambda one: f"{one.screen}: {one.named}")
def test_a_panel_that_fails_is_named_and_the_rest_of_its_screen_stands(opened, failure, monkeypatch, caplog):
    def failing(*_arguments, **_options):
        raise RuntimeError("a planted failure")

    monkeypatch.setattr(failure.of, failing)
    app = opened(failure.screen, *failure.panels, **failure.address)
    (said,) = faults(app)
    assert said.startswith(failure.named)
    assert "could not be shown; the rest of this screen is complete" in said
    assert failure.stays in shown(app)
    assert "a planted failure" in caplog.text  # whole, with its reason


def test_a_figure_that_cannot_be_computed_is_named_and_the_other_cards_stand(opened, monkeypatch):
    computed = period_scorecard.period_scorecard

    def failing(store, names, look):
        if "moderation_delay_median" in names:
            raise RuntimeError("a planted failure")
        return computed(store, names, look)

    monkeypatch.setattr(period_scorecard, "period_scorecard", failing)
    app = opened("activity", brand="Velmont")  # whose figures nobody asked for yet
    (said,) = faults(app)
    assert said.startswith("Median moderation delay")
    assert {"draw posts_count", "draw engagement_rate_reach"} <= set(shown(app).split("\n"))
    assert "draw moderation_delay_median" not in shown(app)


def test_the_overview_says_nothing_of_a_week_whose_objectives_cannot_be_read(opened, monkeypatch):
    def failing(*_arguments, **_options):
        raise RuntimeError("a planted failure")

    monkeypatch.setattr("kpis.objectives.headline.headline", failing)
    app = opened("overview")
    (said,) = faults(app)
    assert said.startswith("Objectives could not be shown")
    assert [one.value for one in app.info] == []  # neither "The first figures" nor a sentence without the objectives
    assert "card evidence mention_volume_unique" in shown(app)
