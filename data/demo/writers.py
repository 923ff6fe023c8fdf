"""One writer per export: mentions and counts in the columns, the order and the bytes of the tool that would write them.

A writer knows a tool, not the story. `spoilt` replaces cells of single records, by their index in the export: the
flaws of real files.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from operator import itemgetter

from data.demo.audience import Count
from data.demo.columns import BRANDWATCH, MELTWATER, TALKWALKER
from data.demo.mention import Mention

Spoilt = Mapping[int, Mapping[str, str]]

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTHS_WHOLE = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_COUNTRIES = {  # code: ISO 3166-1 alpha-3, English name
    "FR": ("FRA", "France"), "BE": ("BEL", "Belgium"), "CH": ("CHE", "Switzerland"), "CA": ("CAN", "Canada"),
    "MA": ("MAR", "Morocco"), "LU": ("LUX", "Luxembourg"), "SN": ("SEN", "Senegal"), "GB": ("GBR", "United Kingdom"),
    "US": ("USA", "United States"), "IE": ("IRL", "Ireland"), "NL": ("NLD", "Netherlands"), "DE": ("DEU", "Germany"),
}  # fmt: skip
_SOURCE_TYPES = {
    "forum": "MESSAGEBOARD,MESSAGEBOARD_OTHER", "blog": "BLOG,BLOG_OTHER", "review": "CONSUMERREVIEW", "news": "ONLINENEWS,ONLINENEWS_OTHER",
    "x": "SOCIALMEDIA,SOCIALMEDIA_TWITTER",
}  # fmt: skip
# Talkwalker writes a score; those of one tone differ from record to record
_SCORES = {"positive": ("5", "5", "3", "4"), "neutral": ("0",), "negative": ("-5", "-5", "-3", "-4"), None: ("",)}
_SUMMER_TIME = ((date(2025, 3, 30), date(2025, 10, 26)), (date(2026, 3, 29), date(2026, 10, 25)))


def talkwalker(mentions: Iterable[Mention], *, spoilt: Spoilt) -> bytes:
    """Results of Talkwalker as CSV: dates as day/month/year of two digits, sentiment from -5 to 5."""
    records = [_talkwalker(place, mention) for place, mention in enumerate(mentions)]
    return _csv(TALKWALKER, _spoil(records, spoilt)).encode()


def brandwatch(mentions: Sequence[Mention], *, query: str, number: int, spoilt: Spoilt) -> bytes:
    """Mentions of one Brandwatch query as CSV: six lines above the header, ISO dates, countries of three letters."""
    first, last = mentions[0].at.date(), mentions[-1].at.date() + timedelta(days=1)
    above = f"Report:,Bulk Mentions Download\nBrand:,{query}\nFrom:,{_midnight(first)}\nTo:,{_midnight(last)}\nLabel,{query}\n\n"
    records = [_brandwatch(mention, query, number) for mention in mentions]
    return codecs.BOM_UTF8 + (above + _csv(BRANDWATCH, _spoil(records, spoilt))).encode()


def meltwater(mentions: Iterable[Mention], *, spoilt: Spoilt) -> bytes:
    """Press results of Meltwater: UTF-16 and tabs, English names of languages and countries."""
    records = [_meltwater(mention) for mention in mentions]
    return _utf_16(_csv(MELTWATER, _spoil(records, spoilt), delimiter="\t", end="\r\n"))


def meta_follows(title: str, counts: Iterable[Count]) -> bytes:
    """Follows of Meta Business Suite: new followers of each day, those who left not deducted."""
    rows = [[f"{one.day}T{'00' if _is_summer(one.day) else '01'}:00:00", str(one.gained)] for one in counts]
    return _utf_16(f'sep=,\n"{title}"\n' + _rows([["Date", "Primary"], *rows], quoting=csv.QUOTE_ALL))


def meta_days(blocks: Iterable[tuple[str, Iterable[tuple[date, int]]]]) -> bytes:
    """Charts of Meta Business Suite, one under another: a title, then days at midnight of the account's own clock."""
    written = [
        f'"{title}"\n'
        + _rows(
            [["Date", "Primary"], *([f"{day}T{'00' if _is_summer(day) else '01'}:00:00", str(n)] for day, n in days)],
            quoting=csv.QUOTE_ALL,
        )
        for title, days in blocks
    ]
    return _utf_16("sep=,\n" + "\n".join(written))


