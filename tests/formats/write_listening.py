"""Writes the samples of listening tools beside this file: headers and quirks of the real exports, rows invented here.

python -m tests.formats.write_listening
"""

from __future__ import annotations

import io
import json
import zipfile
from datetime import datetime

import xlsxwriter

from tests.formats.write_samples import BRANDWATCH_X, HERE, TALKWALKER, rows_of, write_text, write_workbook


def answered(name, **answers):
    """What an analyst answers to the questions about a sample."""
    (HERE / f"{name}.answers.json").write_text(json.dumps(answers, ensure_ascii=False) + "\n", encoding="utf-8")


def brandwatch():
    header = [name for name in BRANDWATCH_X if name not in ("Query Id", "Resource Id", "Country Code")]
    first = {
        "Query Name": "Aurelle", "Date": "2026-03-19 10:00:00.0", "Url": "http://twitter.com/u9/status/1901000000000000017",
        "Domain": "twitter.com", "Sentiment": "negative", "Page Type": "twitter", "Language": "fr", "Country": "France",
        "Author": "u9", "Full Text": "Scandale chez Aurelle", "X Followers": "310", "Likes": "3", "Comments": "1",
        "Shares": "2", "Reach": "310",
    }  # fmt: skip
    repost = first | {
        "Date": "2026-03-19 11:00:00.0", "Url": "http://twitter.com/u8/status/1901000000000000029", "Author": "u8",
        "Full Text": "RT @u9: Scandale chez Aurelle", "Engagement Type": "RETWEET", "Sentiment": "neutral", "Reach": "",
        "X Repost of": "http://twitter.com/u9/status/1901000000000000017", "Likes": "0", "Comments": "0", "Shares": "0",
    }  # fmt: skip
    preamble = [
        ["Report:", "Bulk Mentions Download"],
        ["Brand:", "Aurelle"],
        ["From:", "2026-03-19"],
        ["To:", "2026-05-01"],
        ["Label"],
        [],
    ]
    rows = rows_of(header, first, repost)
    write_workbook("brandwatch.x_era.xlsx", {"Sheet": [*preamble, *rows]})
    text = io.StringIO()
    text.write("\n".join(",".join(row) for row in preamble) + "\n")
    text.write("\n".join(",".join(row) for row in rows) + "\n")
    with zipfile.ZipFile(HERE / "brandwatch.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        member = zipfile.ZipInfo("bulk-mentions.csv", (2026, 5, 1, 8, 0, 0))
        archive.writestr(member, text.getvalue().encode("utf-8-sig"))
    write_text(
        "brandwatch_api.csv",
        [["queryId", "queryName", "date", "title", "url", "domain", "sentiment", "pageType", "author", "fullText", "language", "countryCode", "reachEstimate", "impressions", "threadId", "engagementType"],
         ["7", "Aurelle", "2026-03-19T23:30:00.000+0000", "", "https://x.com/u9/status/1901000000000000017", "x.com", "negative", "twitter", "u9", "Scandale chez Aurelle", "fr", "FRA", "310", "12", "0", ""],
         ["7", "Aurelle", "2026-03-20T07:02:10.000+0000", "Essai", "https://blog-auto.example/essai", "blog-auto.example", "positive", "blog", "Nadia", "Essai réussi", "fr", "FRA", "900", "", "0", ""]],
    )  # fmt: skip


def talkwalker():
    """The columns of 2023: instants in milliseconds, creators for authors."""
    changed = {"published": "published_ts", "indexed": "indexed_ts", "search_indexed": "search_indexed_ts"}
    header = [
        changed.get(name, name.replace("extra_author_attributes", "extra_creator_attributes")) for name in TALKWALKER
    ]
    header += ["extra_creator_attributes.description", "extra_creator_attributes.birthdate.date"]
    tweet = {
        "url": "http://twitter.com/lea_roule/statuses/1790123456789012345", "published_ts": "1767225599000",
        "content": "Bonne année à la nouvelle Aurelle 3", "root_url": "http://twitter.com/", "domain_url": "http://twitter.com/",
        "lang": "fr", "sentiment": "5", "source_type": "SOCIALMEDIA,SOCIALMEDIA_TWITTER", "matched_profile": "SEARCH /  / Aurelle",
        "source_extended_attributes.twitter_followers": "1840", "extra_creator_attributes.short_name": "lea_roule",
        "engagement": "12", "reach": "1840", "extra_creator_attributes.description": "je roule",
    }  # fmt: skip
    press = {
        "url": "https://courrier-auto.example/2026/01/essai", "published_ts": "1767312000000", "title": "Essai de l'Aurelle 3",
        "content": "Une citadine sobre.", "lang": "fr", "root_url": "https://courrier-auto.example/", "sentiment": "0",
        "source_type": "ONLINENEWS,ONLINENEWS_NEWSPAPER", "matched_profile": "SEARCH /  / Aurelle", "reach": "250000",
        "extra_source_attributes.name": "Le Courrier de l'Auto",
    }  # fmt: skip
    write_text("talkwalker.since_2023.csv", rows_of(header, tweet, press))


EXPLORE = [
    "Date", "Time", "Document ID", "URL", "Input Name", "Keywords", "Information Type", "Source Type", "Source Name",
    "Source Domain", "Content Type", "Author Name", "Author Handle", "Title", "Opening Text", "Hit Sentence", "Image",
    "Hashtags", "Links", "Country", "Region", "State", "City", "Language", "Sentiment", "Keyphrases", "Reach",
    "Global Reach", "AVE", "EMV", "Social Echo", "Editorial Echo", "Engagement", "Shares", "Likes", "Comments", "Views",
    "Document Tags", "Custom Categories", "Custom Fields", "Brand Sentiment",
]  # fmt: skip


def meltwater():
    post = {
        "Time": "23:03", "Document ID": '"1782439380000_a"', "URL": "https://www.reddit.com/r/voitures/comments/1a/comment/2b/",
        "Input Name": "Aurelle", "Information Type": "social", "Source Type": "social network", "Source Name": "reddit.com/r/voitures",
        "Source Domain": "reddit.com", "Content Type": "Forum Post Reply", "Author Handle": "jo_roule",
        "Hit Sentence": "Deux ans sans panne", "Language": "English", "Sentiment": "positive", "Reach": "1621", "AVE": "14.99",
        "Engagement": "1", "Brand Sentiment": "unknown",
    }  # fmt: skip
    paper = {
        "Time": "6:10", "Document ID": '"1782439380000_c"', "URL": "https://gazette-route.example/aurelle", "Input Name": "Aurelle",
        "Information Type": "news", "Source Type": "online news", "Source Name": "La Gazette de la Route", "Content Type": "Article",
        "Source Domain": "gazette-route.example", "Author Name": "Paul Renard", "Title": "Aurelle rappelle", "Country": "France",
        "Language": "French", "Sentiment": "Not Rated", "Reach": "180000",
    }  # fmt: skip
    with xlsxwriter.Workbook(HERE / "meltwater_explore.xlsx", {"in_memory": True, "strings_to_urls": False}) as book:
        book.set_properties({"created": datetime(2026, 1, 1)})
        sheet = book.add_worksheet("Export")
        sheet.write_row(0, 0, EXPLORE)
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for row, record in enumerate((post, paper), 1):
            sheet.write_datetime(row, 0, datetime(2026, 6, 25), day)
            for column, name in enumerate(EXPLORE[1:], 1):
                cell = record.get(name, "")
                if name in ("Reach", "AVE", "Engagement") and cell:
                    sheet.write_number(row, column, float(cell))
                elif cell:
                    sheet.write_string(row, column, cell)
    write_text(
        "meltwater_explore.minimal.csv",
        [["Title", "Document ID", "Reach", "AVE", "Source Name", "Author Name", "Date", "URL"],
         ["Aurelle ouvre une usine", "DOC_1", "1000", "500", "La Gazette de la Route", "Paul Renard", "2026-01-04", "https://gazette-route.example/usine"]],
        delimiter="\t", encoding="utf-16",
    )  # fmt: skip
    answered("meltwater_explore.minimal.csv", brand="Aurelle")


def netbase():
    write_workbook(
        "netbase_quid.xlsx",
        {"Sheet": [
            ["Post ID", "Sound Bite Text", "Title", "Source Type", "URL", "Domain", "Published Date (GMT-04:00) New York", "Sentiment", ""],
            ["p1", "J'adore la reprise", "", "Twitter", "https://twitter.com/u1/status/1291000000000000001", "twitter.com", "2026-08-01 08:15:00", "Positives", ""],
            ["p1", "mais la boîte craque", "", "Twitter", "https://twitter.com/u1/status/1291000000000000001", "twitter.com", "2026-08-01 08:15:00", "Negatives", ""],
            ["p2", "Rappel de 12 000 voitures", "Rappel", "News", "https://gazette-route.example/rappel", "gazette-route.example", "2026-08-01 22:15:00", "Neutrals", ""],
        ]},
    )  # fmt: skip
    answered("netbase_quid.xlsx", brand="Aurelle")


def sprinklr():
    header = [
        "UniversalMessageId", "SocialNetwork", "SenderUserId", "SenderScreenName", "SenderListedName", "SenderProfileImgUrl",
        "SenderProfileLink", "Sender Followers Count", "SenderInfluencerScore", "SenderAge", "SenderGender", "OriginalAuthor",
        "Title", "Message", "MessageType", "CreatedTime", "Language", "LanguageCode", "Country", "CountryCode", "MediaTypeList",
        "Permalink", "Domain", "Retweets", "Favorites", "Sentiment",
    ]  # fmt: skip
    first = {
        "UniversalMessageId": "TWITTER_1", "SocialNetwork": "TWITTER", "SenderScreenName": "u1", "Sender Followers Count": "1,250",
        "SenderGender": "FEMALE", "Message": "Bravo @aurelle", "MessageType": "X Post", "CreatedTime": "2026-03-11 08:15:42",
        "LanguageCode": "fr", "CountryCode": "FR", "Permalink": "https://twitter.com/u1/status/1767100000000000011",
        "Domain": "twitter.com", "Retweets": "2", "Favorites": "5", "Sentiment": "POSITIVE",
    }  # fmt: skip
    second = first | {
        "UniversalMessageId": "TWITTER_2", "SenderScreenName": "u2", "Message": "Bravo @aurelle", "MessageType": "X Repost",
        "CreatedTime": "2026-03-11 09:00:00", "Permalink": "https://twitter.com/u2/status/1767100000000000023", "Retweets": "",
        "Favorites": "", "Sentiment": "NEUTRAL",
    }  # fmt: skip
    write_text("sprinklr.csv", rows_of(header, first, second))
    answered("sprinklr.csv", brand="Aurelle")


WEIGHTED = (
    "Overperforming Score (weighted  —  Likes 1x Shares 1x Comments 1x Love 1x Wow 1x Haha 1x Sad 1x Angry 1x Care 1x )"
)


def crowdtangle():
    facebook = [
        "Page Name",
        "User Name",
        "Facebook Id",
        "Page Category",
        "Page Admin Top Country",
        "Page Description",
        "Page Created",
        "Likes at Posting",
        "Followers at Posting",
        "Post Created",
        "Post Created Date",
        "Post Created Time",
        "Type",
        "Total Interactions",
        "Likes",
        "Comments",
        "Shares",
        "Love",
        "Wow",
        "Haha",
        "Sad",
        "Angry",
        "Care",
        "Video Share Status",
        "Is Video Owner?",
        "Post Views",
        "Total Views",
        "Total Views For All Crossposts",
        "Video Length",
        "URL",
        "Message",
        "Link",
        "Final Link",
        "Image Text",
        "Link Text",
        "Description",
        "Sponsor Id",
        "Sponsor Name",
        "Sponsor Category",
        WEIGHTED,
    ]
    post = {
        "Page Name": "Auto du Rhône", "User Name": "autodurhone", "Facebook Id": "7.03E+14", "Page Admin Top Country": "FR",
        "Likes at Posting": "173585", "Followers at Posting": "N/A", "Post Created": "2023-05-24 22:48:32 EDT",
        "Post Created Date": "5/24/23", "Post Created Time": "22:48:32", "Type": "Photo", "Total Interactions": "1,234",
        "Likes": "9", "URL": "https://www.facebook.com/autodurhone/posts/786537446210908", "Message": "L'Aurelle 3 en essai,\nphotos à l'appui",
        WEIGHTED: "-1.72",
    }  # fmt: skip
    winter = post | {
        "Post Created": "2023-01-24 12:00:00 EST", "URL": "https://www.facebook.com/autodurhone/posts/786537446210911",
        "Total Interactions": "18", "Message": "", "Description": "Le rappel d'Aurelle", "Followers at Posting": "180000",
    }  # fmt: skip
    write_text("crowdtangle_facebook.csv", rows_of(facebook, post, winter), encoding="utf-8-sig", end="\r\n")
    groups = [["Group Name", *facebook[1:]], rows_of(facebook, post | {"Page Name": "Club Aurelle"})[1]]
    write_text("crowdtangle_facebook.group.csv", groups, encoding="utf-8-sig", end="\r\n")
    instagram = [
        "Account",
        "User Name",
        "Followers at Posting",
        "Post Created",
        "Type",
        "Total Interactions",
        "Likes",
        "Comments",
        "Views",
        "URL",
        "Link",
        "Photo",
        "Title",
        "Description",
        WEIGHTED,
    ]
    picture = {
        "Account": "Auto du Rhône", "User Name": "autodurhone", "Followers at Posting": "5,120", "Post Created": "2023-05-24 10:00:00 CEST",
        "Type": "Photo", "Total Interactions": "41", "Likes": "40", "Comments": "1", "URL": "https://www.instagram.com/p/Csabc/",
        "Description": "La citadine #aurelle", WEIGHTED: "2.1",
    }  # fmt: skip
    write_text("crowdtangle_instagram.csv", rows_of(instagram, picture), encoding="utf-8-sig", end="\r\n")
    for name in ("crowdtangle_facebook.csv", "crowdtangle_facebook.group.csv", "crowdtangle_instagram.csv"):
        answered(name, brand="Aurelle")


def sysomos():
    header = ["No.", "Source", "Host", "Link", "Date(ET)", "Time(ET)", "time(Eastern Standard Time)", "Category", "AuthorId", "AuthorName", "AuthorUrl", "Auth", "Followers", "Following", "Age", "Gender", "Language", "Country", "Province", "City", "Location", "Sentiment", "Title", "Snippet", "Description", "Tags", "Contents", "View", "Comments", "Rating", "Favourites", "Duration", "Bio", "UniqueId"]  # fmt: skip
    first = {
        "No.": "1", "Source": "Twitter", "Host": "twitter.com", "Link": "http://twitter.com/u1/statuses/575000000000000001",
        "Date(ET)": "Mar 11, 2015", "Time(ET)": "8:15 PM", "AuthorId": "u1", "AuthorName": "Une", "Followers": "1250",
        "Language": "French", "Country": "France", "Sentiment": "POS", "Contents": "Bravo Aurelle", "UniqueId": "x1",
    }  # fmt: skip
    second = first | {
        "No.": "2", "Link": "http://twitter.com/u2/statuses/575000000000000013", "Date(ET)": "Jan 5, 2015", "Time(ET)": "11:30 PM",
        "AuthorId": "u2", "Sentiment": "NONE", "Contents": "RT @u1: Bravo Aurelle", "UniqueId": "x2",
    }  # fmt: skip
    write_text("sysomos.csv", rows_of(header, first, second))
    answered("sysomos.csv", brand="Aurelle")


def determ():
    write_text(
        "determ_social.csv",
        [["Mention_snippet", "Date", "Time", "Reach", "Engagement_rate", "Author", "URL", "Social_network", "Sentiment"],
         ["Bravo Aurelle", "24.03.2026", "08:15", "1200", "0.4", "u1", "https://www.instagram.com/p/Cs1/", "Instagram", "positive"],
         ["Encore une panne", "24.03.2026", "21:02", "310", "0.1", "zoe", "https://x.com/zoe/status/1767100000000000099", "Twitter", "negative"]],
    )  # fmt: skip
    write_text(
        "determ_media.csv",
        [["Author", "From", "Title", "Mention_snippet", "Date", "Time", "URL", "Reach", "Sentiment"],
         ["Paul Renard", "gazette-route.example", "Aurelle rappelle", "12 000 voitures rappelées", "24.03.2026", "06:00", "https://gazette-route.example/rappel", "180000", "neutral"]],
    )  # fmt: skip
    answered("determ_social.csv", brand="Aurelle")
    answered("determ_media.csv", brand="Aurelle")


def sentiment():
    write_text(
        "sentiment_days.csv",
        [["Day", "Positive", "Neutral", "Negative"], ["Mar 1, 2026", "12", "1,240", "3"], ["Mar 2, 2026", "0", "980", "--"], ["Total", "12", "2,220", "3"]],
    )  # fmt: skip
    write_text(
        "sentiment_days.fr.csv",
        [["Jour", "Mentions positives", "Mentions neutres", "Mentions négatives", "Réseau"], ["13/03/2026", "4", "11", "2", "Facebook"], ["14/03/2026", "1", "0", "7", "Facebook"]],
        delimiter=";", encoding="cp1252", end="\r\n",
    )  # fmt: skip
    answered("sentiment_days.csv", brand="Aurelle")
    answered("sentiment_days.fr.csv", brand="Aurelle")


if __name__ == "__main__":
    for write in (brandwatch, talkwalker, meltwater, netbase, sprinklr, crowdtangle, sysomos, determ, sentiment):
        write()
