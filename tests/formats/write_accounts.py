"""Writes the samples of own pages and accounts on Facebook, Instagram, X and LinkedIn beside this file: headers and quirks
of the real exports, rows invented here.

python -m tests.formats.write_accounts
"""

from __future__ import annotations

import csv

from tests.formats.write_samples import HERE, rows_of, write_text, write_workbook
from tests.formats.write_search import write_numbers
from tests.formats.write_xls import write_ole, write_xml

META_FACEBOOK = [
    "Post ID", "Page ID", "Page name", "Title", "Description", "Duration (sec)", "Publish time", "Caption type", "Permalink",
    "Is crosspost", "Is share", "Post type", "Languages", "Custom labels", "Funded content status", "Data comment", "Date",
    "Views", "Reach", "Reactions, Comments and Shares", "Reactions", "Comments", "Shares", "Total clicks", "Views",
    "3-second video views", "Link Clicks",
]  # fmt: skip
META_INSTAGRAM = [
    "Post ID", "Account ID", "Account username", "Account name", "Description", "Duration (sec)", "Publish time", "Permalink",
    "Post type", "Data comment", "Date", "Views", "Reach", "Likes", "Shares", "Follows", "Comments", "Saves",
]  # fmt: skip
META_INSTAGRAM_DE = [
    "Beitrags-ID", "Konto-ID", "Konto-Benutzername", "Kontoname", "Beschreibung", "Dauer (Sek.)", "Veröffentlichungszeitpunkt",
    "Permalink", "Beitragstyp", "Datenkommentar", "Datum", "Aufrufe", "Reichweite", "„Gefällt mir“-Angaben", "Geteilte Inhalte",
    "Follows", "Kommentare", "Gespeicherte Beiträge",
]  # fmt: skip
META_INSTAGRAM_FR = [
    "Identifiant de la publication", "Identifiant du compte", "Nom d’utilisateur du compte", "Nom du compte", "Description",
    "Durée (s)", "Heure de publication", "Permalien", "Type de publication", "Commentaire sur les données", "Date", "Vues",
    "Couverture", "Mentions J’aime", "Partages", "Followers", "Commentaires", "Enregistrements",
]  # fmt: skip
TWEETS = [
    "Tweet id", "Tweet permalink", "Tweet text", "time", "impressions", "engagements", "engagement rate", "retweets", "replies",
    "likes", "user profile clicks", "url clicks", "hashtag clicks", "detail expands", "permalink clicks", "app opens",
    "app installs", "follows", "email tweet", "dial phone", "media views", "media engagements", "promoted impressions",
    "promoted engagements", "promoted engagement rate",
]  # fmt: skip
TWEET_DAYS = ["Date", "Tweets published", *TWEETS[4:]]


def _as_meta(cell: str) -> str:
    """A cell as Meta writes it: in quotes where it holds more than one word."""
    return '"' + cell.replace('"', '""') + '"' if set(cell) & set(' ,"\n') else cell


def meta_results():
    days = [
        ["Date", "Primary"],
        ["2026-03-28T01:00:00", "310"],
        ["2026-03-29T01:00:00", "0"],
        ["2026-03-30T00:00:00", "1204"],
    ]
    for name, title in (("reach", "Facebook reach"), ("visits", "Instagram profile visits"), ("bare", "Views")):
        before = f'sep=,\n"{title}"\n'
        write_text(f"meta_overview.{name}.csv", days, encoding="utf-16", before=before, quoting=csv.QUOTE_ALL)
    more = [
        ["Date", "Primary", "content_monetization", "stars", "subscriptions"],
        ["2026-03-28T01:00:00", "12", "0", "0", "0"],
    ]
    write_text(
        "meta_overview.more.csv",
        more,
        encoding="utf-16",
        before='sep=,\n"Content interactions"\n',
        quoting=csv.QUOTE_ALL,
    )
    tabs = [["Instagram reach", "", ""], *[[*row, ""] for row in days]]
    write_text("meta_overview.tabs.csv", tabs, delimiter="\t", encoding="utf-16", end="\r\n", before="sep=\t\r\n")


