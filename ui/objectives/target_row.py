"""One objective of the draft as a row: base, target in the KPI's own unit, its day, its past weeks, and its terms."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import streamlit as st

from charts.sparklines import sparkline
from data.store import Store
from kpis.catalogue import Kpi, catalogue
from kpis.objectives import aim
from kpis.objectives.aim import Aim, Rehearsal
from kpis.objectives.objectives import COMMITMENTS, MODES, STEPS, Objective
from locales import numbers
from ui import session
from ui.objectives import past_weeks, role_draft
from ui.session import say, say_code, say_plural
from wording import amounts
from wording import objectives as objective_wording
from wording.markdown import escaped

WIDTHS = (2.3, 1.7, 1.5, 1.6, 1.7, 1.2)  # KPI · base · target · past weeks · how often · terms
SHOWN = 13  # weeks of the drawing
NONE = "–"
ROUGH = 0.002  # share of a target that its text may round away


def row(store: Store, one: Objective) -> None:
    """Draw an objective with a target; an edit replaces it in the draft and draws it again."""
    language, kpi = session.language(), catalogue()[one.kpi]
    known = past_weeks.with_baseline(store, one)
    wanted = aim.aim_of(known, kpi, baseline=known.baseline, until=known.baseline_to)
    past = past_weeks.rehearsed(store, known, wanted)
    name, base, target, drawn, often, terms = st.columns(WIDTHS, vertical_alignment="center")
    with name:
        st.markdown(f"**{escaped(title(one, language))}**  \n:small[:gray[{escaped(_date(store, known, wanted))}]]")
    base.markdown(_base(store, known, kpi))
    with target:
        _target(store, one, known, kpi, wanted)
    if past is not None and past.covered:
        drawn.image(_spark(past), width="stretch", alt=_alt(past, kpi))
    often.markdown(f":small[{_often(past)}]")
    with terms:
        _terms(store, one, kpi)


def followed(store: Store, one: Objective) -> None:
    """Draw an objective without a target: its name, and the kinds that it may have."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(escaped(title(one, session.language())), width="stretch")
        _kind(store, one, width=240, label_visibility="collapsed")


def title(one: Objective, language: str) -> str:
    """The KPI, and the network of an objective for one."""
    return catalogue()[one.kpi].title[language] + (f" · {say_code(one.channel)}" if one.channel else "")


def _date(store: Store, one: Objective, wanted: Aim | None) -> str:
    """From when the target stands, or by when it is reached."""
    language, begins = session.language(), role_draft.draft(store).valid_from
    if wanted is not None and wanted.day is not None and wanted.day > begins:
        return say("by {day}", day=numbers.day(wanted.day, language))
    return say("from {day}").format(day=numbers.day(begins, language))


def _base(store: Store, one: Objective, kpi: Kpi) -> str:
    language = session.language()
    if one.baseline is None:
        count = past_weeks.complete_weeks(store, one)
        return f":small[:gray[{say('base being established ({count} of 8 weeks)', count=count)}]]"
    value = amounts.amount(one.baseline, kpi, language)
    if one.baseline_from is None or one.baseline_to is None:
        return say("base {value}", value=value)
    days = numbers.date_range(one.baseline_from, one.baseline_to, language)
    return f"{say('base {value}', value=value)}  \n:small[:gray[{days}]]"


def _target(store: Store, one: Objective, known: Objective, kpi: Kpi, wanted: Aim | None) -> None:
    """The target that one signs, in the KPI's unit; while the baseline is unknown, what is added to it."""
    language = session.language()
    if wanted is None:
        st.markdown(escaped(objective_wording.objective_text(known, kpi, language)))
        return

    def aimed(value: float) -> Objective:
        return aim.aimed(one, kpi, value, baseline=known.baseline, until=known.baseline_to)

    with st.container(gap="xsmall"):
        sign = say("from") if wanted.high is not None else "≤" if kpi.better == "lower" else "≥"
        _number(store, one, say("Target"), sign, wanted.value, aimed)
        if wanted.high is not None:
            _number(store, one, say("Upper end"), say("to"), wanted.high, lambda value: replace(one, target_high=value))


def _number(
    store: Store, one: Objective, name: str, sign: str, value: float, changed: Callable[[float], Objective]
) -> None:
    """A number with its unit, written and read the way of the visitor's language."""
    language = session.language()
    unit = objective_wording.unit(catalogue()[one.kpi], language)
    shown = numbers.number(value, language, decimals=_decimals(value)) + (f"{numbers.NBSP}{unit}" if unit else "")
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.markdown(escaped(sign), width="content")
        written = st.text_input(
            f"{name} · {title(one, language)}",
            value=shown,
            max_chars=24,
            label_visibility="collapsed",
            key=_key(store, one, f"{name} {shown}"),
        )
    if written == shown:
        return
    number = read_number(written, unit, language)
    if number is None:
        st.error(say("'{written}' is not a number.", written=escaped(written)))
    elif number != value:
        _put(store, one, changed(number))


