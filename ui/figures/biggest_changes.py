"""The largest significant changes of a period, their drivers, and the last day of data."""

from __future__ import annotations

import streamlit as st

from data.store import Store
from kpis.analysis import period_scorecard
from kpis.analysis.significance import Moved, beyond_chance
from locales import numbers
from ui import session
from ui.empty_state import nothing
from ui.evidence import dialog
from ui.figures import cached, card, top_lists
from ui.figures.layout import cards
from ui.session import say, say_plural
from ui.view import offered
from ui.view import view as scope_view
from ui.view.view import View
from wording import amounts
from wording.markdown import escaped

SHOWN = 6
LEAST_P = 0.001  # a smaller p is shown as '< 0.001'
OF_THE_DATA = ("data_completeness", "data_freshness_days")
OF_TONE = (*cards("sentiment"), *cards("crisis"))


def significant_changes(store: Store, view: View) -> tuple[int, tuple[Moved, ...]]:
    """The number of changes tested, and the significant ones, smallest p first."""
    return beyond_chance(cached.scorecard_lines(store, period_scorecard.tested(), view))


def changes_panel(store: Store, view: View) -> None:
    """The changes that are significant after adjustment for the number of tests."""
    count, found = significant_changes(store, view)
    with st.container(border=True, height="stretch"):
        st.markdown(f"**{say('What changed most')}** :gray[· {scope_view.compared(view)}]")
        if not found:
            reason = say_plural(
                "{count} change was tested: it is not statistically significant.",
                "{count} changes were tested: none is statistically significant.",
                count,
            )
            nothing(reason if count else say("No change could be tested: one of the two periods is not covered."))
            return
        for one in found[:SHOWN]:
            _row(store, one, view)
        st.caption(
            say_plural(
                "{count} change tested. p is adjusted for the number of tests (Benjamini–Hochberg).",
                "{count} changes tested. p is adjusted for the number of tests (Benjamini–Hochberg).",
                count,
            )
        )


def drivers_panel(store: Store, view: View) -> None:
    """Sources, authors and words that changed most; of negative mentions if the largest change is one of sentiment."""
    _, found = significant_changes(store, view)
    tone_first = bool(found) and found[0].line.kpi.id in OF_TONE
    top_lists.drivers(store, view, kind="negative" if tone_first else "all")


def data_date(store: Store, view: View, *, is_compared: bool = True) -> None:
    """'Data up to 15 November 2026 · completeness 100 % (69 readings due) · 7 days old'."""
    language = session.language()
    _, last = offered.covered(store)
    complete, age = cached.scorecard_lines(store, OF_THE_DATA, view)
    parts = [say("Data up to {day}", day=numbers.day(last, language))]
    sample = amounts.sample(complete.n, None, None, complete.kpi, language)
    for one, of in ((complete, f" ({sample})"), (age, "")):
        if not numbers.is_missing(one.value):
            parts.append(f"{one.kpi.title[language].lower()} {amounts.amount(one.value, one.kpi, language)}{of}")
    if is_compared:
        parts.append(scope_view.compared(view))
    st.caption(" · ".join(parts))


def _row(store: Store, one: Moved, view: View) -> None:
    language = session.language()
    kpi = one.line.kpi
    text = amounts.change_text(one.line.change, kpi, language)
    word = {"better": say("better"), "worse": say("worse"), "neutral": ""}[text.assessment]
    p = (
        f"= {numbers.number(one.p, language, decimals=3)}"
        if one.p >= LEAST_P
        else f"< {numbers.number(LEAST_P, language, decimals=3)}"
    )
    with st.container(key=f"row-moved-{kpi.id}"):
        name, change, value, chance = st.columns((3, 2.2, 1.2, 1.2), vertical_alignment="center")
        if name.button(
            escaped(kpi.title[language]),
            type="tertiary",
            key=f"moved {kpi.id}",
            help=say("Definition, SQL and source rows"),
        ):
            dialog.show(store, one.line, view)
        # the heading names the week before, which is not what a figure over four weeks is compared with
        window = f":gray[{card.four_weeks(view)}]" if kpi.weeks == 4 and view.period.grain == "week" else ""
        said = " · ".join(part for part in (word, window) if part)
        change.markdown(f":{amounts.ASSESSMENT_COLOURS[text.assessment]}-badge[{text.text}] :small[{said}]")
        value.markdown(f"**{amounts.amount(one.line.value, kpi, language, n=one.line.n)}**")
        chance.caption(f"p {p}")
