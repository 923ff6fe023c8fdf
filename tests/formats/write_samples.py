"""Writes the samples beside this file: headers and quirks of the real exports, rows invented here.

    python tests/formats/write_samples.py

A sample is `<format>[.<variant>].<extension>`; its golden, `<sample>.json`, is written by
`UPDATE_GOLDEN=1 pytest tests/loaders/test_formats.py` and read again by a person before it is committed.
"""

import csv
import io
from pathlib import Path

import xlsxwriter

HERE = Path(__file__).parent

TALKWALKER = [
    "url",
    "indexed",
    "published",
    "search_indexed",
    "title_snippet",
    "content_snippet",
    "title",
    "content",
    "root_url",
    "domain_url",
    "host_url",
    "parent_url",
    "lang",
    "porn_level",
    "fluency_level",
    "spam_level",
    "sentiment",
    "source_type",
    "post_type",
    "cluster_id",
    "meta_cluster_id",
    "tags_internal",
    "tags_marking",
    "tags_customer",
    "entity_urls",
    "images.url",
    "matched_profile",
    "source_extended_attributes.facebook_followers",
    "source_extended_attributes.twitter_followers",
    "source_extended_attributes.instagram_followers",
    "extra_author_attributes.id",
    "extra_author_attributes.type",
    "extra_author_attributes.name",
    "extra_author_attributes.short_name",
    "extra_author_attributes.world_data.country_code",
    "extra_source_attributes.world_data.country_code",
    "engagement",
    "reach",
    "provider",
    "extra_source_attributes.name",
    "word_count",
]

BRANDWATCH = [
    "Query Id",
    "Query Name",
    "Date",
    "Title",
    "Snippet",
    "Url",
    "Domain",
    "Sentiment",
    "Page Type",
    "Language",
    "Country Code",
    "Country",
    "Added",
    "Author",
    "Engagement Type",
    "Full Text",
    "Impressions",
    "Instagram Followers",
    "Resource Id",
    "Twitter Followers",
    "Twitter Reply Count",
    "Twitter Retweet of",
    "Twitter Retweets",
    "Twitter Likes",
    "Reach (new)",
]

BRANDWATCH_X = [
    "Query Id",
    "Query Name",
    "Date",
    "Title",
    "Snippet",
    "Url",
    "Domain",
    "Sentiment",
    "Page Type",
    "Language",
    "Country Code",
    "Country",
    "Added",
    "Author",
    "Engagement Type",
    "Full Text",
    "Impressions",
    "Resource Id",
    "X Followers",
    "X Repost of",
    "Likes",
    "Comments",
    "Shares",
    "Reach",
    "All cars by Category - Segment - City",
]

MELTWATER = [
    "Date",
    "Headline",
    "URL",
    "Opening Text",
    "Hit Sentence",
    "Source",
    "Influencer",
    "Country",
    "Subregion",
    "Language",
    "Reach",
    "Desktop Reach",
    "Mobile Reach",
    "Twitter Social Echo",
    "Facebook Social Echo",
    "Reddit Social Echo",
    "National Viewership",
    "Engagement",
    "AVE",
    "Sentiment",
    "Key Phrases",
    "Input Name",
    "Keywords",
    "Twitter Authority",
    "Tweet Id",
    "Twitter Id",
    "Twitter Client",
    "Twitter Screen Name",
    "User Profile Url",
    "Twitter Bio",
    "Twitter Followers",
    "Twitter Following",
    "Alternate Date Format",
    "Time",
    "State",
    "City",
    "Document Tags",
    "Document ID",
]


def rows_of(header, *records):
    return [header, *[[record.get(name, "") for name in header] for record in records]]


def write_text(name, rows, *, delimiter=",", encoding="utf-8", end="\n", before="", quoting=csv.QUOTE_MINIMAL):
    text = io.StringIO()
    text.write(before)
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)
    (HERE / name).write_bytes(text.getvalue().encode(encoding))


def write_workbook(name, sheets):
    book = xlsxwriter.Workbook(HERE / name, {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False})
    book.set_properties({"created": __import__("datetime").datetime(2026, 1, 1)})
    for title, rows in sheets.items():
        sheet = book.add_worksheet(title)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if cell != "":
                    sheet.write_string(row, column, str(cell))
    book.close()


