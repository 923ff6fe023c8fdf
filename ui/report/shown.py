"""Which report the screen shows: the draft of the view, or an edition that was issued. Cached, so that a rerun is quick."""

from __future__ import annotations

from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

import streamlit as st

from data.reports import issued
from data.reports.issued import Issued
from data.sentences import Refusal
from data.store import Store, time_zone
from kpis.engine.periods import Period
from loaders import report_log
from locales import LANGUAGES
from reports.paper import weekly as paper
from reports.style import Style
from reports.weekly import faces, issuing
from reports.weekly.faces import Look
from reports.weekly.model import Report, content_of, digest_of
from reports.weekly.request import Request
from ui import session
from ui.view import url
from ui.view.view import View

DRAFT = "draft"  # in the address, in place of the number of an issue
MANY = 10_000
LOOK_SETTINGS = ("report_style", "report_file")


@dataclass(frozen=True)
class Shown:
    """What is on the screen. `row`: the issue that `report` is; None for the draft."""

    request: Request
    report: Report
    row: Issued | None = None


def request_of(view: View) -> Request:
    """The report of the view's period: of a week, month or quarter, else a comparison with the days before.

    `against=year` in the address compares any of them with the same period a year earlier.
    """
    is_year = url.read("against") == "year"
    if view.period.grain == "days" or is_year:
        against = earlier(view.period, is_year=is_year)
        return Request("comparison", view.brand, view.role, view.period, view.today, against)
    return Request(view.period.grain, view.brand, view.role, view.period, view.today)


def earlier(period: Period, *, is_year: bool) -> Period:
    """The period compared with."""
    return period.year_before() if is_year else period.back()


def language() -> str:
    """The language of the report: that of the address, else the visitor's."""
    asked = url.read("report_lang")
    return asked if asked in LANGUAGES else session.language()


def editions(store: Store, request: Request) -> tuple[dict, ...]:
    """The issues of the report that is asked for, the newest first, without their contents."""
    return _editions(str(store.path), store.version, issuing.period_of(request), _store=store)


def every(store: Store) -> tuple[dict, ...]:
    """The last issues of all reports, without their contents."""
    return _every(str(store.path), store.version, _store=store)


def chosen(store: Store, request: Request) -> int | None:
    """The number of the issue that is shown: that of the address, else the last; None for the draft."""
    known = [int(one["report"]) for one in editions(store, request)]
    asked = url.read("report")
    if asked == DRAFT or not known:
        return None
    return int(asked) if asked.isdecimal() and len(asked) < 10 and int(asked) in known else known[0]


def opened(store: Store, request: Request, number: int, language: str) -> Shown:
    """An issue as it was issued. Raises Refusal where its content is no longer the one that was issued."""
    row, report = _opened(str(store.path), store.version, number, language, _store=store)
    return Shown(request, report, row)


def draft(store: Store, request: Request, language: str) -> Report:
    """The report as it stands. Raises Refusal."""
    return _draft(str(store.path), store.version, request, _store=store)[language]


def look(store: Store) -> Look:
    """The look that Settings hold."""
    return _look(str(store.path), store.version, _store=store)


def pictures(report: Report, style: Style) -> list[bytes]:
    """The six pages as PNG, of 1600 × 900 pixels: the bytes that the face `png` exports."""
    return _pictures(digest_of(content_of(report)), style, _report=report)


def first_picture(report: Report, style: Style) -> bytes:
    """The first page alone."""
    return _first_picture(digest_of(content_of(report)), style, _report=report)


@st.cache_resource(max_entries=50, show_spinner=False)
def _editions(path: str, version: int, period: issued.Period, *, _store: Store) -> tuple[dict, ...]:
    same = ("kind", "brand", "role", "since", "until", "compared_since", "compared_until")
    wanted = tuple(getattr(period, name) for name in same)
    rows = issued.issues(_store, brand=period.brand, most=MANY)
    return tuple(row for row in rows if tuple(row[name] for name in same) == wanted)


@st.cache_resource(max_entries=4, show_spinner=False)
def _every(path: str, version: int, *, _store: Store) -> tuple[dict, ...]:
    return issued.issues(_store)


@st.cache_resource(max_entries=20, show_spinner=False)
def _opened(path: str, version: int, number: int, language: str, *, _store: Store) -> tuple[Issued, Report]:
    row = issued.read(_store, number, language)
    if row is None:
        raise Refusal(
            "The report {report} was not issued in this language: {language}.", report=number, language=language
        )
    return row, issuing.reopened(row, zone=ZoneInfo(time_zone(_store)))


@st.cache_resource(max_entries=8, show_spinner=False)
def _draft(path: str, version: int, request: Request, *, _store: Store) -> dict[str, Report]:
    return issuing.draft(_store, request, titles=report_log.titles())


@st.cache_resource(max_entries=4, show_spinner=False)
def _look(path: str, version: int, *, _store: Store) -> Look:
    return faces.look_of(_store)


@st.cache_resource(max_entries=12, show_spinner=False)
def _pictures(digest: str, style: Style, *, _report: Report) -> list[bytes]:
    return paper.pages_png(_report, style=style)


@st.cache_resource(max_entries=12, show_spinner=False)
def _first_picture(digest: str, style: Style, *, _report: Report) -> bytes:
    from reports.paper import engine

    whole = paper.sheet(_report, style)
    return engine.as_png(replace(whole, pages=whole.pages[:1]))[0]
