"""Writes the samples of collectors and of reviews beside this file: headers and quirks of the real files, rows invented here.

python -m tests.formats.write_collected
"""

from __future__ import annotations

import csv

from tests.formats.write_listening import answered
from tests.formats.write_samples import HERE, rows_of, write_text

TWARC = [
    "id", "conversation_id", "referenced_tweets.replied_to.id", "referenced_tweets.retweeted.id", "referenced_tweets.quoted.id",
    "author_id", "in_reply_to_user_id", "created_at", "text", "lang", "source", "public_metrics.impression_count",
    "public_metrics.reply_count", "public_metrics.retweet_count", "public_metrics.quote_count", "public_metrics.like_count",
    "public_metrics.bookmark_count", "author.id", "author.username", "author.name", "author.description",
    "author.public_metrics.followers_count", "geo.country_code", "__twarc.retrieved_at", "__twarc.url", "__twarc.version",
]  # fmt: skip
TWINT = ["id", "conversation_id", "created_at", "date", "time", "timezone", "user_id", "username", "name", "place", "tweet", "language", "mentions", "urls", "photos", "replies_count", "retweets_count", "likes_count", "hashtags", "cashtags", "link", "retweet", "quote_url", "video", "thumbnail", "near", "geo", "source", "user_rt_id", "user_rt", "retweet_id", "reply_to", "retweet_date", "translate", "trans_src", "trans_dest"]  # fmt: skip


def posts_of_x():
    post = {
        "id": "1790000000000000311", "conversation_id": "1790000000000000311", "author_id": "12", "created_at": "2026-02-06T23:30:00.000Z",
        "text": "R&amp;D chez Aurelle : 400 km d'autonomie", "lang": "fr", "public_metrics.reply_count": "1", "public_metrics.retweet_count": "2",
        "public_metrics.quote_count": "0", "public_metrics.like_count": "7", "public_metrics.impression_count": "900",
        "author.username": "jo", "author.description": "je roule", "author.public_metrics.followers_count": "512", "geo.country_code": "FR",
    }  # fmt: skip
    repost = post | {
        "id": "1790000000000000999", "created_at": "2026-02-07T10:00:00.000Z", "author.username": "li", "lang": "und",
        "text": "RT @jo: R&amp;D chez Aurelle", "referenced_tweets.retweeted.id": "1790000000000000311", "public_metrics.like_count": "0",
    }  # fmt: skip
    write_text("twarc_csv.csv", rows_of(TWARC, post, repost))
    tweet = {
        "id": "1415000000000000017", "conversation_id": "1415000000000000017", "created_at": "2021-07-13 23:30:00 CEST", "date": "2021-07-13",
        "time": "23:30:00", "timezone": "+0200", "user_id": "12", "username": "jo", "name": "Jo", "tweet": "Bravo Aurelle", "language": "fr",
        "mentions": "[]", "urls": "['https://aurelle.example']", "replies_count": "1", "retweets_count": "0", "likes_count": "4",
        "link": "https://twitter.com/jo/status/1415000000000000017", "retweet": "False",
    }  # fmt: skip
    winter = tweet | {
        "id": "1349000000000000031", "date": "2021-01-12", "time": "08:00:00", "timezone": "UTC", "tweet": "Aurelle, l'hiver",
        "link": "https://twitter.com/jo/status/1349000000000000031",
    }  # fmt: skip
    write_text("twint.csv", rows_of(TWINT, tweet, winter), delimiter="\t")
    media = [["", "id_compte", "id_tweet", "date", "heure_UTC0", "text", "retweet_count", "reply_count", "like_count", "quote_count"],
             ["0", "gazette", "1590000000000000011", "13/11/2022", "23:30", "Aurelle ouvre une usine", "3", "1", "9", "0"],
             ["1", "gazette", "1590000000000000023", "14/11/2022", "07:10", "Grève chez Aurelle", "12", "40", "5", "2"]]  # fmt: skip
    write_text("media_tweets.csv", media)
    labelled = [["4", "3", "Mon May 11 03:17:40 UTC 2009", "aurelle", "tpr", "@star I love my Aurelle &amp; its seats"],
                ["0", "9", "Mon May 11 23:22:30 UTC 2009", '"aurelle city"', "seth", "the gearbox, again"],
                ["2", "13", "Sat May 16 16:32:48 PDT 2009", "NO_QUERY", "jpeb", "Check this video out"]]  # fmt: skip
    write_text("sentiment140.csv", labelled, encoding="latin-1", quoting=csv.QUOTE_ALL)
    for name in ("twarc_csv.csv", "twint.csv", "media_tweets.csv", "sentiment140.csv"):
        answered(name, brand="Aurelle")


