"""What the quirks of account and post exports are told with: small exports, and what the store says of them."""

import io
import zipfile

from tests.quirks.test_texts import loaded

TWEETS = (
    "Tweet id,Tweet permalink,Tweet text,time,impressions,engagements,retweets,replies,likes,promoted impressions\n"
)
INSTAGRAM = (
    "Post ID,Account ID,Account username,Description,Publish time,Permalink,Post type,Date,Views,Likes,Comments\n"
)
FACEBOOK = "Post ID,Page ID,Page name,Title,Publish time,Permalink,Post type,Date,Views,Reach,Views\n"
VIDEOS = "Content,Video title,Video publish time,Duration,Views\n"
OVERVIEW = "Date,Video Views,Profile Views,Likes,Comments,Shares\n"
RESULTS = "Date,Primary\n2026-03-28T01:00:00,310\n2026-03-29T01:00:00,0\n2026-03-30T00:00:00,1204\n"


def taken(store, folder, data, *, name="export.csv", **answers):
    data = data.encode() if isinstance(data, str) else data
    return loaded(store, folder, data, name=name, **{"brand": "Aurelle", **answers})


def posts(store, columns):
    return [
        tuple(row.values()) for row in store.rows(f"select {columns} from posts order by published_at, platform_id")
    ]


def figures(store):
    """day, metric, value of each kept row."""
    rows = store.rows("select day, metric, value from account_days order by day, metric")
    return [(str(row["day"]), row["metric"], row["value"]) for row in rows]


def followers(store):
    """day, followers, gained of each row."""
    rows = store.rows("select day, followers, gained from follower_records order by day, record")
    return [(str(row["day"]), row["followers"], row["gained"]) for row in rows]


def told(receipt):
    return [str(note) for part in receipt.parts for note in part.notes]


def asked(receipt):
    return [question.id for question in receipt.questions]


def zipped(**members):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in members.items():
            archive.writestr(f"{name}.csv", content)
    return data.getvalue()


def wrapped(text):
    """The text as a spreadsheet saves it that took each line for one cell."""
    return "\n".join('"' + line.replace('"', '""') + '"' if '"' in line else line for line in text.split("\n"))