def meta_audience():
    shares = [["Age & gender"], ["", "Women", "Men"], ["18-24", "10.6", "6.5"], ["25-34", "26.2", "19.1"], [],
              ["Top countries"], ["France", "Belgium"], ["75.1", "5.9"], []]  # fmt: skip
    text = "sep=,\n" + "\n".join(",".join(f'"{cell}"' for cell in row) for row in shares)
    (HERE / "meta_audience.csv").write_bytes(text.encode("utf-16"))
    total = (
        'sep=,\n"Facebook followers"\n"FB_PAGE FOLLOW UNIQUE_USERS"\n"30222"\n\n' + text.removeprefix("sep=,\n") + "\n"
    )
    (HERE / "meta_audience_total.csv").write_bytes(total.encode("utf-16"))
    wide = [row + [""] * (4 - len(row)) for row in (
        ["Age & gender"], ["", "Women", "Men"], ["18-24", "3.мар", "1.юни"], [],
        ["Top towns/cities"], ["Dijon, France", "Lille, France"], ["74.3", "4.апр"], [],
        ["Follows"], ["Date", "Primary"], ["2026-03-28T01:00:00", "3"], ["2026-03-30T00:00:00", "12"], [],
        ["Top Pages"], ["Novini", "Gospodari"], ["22.78", "22.юни"],
    )]  # fmt: skip
    write_text("meta_follows.audience.csv", wide, delimiter=";", encoding="cp1251", end="\r\n")


def meta_posts():
    photo = {
        "Post ID": "939005954986064", "Page ID": "100066300057039", "Page name": "Aurelle", "Publish time": "01/14/2026 13:34",
        "Title": "Six ans d’électrique !\n\nL’essai complet : https://aurelle.example/essai", "Duration (sec)": "0",
        "Caption type": "N/A", "Permalink": "https://www.facebook.com/aurelle/posts/939005954986064", "Is crosspost": "0", "Is share": "0",
        "Post type": "Photos", "Date": "Lifetime", "Views": "1400", "Reach": "1150", "Reactions, Comments and Shares": "46",
        "Reactions": "40", "Comments": "4", "Shares": "2", "Total clicks": "61", "Link Clicks": "12",
    }  # fmt: skip
    reel = photo | {
        "Post ID": "939005954986099", "Title": "Essai de nuit", "Description": "Aurelle 3, de nuit, sous la pluie", "Post type": "Reels",
        "Permalink": "https://www.facebook.com/reel/939005954986099", "Publish time": "02/03/2026 00:10", "Duration (sec)": "31",
        "Views": "", "Reach": "N/A", "Reactions, Comments and Shares": "9", "Reactions": "9", "Comments": "0", "Shares": "0",
    }  # fmt: skip
    rows = rows_of(META_FACEBOOK, photo, reel)
    rows[1][24], rows[2][24] = "7", "2200"  # of two columns Views the first that is not empty counts
    write_text("meta_posts_facebook.csv", rows, encoding="utf-8-sig")
    image = {
        "Post ID": "18355151116178767", "Account ID": "17841446494080465", "Account username": "aurelle_fr", "Account name": "Aurelle",
        "Description": 'Le "silence", enfin\n\n#Aurelle #essai', "Duration (sec)": "0", "Publish time": "03/18/2026 09:48",
        "Permalink": "https://www.instagram.com/p/DHWRIh_CLiR/", "Post type": "IG image", "Date": "Lifetime", "Views": "520", "Reach": "370",
        "Likes": "33", "Shares": "2", "Comments": "1", "Saves": "4", "Follows": "",
    }  # fmt: skip
    second = image | {"Post ID": "18355151116178999", "Publish time": "04/01/2026 18:00", "Description": "Poisson d'avril, demain", "Permalink": "https://www.instagram.com/reel/DHWRZRni6kJ/", "Post type": "IG reel", "Likes": "12"}  # fmt: skip
    rows = rows_of(META_INSTAGRAM, image, second)
    write_text("meta_posts_instagram.csv", rows, encoding="utf-8-sig")
    # a spreadsheet took each line for one cell, and put those with quotes in quotes of their own
    lines = "\n".join(",".join(map(_as_meta, row)) for row in rows).split("\n")
    wrapped = ['"' + line.replace('"', '""') + '"' if '"' in line else line for line in lines]
    (HERE / "meta_posts_instagram.wrapped.csv").write_text("\n".join(wrapped) + "\n", encoding="utf-8-sig", newline="")
    german = [META_INSTAGRAM_DE, *[[*row] for row in rows[1:]]]
    french = [META_INSTAGRAM_FR, *[[*row] for row in rows[1:]]]
    for number, (row, other) in enumerate(zip(german[1:], french[1:], strict=True)):
        row[6], row[10] = ("01.09.2026 18:00", "02.03.2026 07:05")[number], "Gesamte Laufzeit"
        other[6], other[10] = ("14/01/2026 13:34", "02/03/2026 07:05")[number], "À vie"
    write_text("meta_posts_instagram.german.csv", german, encoding="utf-8-sig")
    write_text("meta_posts_instagram.french.csv", french, encoding="utf-8-sig")
    header = ["Video asset ID", "Universal video ID", "Page ID", "Page name", "Title", "Description", "Duration (sec)", "Publish time", "Permalink", "Date", "Views", "IMPRESSION:UNIQUE_USERS", "Reactions", "Comments", "Shares", "Average retention 0s", "Average retention 1s"]  # fmt: skip
    video = ["740012345678901", "940012345678902", "100066300057039", "Aurelle", "Essai de nuit", "Sous la pluie", "31", "02/03/2026 00:10", "https://www.facebook.com/reel/740012345678901", "Lifetime", "2200", "1800", "9", "0", "0", "1.0", "0.83"]  # fmt: skip
    late = [*video]
    late[0], late[7] = "740012345678955", "02/13/2026 10:00"
    write_text("meta_videos.csv", [header, video, late], encoding="utf-8-sig")


