"""Exports of the tools in seven languages: small English ones, written anew with the words of loaders/recognition/words.

`python -m tests.languages` writes those of SAMPLED to tests/formats; a test holds them current.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from babel.dates import format_date

from loaders.recognition import tool_words
from loaders.recognition.catalogue import formats
from loaders.recognition.headers import plain

HERE = Path(__file__).parent / "formats"
OTHERS = tuple(one for one in tool_words.LANGUAGES if one != tool_words.ENGLISH)
TOTALS = {"en": "Total", "fr": "Total", "de": "Gesamt", "es": "Total", "it": "Totale", "pt": "Total", "nl": "Totaal"}
SOFT = "\u00ad"  # German headers of YouTube hold soft hyphens


@dataclass(frozen=True)
class Export:
    """An English export: its format, the lines above its header, the header, the records; {} are words of the table."""

    format: str
    name: str
    header: tuple[str, ...]
    records: tuple[tuple[str, ...], ...]
    above: tuple[str, ...] = ()
    answers: dict[str, str] = field(default_factory=dict)
    encoding: str = "utf-8"

    @property
    def tool(self) -> str:
        return formats()[self.format].tool


def _meta(title: str) -> Export:
    return Export(
        "meta_overview", "export.csv", ("Date", "Primary"),
        (("2026-01-05T00:00:00", "640"), ("2026-01-06T00:00:00", "2210")), above=("sep=,", "{" + title + "}"),
        answers={"brand": "Aurelle", "network": "facebook"}, encoding="utf-16",
    )  # fmt: skip


EXPORTS = {
    "search_console": Export(
        "search_console", "{Queries}.csv", ("Top queries", "Clicks", "Impressions", "CTR", "Position"),
        (("aurelle", "120", "1500", "8%", "1.2"), ("essai aurelle", "20", "700", "2.86%", "14.5")),
        answers={"brand": "Aurelle", "period": "2026-01-01..2026-01-31"},
    ),
    "search_console.pages": Export(
        "search_console", "{Pages}.csv", ("Top pages", "Clicks", "Impressions", "CTR", "Position"),
        (("https://aurelle.example/", "120", "1500", "8%", "1.2"),),
        answers={"brand": "Aurelle", "period": "2026-01-01..2026-01-31"},
    ),
    "search_console.countries": Export(
        "search_console", "{Countries}.csv", ("Country", "Clicks", "Impressions", "CTR", "Position"),
        (("France", "120", "1500", "8%", "1.2"),), answers={"brand": "Aurelle", "period": "2026-01-01..2026-01-31"},
    ),
    "search_console.devices": Export(
        "search_console", "{Devices}.csv", ("Device", "Clicks", "Impressions", "CTR", "Position"),
        (("Mobile", "120", "1500", "8%", "1.2"),), answers={"brand": "Aurelle", "period": "2026-01-01..2026-01-31"},
    ),
    "search_console_days": Export(
        "search_console_days", "{Chart}.csv", ("Date", "Clicks", "Impressions", "CTR", "Position"),
        (("2026-01-05", "120", "1500", "8%", "1.2"), ("2026-01-06", "130", "1600", "8.1%", "1.3")),
        answers={"brand": "Aurelle"},
    ),
    "youtube_videos": Export(
        "youtube_videos", "{Table data}.csv",
        ("Content", "Video title", "Video publish time", "Duration", "Views", "Watch time (hours)", "Impressions", "Likes"),
        (
            ("Total", "", "", "", "1000", "61.2", "6100", "12"),
            ("abcDEF12345", "Aurelle un", "Jun 9, 2014", "45", "640", "19.8", "5200", "8"),
            ("-bcDEF12346", "Aurelle deux", "Oct 23, 2019", "61", "360", "9.4", "900", "4"),
        ),
        answers={"brand": "Aurelle"},
    ),
    "youtube_totals": Export(
        "youtube_totals", "{Totals}.csv", ("Date", "Views"), (("2026-01-05", "990"), ("2026-01-06", "1020")),
        answers={"brand": "Aurelle", "network": "youtube"},
    ),
    "meta_overview": _meta("Reach"),
    "meta_overview.views": _meta("Views"),
    "meta_overview.visits": _meta("Visits"),
    "meta_overview.interactions": _meta("Interactions"),
    "meta_overview.clicks": _meta("Link clicks"),
    "meta_posts_instagram": Export(
        "meta_posts_instagram", "Mar-18-2026_Apr-14-2026_1.csv",
        ("Post ID", "Account ID", "Account username", "Description", "Publish time", "Permalink", "Post type", "Date",
         "Views", "Reach", "Likes", "Comments", "Shares", "Saves"),
        (("18355151116178767", "17841446494080465", "aurelle_fr", "Le silence", "03/18/2026 09:48",
          "https://www.instagram.com/p/DHWRIh_CLiR/", "IG image", "Lifetime", "520", "370", "33", "1", "2", "4"),),
        answers={"brand": "Aurelle"},
    ),
    "meta_posts_facebook": Export(
        "meta_posts_facebook", "Mar-18-2026_Apr-14-2026_2.csv",
        ("Post ID", "Page ID", "Page name", "Title", "Publish time", "Permalink", "Post type", "Reach", "Views", "Comments"),
        (("1221", "100064", "Aurelle", "Bonjour", "03/18/2026 09:48", "https://www.facebook.com/aurelle/posts/1221",
          "Photos", "370", "520", "1"),),
        answers={"brand": "Aurelle"},
    ),
    "linkedin_content_days": Export(
        "linkedin_content_days", "aurelle_content.csv",
        ("Date", "Impressions (total)", "Clicks (total)", "Reactions (total)", "Comments (total)"),
        (("01/13/2026", "1006", "69", "15", "2"), ("01/14/2026", "242", "7", "2", "0")), answers={"brand": "Aurelle"},
    ),
    "linkedin_visitors": Export(
        "linkedin_visitors", "aurelle_visitors.csv",
        ("Date", "Overview page views (total)", "Total page views (total)", "Total unique visitors (total)"),
        (("01/13/2026", "20", "31", "12"), ("01/14/2026", "8", "9", "7")), answers={"brand": "Aurelle"},
    ),
    "linkedin_followers": Export(
        "linkedin_followers", "aurelle_followers.csv", ("Date", "Sponsored followers", "Organic followers", "Total followers"),
        (("01/13/2026", "0", "5", "5"), ("01/14/2026", "1", "3", "4")), answers={"brand": "Aurelle"},
    ),
    "linkedin_posts": Export(
        "linkedin_posts", "aurelle_posts.csv",
        ("Post title", "Post link", "Post type", "Created date", "Impressions", "Views", "Clicks", "Likes", "Comments", "Reposts"),
        (("Bonjour", "https://www.linkedin.com/feed/update/urn:li:activity:7200000000000000001", "Organic", "01/13/2026",
          "900", "", "12", "30", "2", "1"),),
        answers={"brand": "Aurelle"},
    ),
    "google_trends": Export(
        "google_trends", "multiTimeline.csv", ("Week", "aurelle: (France)"), (("2026-01-04", "15"), ("2026-01-11", "<1")),
        above=("{Category}: Aurelle", ""), answers={"brand": "Aurelle"},
    ),
    "google_trends.months": Export(
        "google_trends", "multiTimeline.csv", ("Month", "aurelle: (France)"), (("2026-01", "15"), ("2026-02", "<1")),
        above=("{Category}: Aurelle", ""), answers={"brand": "Aurelle"},
    ),
    "google_trends.days": Export(
        "google_trends", "multiTimeline.csv", ("Day", "aurelle: (France)"), (("2026-01-04", "15"), ("2026-01-05", "20")),
        above=("{Category}: Aurelle", ""), answers={"brand": "Aurelle"},
    ),
    "google_trends_places": Export(
        "google_trends_places", "geoMap.csv", ("Country", "aurelle: (01/01/2026 - 31/01/2026)"), (("France", "100"),),
        above=("{Category}: Aurelle", ""), answers={"brand": "Aurelle", "period": "2026-01-01..2026-01-31"},
    ),
    "ga4": Export(
        "ga4", "download.csv", ("Page path and screen class", "Views", "Active users", "Event count"),
        (("/citadine", "12688", "9153", "24001"), ("/essai", "10182", "8402", "19000")),
        above=("# ----------------------------------------", "# {Property}: Aurelle", "# {Start date}: 20260101", "# : 20260131",
               "# ----------------------------------------", ""),
        answers={"brand": "Aurelle", "period": "2026-01-01..2026-01-31"},
    ),
    "ga4.days": Export(
        "ga4", "download.csv", ("Date", "Sessions", "Total users"), (("20260105", "640", "500"), ("20260106", "660", "510")),
        above=("# ----------------------------------------", "# {Property}: Aurelle", "# {Start date}: 20260101", "# : 20260131",
               "# ----------------------------------------", ""),
        answers={"brand": "Aurelle", "period": "2026-01-01..2026-01-31"},
    ),
    "ga4_acquisition": Export(
        "ga4_acquisition", "download.csv", ("Session source / medium", "Sessions", "Key events", "Total revenue"),
        (("google / organic", "640", "12", "0"), ("t.co / referral", "20", "1", "0")),
        above=("# ----------------------------------------", "# {Property}: Aurelle", "# {Start date}: 20260101", "# : 20260131",
               "# ----------------------------------------", ""),
        answers={"brand": "Aurelle", "period": "2026-01-01..2026-01-31"},
    ),
    "tiktok_overview": Export(
        "tiktok_overview", "Overview.csv", ("Date", "Video Views", "Profile Views", "Likes", "Comments", "Shares"),
        (("December 31", "10", "1", "2", "0", "0"), ("January 1", "848", "50", "72", "12", "2")),
        answers={"brand": "Aurelle", "export_date": "2026-01-03"},
    ),
    "google_business_profile": Export(
        "google_business_profile", "GMB insights (Performance Report) - 2026-1-1 - 2026-1-31 - 2bfad2d361cb8b6f.csv",
        ("Store code", "Business name", "Address", "Google Search - Mobile", "Calls", "Directions", "Website clicks"),
        (("0001", "Aurelle Dijon", "1 rue de la Liberté", "380", "5", "45", "14"),), answers={"brand": "Aurelle"},
    ),
}  # fmt: skip

# those whose files stand in tests/formats, so that messy variants and goldens cover a language of each tool
SAMPLED = (
    "search_console_days", "youtube_videos", "meta_overview", "linkedin_content_days", "google_trends", "ga4",
    "tiktok_overview", "google_business_profile",
)  # fmt: skip


def pairs() -> list[tuple[str, str]]:
    """Each export with each language in which the tool's table knows what its format requires."""
    return [(name, language) for name in EXPORTS for language in OTHERS if is_known(name, language)]