def read_number(text: str, unit: str, language: str) -> float | None:
    """The number of a text such as '48,9 %', '1 200', '-0.5'; None for what is none."""
    plain = "".join(text.removesuffix(unit).split()).replace("\u2212", "-")
    if language == "en" and re.fullmatch(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?", plain):
        plain = plain.replace(",", "")
    plain = plain.replace(",", ".")
    return float(plain) if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", plain) else None


def _decimals(value: float) -> int:
    """As many decimals as the number needs, two significant digits at least, four decimals at most."""
    return next(
        (count for count in range(4) if abs(value - round(value, count)) <= abs(value) * ROUGH), 4 if value else 0
    )


def _often(past: Rehearsal | None) -> str:
    """How often the last year would have met the target."""
    if past is None:
        return f":gray[{say('Not held against the past.')}]"
    if not past.covered:
        return f":gray[{say('No week of the last year is covered.')}]"
    met = say_plural(
        "Met in {count} of {covered} covered weeks of the last year.",
        "Met in {count} of {covered} covered weeks of the last year.",
        past.met,
        covered=numbers.number(past.covered, session.language()),
    )
    left = past.covered - past.judged
    if left > 0:
        met += " " + say_plural("{count} of them has no verdict.", "{count} of them have no verdict.", left)
    return met


def _spark(past: Rehearsal) -> str:
    values = [None if numbers.is_missing(value) else float(value) for value in past.weeks["value"]][-SHOWN:]
    bands = []
    for target in past.targets[-SHOWN:]:
        bands.append(None if target is None else (target.value, target.value if target.high is None else target.high))
    return sparkline(values, session.pen().ink, status=past.statuses[-1], bands=bands, height=48)


def _alt(past: Rehearsal, kpi: Kpi) -> str:
    language = session.language()
    known = past.weeks["value"].tail(SHOWN).dropna()
    if known.empty:
        return say("no value in the last 13 weeks")
    return say(
        "last 13 weeks: from {low} to {high}",
        low=amounts.amount(float(known.min()), kpi, language),
        high=amounts.amount(float(known.max()), kpi, language),
    )


def _terms(store: Store, one: Objective, kpi: Kpi) -> None:
    """Kind, growth, tolerance, commitment and comment, in a panel that is drawn when it is opened."""
    with st.popover(
        say("Terms"), help=say("Kind, tolerance, commitment, comment"), on_change="rerun", key=_key(store, one, "terms")
    ) as panel:
        if not panel.open:
            return
        _kind(store, one)
        if one.mode.startswith("baseline"):
            per = st.selectbox(
                say("Grows per"),
                ["", *STEPS],
                index=["", *STEPS].index(one.per or ""),
                format_func=lambda code: say_code(code) if code else NONE,
                key=_key(store, one, "per"),
            )
            if (per or None) != one.per:
                _put(store, one, replace(one, per=per or None))
        committed = st.selectbox(
            say("Commitment"),
            COMMITMENTS,
            index=COMMITMENTS.index(one.commitment or "committed"),
            format_func=say_code,
            key=_key(store, one, "commitment"),
        )
        if committed != (one.commitment or "committed"):
            _put(store, one, replace(one, commitment=committed))
        tolerance = st.number_input(
            say("Tolerance"),
            value=one.tolerance,
            min_value=0.0,
            placeholder=NONE,
            help=say("Empty: 5% of the target, or 2 points for shares and scores"),
            key=_key(store, one, "tolerance"),
        )
        if tolerance != one.tolerance:
            _put(store, one, replace(one, tolerance=tolerance))
        shown = objective_wording.comment(one, session.language())
        comment = st.text_input(say("Comment"), value=shown, max_chars=200, key=_key(store, one, "comment"))
        if comment.strip() != shown:
            _put(store, one, replace(one, comment=comment.strip() or None))


def _kind(store: Store, one: Objective, **layout) -> None:
    mode = st.selectbox(
        f"{say('Kind')} · {title(one, session.language())}" if layout else say("Kind"),
        MODES,
        index=MODES.index(one.mode),
        format_func=say_code,
        key=_key(store, one, "kind"),
        **layout,
    )
    if mode != one.mode:
        _put(store, one, _of_kind(store, one, mode))


def _of_kind(store: Store, one: Objective, mode: str) -> Objective:
    """The objective of another kind that leads to the same target; without one, to its baseline or 0."""
    if mode in ("followed", "out_of_scope"):
        return replace(one, mode=mode, target=None, target_high=None, per=None, tolerance=None, commitment=None)
    kpi = catalogue()[one.kpi]
    measured = past_weeks.with_baseline(store, replace(one, mode="absolute", target=0.0) if one.is_followed else one)
    wanted = aim.aim_of(one, kpi, baseline=measured.baseline, until=measured.baseline_to)
    written = (measured.baseline or 0.0) * (100 if kpi.unit == "percent" else 1)
    value = wanted.value if wanted is not None else round(written) if kpi.is_whole else round(written, 1)
    kept = replace(
        one,
        mode=mode,
        target=0.0 if mode.startswith("baseline") else value,
        target_high=None if mode != "range" else value,
        per=one.per if mode.startswith("baseline") else None,
        commitment=one.commitment or "committed",
    )
    if mode == "pace" and kept.valid_to is None:
        kept = replace(kept, valid_to=kept.valid_from + timedelta(days=364))
    if not mode.startswith("baseline") or wanted is None:
        return kept
    return aim.aimed(kept, kpi, value, baseline=measured.baseline, until=measured.baseline_to)


def _put(store: Store, old: Objective, new: Objective) -> None:
    """Replace an objective in the draft, and draw the step again."""
    draft = role_draft.draft(store)
    draft.rows = tuple(new if row is old else row for row in draft.rows)
    st.rerun()


def _key(store: Store, one: Objective, name: str) -> str:
    """A widget's key: that of the row in this edition of the draft."""
    draft = role_draft.draft(store)
    return f"target {name} {one.kpi} {one.channel or ''} {draft.edition} {one.mode}"