def facebook_insights():
    keys = ["Date", "page_fans:lifetime", "page_fan_adds_unique:day", "page_fan_removes_unique:day", "page_engaged_users:day", "page_engaged_users:days_28", "page_impressions_unique:day", "page_impressions_unique:days_28", "page_impressions:day", "page_consumptions:day", "page_views_logged_in_total:day", "page_video_views:day"]  # fmt: skip
    told = [
        "",
        "Lifetime: The total number of people who have liked your Page. (Unique Users)",
        "Daily: The number of new people who have liked your Page",
        "Daily: The number of Unlikes of your Page",
        *["Daily: …"] * 8,
    ]
    days = [["2017-06-09", "41883", "195", "7", "7122", "24602", "135833", "440782", "158285", "6937", "178", "52332"],
            ["2017-06-10", "41909", "35", "10", "406", "23578", "5293", "429212", "8503", "612", "", "1845"]]  # fmt: skip
    source = [["Description", "Date", "api", "feed_story"], ["Daily: The number of people who liked your Page, broken down by the most common places", "2017-06-09", "1", "66"], ["", "2017-06-10", "", "6"]]  # fmt: skip
    write_xml(
        HERE / "facebook_page_insights.xls",
        {"Key Metrics": [keys, told, *days], "Daily Like Source": source},
        damaged=("Daily: …".encode(), b"Daily: \xc3?"),
    )
    english = ["Date", "Lifetime Total Likes", "Daily New Likes", "Daily Unlikes", "Daily Total Reach", "Daily Total Impressions", "Weekly Total Reach"]  # fmt: skip
    described = ["", "Lifetime: The total number of people who have liked your Page. (Unique Users)", "Daily: …", "Daily: …", "Daily: …", "Daily: …", "Weekly: …"]  # fmt: skip
    write_text("facebook_page_insights.english.csv", [english, described, ["6/9/17", "41883", "195", "7", "135833", "158285", "440782"], ["6/13/17", "41909", "35", "10", "5293", "8503", "429212"]])  # fmt: skip
    write_text("facebook_page_details.csv", source)
    header = ["Post ID", "Permalink", "Post Message", "Type", "Countries", "Languages", "Posted", "Audience Targeting", "post_impressions_unique:lifetime", "post_impressions:lifetime", "post_impressions_paid:lifetime", "post_engaged_users:lifetime", "post_consumptions:lifetime", "post_video_views_organic:lifetime", "post_video_views_paid:lifetime"]  # fmt: skip
    described = [*[""] * 8, *["Lifetime: …"] * 7]
    posts = [["1553363564876294_1911244905754823", "https://www.facebook.com/aurelle/videos/1911244905754823/", "Aurelle 3 : l'essai", "Video", "", "", "2017-07-22T05:30:00", " ", "221231", "319665", "141389", "12885", "14454", "32199", "59669"],
             ["1553363564876294_1908312159381431", "https://www.facebook.com/aurelle/posts/1908312159381431:0", "Merci à tous", "Photo", "", "", "2017-07-14T23:49:33", " ", "22101", "35140", "0", "3310", "2992", "0", "0"]]  # fmt: skip
    details = [["Description", "Post ID", "Permalink", "Post Message", "Type", "Posted", "share", "like", "comment"], ["Lifetime: The number of stories created about your Page post, by action type. (Total Count)", posts[0][0], posts[0][1], posts[0][2], "Video", "2017-07-22T05:30:00", "576", "2506", "166"]]  # fmt: skip
    write_xml(
        HERE / "facebook_post_insights.xls",
        {"Key Metrics": [header, described, *posts], "Lifetime Post Stories by act...": details},
    )
    write_text("facebook_post_details.csv", details)