def console_days(rows: Iterable[Sequence[str]]) -> bytes:
    """The table of days of Search Console in French."""
    return _rows([["Date", "Clics", "Impressions", "CTR", "Position"], *rows]).encode()


def trends(days: Sequence[date], interest: Mapping[str, Sequence[int]]) -> bytes:
    """Interest over time of Google Trends, by day: a column per term, and `<1` for what is less."""
    rows = [[f"{day}", *(str(column[at] or "<1") for column in interest.values())] for at, day in enumerate(days)]
    header = ["Day", *(f"{term}: (France)" for term in interest)]
    return ("Category: All categories\n\n" + _rows([header, *rows])).encode()


def ahrefs_domains(rows: Iterable[Sequence[str]]) -> bytes:
    """Referring domains of Ahrefs: UTF-16 and tabs, every cell quoted."""
    header = ["Domain", "DR", "Links to target", "First seen", "Lost", "Dofollow links"]
    return _utf_16(_rows([header, *rows], delimiter="\t", quoting=csv.QUOTE_ALL))


def tiktok_history(counts: Sequence[Count]) -> bytes:
    """FollowerHistory of TikTok Studio: days without a year."""
    rows = [["Date", "Followers", "Difference in followers from previous day"]]
    for one in counts:
        rows.append(
            [f"{_MONTHS_WHOLE[one.day.month - 1]} {one.day.day}", str(one.followers), str(one.gained - one.lost)]
        )
    return codecs.BOM_UTF8 + _rows(rows, quoting=csv.QUOTE_ALL).encode()


