"""What was issued stays as it was: its content, its hash, the edited messages; what changed since is told beside it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from data.reports import issued as kept
from data.reports import settings
from data.reports.settings import Schedule
from data.sentences import Refusal
from kpis.engine import periods
from loaders.report_log import log_report
from reports.weekly import due, issuing
from reports.weekly.faces import files_of, stem_of
from reports.weekly.model import content_of, digest_of
from reports.weekly.request import Request, checked
from tests import canonical
from tests.reports.weekly.example import report as invented

WEEK = periods.week(date(2026, 3, 23))
ASKED = Request("week", "Velmont", "senior", WEEK, date(2026, 3, 30))
ZONE = ZoneInfo("Europe/Paris")


def frozen(store, report, *, asked=ASKED, who="ana"):
    """The report, kept as an issue of this request."""
    content = content_of(report)
    contents = {"fr": (content, digest_of(content))}
    (row,) = kept.add(store, issuing.period_of(asked), contents, definitions=report.definitions, who=who)
    return row


def test_a_reopened_report_is_the_one_that_was_issued(store):
    frozen(store, invented())
    row = issuing.issued(store, ASKED, "fr")
    assert issuing.reopened(row) == invented()
    assert files_of(issuing.reopened(row)) == files_of(invented())  # drawn twice, the same bytes
    assert issuing.issued(store, ASKED, "en") is None
    assert issuing.period_of(issuing.request_of(row, date(2027, 1, 1))) == issuing.period_of(ASKED)


def test_a_changed_content_is_a_sentence_and_no_report(store):
    row = frozen(store, invented())
    with store.writing() as cursor:
        cursor.execute("update issued_reports set content = replace(content, '44,1', '54,1')")
    with pytest.raises(Refusal, match=f"The report {row.report} of Velmont .* is not shown: its content is no longer"):
        issuing.reopened(issuing.issued(store, ASKED, "fr"))


def test_a_report_of_a_later_version_is_a_sentence(store):
    frozen(store, invented(version=99))
    with pytest.raises(Refusal, match="issued by a newer version of this program"):
        issuing.reopened(issuing.issued(store, ASKED, "fr"))


def test_a_further_edition_stands_beside_the_first(store):
    first = frozen(store, invented())
    second = frozen(store, invented(cause="Autre."), who="ben")
    assert [(row.report, row.edition) for row in (first, second)] == [(1, 1), (2, 2)]
    assert issuing.reopened(issuing.issued(store, ASKED, "fr")).cause == "Autre."
    assert issuing.reopened(kept.read(store, 1, "fr")) == invented()
    assert [(row["report"], row["issued_by"]) for row in kept.issues(store)] == [(2, "ben"), (1, "ana")]


def test_each_page_says_when_a_person_was_erased_from_it(store):
    row = frozen(store, invented())
    redacted = replace(row, redacted_at=datetime(2026, 11, 3, 22, 30))
    footer = invented().footer
    assert issuing.reopened(row).footer == footer
    assert issuing.reopened(redacted).footer == (
        f"{footer} · caviardé le 3 novembre 2026\xa0: les données d'une personne ont été effacées"
    )
    late = replace(row, redacted_at=datetime(2026, 11, 3, 23, 30))  # the next day in Paris
    assert "4 novembre" in issuing.reopened(late, zone=ZONE).footer
    plain = {one.name: one.content for one in files_of(issuing.reopened(row))}
    marked = {one.name: one.content for one in files_of(issuing.reopened(redacted))}
    assert plain.keys() == marked.keys()
    tables = ("xlsx", "csv", "parquet")  # of figures, which no erasure changes
    assert all(marked[name] != plain[name] for name in plain if not name.endswith(tables))


def test_a_restated_figure_gives_both_values():
    before = invented()
    figures = (
        before.figures[0].__class__(**{**before.figures[0].__dict__, "value": 0.43, "text": "43,0 %"}),
        *before.figures[1:],
    )
    casquettes = tuple(
        group.__class__(group.name, group.label, group.summary, tuple(figures[0] if one.kpi == figures[0].kpi else one for one in group.figures))
        for group in before.casquettes
    )  # fmt: skip
    (one,) = issuing.revised(before, invented(figures=figures, casquettes=casquettes))
    assert (one.kpi, one.issued, one.issued_text, one.today, one.today_text) == (
        "share_of_voice", 0.441, "44,1 %", 0.43, "43,0 %",
    )  # fmt: skip
    assert issuing.revised(before, before) == ()


def test_an_edited_message_is_frozen_with_its_author_and_a_restored_one_is_generated(store):
    rows = canonical.daily("2026-03-02", [3] * 28, Brand="Aurelle", Channel="x")
    canonical.mentions(store, rows)
    canonical.brands(store, own="Aurelle")
    settings.set_schedule(store, Schedule("week", 1, 9), who="ana")
    asked = Request("week", "Aurelle", "senior", WEEK, date(2026, 3, 30))
    issuing.edit(store, asked, "fr", "cover", "Semaine  <b>calme</b>.", who="ana")
    issuing.edit(store, asked, "fr", "watch", "Rien.", who="ana")
    issuing.edit(store, asked, "fr", "watch", None, who="ben")
    rows = issuing.issue(store, asked, titles={}, who="ben", log=log_report)
    report = issuing.reopened(rows["fr"])
    cover, watch = report.message("cover"), report.message("watch")
    assert (cover.text, cover.edited_by, cover.is_edited) == ("Semaine <b>calme</b>.", "ana", True)
    assert cover.written != cover.text
    assert not watch.is_edited
    assert not issuing.reopened(rows["en"]).message("cover").is_edited
    # the first issue is a record of the report log, due on Monday at nine
    logged = store.rows("select name, brand, due_at, day, sent_at from reports")
    assert [(row["name"], row["due_at"]) for row in logged] == [
        ("Weekly report · senior", datetime(2026, 3, 30, 7))  # nine in Paris, in summer
    ]
    assert logged[0]["sent_at"] == rows["fr"].issued_at.replace(microsecond=0)
    assert store.rows("select covered_from, covered_to from coverage where table_name = 'reports'") == [
        {"covered_from": date(2026, 3, 24), "covered_to": date(2026, 3, 30)}
    ]


def test_the_same_report_in_a_log_by_hand_counts_once(store):
    canonical.brands(store, own="Aurelle")
    record = due.record(
        Request("week", "Aurelle", "senior", WEEK, date(2026, 3, 30)),
        Schedule("week", 1, 9),
        datetime(2026, 3, 30, 6, 30),
        zone=ZONE,
    )
    for sent in (record["sent_at"], datetime(2026, 3, 30, 6, 40, tzinfo=UTC)):
        assert log_report(store, **{**record, "sent_at": sent}, who="ana").status == "loaded"
    assert store.value("select count(*) from reports") == 1


@pytest.mark.parametrize(
    ("brand", "role", "told"),
    [
        ("Nobody", "senior", "There is no brand called Nobody. Known brands: Aurelle."),
        ("Aurelle", "chef", "There is no role called chef. Known roles: "),
    ],
)
def test_an_unknown_brand_or_role_is_a_sentence(store, brand, role, told):
    canonical.brands(store, own="Aurelle")
    with pytest.raises(Refusal, match=told):
        checked(store, Request("week", brand, role, WEEK, date(2026, 3, 30)))


def test_an_empty_store_is_a_sentence(store):
    with pytest.raises(Refusal, match="The store holds no brand yet"):
        checked(store, ASKED)


def test_files_are_named_by_brand_period_and_language():
    assert stem_of(invented()) == "velmont_2026-W39_fr"
    compared = invented(kind="comparison", compared_since="2026-09-01", compared_until="2026-09-30")
    assert stem_of(compared) == "velmont_2026-W39_vs_2026-09_fr"
    assert stem_of(invented(brand="Ветер")) != stem_of(invented(brand="Волна"))


def test_a_period_that_has_not_begun_is_not_issued(store):
    with pytest.raises(Refusal, match="has not begun"):
        issuing.issue(store, replace(ASKED, today=date(2026, 3, 22)), titles={}, who="ana")
    assert kept.issues(store) == ()