def x():
    tweet = {
        "Tweet id": "812369747765362688", "Tweet permalink": "https://twitter.com/aurelle/status/812369747765362688",
        "Tweet text": "R&amp;D : l'Aurelle 3\nen essai &lt;3", "time": "2026-01-04 23:50 +0000", "impressions": "1938.0", "engagements": "18.0",
        "engagement rate": "0.0092", "retweets": "2.0", "replies": "1.0", "likes": "9.0", "url clicks": "3.0", "media views": "0.0",
        **dict.fromkeys(TWEETS[22:], "-"),
    }  # fmt: skip
    paid = tweet | {"Tweet id": "812369747765362999", "Tweet permalink": "https://twitter.com/aurelle/status/812369747765362999", "promoted impressions": "5000.0", "time": "2026-01-03 09:00 +0000"}  # fmt: skip
    write_text("x_tweets.csv", rows_of(TWEETS, tweet, paid), quoting=csv.QUOTE_ALL)
    french = ["Identifiant du Tweet", "Permalien du Tweet", "Texte du Tweet", "heure", "impressions", "engagements", "taux d'engagement", "Retweets", "réponses", "J'aime"]  # fmt: skip
    write_text(
        "x_tweets.french.csv",
        [
            french,
            [
                tweet["Tweet id"],
                tweet["Tweet permalink"],
                "Bonjour",
                "2026-01-04 18:50 +0000",
                "1938.0",
                "18.0",
                "0.0092",
                "2.0",
                "1.0",
                "9.0",
            ],
        ],
        quoting=csv.QUOTE_ALL,
    )
    day = {"Date": "2026-01-01", "Tweets published": "2", "impressions": "1244", "engagements": "19", "engagement rate": "0.01527331189710611", "retweets": "1", "replies": "2", "likes": "3", "user profile clicks": "9", "url clicks": "4", "follows": "1", "media views": "2", **dict.fromkeys(TWEETS[22:], "-")}  # fmt: skip
    write_text("x_days.csv", rows_of(TWEET_DAYS, day, day | {"Date": "2026-01-02", "Tweets published": "0", "impressions": "101", "engagements": "0", "likes": ""}), quoting=csv.QUOTE_ALL)  # fmt: skip
    overview = [
        ["Date", "Impressions", "Likes", "Engagements", "Bookmarks", "Shares", "New follows", "Unfollows", "Replies", "Reposts", "Profile visits", "Create Post"],
        ["Wed, Feb 18, 2026", "62", "0", "3", "0", "0", "1", "0", "0", "0", "1", "0"],
        ["Tue, Feb 17, 2026", "426", "18", "49", "1", "0", "2", "3", "1", "2", "4", "2"],
    ]  # fmt: skip
    write_text("x_account_overview.csv", overview)
    content = [
        ["Post id", "Date", "Post text", "Link", "Impressions", "Likes", "Engagements", "Bookmarks", "Share", "New follows", "Replies", "Reposts", "Profile visits", "Detail expands", "Url clicks", "Hashtag clicks", "Permalink clicks"],
        ["1891564128784855141", "Tue Feb 17 2026", "Demain, l'essai en direct ! https://t.co/UmUVIP65gF", "https://x.com/aurelle/status/1891564128784855141", "70", "3", "9", "1", "0", "0", "2", "1", "0", "0", "4", "0", "0"],
    ]  # fmt: skip
    write_text("x_content.csv", content, end="\r\n")