def is_known(name: str, language: str) -> bool:
    """Whether the table has, in the language, each header cell that the format requires, and the titles above them."""
    export = EXPORTS[name]
    claims = formats()[export.format]
    told = {plain(one) for cell in claims.signature for one in claims.spellings(cell)}
    required = [cell for cell in export.header if plain(cell) in told or not claims.signature]
    titles = [line[1:-1] for line in export.above if line.startswith("{") and line.endswith("}")]
    known = tool_words.of(export.tool)
    return all(_word(known.headers, cell, language) for cell in required) and all(
        _word(known.names, title, language) for title in titles
    )


def written(name: str, language: str, *, among: str | None = None) -> tuple[str, bytes]:
    """The export in a language: its file's name and bytes. `among`: only columns that have a word in that language too."""
    export = EXPORTS[name]
    known = tool_words.of(export.tool)
    kept = [
        column
        for column, cell in enumerate(export.header)
        if all(_word(known.headers, cell, one) for one in {language, among or language})
    ]
    header = [_word(known.headers, export.header[column], language) or "" for column in kept]
    if export.tool == "YouTube Studio" and language == "de":
        header = [f"{cell[:3]}{SOFT}{cell[3:]}" for cell in header]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for line in export.above:
        text.write(_filled(line, known, language) + "\n")
    writer.writerow(header)
    writer.writerows([[_cell(export, row[column], language) for column in kept] for row in export.records])
    return _filled(export.name, known, language), text.getvalue().encode(export.encoding)


