"""Silence never meets an objective: what nobody answered, treated, covered or told stays in the figure, or there is none."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest

from commands import indicators
from data import ledger
from kpis.analysis.period_scorecard import Look, period_scorecard
from kpis.catalogue import catalogue
from kpis.engine import periods
from kpis.engine.figure import LEAST_SAMPLE, Figure
from kpis.objectives.verdict import Target, verdict_of
from tests import canonical, canonical_activity, canonical_watch
from tests.kpis.figures import computed
from tests.tables import given
from wording import amounts

MONDAY = date(2026, 11, 2)
WEEK = ("2026-11-02", "2026-11-08")
FORTNIGHT = (MONDAY, date(2026, 11, 15))
LATER = date(2026, 11, 29)
CENSORED = [kpi.id for kpi in catalogue().values() if kpi.class_ == "median" and kpi.id != "time_to_detect"]


@pytest.fixture
def orsa(store):
    canonical.brands(store, own="Orsa")
    return store


def line(store, kpi, *, role="senior", today=LATER):
    (found,) = period_scorecard(store, (kpi,), Look("Orsa", periods.week(MONDAY), role, today))
    return found


def requests(answered, size, *, wait=timedelta(minutes=6), column="first reply", kind="question"):
    """So many messages, one an hour from 10 to 16 o'clock on working days, of which the first are answered."""
    rows = [f"received | brand | channel | message | id | kind | {column}"]
    for number in range(size):
        moment = f"2026-11-{2 + number % 5:02} {10 + number % 7}:00"
        reply = f"2026-11-{2 + number % 5:02} {10 + number % 7}:{wait.seconds // 60:02}" if number < answered else ""
        rows.append(f"{moment} | Orsa | Facebook | message numero s{number} au service | s{number} | {kind} | {reply}")
    return "\n".join(rows)


# Medians over the survivors -----------------------------------------------------------------------------


def test_the_first_response_of_one_request_in_forty_is_no_median(orsa, tmp_path):
    """One answered after 6 minutes, 39 never: more than half have waited for over an hour, whatever becomes of them."""
    given(orsa, tmp_path, "c.csv", requests(1, 40), covered=FORTNIGHT)
    found = line(orsa, "first_response_time_median")
    assert (found.value is None or found.value != found.value, found.n) == (True, 40)
    assert found.verdict.status == "behind"
    assert str(found.verdict.reason) == "Median not reached, 2.5 % answered."
    assert amounts.figure(found, "en") == "not reached"
    assert "2,5" in amounts.in_words(found.verdict.reason, "fr")


def test_the_command_line_says_so_too(orsa, tmp_path):
    given(orsa, tmp_path, "c.csv", requests(1, 40), covered=FORTNIGHT)
    output = StringIO()
    asked = [
        "scorecard",
        "--brand",
        "Orsa",
        "--role",
        "senior",
        "--as-of",
        "2026-11-29",
        "--week",
        "2026-11-02",
        "--json",
    ]
    assert indicators.run(asked, orsa, {}, output, StringIO()) == 0
    (told,) = [one for one in json.loads(output.getvalue()) if one["kpi"] == "first_response_time_median"]
    assert (told["value"], told["verdict"], told["reason"]) == (None, "behind", "Median not reached, 2.5 % answered.")


@pytest.mark.parametrize(
    ("answered", "status"), [(0, "none"), (1, "behind"), (19, "behind"), (21, "undecided"), (40, "met")]
)
def test_the_fewer_are_answered_the_worse_the_verdict(orsa, tmp_path, answered, status):
    """21 of 40 within six minutes: the median is six minutes, but its interval has no upper end. None at all: the export may
    not tell of answers."""
    given(orsa, tmp_path, "c.csv", requests(answered, 40), covered=FORTNIGHT)
    assert line(orsa, "first_response_time_median").verdict.status == status


