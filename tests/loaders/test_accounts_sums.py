"""Real exports of accounts: what is loaded adds up to what the file says, column by column, read here in a plain way.

The files are those under EREPUTATION_EXPORTS, which are not ours to keep.
"""

import csv
import io

import pytest

from data.decisions.brands import set_role
from loaders.load import load

# file -> its encoding, lines above the header, {column of the file: SQL over the store}
DAYS = "select sum(value) from account_days where metric = '{}'"
SUMS = {
    "meta_business_suite/Reach.csv": ("utf-16", 2, {"Primary": DAYS.format("reach")}),
    "meta_business_suite/Follows.csv": ("utf-16", 2, {"Primary": "select sum(gained) from follower_records"}),
    "meta_business_suite/Visits (1).csv": ("utf-16", 2, {"Primary": DAYS.format("profile_visits")}),
    "meta_business_suite/Mar-18-2025_Apr-14-2025_1019826952924933.csv": (
        "utf-8-sig", 0, {"Views": "select sum(views) from posts", "Reach": "select sum(reach) from posts", "Likes": "select sum(reactions) from posts", "Saves": "select sum(saves) from posts"},
    ),
    "meta_business_suite/Jan-14-2025_Apr-14-2025_1396269028466733.csv": (
        "utf-8-sig", 0, {"Reactions, Comments and Shares": "select sum(engagement) from posts", "Total clicks": "select sum(clicks) from posts", "Reach": "select sum(reach) from posts"},
    ),
    "x_analytics_new/account_overview_analytics.csv": (
        "utf-8-sig", 0, {"Impressions": DAYS.format("impressions"), "Reposts": DAYS.format("shares"), "Shares": DAYS.format("share_clicks"), "New follows": "select sum(gained) from follower_records", "Unfollows": "select sum(lost) from follower_records"},
    ),
    "x_analytics_new/account_analytics_content_2024-11-21_2025-02-19.csv": (
        "utf-8-sig", 0, {"Impressions": "select sum(impressions) from posts", "Engagements": "select sum(engagement) from posts", "Replies": "select sum(comments) from posts"},
    ),
    "twitter_analytics_legacy/daily_tweet_activity_metrics_LisaDeBruine_20210801_20210901_en.csv": (
        "utf-8-sig", 0, {"Tweets published": DAYS.format("posts"), "impressions": DAYS.format("impressions"), "likes": DAYS.format("reactions"), "url clicks": DAYS.format("link_clicks")},
    ),
    "linkedin_csv/linkedin-updates.csv": ("utf-8", 0, {"impressions_(total)": DAYS.format("impressions"), "engagements_total": DAYS.format("engagements")}),
    "linkedin_csv/linkedin-visitors.csv": ("utf-8", 0, {"total_page_views_(total)": DAYS.format("profile_visits")}),
    "youtube_studio/Table data.csv": ("utf-8", 0, {"Views": "select sum(views) from posts", "Impressions": "select sum(impressions) from posts"}),
    "tiktok_studio/Overview.csv": ("utf-8-sig", 0, {"Video Views": DAYS.format("views"), "Shares": DAYS.format("shares")}),
    "tiktok_studio/Content.csv": ("utf-8-sig", 0, {"Total views": "select sum(views) from posts"}),
    "tiktok_business_suite/TIKTOK_RAW.csv": ("utf-8-sig", 0, {"Video views": DAYS.format("views"), "Reached audience": DAYS.format("reach"), "New followers": "select sum(gained) from follower_records", "Lost followers": "select sum(lost) from follower_records"}),
    "tiktok_business_suite/TIKTOK_VIDEO_RAW.csv": ("utf-8-sig", 0, {"Video views": "select sum(views) from posts", "Add to Favorites": "select sum(saves) from posts"}),
}  # fmt: skip
ANSWERS = {"network": "facebook", "export_date": "2026-02-28"}


def column_sums(text, above, columns):
    """The whole numbers of each column; total rows, cells without a number and records cut at the end are left out.

    LinkedIn tells days on which more reactions were taken back than given: below zero.
    """
    header, *rows = list(csv.reader(io.StringIO(text.removeprefix("sep=,\n"))))[max(0, above - 1) :]
    whole = [row for row in rows if len(row) == len(header) and row[0] != "Total"]
    return {
        name: sum(int(row[header.index(name)]) for row in whole if row[header.index(name)].lstrip("-").isdigit())
        for name in columns
    }


@pytest.mark.parametrize("name", SUMS)
def test_what_is_loaded_of_a_real_export_adds_up_to_what_it_says(store, exports, name):
    encoding, above, columns = SUMS[name]
    path = exports / name
    set_role(store, "Marque", "own", who="test")
    assert load(store, path, name=path.name, who="test", origin="test", answers=ANSWERS).status == "loaded"
    found = {column: int(next(iter(store.rows(sql)[0].values()))) for column, sql in columns.items()}
    assert found == column_sums(path.read_bytes().decode(encoding, errors="replace"), above, columns)