def collectors():
    write_text(
        "fourcat.csv",
        [["id", "thread_id", "author", "body", "timestamp", "unix_timestamp", "subject", "url", "num_likes", "num_comments"],
         ["Csabc", "Csabc", "jo", "La citadine d'Aurelle", "2026-02-06 23:30:00", "1770420600", "", "https://www.instagram.com/p/Csabc/", "12", "3"],
         ["Csabd", "Csabd", "li", "Essai, de nuit", "2026-02-07 08:00:00", "1770451200", "", "https://www.instagram.com/p/Csabd/", "0", ""]],
    )  # fmt: skip
    write_text(
        "facepager.csv",
        [["level", "id", "parent_id", "object_id", "object_type", "object_key", "query_status", "query_time", "query_type", "message", "created_time", "from.name", "comments.summary.total_count", "shares.count", ""],
         ["0", "1", "None", "aurelle", "seed", "", "", "", "", "", "", "", "", "", ""],
         ["1", "2", "1", "100_200", "data", "data", "fetched (200)", "2026-02-08 10:00:00", "Facebook:/<page-id>/posts", "Essai de l'Aurelle 3", "2026-02-06T23:30:00+0000", "Auto du Rhône", "4", "2", ""],
         ["1", "3", "1", "", "offcut", "", "fetched (200)", "2026-02-08 10:00:00", "Facebook:/<page-id>/posts", "", "", "", "", "", ""]],
        delimiter=";", encoding="utf-8-sig", quoting=csv.QUOTE_ALL,
    )  # fmt: skip
    videos = (
        "position,channelId,channelTitle,videoId,publishedAt,videoTitle,videoDescription,viewCount,likeCount,commentCount\n"
        '1,UC1,Auto du Rhône,-a1b2c3d4e5,2026-02-06T23:30:00Z,"Essai ""Aurelle 3""","Une citadine, \\"silencieuse\\", sobre",1200,30,4\n'
        "2,UC1,Auto du Rhône,a1b2c3d4e5f,2026-02-07T08:00:00Z,Essai de nuit,,310,0,0\n"
    )
    (HERE / "youtube_data_tools.csv").write_text(videos, encoding="utf-8", newline="")
    write_text(
        "youtube_data_tools_comments.csv",
        [["id", "replyCount", "likeCount", "publishedAt", "authorName", "text", "authorChannelId", "authorChannelUrl", "isReply", "isReplyTo", "isReplyToName"],
         ["Ugx1", "1", "3", "2026-02-07 09:00:00", "@jo", "L&#39;Aurelle, enfin", "UC2", "http://www.youtube.com/@jo", "0", "", ""],
         ["Ugx1.9", "", "0", "2026-02-07 09:30:00", "@li", "@jo oui", "UC3", "http://www.youtube.com/@li", "1", "Ugx1", "@jo"]],
        delimiter="\t",
    )  # fmt: skip
    for name in ("facepager.csv", "fourcat.csv", "youtube_data_tools.csv", "youtube_data_tools_comments.csv"):
        answered(name, brand="Aurelle")


def minet():
    write_text(
        "minet_instagram.csv",
        [["username", "full_name", "is_verified", "id", "media_type", "shortcode", "url", "caption", "hashtags", "mentioned_names", "like_count", "comment_count", "taken_at_timestamp", "utc_time"],
         ["autodurhone", "Auto du Rhône", "", "31", "GraphImage", "Csabc", "https://www.instagram.com/p/Csabc/", "La citadine\n#aurelle", "#aurelle|#essai", "", "12", "3", "1770420600", "2026-02-06T23:30:00"]],
    )  # fmt: skip
    write_text(
        "minet_instagram.hashtag.csv",
        [["id", "media_type", "shortcode", "url", "caption", "hashtags", "mentioned_names", "liked_by_count", "comments_disabled", "comment_count", "preview_like_count", "video_view_count", "owner_id", "taken_at_timestamp", "utc_time"],
         ["32", "GraphVideo", "Csabd", "https://www.instagram.com/p/Csabd/", "Essai de nuit", "", "", "5", "", "0", "5", "210", "77", "1770451200", "2026-02-07T08:00:00"]],
    )  # fmt: skip
    write_text(
        "minet_instagram_comments.csv",
        [["id", "index", "parent_id", "child_index", "text", "hashtags", "mentioned_names", "has_translation", "comment_like_count", "is_liked_by_media_owner", "child_comment_count", "created_at_utc", "utc_time", "username", "user_id", "user_full_name"],
         ["179", "0", "", "", "Belle couleur", "", "", "", "2", "true", "1", "1770420600", "2026-02-06T23:30:00", "li", "9", "Li"]],
    )  # fmt: skip
    write_text(
        "minet_tiktok.csv",
        [["id", "description", "timestamp", "utc_time", "original_item", "author_id", "author_unique_id", "author_nickname", "author_follower_count", "digg_count", "share_count", "comment_count", "play_count", "challenges_titles", "is_ad"],
         ["7330000000000000017", "Essai de l'Aurelle 3", "1770420600", "2026-02-06T23:30:00", "", "5", "jo.roule", "Jo", "2100", "40", "3", "7", "5100", "aurelle|essai", ""]],
    )  # fmt: skip
    write_text(
        "minet_youtube_videos.csv",
        [["video_id", "title", "published_at", "description", "channel_id", "channel_title", "default_language", "view_count", "like_count", "comment_count", "duration", "has_captions", "tags"],
         ["-a1b2c3d4e5", "Essai Aurelle 3", "2026-02-06T23:30:00Z", "Une citadine", "UC1", "Auto du Rhône", "fr", "1200", "30", "", "PT2M", "true", "essai|aurelle"]],
    )  # fmt: skip
    write_text(
        "minet_youtube_comments.csv",
        [["video_id", "comment_id", "author_name", "author_channel_id", "text", "like_count", "published_at", "updated_at", "reply_count", "parent_comment_id"],
         ["-a1b2c3d4e5", "Ugx1", "@jo", "UC2", "L'Aurelle, enfin", "3", "2026-02-07T08:00:00Z", "2026-02-07T08:00:00Z", "1", ""]],
    )  # fmt: skip
    for name in (
        "instagram",
        "instagram.hashtag",
        "instagram_comments",
        "tiktok",
        "youtube_videos",
        "youtube_comments",
    ):
        answered(f"minet_{name}.csv", brand="Aurelle")