def talkwalker():
    tweet = {
        "url": "http://twitter.com/lea_roule/statuses/1790123456789012345", "indexed": "12/03/26 09:01:10",
        "published": "12/03/26 08:58:02", "search_indexed": "12/03/26 09:01:12", "content": "La nouvelle Aurelle 3, quel silence !",
        "root_url": "http://twitter.com/", "domain_url": "http://twitter.com/", "lang": "fr", "sentiment": "5",
        "source_type": "SOCIALMEDIA,SOCIALMEDIA_TWITTER", "matched_profile": "SEARCH /  / Aurelle",
        "source_extended_attributes.twitter_followers": "1840", "extra_author_attributes.short_name": "lea_roule",
        "extra_author_attributes.world_data.country_code": "fr", "engagement": "12", "reach": "1840",
    }  # fmt: skip
    repost = tweet | {
        "url": "http://twitter.com/max_auto/statuses/1790123456789012999", "published": "12/03/26 10:11:00", "engagement": "0",
        "content": "RT @lea_roule: La nouvelle Aurelle 3, quel silence !", "tags_internal": "isRepost",
        "extra_author_attributes.short_name": "max_auto", "source_extended_attributes.twitter_followers": "77", "reach": "77",
    }  # fmt: skip
    press = {
        "url": "https://courrier-auto.example/2026/03/greve?utm_source=tw", "published": "13/03/26 23:40:00",
        "title": "Grève à l'usine Aurelle", "content": "Les salariés du site ont cessé le travail.", "lang": "fr",
        "root_url": "https://courrier-auto.example/", "domain_url": "https://courrier-auto.example/", "sentiment": "-5",
        "source_type": "ONLINENEWS,ONLINENEWS_NEWSPAPER", "matched_profile": "SEARCH /  / Aurelle", "reach": "250000",
        "extra_source_attributes.world_data.country_code": "fr", "engagement": "31",
        "extra_source_attributes.name": "Le Courrier de l'Auto",
    }  # fmt: skip
    updated = press | {"url": "https://www.courrier-auto.example/2026/03/greve", "engagement": "58"}
    neutral = tweet | {
        "url": "http://twitter.com/k_fan/statuses/1790123456789012777", "matched_profile": "SEARCH /  / Karsa", "sentiment": "0",
        "content": "", "extra_author_attributes.short_name": "k_fan", "published": "14/03/26 00:30:00",
    }  # fmt: skip
    no_day = press | {"published": "31/02/26 10:00:00", "url": "https://courrier-auto.example/2026/02/31"}
    rows = rows_of(TALKWALKER, tweet, repost, press, updated, neutral, no_day)
    write_text("talkwalker.csv", rows)
    write_workbook("talkwalker.workbook.xlsx", {"Sheet0": rows})


def brandwatch():
    first = {
        "Query Id": "1", "Query Name": "Aurelle", "Date": "2026-03-11 08:15:42.0", "Title": "Essai", "Url": "https://blog-auto.example/essai",
        "Domain": "blog-auto.example", "Sentiment": "positive", "Page Type": "blog", "Language": "fr", "Country Code": "FRA",
        "Author": "Nadia", "Full Text": "Essai de l'Aurelle 3 :\nconfortable, \"silencieuse\", sobre.", "Resource Id": "r1", "Reach (new)": "1200",
    }  # fmt: skip
    second = {
        "Query Id": "1", "Query Name": "Aurelle", "Date": "2026-03-11 21:02:00.0", "Url": "http://twitter.com/a/statuses/1790000000000000001",
        "Domain": "twitter.com", "Sentiment": "negative", "Page Type": "twitter", "Language": "fr", "Country Code": "BEL", "Author": "zoe_b",
        "Full Text": "Encore une panne.", "Resource Id": "r2", "Twitter Followers": "310", "Twitter Likes": "4", "Twitter Retweets": "1",
        "Twitter Reply Count": "2",
    }  # fmt: skip
    repost = second | {
        "Date": "2026-03-12 07:00:00.0", "Url": "http://twitter.com/b/statuses/1790000000000000002", "Author": "tom_b", "Resource Id": "r3",
        "Engagement Type": "RETWEET", "Twitter Retweet of": "http://twitter.com/a/statuses/1790000000000000001",
    }  # fmt: skip
    other_query = second | {"Query Id": "2", "Query Name": "Velmont", "Resource Id": "r4"}
    preamble = "Report:,Bulk Mentions Download\nBrand:,Aurelle\nFrom:,Wed Mar 11 00:00:00 UTC 2026\nTo:,Fri Mar 13 00:00:00 UTC 2026\nLabel,Aurelle\n\n"
    write_text(
        "brandwatch.preamble.csv",
        rows_of(BRANDWATCH, first, second, repost, other_query),
        encoding="utf-8-sig",
        before=preamble,
    )
    x_first = {
        "Query Id": "1", "Query Name": "Aurelle", "Date": "2026-03-11 08:15:42.0", "Url": "https://x.com/a/status/1790000000000000001",
        "Domain": "x.com", "Sentiment": "neutral", "Page Type": "twitter", "Language": "en", "Country Code": "GBR", "Author": "zoe_b",
        "Full Text": "Saw the new Aurelle today.", "Resource Id": "r2", "X Followers": "310", "Likes": "4", "Comments": "0", "Shares": "1",
        "Reach": "310",
    }  # fmt: skip
    write_text("brandwatch.x_era.csv", rows_of(BRANDWATCH_X, x_first))


