"""A report says what the screens say: the figures, judgements and sentences of the store, in both languages."""

import re
import shutil
from dataclasses import replace
from datetime import date

import pytest

from data.decisions import annotations
from data.store import Store
from kpis.analysis.period_scorecard import period_scorecard, role_scorecard
from kpis.catalogue import catalogue
from kpis.engine import periods
from kpis.objectives import headline
from locales.typography import typeset
from reports.weekly import built
from reports.weekly.model import PAGES, content_of, known, report_of
from reports.weekly.request import Request, days_of, last_of, month_of, quarter_of, week_of
from tests import canonical
from tests.reports.weekly import example
from wording import amounts
from wording import headline as headline_wording

TODAY = date(2026, 3, 30)
WEEK = periods.week(date(2026, 3, 23))
HOSTILE = "#set page(fill: red) <b>{x}</b> **gras** \u202e&amp; \u0007" + "é" * 10_000
RIGHT_TO_LEFT = "السيارة ممتازة"


def written(store):
    """Fifteen weeks of three brands on two networks, a note, and two mentions that no page should trust."""
    for brand, channel, count in (("Aurelle", "x", 6), ("Aurelle", "news", 2), ("Velmont", "x", 4), ("Karsa", "x", 3)):
        counts = [count + day % 3 for day in range(105)]
        counts[-6] = 30 if brand == "Aurelle" and channel == "x" else counts[-6]
        rows = canonical.daily("2025-12-15", counts, Brand=brand, Channel=channel, Sentiment="negative")
        canonical.mentions(store, rows, channel=channel)
    for text, engagement in ((HOSTILE, 900), (RIGHT_TO_LEFT, 800)):
        canonical.mentions(store, f"""
            Day        | Brand   | Channel | Author | Engagement | Text
            2026-03-25 | Aurelle | x       | @eve   | {engagement}        | {text}
        """, channel="x")  # fmt: skip
    canonical.brands(store, own="Aurelle", competitors=("Velmont", "Karsa"))
    annotations.annotate(store, "action", "Campagne <b>d'avril</b>", first_day=date(2026, 3, 24), who="ana")


@pytest.fixture(scope="module")
def filled(tmp_path_factory, empty_store_file):
    path = tmp_path_factory.mktemp("report") / "e-reputation.duckdb"
    shutil.copyfile(empty_store_file, path)
    store = Store(path)
    written(store)
    yield store
    store.close()


@pytest.fixture(scope="module")
def asked():
    return Request("week", "Aurelle", "senior", WEEK, TODAY)


@pytest.fixture(scope="module")
def reports(filled, asked):
    return built.build(filled, asked, titles={})


def test_every_figure_is_that_of_the_scorecard(filled, asked, reports):
    lines = {line.kpi.id: line for line in period_scorecard(filled, tuple(catalogue()), asked.look)}
    of_role = role_scorecard(filled, asked.look, lambda names, _: tuple(lines[name] for name in names))
    for language, report in reports.items():
        told = {(one.kpi, one.channel): one for group in report.casquettes for one in group.figures}
        assert set(told) == {(line.kpi.id, line.channel or "") for line in of_role}
        for line in of_role:
            one = told[line.kpi.id, line.channel or ""]
            assert (one.value, one.target, one.target_high) == (
                known(line.value),
                known(line.target_value),
                known(line.target_high),
            )
            assert (one.n, one.state, one.status) == (known(line.n), line.state, amounts.status(line))
            assert one.text == typeset(amounts.figure(line, language), language)
            assert one.change == (None if line.change is None else known(line.change.difference))
            assert one.is_clear == bool(line.change and line.change.reason is None and line.change.significant)
            assert len(one.history) == len(line.history)
        total = headline_wording.total(headline.headline(of_role), language)
        assert report.message("scorecard").written.startswith(typeset(total, language))


def test_both_languages_tell_the_same_numbers(reports):
    french, english = reports["fr"], reports["en"]
    assert [one.value for one in french.figures] == [one.value for one in english.figures]
    assert [one.value for one in french.competitors.bars] == [one.value for one in english.competitors.bars]
    assert french.state.level == english.state.level
    assert french.definitions == english.definitions