def reviews():
    write_text(
        "trustpilot_business.csv",
        [["Review Id", "Review Created (UTC)", "Review Consumer User Id", "Review Username", "Review User Email", "Review Title", "Review Content", "Review Stars", "Source Of Review", "Location Name", "Domain Url", "Webshop Name", "Business Unit Id", "Company Reply Date (UTC)", "Company Reply"],
         ["r1", "2026-01-02 23:30:00", "c1", "Jeanne", "jeanne@mail.example", "Très bien", "Rapide,\nefficace", "5", "Invitation", "", "www.aurelle.example", "Aurelle", "b1", "2026-01-03 09:00:00", "Merci !"],
         ["r2", "2026-01-04 08:00:00", "c2", "Ali", "ali@mail.example", "Déçu", "Trois semaines d'attente", "1", "Organic", "", "www.aurelle.example", "Aurelle", "b1", "", ""]],
    )  # fmt: skip
    header = ["Package Name", "App Version Code", "App Version Name", "Reviewer Language", "Device", "Review Submit Date and Time", "Review Submit Millis Since Epoch", "Review Last Update Date and Time", "Review Last Update Millis Since Epoch", "Star Rating", "Review Title", "Review Text", "Developer Reply Date and Time", "Developer Reply Millis Since Epoch", "Developer Reply Text", "Review Link"]  # fmt: skip
    first = {
        "Package Name": "example.aurelle", "Reviewer Language": "fr", "Device": "j1x3g", "Review Submit Date and Time": "2026-01-02T12:00:00Z",
        "Review Submit Millis Since Epoch": "1767355200000", "Review Last Update Date and Time": "2026-01-02T12:00:00Z",
        "Star Rating": "2", "Review Text": "Plante, souvent", "Developer Reply Text": "Désolé",
        "Review Link": "https://play.google.com/console/review?reviewId=abc",
    }  # fmt: skip
    edited = first | {
        "Review Last Update Date and Time": "2026-01-20T08:00:00Z",
        "Star Rating": "4",
        "Review Text": "Plante moins",
    }
    silent = first | {"Review Submit Date and Time": "2026-01-05T10:00:00Z", "Review Last Update Date and Time": "2026-01-05T10:00:00Z", "Review Text": "", "Review Link": ""}  # fmt: skip
    write_text("google_play_console.csv", rows_of(header, first, edited, silent), encoding="utf-16", end="\r\n")
    write_text(
        "review_scrape.csv",
        [["star", "date", "title", "review"], ["1 out of 5 stars", "2026-01-02T23:30:00.000Z", "JAMAIS PLUS", "Un mois d'attente,\nsans réponse"],
         ["5 out of 5 stars", "2026-01-04T05:46:34.000Z", "", "Parfait"], ["8.6", "", "", ""]],
    )  # fmt: skip
    write_text(
        "app_store_reviews.csv",
        [["Platform", "App", "User", "Date", "Rating", "Review", "Title"], ["App Store", "Aurelle Connect", "jo", "6/17/25 17:30", "4", "Simple", "Bien"], ["App Store", "Aurelle Connect", "li", "6/2/25 8:05", "1", "Ne démarre pas", "Panne"]],
    )  # fmt: skip
    answered("google_play_console.csv", brand="Aurelle")
    answered("review_scrape.csv", brand="Aurelle")


if __name__ == "__main__":
    for write in (posts_of_x, collectors, minet, reviews):
        write()
