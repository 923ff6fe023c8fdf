"""The names of periods, and what a period is compared with, in words. Pure functions."""

from __future__ import annotations

from datetime import date, timedelta

from kpis.engine.periods import Period
from locales import numbers, translator


def name(period: Period, language: str) -> str:
    """'semaine 46', 'novembre 2026', 'T4 2026', '3 – 9 novembre 2026'."""
    say = translator(language)
    if period.grain == "week":
        return say("week {week}").format(week=numbers.week_number(period.since))
    if period.grain == "month":
        return numbers.month(period.since, language)
    if period.grain == "quarter":
        return say("Q{quarter} {year}").format(quarter=(period.since.month + 2) // 3, year=period.since.year)
    return numbers.date_range(period.since, period.until, language)


def whole_name(period: Period, language: str) -> str:
    """The name with its days: 'Semaine 39 · 21 – 27 septembre 2026', 'Septembre 2026'."""
    text = name(period, language)
    days = numbers.date_range(period.since, period.until, language)
    return f"{text[:1].upper()}{text[1:]} · {days}" if period.grain == "week" else f"{text[:1].upper()}{text[1:]}"


def asked(period: Period, today: date, language: str) -> str:
    """The name with its days; of a period that still runs on a day, how many of its days have begun."""
    text = whole_name(period, language)
    if period.until < today:
        return text
    say = translator(language)
    running = {
        "week": say("week in progress, {count} of {days} days"),
        "month": say("month in progress, {count} of {days} days"),
        "quarter": say("quarter in progress, {count} of {days} days"),
    }.get(period.grain, say("period in progress, {count} of {days} days"))
    return f"{text} · {running.format(count=max(0, (today - period.since).days + 1), days=period.days)}"


def short(period: Period, day: date, language: str) -> str:
    """A period of a series on an axis, by its first day: 'S39', 'sept. 26', 'T3 26'; of any other days '21/09'."""
    say = translator(language)
    if period.grain == "month":
        return numbers.day(day, language, pattern="LLL yy")
    if period.grain == "quarter":
        return f"{say('Q{quarter} {year}').format(quarter=(day.month + 2) // 3, year=f'{day.year % 100:02d}')}"
    return say("W{week}").format(week=f"{numbers.week_number(day):02d}")


def compared(period: Period, compare: str, language: str) -> str:
    """The comparison in words: 'compared with week 45'. `compare`: previous | four | year."""
    say = translator(language)
    if compare == "four":
        return {
            "week": say("compared with the mean of the previous four weeks"),
            "month": say("compared with the mean of the previous four months"),
            "quarter": say("compared with the mean of the previous four quarters"),
        }.get(period.grain, say("compared with the mean of the previous four periods"))
    return against(earlier(period, compare), language, is_year=compare == "year")


def against(before: Period, language: str, *, is_year: bool = False) -> str:
    """'compared with week 45', 'compared with October 2026'. `is_year`: a week is named with its year."""
    say = translator(language)
    if before.grain == "week":
        week, year = numbers.week_number(before.since), before.since.isocalendar().year
        if is_year:
            return say("compared with week {week} of {year}").format(week=week, year=year)
        return say("compared with week {week}").format(week=week)
    if before.grain == "month":
        return say("compared with {month}").format(month=name(before, language))
    if before.grain == "quarter":
        return say("compared with {quarter}").format(quarter=name(before, language))
    since, until = before.since, before.until
    if since == until:
        return say("compared with {day}").format(day=numbers.day(until, language))
    start = numbers.day(since, language, pattern="d MMMM y" if since.year != until.year else "d MMMM")
    if (since.year, since.month) == (until.year, until.month):
        start = start.partition(" ")[0]
    return say("compared with {since} – {until}").format(since=start, until=numbers.day(until, language))


def earlier(period: Period, compare: str) -> Period:
    """The period compared with: the previous one, the four before, or a year earlier."""
    if compare == "year":
        return period.year_before()
    before = period.back()
    return before if compare == "previous" else Period(period.back(4).since, before.until)


def four_weeks(until: date, language: str) -> str:
    """The days of a figure over the four weeks that end with a day: '31 août – 27 septembre 2026'."""
    return numbers.date_range(until - timedelta(days=27), until, language)
