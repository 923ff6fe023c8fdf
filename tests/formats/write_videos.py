"""Writes the samples of YouTube, TikTok, places and tools for several networks beside this file: headers and quirks of the
real exports, rows invented here.

python -m tests.formats.write_videos
"""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, datetime

import xlsxwriter

from tests.formats.write_samples import HERE, write_text, write_workbook

TABLE = [
    ["Content", "Video title", "Video publish time", "Duration", "Views", "Watch time (hours)", "Subscribers", "Impressions", "Impressions click-through rate (%)"],
    ["Total", "", "", "", "35,390", "56.11", "18", "772", "3.94"],
    ["UWQNrpakgcA", "Essai de nuit, sous la pluie", "Aug 28, 2025", "9", "30331", "45.8772", "14", "456", "3.51"],
    ["-_CDnDtsTHA", "=Aurelle 3", "Sep 4, 2025", "15", "5059", "10.236", "4", "316", "4.75"],
]  # fmt: skip
CHART = [
    ["Date", "Content", "Video title", "Video publish time", "Duration", "Views"],
    ["2026-01-01", "UWQNrpakgcA", "Essai de nuit, sous la pluie", "Aug 28, 2025", "9", "120"],
    ["2026-01-02", "UWQNrpakgcA", "Essai de nuit, sous la pluie", "Aug 28, 2025", "9", "80"],
]
TOTALS = [["Date", "Views"], ["2026-01-01", "310"], ["2026-01-02", "0"], ["2026-01-03", "295"]]


def as_csv(rows, *, end="\n", quoting=csv.QUOTE_MINIMAL):
    text = io.StringIO()
    csv.writer(text, lineterminator=end, quoting=quoting).writerows(rows)
    return text.getvalue()