def test_open_requests_that_came_just_before_the_export_ended_decide_nothing(orsa, tmp_path):
    """Thirty came on Sunday, out of hours: nobody knows how long they wait."""
    text = requests(3, 10) + "".join(
        f"\n2026-11-08 12:{number:02} | Orsa | Facebook | message numero w{number} au service | w{number} | question | "
        for number in range(30)
    )
    given(orsa, tmp_path, "c.csv", text, covered=tuple(map(date.fromisoformat, WEEK)))
    found = line(orsa, "first_response_time_median")
    assert found.verdict.status == "none"
    assert "not reached" in str(found.verdict.reason)


def activity(kpi, done, size):
    """The log of a KPI of durations, as a function that loads it: so many of `size` cases are over after some minutes."""

    def day(number):
        return f"2026-11-{2 + number % 5:02}"

    if kpi == "time_to_alert":
        rows = [
            f"{day(one)} 10:00 | Orsa | n{one} | {f'{day(one)} 10:05' if one < done else ''}" for one in range(size)
        ]
        return canonical_watch.alerts, "\n".join(["Day | Brand | Name | Informed", *rows])
    column, kind = {
        "first_response_time_median": ("Reply", "question"),
        "moderation_delay_median": ("Treated", "comment"),
        "resolution_time_median": ("Resolved", "question"),
    }[kpi]
    rows = [
        f"{day(one)} 10:00 | Orsa | x | {kind} | {f'{day(one)} 10:05' if one < done else ''}" for one in range(size)
    ]
    return canonical_activity.conversations, "\n".join([f"Day | Brand | Channel | Kind | {column}", *rows])


@pytest.mark.parametrize("kpi", CENSORED)
@pytest.mark.parametrize("done", [1, 12])
def test_no_delay_is_met_by_those_that_came_to_an_end(orsa, kpi, done):
    """Twelve of 40 would be a sample; all that is known of the others is that they wait."""
    load, text = activity(kpi, done, 40)
    load(orsa, text, covers=(WEEK[0], "2026-11-15"))
    found = line(orsa, kpi)
    assert (found.n, found.verdict.status) == (40, "behind")
    assert f"{done / 0.4:g} %" in str(found.verdict.reason)


@pytest.mark.parametrize("kpi", [*CENSORED, "issue_resolution_rate", "response_within_sla_rate", "overdue_requests"])
def test_the_verdict_of_a_closed_week_is_the_same_whoever_looks_when(orsa, kpi):
    load, text = activity(kpi if kpi in CENSORED else "resolution_time_median", 25, 40)
    load(orsa, text, covers=(WEEK[0], "2026-11-12"))
    looks = [line(orsa, kpi, today=day) for day in (date(2026, 11, 9), date(2026, 11, 12), LATER, date(2027, 3, 1))]
    assert len({(str(one.value), one.n, one.verdict.status) for one in looks}) == 1


# Rates over the survivors -------------------------------------------------------------------------------


def test_comments_that_nobody_treated_are_comments(orsa, tmp_path):
    given(orsa, tmp_path, "c.csv", requests(12, 100, wait=timedelta(minutes=30), kind="commentaire"), covered=FORTNIGHT)
    found = line(orsa, "comments_moderated_rate")
    assert (found.value, found.n, found.verdict.status) == (0.12, 100, "behind")


def test_a_request_counts_among_the_answers_in_time_once_its_time_has_passed(orsa):
    """Nine of Friday 17:30 are answered at once, eleven still wait when the export ends on Sunday: half an hour of four."""
    rows = [f"2026-11-06 16:30 | Orsa | x | {'2026-11-06 16:35' if one < 9 else ''}" for one in range(20)]
    canonical_activity.conversations(orsa, "\n".join(["Day | Brand | Channel | Reply", *rows]), covers=WEEK)
    found = line(orsa, "response_within_sla_rate")
    assert (found.n, found.verdict.status) == (0, "none")


# Shares of an incomplete set ----------------------------------------------------------------------------


def voiced(store, competitor):
    text = canonical.daily(WEEK[0], [2] * 6, Brand="Orsa", Channel="x", Sentiment="positive")
    canonical.mentions(store, text, covers=WEEK, about=["Orsa"])
    if competitor:
        canonical.followers(store, "Day | Brand | Channel | Followers\n2026-11-08 | Velmo | x | 5000", covers=WEEK)
        canonical.brands(store, own="Orsa", competitors=["Velmo"])