def test_a_report_is_whole_and_survives_its_content(reports):
    for report in reports.values():
        assert report_of(content_of(report)) == report
        assert [one.page for one in report.messages] == list(PAGES)
        assert all(one.text and one.text == one.written for one in report.messages)
        assert set(dict(report.labels)) >= set(example.LABELS)
        assert all(one.link.startswith("?brand=Aurelle&since=2026-03-23") for one in report.figures)
        assert "figure=share_of_voice&figure_of=Aurelle~2026-03-23~2026-03-29" in report.competitors.bars[0].link
        assert report.data_date == "2026-03-29"
        assert not report.is_demonstration


def test_french_has_its_spaces_and_english_none(reports):
    told = [one.text for one in reports["fr"].figures] + [one.text for one in reports["fr"].messages]
    assert not any(space in text for text in told for space in (" %", "\u00a0%", " ;", "\u00a0;", " :"))
    assert not any("\u202f" in one.text for one in (*reports["en"].figures, *reports["en"].messages))


def test_the_competitors_are_those_of_the_share(filled, asked, reports):
    assert [one.label for one in reports["fr"].competitors.bars] == ["Aurelle", "Velmont", "Karsa"]
    assert sum(one.value for one in reports["fr"].competitors.bars) == pytest.approx(1.0)
    of_another = built.build(filled, replace(asked, brand="Velmont"), titles={})["en"]
    assert [one.label for one in of_another.competitors.bars] == ["Aurelle", "Velmont", "Karsa"]
    assert "place 2 of 3; Aurelle leads" in of_another.message("competitors").text
    assert "None of the" in of_another.message("scorecard").text  # our objectives do not apply to a competitor


def test_the_parts_add_up_to_the_change(reports):
    report = reports["en"]
    moved = next(
        one for group in report.casquettes for one in group.figures if report.parts.title.measure.startswith(one.label)
    )
    assert sum(one.value for one in report.parts.bars) == pytest.approx(moved.change)
    assert report.parts.bars[0].label in report.cause


def test_texts_of_others_are_data_of_a_line(reports):
    first, second = reports["fr"].mentions.rows[:2]
    assert first[2].startswith("#set page(fill: red) <b>{x}</b> **gras** &amp;")
    assert len(first[2]) <= 160
    assert first[2].endswith("…")
    assert not set(first[2]) & set("\u202e\u0007\n")
    assert second[2] == RIGHT_TO_LEFT
    assert reports["fr"].actions.rows == (("24 mars 2026", "Campagne <b>d'avril</b>"),)


def test_a_week_without_data_states_the_absence(filled, asked):
    report = built.build(filled, replace(asked, period=periods.week(date(2020, 5, 11))), titles={})["en"]
    assert report.state.level is None
    assert "no upload covers mentions of Aurelle on these days" in report.state.sentence
    judged = report.message("cover").text
    assert judged != report.state.sentence
    assert re.fullmatch(r"None of the \d+ objectives is judged\.|No objective of this role has a target .*", judged)
    assert report.message("follow_up").text == "No upload covers this period."
    assert all(one.value is None and one.text == "n/a" and one.reason for one in report.figures)
    assert report.competitors.absence
    assert (report.why, report.watch, report.data_date) == (None, None, "")


def test_a_month_compared_with_any_other_comes_from_the_same_model(filled, asked):
    request = replace(asked, kind="comparison", period=month_of("2026-02"), against=month_of("2025-12"))
    report = built.build(filled, request, titles={})["en"]
    volume = next(one for one in report.figures if one.kpi == "mention_volume_unique")
    assert (report.period_text, report.compared_text) == ("February 2026", "compared with December 2025")
    assert [point.label for point in volume.history[-2:]] == ["Jan 26", "Feb 26"]
    assert volume.status == "unjudged"
    assert volume.reason == "The target is set for a week: a sum over other days has no verdict."


def test_periods_are_read_as_they_are_written():
    assert week_of("2026-W53") == week_of("2026-12-31")
    assert month_of("2026-02").until == date(2026, 2, 28)
    assert quarter_of("2026-T3") == quarter_of("2026-Q3")
    assert days_of("2026-09-01..2026-09-15").days == 15
    assert last_of("quarter", date(2026, 1, 1)).since == date(2025, 10, 1)
    assert last_of("month", date(2026, 3, 1)).since == date(2026, 2, 1)


