"""A scorecard row: sparkline, value and sample, change, bullet chart, target and gap, status, benchmarks."""

from __future__ import annotations

import streamlit as st

from charts.sparklines import Measure, bullet, sparkline
from data.store import Store
from kpis.analysis.benchmarks import Benchmarks
from kpis.objectives.scorecard import Line
from locales import numbers
from ui import session
from ui.evidence import dialog
from ui.figures import badge, card
from ui.session import say, say_code, say_plural, say_sentence
from ui.view.view import View
from wording import amounts, figure_sentence
from wording.markdown import escaped

MOST_PROGRESS = 2.0  # beyond it, progress is not shown
WIDTHS = (2.3, 1.8, 1.4, 1.3, 1.8, 1.4, 1.5, 1.8)  # relative widths of the columns


def row(store: Store, line: Line, view: View, *, benchmarks: Benchmarks | None = None) -> None:
    """Draw one scorecard line. `benchmarks`: None if they are not computed."""
    card.offered(store, line, view)
    if numbers.is_missing(line.value):
        _without_data(store, line, view, benchmarks)
        return
    language = session.language()
    with st.container(key=f"row-{line.kpi.id}-{line.channel or 'all'}"):
        name, spark, value, change, against, wanted, verdict, other = st.columns(WIDTHS, vertical_alignment="center")
        with name, st.container(gap=None):
            _name(store, line, view)
        spark.image(_spark(line), width="stretch", alt=card.trend_text(line))
        value.markdown(f"**{amounts.amount(line.value, line.kpi, language, n=line.n)}**  \n{small(_sample(line))}")
        change.markdown(_change(line, view))
        against.image(_bullet(line, benchmarks), width="stretch", alt=_bullet_text(line))
        wanted.markdown(_target_and_gap(line))
        verdict.markdown(f"{badge.status(amounts.status(line))}  \n{small(_verdict_note(line))}")
        other.markdown(small("  \n".join(benchmark_texts(line, benchmarks))) if benchmarks is not None else "")


def _without_data(store: Store, line: Line, view: View, benchmarks: Benchmarks | None) -> None:
    """A scorecard row without data: the reason, the target and the benchmarks."""
    first, *middle, wanted_width, status_width, last = WIDTHS
    with st.container(key=f"row-{line.kpi.id}-{line.channel or 'all'}"):
        widths = (first, sum(middle), wanted_width, status_width, last)
        name, why, wanted, verdict, other = st.columns(widths, vertical_alignment="center")
        with name, st.container(gap=None):
            _name(store, line, view)
        why.markdown(small(escaped(say_sentence(line.verdict.reason))) if line.verdict.reason else "")
        wanted.markdown(_target_and_gap(line))
        verdict.markdown(badge.status(amounts.status(line)))
        other.markdown(small("  \n".join(benchmark_texts(line, benchmarks))) if benchmarks is not None else "")


def small(text: str) -> str:
    """Small grey Markdown; line breaks are kept."""
    return "  \n".join(f":small[:gray[{part}]]" for part in text.split("  \n") if part)


def benchmark_texts(line: Line, benchmarks: Benchmarks) -> list[str]:
    """'un an avant 38,2 %', 'médiane de 2 concurrents 31 %', 'Facebook : 0,06 – 0,07 %'."""
    language = session.language()
    texts = []
    if benchmarks.year_before is not None:
        texts.append(say("a year earlier {value}", value=amounts.amount(benchmarks.year_before, line.kpi, language)))
    if benchmarks.peers is not None:
        value = amounts.amount(benchmarks.peers, line.kpi, language)
        texts.append(
            say_plural(
                "competitor {value}", "median of {count} competitors {value}", benchmarks.peer_count, value=value
            )
        )
    for one in benchmarks.references:
        figure = amounts.amount(one.low, line.kpi, language)
        if one.high is not None:
            figure += f"{numbers.NBSP}– {amounts.amount(one.high, line.kpi, language)}"
        whose = say_code(one.channel) if one.channel else say("published")
        texts.append(say("reference, {whose}: {figure}", whose=whose, figure=figure))
    return texts