def french_sheet(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A sheet as a French Excel saves it as CSV: semicolons, Windows-1252."""
    return _rows([header, *rows], delimiter=";", end="\r\n").encode("cp1252")


def french_day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def french_moment(at: datetime | None) -> str:
    return "" if at is None else f"{at:%d/%m/%Y %H:%M}"


def yes_or_no(answer: bool | None) -> str:
    return "" if answer is None else "oui" if answer else "non"


def french_number(number: int) -> str:
    """Thousands apart by a no-break space."""
    return f"{number:,}".replace(",", "\u00a0")


def _talkwalker(place: int, mention: Mention) -> dict[str, str]:
    site, followers = f"https://{mention.site}/", "" if mention.followers is None else str(mention.followers)
    seen = mention.at + timedelta(minutes=4)
    is_social = not mention.source
    written_from = "extra_author_attributes" if is_social else "extra_source_attributes"
    scores = _SCORES[mention.sentiment]
    return {
        "url": mention.url, "indexed": f"{seen:%d/%m/%y %H:%M:%S}", "published": f"{mention.at:%d/%m/%y %H:%M:%S}",
        "search_indexed": f"{seen:%d/%m/%y %H:%M:%S}", "title_snippet": mention.title, "title": mention.title,
        "content_snippet": mention.text[:120], "content": mention.text, "root_url": site, "domain_url": site, "host_url": site,
        "parent_url": mention.reposted, "lang": mention.language, "porn_level": "0", "fluency_level": "100", "spam_level": "0",
        "sentiment": scores[place % len(scores)],
        "source_type": _SOURCE_TYPES.get(mention.channel) or f"SOCIALMEDIA,SOCIALMEDIA_{mention.channel.upper()}",
        "post_type": "TEXT", "tags_internal": "isComment,isRepost" if mention.reposted else "",
        "matched_profile": f"SEARCH /  / {mention.brand}",
        "source_extended_attributes.facebook_followers": followers if mention.channel == "facebook" else "",
        "source_extended_attributes.twitter_followers": followers if mention.channel == "x" else "",
        "source_extended_attributes.instagram_followers": followers if mention.channel == "instagram" else "",
        "extra_author_attributes.type": "PERSON" if is_social else "",
        "extra_author_attributes.name": mention.author, "extra_author_attributes.short_name": mention.author if is_social else "",
        f"{written_from}.world_data.country_code": (mention.country or "").lower(), "engagement": str(mention.engagement),
        "reach": str(mention.reach), "extra_source_attributes.name": mention.source, "word_count": str(mention.text.count(" ") + 1),
    }  # fmt: skip


def _brandwatch(mention: Mention, query: str, number: int) -> dict[str, str]:
    code, name = _COUNTRIES.get(mention.country or "", ("", ""))
    likes = mention.engagement * 7 // 10
    shares = (mention.engagement - likes) // 2
    followers = "" if mention.followers is None else str(mention.followers)
    return {
        "Query Id": str(number), "Query Name": query, "Date": f"{mention.at:%Y-%m-%d %H:%M:%S}.0", "Title": mention.title,
        "Snippet": mention.text[:120].replace("\n", " "), "Url": mention.url, "Domain": mention.site,
        "Sentiment": mention.sentiment or "", "Page Type": "twitter" if mention.channel == "x" else mention.channel,
        "Language": mention.language, "Country Code": code, "Country": name,
        "Added": f"{mention.at + timedelta(minutes=9):%Y-%m-%dT%H:%M:%S}.000+0000", "Author": mention.author,
        "Engagement Type": "RETWEET" if mention.reposted else "", "Full Text": mention.text, "Impressions": "",
        "Instagram Followers": followers if mention.channel == "instagram" else "",
        "Resource Id": mention.url.rstrip("/").rsplit("/", 1)[-1],
        "X Followers": followers if mention.channel == "x" else "", "X Repost of": mention.reposted, "Likes": str(likes),
        "Comments": str(mention.engagement - likes - shares), "Shares": str(shares), "Reach": str(mention.reach),
    }  # fmt: skip


def _meltwater(mention: Mention) -> dict[str, str]:
    at, half = mention.at, "AM" if mention.at.hour < 12 else "PM"
    hour = (at.hour + 11) % 12 + 1
    month = _MONTHS[at.month - 1]
    desktop = mention.reach * 6 // 10
    return {
        "Date": f"{at.day:02}-{month}-{at.year} {hour:02}:{at.minute:02}{half}", "Headline": mention.title, "URL": mention.url,
        "Opening Text": mention.opening, "Hit Sentence": mention.text, "Source": mention.source, "Influencer": mention.author,
        "Country": _COUNTRIES[mention.country][1] if mention.country else "Unknown",
        "Language": {"fr": "French", "en": "English"}[mention.language], "Reach": str(mention.reach),
        "Desktop Reach": str(desktop), "Mobile Reach": str(mention.reach - desktop), "Engagement": str(mention.engagement),
        "AVE": f"{mention.reach * 0.00925:.2f}", "Sentiment": (mention.sentiment or "not rated").title(),
        "Input Name": mention.brand, "Keywords": mention.brand,
        "Alternate Date Format": f"{at.day:02}-{month}-{at.year % 100:02}", "Time": f"{hour}:{at.minute:02} {half}",
        "Document ID": f'"{mention.url.rsplit("/", 1)[-1]}"',
    }  # fmt: skip


def _spoil(records: list[dict[str, str]], spoilt: Spoilt) -> list[dict[str, str]]:
    for place, cells in spoilt.items():
        records[place] = records[place] | cells
    return records


def _csv(header: Sequence[str], records: Iterable[dict[str, str]], *, delimiter: str = ",", end: str = "\n") -> str:
    blank, cells = dict.fromkeys(header, ""), itemgetter(*header)
    return _rows([header, *(cells(blank | record) for record in records)], delimiter=delimiter, end=end)


def _rows(
    rows: Iterable[Sequence[str]], *, delimiter: str = ",", end: str = "\n", quoting: int = csv.QUOTE_MINIMAL
) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)
    return text.getvalue()


def _utf_16(text: str) -> bytes:
    return codecs.BOM_UTF16_LE + text.encode("utf-16-le")


def _midnight(day: date) -> str:
    return f"{_WEEKDAYS[day.weekday()]} {_MONTHS[day.month - 1]} {day.day:02} 00:00:00 UTC {day.year}"


def _is_summer(day: date) -> bool:
    return any(first <= day < last for first, last in _SUMMER_TIME)
