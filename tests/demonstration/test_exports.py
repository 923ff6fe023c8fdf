"""The files of the demonstration: the same bytes each time, taken by the tools' formats, every record accounted for."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from data import demo
from data.demo import NOTES
from data.demo.exports import EXPORTED_TWICE, EXPORTS
from data.migrations import open_store
from loaders.demonstration import is_loaded, remove_demonstration

ROOT = Path(__file__).parents[2]

EXPECTED = {  # file: (format, folded, rejected)
    "talkwalker_aurelle_2025-07_2026-06.csv": ("talkwalker", 0, 2),
    "talkwalker_aurelle_2026-06_2026-11.csv": ("talkwalker", 0, 0),
    "brandwatch_velmont.csv": ("brandwatch", 22, 1),
    "brandwatch_karsa_2025-07_2026-04.csv": ("brandwatch", 0, 0),
    "brandwatch_karsa_2026-04_2026-11.csv": ("brandwatch", 0, 0),
    "meltwater_presse_2025.csv": ("meltwater", 0, 0),
    "meltwater_presse_2026.csv": ("meltwater", 0, 1),
    "radio_tv_aurelle.csv": ("template_mentions", 0, 0),
    "abonnes_releve_du_dimanche.csv": ("template_followers", 0, 2),
    "Follows.csv": ("meta_follows", 0, 0),
    "Follows (1).csv": ("meta_follows", 0, 0),
    "FollowerHistory.csv": ("tiktok_follower_history", 0, 0),
    "FollowerHistory (1).csv": ("tiktok_follower_history", 0, 0),
    "sentiment_karsa_agence_avril_2026.csv": ("template_sentiment", 0, 0),
    "publications_aurelle.csv": ("template_posts", 0, 0),
    "conversations_aurelle.csv": ("template_conversations", 0, 0),
    "enquetes_aurelle.csv": ("template_surveys", 0, 0),
    "avis_clients_aurelle.csv": ("template_mentions", 0, 0),
    "avis_salaries_aurelle.csv": ("template_mentions", 0, 0),
    "reponses_des_assistants_aurelle.csv": ("template_ai_answers", 0, 0),
    "relations_aurelle.csv": ("template_relations", 0, 0),
    "alertes_aurelle.csv": ("template_alerts", 0, 0),
    "audit_de_recherche_aurelle.csv": ("template_search_audits", 0, 0),
    "boutique_aurelle.csv": ("template_business", 0, 0),
    "rapports_aurelle.csv": ("template_reports", 0, 0),
    "Reach.csv": ("meta_overview", 0, 0),
    "Views.csv": ("meta_overview", 0, 0),
    "Visits.csv": ("meta_overview", 0, 0),
    "Dates.csv": ("search_console_days", 0, 0),
    "site_aurelle.csv": ("sheet_site_days", 0, 0),
    "multiTimeline.csv": ("google_trends", 0, 0),
    "multiTimeline (1).csv": ("google_trends", 0, 0),
    "aurelle.example-refdomains-subdomains_2026-11-16.csv": ("ahrefs_refdomains", 0, 0),
}
OF_TWO_NETWORKS = {"Reach.csv", "Views.csv", "Visits.csv"}  # one table each
SHORT = {"alertes_aurelle.csv": 36, "rapports_aurelle.csv": 86}  # alerts and reports are few
REJECTS = {  # (file, column, value, reason)
    (
        "talkwalker_aurelle_2025-07_2026-06.csv",
        "published",
        "31/02/26 09:14:00",
        "is not a valid date and time",
    ),
    ("talkwalker_aurelle_2025-07_2026-06.csv", "matched_profile", None, "is empty"),
    ("brandwatch_velmont.csv", "Query Name", None, "is empty"),
    ("meltwater_presse_2026.csv", "Reach", "env. 120000", "is not a valid whole number"),
    ("abonnes_releve_du_dimanche.csv", "Abonnés", "45,2", "is not a valid whole number"),
    ("abonnes_releve_du_dimanche.csv", "Date", "Total", "is not a valid date"),
}


def hashes(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_the_same_bytes_come_out_twice_whatever_the_order_of_sets(tmp_path):
    """Hash seeds differ between processes: what depended on one would show here."""
    for seed in ("1", "2"):
        (tmp_path / seed).mkdir()
        code = "import sys; from pathlib import Path; from data import demo; demo.generate(Path(sys.argv[1]))"
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / seed)],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
        )
    assert hashes(tmp_path / "1") == hashes(tmp_path / "2")
    assert set(hashes(tmp_path / "1")) == set(EXPECTED)


def test_answers_are_given_for_exports_that_name_no_brand():
    assert demo.answers() == {
        "Follows.csv": {"brand": "Aurelle"},
        "Follows (1).csv": {"brand": "Aurelle"},
        "FollowerHistory.csv": {"brand": "Aurelle", "export_date": "2026-01-01"},
        "FollowerHistory (1).csv": {"brand": "Aurelle", "export_date": "2026-11-16"},
        "Reach.csv": {"brand": "Aurelle"},
        "Views.csv": {"brand": "Aurelle"},
        "Visits.csv": {"brand": "Aurelle"},
        "Dates.csv": {"brand": "Aurelle"},
        "site_aurelle.csv": {"brand": "Aurelle"},
        "aurelle.example-refdomains-subdomains_2026-11-16.csv": {"brand": "Aurelle"},
    }


@pytest.mark.parametrize("name", EXPECTED)
def test_each_file_is_taken_by_the_format_of_its_tool_and_every_record_is_accounted_for(receipts, name):
    receipt = receipts[name]
    assert receipt.status == "loaded", receipt.reason
    assert [part.format for part in receipt.parts] == [EXPECTED[name][0]] * (2 if name in OF_TWO_NETWORKS else 1)
    assert (receipt.folded, receipt.rejected) == EXPECTED[name][1:]
    assert receipt.read == receipt.kept + receipt.folded + receipt.rejected
    assert receipt.read == SHORT[name] if name in SHORT else receipt.read > 100


def test_logs_cover_the_days_on_which_nothing_happened(receipts):
    """The last alert is of a Thursday; the log says that none was raised until the Sunday."""
    for name, window in demo.windows().items():
        assert window == (demo.FIRST_DAY, demo.LAST_DAY)
        assert (receipts[name].covered_from, receipts[name].covered_to) == window


def test_the_files_are_loaded_in_the_order_in_which_they_are_listed(receipts):
    assert list(receipts) == list(EXPECTED) == [export.name for export in EXPORTS]


def test_records_that_cannot_be_taken_say_why(store):
    rows = store.rows("select u.name, r.column_name, r.value, r.reason from rejects r join uploads u using (upload_id)")
    assert {tuple(row.values()) for row in rows} == REJECTS
    assert len(rows) == len(REJECTS)


def test_a_week_that_was_exported_twice_counts_once_with_its_later_counts(store, receipts):
    """Of each address of that week one mention is kept: that of the second export, Meltwater's of an article,
    or that of the review sites."""
    twice = store.rows(
        "select count(*) as records, count(distinct identity) as mentions, count(*) filter (where state = 'kept') as kept "
        "from mention_records join uploads using (upload_id) where name like 'talkwalker%' and day between ? and ?",
        list(EXPORTED_TWICE),
    )[0]
    assert twice["records"] == 2 * twice["mentions"]
    assert receipts["talkwalker_aurelle_2026-06_2026-11.csv"].replaced == twice["mentions"] > 200
    from_others = store.value(
        "select count(*) from mentions where brand = 'Aurelle' and day between ? and ? and identity in "
        "(select identity from mention_records where state = 'replaced') and channel in ('news', 'review')",
        list(EXPORTED_TWICE),
    )
    assert twice["kept"] + from_others == twice["mentions"]


def test_an_article_that_two_tools_found_counts_once(store, receipts):
    assert receipts["meltwater_presse_2026.csv"].replaced > 20
    assert store.value("select count(*) - count(distinct identity) from mentions") == 0
    assert store.value("select count(*) from mention_records where url like '%utm_source%' and state = 'replaced'") > 20


def test_the_demonstration_leaves_without_a_trace(loaded, tmp_path):
    path = tmp_path / "e-reputation.duckdb"
    shutil.copy(loaded[0], path)
    store = open_store(path)
    assert is_loaded(store)
    assert store.value("select count(*) from annotations") == len(NOTES)
    done = remove_demonstration(store, who="test")
    assert str(done) == f"Demonstration files withdrawn: {len(EXPORTS)}."
    assert not is_loaded(store)
    for table in (
        "mention_records",
        "mention_days",
        "mention_families",
        "post_records",
        "conversation_records",
        "survey_records",
        "relation_records",
        "alert_records",
        "search_audit_records",
        "business_records",
        "report_records",
        "account_day_records",
        "web_records",
        "search_records",
        "interest_records",
        "link_records",
        "publishing_plans",
        "annotations",
        "follower_records",
        "sentiment_records",
        "coverage",
        "rejects",
        "brands",
    ):
        assert store.value(f"select count(*) from {table}") == 0
    store.close()