def test_the_cover_says_what_the_banner_of_the_state_does_not(reports):
    """The figures: how many objectives are met, and what among the cover's figures changed."""
    for language, report in reports.items():
        told = report.message("cover").text
        assert report.state.sentence not in told
        assert told not in report.state.sentence
        assert told != report.message("watch").text
        assert told.startswith(report.message("scorecard").text.split(" (")[0].rstrip("."))
        clear = [
            one for one in report.figures if one.is_clear and one.kpi not in ("crisis_level", "objectives_met_ratio")
        ]
        for one in clear[:2]:
            assert one.arrow_text in told, (language, one.kpi)


def test_a_share_of_verdicts_over_a_month_says_which_week_it_is_of(filled, asked):
    month = replace(asked, kind="month", period=periods.month(date(2026, 3, 2)))
    report = built.build(filled, month, titles={})["en"]
    (share,) = [one for one in report.figures if one.kpi == "objectives_met_ratio"]
    assert share.days.replace("\N{NO-BREAK SPACE}", " ") == "23 – 29 March 2026"
    assert all(not one.days for one in report.figures if one.kpi == "mention_volume_unique")


def test_a_period_that_still_runs_says_so_wherever_its_name_stands_and_is_hatched(filled):
    """On Thursday, 26 March, four of the seven days of week 13 have begun."""
    asked = Request("week", "Aurelle", "senior", WEEK, date(2026, 3, 26))
    made = built.build(filled, asked, titles={})
    assert made["en"].period_text.endswith(" · week in progress, 4 of 7 days")
    assert made["fr"].period_text != built.build(filled, replace(asked, today=TODAY), titles={})["fr"].period_text
    assert made["en"].competitors.is_open
    assert made["en"].parts.is_open == bool(made["en"].parts.bars)
    assert made["en"].why.points[-1].state == "running"


def test_the_brands_stand_in_the_order_of_their_share_with_intervals_and_changes(filled, reports):
    for report in reports.values():
        names = [bar.label for bar in report.competitors.bars]
        assert [row[0] for row in report.voices.rows] == [row[0] for row in report.comparison.rows] == names
        for bar, row in zip(report.competitors.bars, report.voices.rows, strict=True):
            assert row[1] == bar.text
            assert row[2].startswith("[")
            assert len(row) == len(report.voices.columns)


def test_the_objectives_met_are_those_of_the_headline(filled, asked, reports):
    """The share counts what the cover counts: KPIs of one idea once, by the worst."""
    lines = role_scorecard(filled, asked.look)
    counts = [tally.counts for tally in headline.headline(lines)]
    met, judged = (
        sum(one[name] for one in counts for name in names) for names in (("met",), ("met", "near", "behind"))
    )
    told = {one.kpi: one for one in reports["en"].figures}["objectives_met_ratio"]
    assert judged
    assert (told.n, told.value) == (judged, pytest.approx(met / judged))
    total = sum(len(tally.ideas) for tally in headline.headline(lines))
    assert told.n_text == typeset(f"{judged} judged of {total}", "en")


def test_a_first_file_tells_what_it_holds(store):
    """Six days of two brands: its own volume, tone and share lead, with days and brands; nothing stands for no figure."""
    for brand, count in (("Aurelle", 6), ("Velmont", 4)):
        rows = canonical.daily("2026-03-17", [count] * 6, Brand=brand, Channel="x", Sentiment="negative", Topic="Wait")
        canonical.mentions(store, rows, channel="x")
    canonical.brands(store, own="Aurelle", competitors=("Velmont",))
    asked = Request("week", "Aurelle", "senior", periods.week(date(2026, 3, 16)), date(2026, 3, 23))
    report = built.build(store, asked, titles={})["en"]
    assert [one.kpi for one in report.figures if one.value is None] == []
    assert report.message("cover").text.endswith("; verdicts come with the history.")
    assert "share of voice 60.0%" in report.message("cover").text
    assert [point.value for point in report.why.points] == [6.0] * 6
    assert [(bar.label, bar.value) for bar in report.parts.bars] == [("Wait", 36.0)]
    assert len(report.voices.columns) == 5  # no change is known
    assert report.comparison.columns == ("Brand", "Unique mentions")