def _cell(export: Export, cell: str, language: str) -> str:
    if cell == "Total":
        return TOTALS[language]
    if export.format == "tiktok_overview" and cell[0].isalpha():
        day = datetime.strptime(f"{cell} 2024", "%B %d %Y")
        return (
            cell
            if language == "en"
            else format_date(day, "d 'de' MMMM" if language in ("es", "pt") else "d MMMM", language)
        )
    return cell


def _word(known: dict[str, tuple[tool_words.Word, ...]], name: str, language: str) -> str | None:
    """The word of a name; the name itself in English, or where the table does not know it; None where it lacks."""
    if language == tool_words.ENGLISH or name not in known:
        return name
    return next((word.text for word in known[name] if word.language == language), None)


def _filled(line: str, known: tool_words.Words, language: str) -> str:
    before, mark, rest = line.partition("{")
    if not mark:
        return line
    name, _, after = rest.partition("}")
    return before + (_word(known.names, name, language) or name) + after


def samples() -> dict[Path, bytes]:
    """The files of tests/formats: each export of SAMPLED in each language that its tool's table knows."""
    found = {}
    for name, language in pairs():
        if name in SAMPLED:
            own, data = written(name, language)
            told = f".{own}" if formats()[name].period and name == "google_business_profile" else ".csv"
            found[HERE / f"{name}.in_{language}{told}"] = data
    return found


if __name__ == "__main__":
    for path, data in samples().items():
        path.write_bytes(data)
        answers = json.dumps(EXPORTS[path.name.split(".")[0]].answers, ensure_ascii=False)
        path.with_name(path.name + ".answers.json").write_text(answers + "\n", encoding="utf-8")