@pytest.mark.parametrize("kpi", [kpi.id for kpi in catalogue().values() if kpi.across and "followers" not in kpi.needs])
def test_without_the_mentions_of_a_declared_competitor_there_is_no_share(orsa, kpi):
    voiced(orsa, True)
    found = line(orsa, kpi)
    assert (found.state, found.verdict.status) == ("missing", "none")
    assert str(found.verdict.reason) == "No figure: nothing of this period covers Velmo."


@pytest.mark.parametrize("kpi", [kpi.id for kpi in catalogue().values() if kpi.across])
def test_without_any_competitor_there_is_no_share(orsa, kpi):
    voiced(orsa, False)
    found = line(orsa, kpi)
    assert (found.state, found.verdict.status) == ("missing", "none")
    assert "no competitor" in str(found.verdict.reason)


def test_a_competitor_whose_mentions_have_no_tone_is_named(orsa):
    voiced(orsa, True)
    text = canonical.daily(WEEK[0], [2] * 6, Brand="Velmo", Channel="x")
    canonical.mentions(orsa, text, covers=WEEK, about=["Velmo"])
    assert line(orsa, "share_of_voice").value == 0.5
    assert str(line(orsa, "positive_share_of_voice").verdict.reason) == (
        "No figure: no mention of Velmo has a sentiment in this period."
    )


# A log that tells no tone -------------------------------------------------------------------------------

OF_TONE = [kpi.id for kpi in catalogue().values() if "sentiment_days" in kpi.needs]
SHEET = "\n".join(
    ["Day | Brand | Channel | Positive | Neutral | Negative | Mixed | Unknown",
     *(f"2026-11-{day:02} | Orsa | | 10 | 10 | 30 | 0 | 0" for day in range(2, 9))]
)  # fmt: skip


@pytest.mark.parametrize("kpi", OF_TONE)
def test_a_log_without_tone_has_no_say_in_any_figure_of_tone(orsa, kpi):
    """100 (70 − 210) / 350 = −40, before and after seven mentions of unknown tone, and once they are gone."""
    canonical.sentiment(orsa, SHEET, covers=WEEK)
    before = row_of(orsa, kpi)
    upload = canonical.mentions(orsa, canonical.daily(WEEK[0], [1] * 7, Brand="Orsa", Channel="facebook"), covers=WEEK)
    assert row_of(orsa, kpi) == before
    ledger.withdraw(orsa, upload, who="test")
    assert row_of(orsa, kpi) == before
    if kpi == "net_sentiment_score":
        assert before == ("-40.0", 350, "complete")
    if kpi == "sentiment_unknown_rate":
        assert before == ("0.0", 350, "complete")


def row_of(store, kpi):
    found = computed(store, kpi, *WEEK, brands=("Orsa",)).iloc[0]
    return str(found["value"]), found["n"], found["state"]


# The least sample ---------------------------------------------------------------------------------------

# n counts accounts, days, objectives, reports or episodes: no sample
NO_SAMPLE = {
    "followers_growth_rate", "followers_share", "channel_concentration", "data_completeness", "objectives_met_ratio",
    "reports_on_time_rate", "missed_episode_rate",
}  # fmt: skip


@pytest.mark.parametrize(
    "kpi", [kpi for kpi in catalogue().values() if kpi.class_ in ("ratio", "median")], ids=lambda kpi: kpi.id
)
def test_a_share_rate_or_median_of_fewer_than_ten_cases_has_no_verdict(kpi):
    if kpi.better == "context":
        return
    target = Target(0.5, None, 0.01)
    value = 0.4 if kpi.better == "lower" else 0.9
    status = verdict_of(Figure(value, LEAST_SAMPLE - 1), target, kpi).status
    assert status == ("met" if kpi.id in NO_SAMPLE else "none")
    assert verdict_of(Figure(value, LEAST_SAMPLE), target, kpi).status == "met"