def write_zip(name, members):
    with zipfile.ZipFile(HERE / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, rows in members.items():
            archive.writestr(zipfile.ZipInfo(member, (2026, 1, 1, 0, 0, 0)), as_csv(rows))


def youtube():
    write_text("youtube_videos.csv", TABLE)
    write_text("youtube_chart.csv", CHART)
    write_text("youtube_totals.csv", TOTALS)
    write_zip("youtube_videos.zip", {"Table data.csv": TABLE, "Chart data.csv": CHART, "Totals.csv": TOTALS})
    french = [
        ["Contenu", "Titre de la vidéo", "Heure de publication de la vidéo", "Durée", "Vues", "Durée de visionnage (heures)", "Nouveaux abonnés", "Impressions", "Taux de clics par impression (%)"],
        ["Total", "", "", "", "35390", "56,11", "18", "772", "3,94"],
        ["UWQNrpakgcA", "Essai de nuit, sous la pluie", "28 août 2025", "9", "30331", "45,8772", "14", "456", "3,51"],
        ["-_CDnDtsTHA", "Aurelle 3", "4 sept. 2025", "15", "5059", "10,236", "4", "-", "-"],
    ]  # fmt: skip
    write_text("youtube_videos.french.csv", french, end="\r\n")


def tiktok():
    header = ["Date", "Video Views", "Profile Views", "Likes", "Comments", "Shares"]
    english = [["December 30", "undefined", "undefined", "undefined", "undefined", "undefined"], ["December 31", "0", "0", "0", "0", "0"], ["January 1", "848", "50", "72", "12", "2"], ["January 2", "1396", "72", "158", "15", "1"]]  # fmt: skip
    write_text("tiktok_overview.csv", [header, *english], encoding="utf-8-sig", quoting=csv.QUOTE_ALL)
    for name, days in (
        ("spanish", ["30 de diciembre", "31 de diciembre", "1 de enero", "2 de enero"]),
        ("french", ["30 décembre", "31 déc.", "1er janvier", "2 janvier"]),
        ("chinese", ["12月30日", "12月31日", "1月1日", "1月2日"]),
    ):
        write_text(
            f"tiktok_overview.{name}.csv",
            [header, *[[day, *row[1:]] for day, row in zip(days, english, strict=True)]],
            encoding="utf-8-sig",
            quoting=csv.QUOTE_ALL,
        )
    write_workbook("tiktok_overview.workbook.xlsx", {"Overview": [header, *english]})
    viewers = [["Date", "Total Viewers", "New Viewers", "Returning Viewers"], ["December 31", "90", "60", "30"], ["January 1", "undefined", "undefined", "undefined"], ["January 2", "120", "100", "20"]]  # fmt: skip
    write_text("tiktok_viewers.csv", viewers, encoding="utf-8-sig", quoting=csv.QUOTE_ALL)
    write_text("tiktok_territories.csv", [["Top territories", "Distribution"], ["FR", "81.2%"], ["BE", "6.0%"]], encoding="utf-8-sig", quoting=csv.QUOTE_ALL)  # fmt: skip

    def link(second, n):
        return f"https://www.tiktok.com/@aurelle/video/{(int(second.timestamp()) << 32) + n}"

    made = [
        datetime(2025, 7, 16, 10, 21, 48, tzinfo=UTC),
        datetime(2025, 12, 31, 23, 30, tzinfo=UTC),
        datetime(2025, 3, 4, 8, 0, tzinfo=UTC),
    ]
    content = [
        ["Time", "Video title", "Video link", "Post time", "Total likes", "Total comments", "Total shares", "Total views"],
        ["January 2", "Essai #aurelle", link(made[0], 1), "July 16", "533", "32", "16", "191265"],
        ["January 2", "", link(made[1], 2), "January 1", "109", "7", "31", "154414"],
        ["January 2", "Numéro d'une autre", link(made[2], 3), "October 9", "1", "0", "0", "12"],
    ]  # fmt: skip
    write_text("tiktok_content.csv", content, encoding="utf-8-sig", quoting=csv.QUOTE_ALL)
    days = [["Date", "Video views", "Reached audience", "Profile views", "Likes", "Shares", "Comments", "Phone number clicks ", "Leads submission", "Net growth", "New followers", "Lost followers"],
            ["2026/01/01", "715", "NAN", "25", "26", "4", "7", "0", "0", "10", "10", "0"], ["2026/01/02", "2359", "2306", "51", "86", "16", "17", "0", "0", "5", "6", "1"]]  # fmt: skip
    write_text("tiktok_business.csv", days, encoding="utf-8-sig")
    audience = [["Date", "New followers", "Total followers", "Reached audience", "Engaged audience"], ["2026/01/01", "10", "--", "NAN", "NAN"], ["2026/01/02", "6", "--", "2306", "149"]]  # fmt: skip
    write_text("tiktok_business.audience.csv", audience, encoding="utf-8-sig")
    videos = [["Video title", "Video link", "Post time", "Video views", "Likes", "Comments", "Shares", "Add to Favorites"],
              ["L'essai, en une minute", link(made[0], 1), "2025/07/16 12:21:48", "172353", "1774", "42", "413", "180"]]  # fmt: skip
    write_text("tiktok_business_videos.csv", videos, encoding="utf-8-sig")


def places():
    header = ["Store code", "Business name", "Address", "Labels", "Google Search - Mobile", "Google Search - Desktop", "Google Maps - Mobile", "Google Maps - Desktop", "Calls", "Messages", "Bookings", "Directions", "Website clicks", "Food orders", "Food menu clicks", "Hotel bookings"]  # fmt: skip
    rows = [
        header,
        ["", "", "", "", *["Number of people that viewed your Business Profile"] * 4, *["Number of interactions with your Business Profile"] * 8],
        ["00018942765390127205", "Aurelle Dijon", "1 rue de la Liberté, 21000 Dijon", "", "380", "37", "20", "16", "5", "0", "0", "45", "14", "0", "0", "0"],
        ["", "Aurelle Lille", "2 place de la Gare, 59000 Lille", "", "26", "41", "31", "23", "0", "0", "0", "80", "4", "0", "0", "0"],
    ]  # fmt: skip
    name = "google_business_profile.GMB insights (Performance Report) - 2026-1-1 - 2026-1-31 - 2bfad2d361cb8b6f.csv"
    write_text(name, rows)


def several_networks():
    posts = [["Fanpage Karma"], ["Posts"], ["2026-05-25 - 2026-06-21"], [],
             ["Date", "Profile", "Network", "Profile-ID", "Message", "Message-ID", "Link", "Likes (total)", "Comments (total)", "Number of Shares"],
             ["2026-06-01 10:00", "Aurelle", "Facebook", "123", "Bonjour", "123_1", "https://www.facebook.com/123_1", "12", "3", "1"],
             ["2026-06-02 11:30", "Karsa", "", "456", "Essai", "18012345678901234", "https://www.instagram.com/p/DHW1/", "40", "0", ""]]  # fmt: skip
    write_workbook("fanpage_karma_posts.xlsx", {"Sheet": posts})
    series = [["Fanpage Karma"], ["Total Followers"], ["2026-05-25 - 2026-06-08"], [],
              ["Profile", "Network", "May 25, 2026", "Jun 1, 2026", "Jun 8, 2026"], ["Aurelle", "Facebook", 12000, 12040, ""], ["Karsa", "Instagram", 310, "-", ""], ["Velmont", "X", -4, 2, 1]]  # fmt: skip
    book = xlsxwriter.Workbook(HERE / "fanpage_karma_series.xlsx", {"in_memory": True})
    book.set_properties({"created": datetime(2026, 1, 1)})
    sheet, as_day = book.add_worksheet("Sheet"), book.add_format({"num_format": "yyyy-mm-dd"})
    for place, cells in enumerate(series):
        sheet.write_row(place, 0, cells)
    sheet.write_number(5, 4, 100, as_day)  # a hundred followers in a cell that is formatted as a date
    sheet.write_number(6, 4, 43862, as_day)
    book.close()
    sprout = [["Date", "Network", "Profile", "Post Type", "Post", "Permalink", "Impressions", "Reach", "Engagements", "Reactions", "Comments", "Shares"],
              ["1/14/2026 9:05 am", "Facebook", "Aurelle France", "Photo", "Bonjour", "https://www.facebook.com/aurelle/posts/1", "1,200", "900", "46", "40", "4", "2"]]  # fmt: skip
    write_text("sprout_posts.csv", sprout, encoding="utf-8-sig")
    profiles = [["Date", "Network", "Profile", "Followers", "Net Follower Growth", "Impressions", "Engagements"], ["01-14-2026", "Facebook", "Aurelle France", "12,345", "10", "1,200", "46"], ["01-15-2026", "Facebook", "Aurelle France", "12,340", "-5", "", ""]]  # fmt: skip
    write_text("sprout_profiles.csv", profiles, encoding="utf-8-sig")
    metricool = [["Date", "Network", "Followers", "Impressions", "Reach", "Interactions"], ["2026-01-14", "instagram", "8120", "2210", "1800", "140"], ["2026-01-14", "linkedin", "3400", "510", "", "22"]]  # fmt: skip
    write_text("metricool.csv", metricool)
    hootsuite = [["Post Date", "Post Message", "Post Link", "Type", "Likes", "Comments", "Shares"], ["2026-01-14 09:05:00", "Bonjour", "https://www.facebook.com/aurelle/posts/1", "photo", "40", "4", "2"], ["2026-01-15 10:00:00", "Sans lien", "", "status", "3", "0", "0"]]  # fmt: skip
    write_text("hootsuite_posts.facebook.csv", hootsuite)


if __name__ == "__main__":
    for write in (youtube, tiktok, places, several_networks):
        write()