def bands(line: Line) -> list[tuple[float, float] | None]:
    """Per week, the target and its tolerance limit, or the two ends of a range; None without a target."""
    found: list[tuple[float, float] | None] = []
    for aim in line.targets:
        if aim is None:
            found.append(None)
        elif aim.high is not None:
            found.append((aim.value, aim.high))
        else:
            found.append((aim.value, aim.value + (aim.tolerance if line.kpi.better == "lower" else -aim.tolerance)))
    return found


def _name(store: Store, line: Line, view: View) -> None:
    title = escaped(line.kpi.title[session.language()])
    if line.channel:
        title += f" · {say_code(line.channel)}"
    key = f"row evidence {line.kpi.id} {line.channel or ''}"
    if st.button(title, type="tertiary", key=key, help=say("Definition, SQL and source rows")):
        dialog.show(store, line, view)
    notes = []
    if line.covered_until is not None:
        notes.append(say("data up to {day}", day=numbers.day(line.covered_until, session.language(), pattern="d MMM")))
    if line.kpi.weeks == 4:
        notes.append(say("over 4 weeks"))
    if line.objective is not None and line.objective.is_stretch:
        notes.append(say("stretch"))
    st.markdown(small(" · ".join(notes)))


def _sample(line: Line) -> str:
    return amounts.sample(line.n, line.low, line.high, line.kpi, session.language())


def _change(line: Line, view: View) -> str:
    text = amounts.change_text(line.change, line.kpi, session.language())
    colour, stable = amounts.ASSESSMENT_COLOURS[text.assessment], say("stable")
    return f":small[:{colour}[{stable if card.is_stable(line) else text.text}]]"


def _target_and_gap(line: Line) -> str:
    """The target and, below it, the gap in the KPI's unit; for a pace also the total due."""
    language = session.language()
    wanted = amounts.target(line, language)
    if not wanted:
        return ""
    under = []
    if line.target is not None and line.target.total is not None:
        whole = amounts.amount(line.target.total, line.kpi, language)
        under.append(say("due by now, out of {total}", total=whole))
    text = figure_sentence.gap(line, language)
    if text:
        under.append(text)
    return "  \n".join([wanted, small("  \n".join(under))])


def _verdict_note(line: Line) -> str:
    """The reason for a missing verdict, else the progress, else a hint for lower-is-better KPIs."""
    if amounts.status(line) in ("unjudged", "none") and line.verdict.reason is not None:
        return escaped(say_sentence(line.verdict.reason))
    if line.progress is not None and line.progress <= MOST_PROGRESS:
        return say("progress {share}", share=numbers.percent(line.progress, session.language(), decimals=0))
    if line.kpi.better == "lower":
        return say("lower is better")
    return ""


def _spark(line: Line) -> str:
    values = [None if numbers.is_missing(value) else float(value) for value in line.history["value"]]
    last_open = bool(len(line.history)) and line.history["state"].iloc[-1] in ("partial", "running")
    ink = session.pen().ink
    return sparkline(values, ink, status=line.verdict.status, bands=bands(line), last_open=last_open, height=58)


def _bullet(line: Line, benchmarks: Benchmarks | None) -> str:
    def number(value: float | None) -> float | None:
        return None if numbers.is_missing(value) else float(value)  # type: ignore[arg-type]

    marks = (
        ()
        if benchmarks is None
        else tuple(one for one in (benchmarks.year_before, benchmarks.peers) if one is not None)
    )
    measure = Measure(
        number(line.value),
        number(line.low),
        number(line.high),
        number(line.target_value),
        line.tolerance or 0.0,
        line.kpi.better,
        number(line.target_high),
        marks,
    )
    return bullet(measure, session.pen().ink)


def _bullet_text(line: Line) -> str:
    language = session.language()
    value = amounts.amount(line.value, line.kpi, language, n=line.n)
    wanted = amounts.target(line, language)
    return f"{value} · {say('target {target}', target=wanted)}" if wanted else value