def meltwater():
    news = {
        "Date": "06-Feb-2026 03:03PM", "Headline": "Aurelle rappelle 12 000 voitures", "URL": "https://gazette-route.example/rappel",
        "Opening Text": "Le constructeur…", "Hit Sentence": "Aurelle rappelle 12 000 voitures pour un défaut de frein.",
        "Source": "La Gazette de la Route", "Influencer": "Paul Renard", "Country": "France", "Language": "French", "Reach": "180000",
        "Engagement": "22", "AVE": "1665.5", "Sentiment": "Negative", "Input Name": "Aurelle", "Document ID": '"178200001"',
        "Alternate Date Format": "06-Feb-26", "Time": "3:03 PM",
    }  # fmt: skip
    tweet = {
        "Date": "07-Feb-2026 12:10AM", "URL": "http://twitter.com/jo/statuses/1790000000000000311", "Hit Sentence": "Aurelle, bravo pour la transparence",
        "Source": "Twitter", "Influencer": "@jo", "Country": "Unknown", "Language": "French", "Reach": "512", "Engagement": "0",
        "Sentiment": "Not Rated", "Input Name": "Aurelle", "Tweet Id": "1790000000000000311", "Twitter Followers": "512",
    }  # fmt: skip
    write_text("meltwater.csv", rows_of(MELTWATER, news, tweet), delimiter="\t", encoding="utf-16", end="\r\n")


def own_accounts():
    days = [["Date", "Followers", "Difference in followers from previous day"], ["December 30", "undefined", "0"], ["December 31", "1204", "4"],
            ["January 1", "1203", "-1"], ["January 2", "1210", "7"]]  # fmt: skip
    write_text("tiktok_follower_history.csv", days, encoding="utf-8-sig", quoting=csv.QUOTE_ALL)
    follows = [
        ["Date", "Primary"],
        ["2026-03-28T01:00:00", "3"],
        ["2026-03-29T01:00:00", "0"],
        ["2026-03-30T00:00:00", "12"],
    ]
    for name, title in (("instagram", "Instagram follows"), ("facebook", "Facebook follows"), ("bare", "Follows")):
        before = f'sep=,\n"{title}"\n'
        write_text(f"meta_follows.{name}.csv", follows, encoding="utf-16", before=before, quoting=csv.QUOTE_ALL)
    resaved = [["Facebook follows", ""], *follows]
    write_text("meta_follows.resaved.csv", resaved, delimiter=";", end="\r\n")