def linkedin():
    days = [
        ["Date", "Sponsored followers", "Organic followers", "Auto-invited followers", "Total followers"],
        ["10/11/2025", 0, 4, 0, 4],
        ["10/12/2025", 0, 2, 1, 3],
    ]
    by = [["Location", "Total followers"], ["Greater Paris Metropolitan Region", 1200], ["Greater Lyon Area", 300]]
    write_numbers("linkedin_followers.xlsx", {"New followers": days, "Location": by})
    write_ole(
        HERE / "linkedin_followers.old_1760400000000.xls",
        {"New followers": [[*row[:3], row[4]] for row in days], "Location": by},
    )
    write_text("linkedin_followers_by.csv", by)
    competitors = [["From 10/01/2025 to 10/31/2025", "", "", "", "", ""], ["Page", "Total Followers", "New Followers", "Posts", "Comments", "Reactions"], ["Aurelle", 12345, 210, 14, 31, 902], ["Karsa", 45600, 95, 8, 12, 310]]  # fmt: skip
    write_ole(HERE / "linkedin_competitors.xls", {"COMPETITORS": competitors})
    metrics = ["Date", *[f"{name} ({kind})" for name in ("Impressions", "Clicks", "Reactions", "Comments", "Reposts", "Engagement rate") for kind in ("organic", "sponsored", "total")], "Unique impressions (organic)"]  # fmt: skip
    figures = [["10/11/2025", 1000, 6, 1006, 60, 9, 69, 15, 0, 15, 2, 0, 2, 1, 0, 1, 0.083, 0, 0.083, 673], ["10/13/2025", 242, 0, 242, 7, 0, 7, 2, 0, 2, 0, 0, 0, 0, 0, 0, 0.037, 0, 0.037, 133]]  # fmt: skip
    described = ["Aggregated organic and sponsored data for all posts in the selected range", *[""] * 19]
    posts = [["Engagement metrics of each post", *[""] * 19],
             ["Post title", "Post link", "Post type", "Campaign name", "Posted by", "Created date", "Campaign start date", "Campaign end date", "Audience", "Impressions", "Views", "Offsite Views", "Clicks", "Click through rate (CTR)", "Likes", "Comments", "Reposts", "Follows", "Engagement rate", "Content Type"],
             ["Bonjour", "https://www.linkedin.com/feed/update/urn:li:activity:7382000000000000001", "Organic", "", "Nadia", "10/11/2025", "", "", "All followers", 1006, "", "", 69, 0.0686, 15, 2, 1, 1, 0.0835, ""],
             ["Nos essais", "https://www.linkedin.com/feed/update/urn:li:ugcPost:7382000000000000002", "Sponsored", "Automne", "Nadia", "10/14/2025", "", "", "All followers", 240, 31, "", 7, 0.029, 2, 0, 0, 0, 0.037, "Video"]]  # fmt: skip
    write_numbers("linkedin_content_days.xlsx", {"Metrics": [described, metrics, *figures], "All posts": posts})
    snake = [cell.lower().replace(" ", "_") for cell in metrics]
    write_text(
        "linkedin_content_days.normalised.csv",
        [snake, ["2025-10-11", *figures[0][1:]], ["2025-10-13", *figures[1][1:]]],
    )
    write_text("linkedin_posts.csv", posts)
    visitors = ["Date", *[f"{page} {what} ({kind})" for page in ("Overview", "Life", "Jobs", "Total") for what in ("page views", "unique visitors") for kind in ("desktop", "mobile", "total")]]  # fmt: skip
    write_ole(HERE / "linkedin_visitors.xls", {"Visitor metrics": [visitors, ["10/11/2025", 7, 10, 17, 4, 6, 10, 0, 0, 0, 0, 0, 0, 1, 0, 1, 1, 0, 1, 8, 11, 19, 4, 6, 10], ["10/13/2025", *[0] * 24]]})  # fmt: skip


def linkedin_personal():
    engagement = [["Date", "Impressions", "Engagements"], ["9/30/2025", "120", "5"], ["10/1/2025", "1,300", "40"]]
    one, two, three = (
        f"https://www.linkedin.com/feed/update/urn:li:activity:738200000000000000{n}/" for n in (1, 2, 3)
    )
    top = [["Maximum of 50 posts can be displayed", *[""] * 6], [], ["Post URL", "Post publish date", "Engagements", "", "Post URL", "Post publish date", "Impressions"],
           [one, "9/1/2025", "30", "", two, "9/2/2025", "1,500"], [two, "9/2/2025", "21", "", three, "9/30/2025", "900"], ["", "", "", "", one, "9/1/2025", "640"]]  # fmt: skip
    followers = [
        ["Total followers on 10/1/2025:", "1,234"],
        [],
        ["Date", "New followers"],
        ["9/30/2025", "3"],
        ["10/1/2025", "0"],
    ]
    discovery = [["Overall Performance", "9/30/2025 - 10/1/2025"], ["Impressions", "1,420"], ["Members reached", "610"]]
    whole = {"DISCOVERY": discovery, "ENGAGEMENT": engagement, "TOP POSTS": top, "FOLLOWERS": followers}
    write_workbook("linkedin_top_posts.workbook.xlsx", whole)
    write_text("linkedin_personal_days.csv", engagement)
    write_text("linkedin_personal_followers.csv", followers)


if __name__ == "__main__":
    for write in (meta_results, meta_audience, meta_posts, facebook_insights, x, linkedin, linkedin_personal):
        write()
