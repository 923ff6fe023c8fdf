"""The view (brand, period, comparison, networks, role), read from the URL, and its titles.

Codes in the URL are stable and dates absolute. A value that does not exist is replaced by the nearest one, with a note
on the page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from data.store import Store
from kpis.analysis.period_scorecard import COMPARISONS, Look
from kpis.engine import periods
from kpis.engine.periods import Period
from locales import numbers
from ui import session
from ui.session import say, say_code
from ui.view import offered, url
from wording import periods as period_wording
from wording.markdown import escaped

FIRST, LATEST = date(1990, 1, 1), timedelta(days=3660)  # of a link: before the web, or ten years ahead


@dataclass(frozen=True)
class View:
    """Brand, days, comparison, networks (none: all) and role of a screen; `notes` say what was replaced."""

    brand: str
    since: date
    until: date
    compare: str
    role: str
    today: date
    notes: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()

    @property
    def period(self) -> Period:
        return Period(self.since, self.until)

    @property
    def look(self) -> Look:
        return Look(self.brand, self.period, self.role, self.today, self.compare, self.channels)

    @property
    def compared(self) -> Period:
        """The period compared with: the previous one, the four before, or a year earlier."""
        return period_wording.earlier(self.period, self.compare)


def week_view(store: Store) -> View:
    """The week of the URL, or the nearest one with data."""
    notes: list[str] = []
    monday = _monday(store, notes)
    return _view(store, Period(monday, monday + timedelta(days=6)), notes)


def period_view(store: Store) -> View:
    """The week, month, quarter or days of the URL; by default the last complete week, or all days of a short file."""
    notes: list[str] = []
    period = _period_of_url(notes)
    first, last = offered.covered(store)
    if period is not None and (period.until < first or period.since > max(last, session.today())):
        notes.append(
            say(
                "Nothing was loaded for these days; showing the last complete week. The uploads cover {days}.",
                days=numbers.date_range(first, last, session.language()),
            )
        )
        period = None
    if period is None:
        short = offered.days_of_a_short_file(store, session.today())
        period = Period(*short) if short else periods.week(_last_monday(store))
    return _view(store, period, notes, channels=_channels(store))


def days_view(store: Store) -> View:
    """The days of the URL, even without data; by default the last complete week."""
    notes: list[str] = []
    return _view(store, _period_of_url(notes) or periods.week(_monday(store, notes)), notes)


def period_view_of_url() -> View:
    """The view of the URL, without a note on what it replaced: of a figure that stands on a screen already."""
    store = session.store()
    return _view(store, _period_of_url([]) or periods.week(_last_monday(store)), [], channels=_channels(store))


def dates(since: date, until: date) -> str:
    """'9 – 15 novembre 2026'."""
    return numbers.date_range(since, until, session.language())


def title(view: View) -> str:
    """'Aurelle · semaine 46', 'Aurelle · novembre 2026', 'Aurelle · T4 2026', 'Aurelle · 3 – 9 novembre 2026'."""
    return f"{escaped(view.brand)} · {period_name(view.period)}"


def period_name(period: Period) -> str:
    """The name of a period."""
    return period_wording.name(period, session.language())


def week_dates(view: View) -> str:
    """'9 – 15 novembre 2026'."""
    return numbers.date_range(view.since, view.until, session.language())


def compared(view: View) -> str:
    """The comparison in words: 'compared with week 45'."""
    return period_wording.compared(view.period, view.compare, session.language())


def compared_with(view: View) -> str:
    """The period compared with: 'week 45', 'November 2025', 'the mean of the previous four periods'."""
    if view.compare == "four":
        return say("the mean of the previous four periods")
    before = view.compared
    if before.grain == "week" and view.compare == "year":
        return say(
            "week {week} of {year}", week=numbers.week_number(before.since), year=before.since.isocalendar().year
        )
    return period_name(before)


def _view(store: Store, period: Period, notes: list[str], *, channels: tuple[str, ...] = ()) -> View:
    brand = _brand(store, notes)
    role = _nearest(url.read("role"), offered.roles(store), notes, name=say_code)
    compare = _nearest(url.read("compare"), COMPARISONS, notes, name=_comparison)
    for name, wished in (("role", role), ("compare", compare)):
        if url.read(name):  # a value that does not exist leaves the link
            url.put(name, wished)
    url.put("brand", brand)
    url.put("since", period.since.isoformat())
    url.put("until", period.until.isoformat())
    return View(brand, period.since, period.until, compare, role, session.today(), tuple(notes), channels)


def _period_of_url(notes: list[str]) -> Period | None:
    """The days of the URL, in order; None if it has none or they are unreadable."""
    since, until = url.read("since"), url.read("until")
    if not since and not until:
        return None
    try:
        first, last = _day(since or until), _day(until or since)
    except ValueError:
        notes.append(say("The link contains no readable date; showing the last complete week."))
        return None
    if last < first:
        notes.append(say("The last day of the link is before its first day; they have been swapped."))
        first, last = last, first
    return periods.week(first) if not (since and until) else Period(first, last)


def _day(text: str) -> date:
    """A day of the URL. Raises ValueError for what is no day, or one so far away that no export could have it."""
    day = date.fromisoformat(text)
    if not FIRST <= day <= session.today() + LATEST:
        raise ValueError(f"{day} is far from any export")
    return day


def _channels(store: Store) -> tuple[str, ...]:
    """The networks of the URL that exist; others are ignored without a note, as another brand may have them."""
    known = offered.channels(store)
    return tuple(code for code in url.read("channel").split(",") if code in known)


def _brand(store: Store, notes: list[str]) -> str:
    wished = url.read("brand")
    if wished in offered.brand_names(store):
        return wished
    chosen = offered.first_brand(store)
    if wished and store.limited_to is not None:  # the same of a brand that exists and of one that does not
        notes.append(
            say("The link names a brand that your access does not include; showing {chosen}.", chosen=escaped(chosen))
        )
    elif wished:
        notes.append(
            say(
                "There is no brand called {wished}; showing {chosen}.",
                wished=escaped(wished),
                chosen=escaped(chosen),
            )
        )
    return chosen


def _comparison(code: str) -> str:
    return {
        "previous": say("vs previous period"),
        "four": say("vs mean of four"),
        "year": say("vs a year earlier"),
    }[code]


def _last_monday(store: Store) -> date:
    return offered.last_complete_monday(store, session.today()) or offered.weeks(store)[0]


def _monday(store: Store, notes: list[str]) -> date:
    """The Monday of the URL's week, or of the nearest one with data; by default of the last complete week."""
    default = _last_monday(store)
    asked_since, asked_until = url.read("since"), url.read("until")
    if not asked_since and not asked_until:
        return default
    try:
        asked = _day(asked_since or asked_until)
        until = _day(asked_until) if asked_until else asked - timedelta(days=asked.weekday()) + timedelta(days=6)
    except ValueError:
        notes.append(say("The link contains no readable date; showing the last complete week."))
        return default
    monday = asked - timedelta(days=asked.weekday())
    nearest = min(offered.weeks(store), key=lambda week: abs(week - monday))
    if nearest != monday:
        notes.append(
            say(
                "Nothing was loaded for the week of {day}; showing the nearest week.",
                day=numbers.day(asked, session.language()),
            )
        )
    elif asked != monday or until != monday + timedelta(days=6):
        notes.append(
            say("This screen shows whole weeks: showing the week of {day}.", day=numbers.day(asked, session.language()))
        )
    return nearest


def _nearest(
    wished: str, known: tuple[str, ...], notes: list[str], *, name: Callable[[str], str] = lambda code: code
) -> str:
    if wished and wished not in known:
        notes.append(
            say(
                "The link names '{wished}', which does not exist; showing '{chosen}'.",
                wished=escaped(wished),
                chosen=name(known[0]),
            )
        )
    return wished if wished in known else known[0]