def templates():
    write_text(
        "template_followers.fr.csv",
        [["Date", "Marque", "Canal", "Compte", "Abonnés"], ["31/01/2026", "Aurelle", "LinkedIn", "aurelle", "12\u202f345"],
         ["01/02/2026", "Aurelle", "LinkedIn", "aurelle", "12\u00a0360"], ["01/02/2026", "Aurelle", "Viadeo", "", "1,2 k"], ["01/02/2026", "Aurelle", "X", "", "NC"]],
        delimiter=";", encoding="utf-8-sig", end="\r\n",
    )  # fmt: skip
    write_text(
        "template_followers.en.csv",
        [
            ["Date", "Brand", "Channel", "Followers"],
            ["2026-01-31", "Aurelle", "LinkedIn", "12,345"],
            ["2026-02-01", "Aurelle", "LinkedIn", "12.7"],
        ],
    )
    write_text(
        "template_mentions.fr.csv",
        [["Date", "Marque", "Canal", "Source", "Auteur", "Texte", "Sentiment", "Portée", "Reprise"],
         ["31/01/2026 18:05", "Aurelle", "Forum", "forum-auto.example", "camille", "Très satisfaite de ma citadine.", "positif", "1 200", "non"],
         ["31/01/2026 23:59", "Aurelle", "Avis", "avis.example", "NA", "Pas terrible ; livraison en retard", "négatif", "", ""],
         ["01/02/2026 00:10", "Aurelle", "Avis", "avis.example", "null", "Sans avis", "inconnu", "", ""],
         ["02/02/2026 00:10", "Aurelle", "Avis", "avis.example", "lou", "Bof", "ironique", "", ""]],
        delimiter=";", encoding="cp1252", end="\r\n",
    )  # fmt: skip
    write_text(
        "template_mentions.en.csv",
        [["Date", "Brand", "Channel", "Text", "Sentiment"], ["2026-01-31T22:30:00Z", "Aurelle", "Twitter", "Late night drive, love it", "1"],
         ["2026-01-31T23:30:00+02:00", "Aurelle", "Twitter", "Meh", "0"], ["2026-02-01 09:00", "Aurelle", "Twitter", "Broke down again", "-1"]],
    )  # fmt: skip
    write_text(
        "template_sentiment.fr.csv",
        [["Jour", "Marque", "Canal", "Positif", "Neutre", "Négatif", "Inconnu"], ["15/01/2026", "Aurelle", "Facebook", "40", "25", "12", "3"],
         ["16/01/2026", "Aurelle", "Facebook", "0", "0", "1", "--"], ["Total", "", "", "40", "25", "13", "3"]],
        delimiter=";", encoding="cp1252", end="\r\n",
    )  # fmt: skip
    write_text(
        "template_sentiment.en.csv",
        [["Date", "Brand", "Positive", "Neutral", "Negative"], ["2026-01-15", "Aurelle", "4", "2", "1"]],
    )


def airline():
    header = [
        "tweet_id",
        "airline_sentiment",
        "airline_sentiment_confidence",
        "negativereason",
        "airline",
        "name",
        "retweet_count",
        "text",
        "tweet_created",
        "user_timezone",
    ]
    rows = [
        [
            "570306133677760513",
            "neutral",
            "1.0",
            "",
            "Nordwind Air",
            "ana",
            "0",
            "=@NordwindAir what did you say",
            "2015-02-24 11:35:52 -0800",
            "Paris",
        ],
        [
            "570301130888122368",
            "negative",
            "0.9",
            "Late Flight",
            "Nordwind Air",
            "bo",
            "2",
            "@NordwindAir two hours late",
            "2015-02-24 23:15:59 -0800",
            "",
        ],
        [
            "570301130888122368",
            "negative",
            "0.9",
            "Late Flight",
            "Nordwind Air",
            "bo",
            "2",
            "@NordwindAir two hours late",
            "2015-02-24 23:15:59 -0800",
            "",
        ],
    ]
    write_text("crowdflower_airline.csv", [header, *rows])
    damaged = [
        [
            "570306133677760000",
            "neutral",
            "1.0",
            "",
            "Nordwind Air",
            "ana",
            "0",
            "=@NordwindAir what did you say",
            "42059.4832407407",
            "Paris",
        ],
        [
            "570306133677760000",
            "positive",
            "1.0",
            "",
            "Nordwind Air",
            "eli",
            "0",
            "@NordwindAir thank you so much",
            "42059.4832407407",
            "Paris",
        ],
    ]
    order = [3, 1, 8, 0, 2, 4, 5, 6, 7, 9]
    whole = [[row[place] for place in order] for row in (header, *damaged)]
    write_text("crowdflower_airline.resaved.csv", whole)
    path = HERE / "crowdflower_airline.resaved.csv"
    path.write_bytes(path.read_bytes().replace(b"thank you so much", b"thank you so much \xf0\x9f"))


if __name__ == "__main__":
    for write in (talkwalker, brandwatch, meltwater, own_accounts, templates, airline):
        write()
