"""Writes the pages of PAGES from the registries: `make docs`. A test holds them current."""

from __future__ import annotations

import re
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

import readers  # noqa: E402

from data.migrations import open_store  # noqa: E402
from data.store import Store  # noqa: E402
from kpis.catalogue import article_sentences, catalogue  # noqa: E402
from kpis.engine import breaks  # noqa: E402
from loaders.recognition import tool_words  # noqa: E402
from loaders.recognition.catalogue import Format, formats  # noqa: E402
from loaders.tables import TABLES  # noqa: E402

LACKS = {
    "dates": "it lacks dates",
    "figures": "it lacks figures",
    "whole": "it covers only part of the account",
}
DATES = {
    "prove": "as the column proves, else asked",
    "iso": "year first, or spelled",
    "dmy": "day first",
    "mdy": "month first",
}
CONFIDENCE = {
    "file": "a real file",
    "parser": "code that reads it",
    "docs": "its documentation",
    "report": "a report of it",
}
MARKS = {"file": "●", "help page": "◐", "report": "○"}


def formats_page() -> str:
    """The formats by canonical table: tool, how to export, fields filled and dropped, how it was verified."""
    lines = [
        "# Formats",
        "",
        "Written by `make docs` from `loaders/formats/*/*.sql`. A file that no format claims is matched by column names (Uploads screen).",
        "Verified with: a real file, code that reads it, its documentation or a report alone; and which, where that was noted.",
        "Layout: the years in which exports had these columns, as far as is known. Languages: those in which the",
        "required header cells are known, with how sure the least sure of them is ([the words](languages.md)). Columns that a",
        "format does not name are dropped, personal data among them; averages and rates are, too: a figure is made of sums.",
    ]
    for table in TABLES:
        lines += [
            "",
            f"## {table}",
            "",
            "| format | tool | how to export | recognised by | languages | layout | fills | drops | dates | verified with | source |",
            "|---|---|---|---|---|---|---|---|---|---|---|",
        ]
        lines += [_format_line(one, table) for one in formats().values() if one.table == table]
    return "\n".join(lines) + "\n"


def _format_line(one: Format, table: str) -> str:
    cells = [
        f"[`{one.id}`](../loaders/formats/{table}/{one.id}.sql)<br>{one.title['en']}",
        one.tool,
        one.export.get("en", "–"),
        _recognised(one),
        _languages(one),
        str(one.layout),
        ", ".join(f"`{field}`" for field in _fills(one)) or "nothing: refused, " + LACKS[str(one.lacks)],
        _dropped(one),
        DATES[one.dates] + ("" if one.zone == "organisation" else f"; times in {one.zone}"),
        "our own template" if one.tool == "E-reputation" else CONFIDENCE[str(one.confidence)],
        str(one.evidence),
    ]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _recognised(one: Format) -> str:
    parts = [f"together with `{one.together_with}`"] if one.together_with else []
    parts += [f"`{cell}`" for cell in one.signature]
    if one.preamble is not None:
        parts.append(f"above them `{_without_words(one.preamble)}`")
    if one.wide is not None:
        wide = _without_words(one.wide)
        parts.append(f"columns `{wide}`" if len(wide) < 80 else "columns named by month, day or figure")
    return ", ".join(parts)


def _without_words(pattern: str) -> str:
    """A pattern with the English word alone of those of a table of words."""
    return re.sub(r"\(\?:([^()|]+)\|[^()]*\)", r"‹\1›", pattern.replace("[ \u00a0\u202f]", " "))


def _languages(one: Format) -> str:
    """The languages in which the tool's table knows each required header cell, and how sure the least sure one is."""
    words = tool_words.of(one.tool)
    if not words.headers or not one.signature:
        return "as in its lines above" if words.names else "–"
    found = []
    for language in tool_words.LANGUAGES:
        sure = [_surest(words, (name, *one.aliases.get(name, ())), language) for name in one.signature]
        if language != tool_words.ENGLISH and all(sure):
            found.append(f"{language} ({max((one for one in sure if one), key=tool_words.SURE.index)})")
    return ", ".join(["en", *found])


def _surest(words: tool_words.Words, spellings: tuple[str, ...], language: str) -> str | None:
    """How sure the surest word for one of these spellings is; a cell of no language is the same in all of them."""
    if not any(name in words.headers for name in spellings):
        return "file"
    told = [
        words.sources[word.source]["sure"]
        for name in spellings
        for word in words.headers.get(name, ())
        if word.language == language
    ]
    return min(told, key=tool_words.SURE.index, default=None)


def _fills(one: Format) -> list[str]:
    if one.lacks is not None:
        return []
    known = {field.name for field in TABLES[one.table].fields}
    select = one.select[one.select.lower().rfind("\nselect") + 1 :]
    return [name for name in dict.fromkeys(re.findall(r"\bas (\w+)\s*(?:,|\n|$)", select)) if name in known]


def _dropped(one: Format) -> str:
    parts = ["every other column"]
    if one.aside is not None:
        parts.append("rows of totals and descriptions (a total is a check)")
    return "; ".join(parts)


def languages_page() -> str:
    """The words of each tool's exports, by language, each marked with how sure it is; and the sources."""
    lines = [
        "# Words of the tools, by language",
        "",
        "Written by `make docs` from `loaders/recognition/words/*.toml`. How sure a word is: "
        + ", ".join(f"{mark} {sure}" for sure, mark in MARKS.items())
        + ". A report is code that reads such",
        "files, or the wording of the tool's screens: where no file was seen, the table says so. A language in which a required",
        "header cell is not known falls to the reading by column names and values.",
    ]
    for words in dict.fromkeys(tool_words.tables().values()):
        lines += ["", f"## {', '.join(words.tools)}", "", "| source | how sure | what |", "|---|---|---|"]
        lines += [f"| `{name}` | {source['sure']} | {source['from']} |" for name, source in words.sources.items()]
        for title, entries in (("header cell", words.headers), ("title, file or line", words.names)):
            others = [one for one in tool_words.LANGUAGES if one != tool_words.ENGLISH]
            others += sorted({word.language for told in entries.values() for word in told} - set(tool_words.LANGUAGES))
            if entries:
                lines += ["", f"| {title} | {' | '.join(others)} |", "|---|" + "---|" * len(others)]
            for name, told in entries.items():
                cells = [
                    " · ".join(f"{_marked(words, word)}" for word in told if word.language == language) or "–"
                    for language in others
                ]
                lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _marked(words: tool_words.Words, word: tool_words.Word) -> str:
    return f"{word.text} {MARKS[words.sources[word.source]['sure']]}"


def kpis_page() -> str:
    """The KPIs by casquette: formula, class, interval, inputs and sentences of the article, quoted at the end."""
    lines = [
        "# KPIs",
        "",
        "Written by `make docs` from `kpis/indicators/*/*.sql`. Intervals and tests: [statistics](statistics.md). The sentences that the last",
        "column names are quoted [below](#the-articles-sentences). A figure without its inputs is absent, never 0. Sample: what n",
        "counts, which is what the evidence of a figure lists.",
    ]
    for casquette in dict.fromkeys(kpi.casquette for kpi in catalogue().values()):
        lines += [
            "",
            f"## {casquette}",
            "",
            "| KPI | title | formula | unit | better | class | interval | inputs | sample | screen | article |",
            "|---|---|---|---|---|---|---|---|---|---|---|",
        ]
        for kpi in catalogue().values():
            if kpi.casquette == casquette:
                lines.append(
                    f"| [`{kpi.id}`](../kpis/indicators/{casquette}/{kpi.id}.sql) | {kpi.title['en']} · {kpi.title['fr']} | {kpi.formula['en']} | {kpi.unit} | "
                    f"{kpi.better} | {kpi.class_} | {kpi.interval} | {', '.join(kpi.needs)} | {kpi.sample} | {kpi.screen} | {', '.join(kpi.article)} |"
                )
    lines += ["", "## The article's sentences", "", "| sentence | quoted | served by |", "|---|---|---|"]
    for name, quoted in article_sentences().items():
        served = [f"`{kpi.id}`" for kpi in catalogue().values() if name in kpi.article]
        if served:
            lines.append(f"| {name} | « {quoted} » | {', '.join(served)} |")
    return "\n".join(lines) + "\n"


def redefinitions_page() -> str:
    """What networks redefined, with the KPIs that each day touches; then what is said to have changed without a day."""
    lines = [
        "# What networks redefined",
        "",
        "Written by `make docs` from `kpis/engine/breaks.toml`. From such a day on the same name counts something else: a series that",
        "crosses it is marked on its chart, and no change, benchmark, target or baseline of before it judges a figure since. The KPIs",
        "follow from the columns and metrics that their SELECTs read; a network counts where it has such figures on both sides. A day",
        "that is only reported is named as such wherever it is told.",
        "",
        "| day | networks | columns and metrics | what changed | how sure | source | KPIs |",
        "|---|---|---|---|---|---|---|",
    ]
    with empty_store() as store:
        for one in breaks.breaks():
            measures = "; ".join(f"`{table}`: {', '.join(names)}" for table, names in one.measures.items())
            kpis = [
                f"`{kpi.id}`"
                for kpi in catalogue().values()
                if any(one is each for each, _, _ in breaks.touching(store, kpi))
            ]
            days = str(one.day) if one.until == one.day else f"{one.day} to {one.until}"
            cells = [
                days,
                ", ".join(breaks.NETWORKS[name] for name in one.networks),
                measures,
                f"{one.what['en']}<br>{one.what['fr']}",
                f"{one.sure}: {one.note}",
                f"[{one.source}]({one.url})",
                ", ".join(kpis) or "none",
            ]
            lines.append(f"| {' | '.join(cells)} |")
    lines += ["", "## Without a day", "", "| networks | what is said | source |", "|---|---|---|"]
    for each in breaks.undated():
        lines.append(f"| {', '.join(breaks.NETWORKS[name] for name in each.networks)} | {each.what} | <{each.url}> |")
    return "\n".join(lines) + "\n"


def columns_page() -> str:
    """The columns of records by canonical table: which KPIs and which files read each, or why it is kept."""
    lines = [
        "# Columns, and what reads them",
        "",
        "Written by `make docs`. Read by: the SELECTs of the KPIs as DuckDB parses them, through the views of `data/schema.sql`, the shared",
        "tables of `kpis/engine` and the daily roll-up; and the SQL that screens, reports, lists, inputs and derived tables hold. What every",
        f"record has ({', '.join(f'`{name}`' for name in readers.LEDGER)}) says where it comes from. A column that nothing reads says",
        "why it is kept (`docs/kept_columns.toml`); a test fails without.",
    ]
    with empty_store() as store:
        by_kpi, by_file = readers.readers(store)
        known = readers.columns.columns_of(store)
    kept = tomllib.loads((HERE / "kept_columns.toml").read_text(encoding="utf-8"))
    for name, table in TABLES.items():
        columns = [(table.records, column) for column in sorted(known[table.records] - set(readers.LEDGER))]
        every = set().union(*(by_kpi.get(column, set()) for column in columns))
        lines += [
            "",
            f"## {name}",
            "",
            "| column | KPIs | screens, reports, lists and derived tables | kept |",
            "|---|---|---|---|",
        ]
        for column in columns:
            kpis, files = by_kpi.get(column, set()), by_file.get(column, set())
            reason = "" if kpis or files else kept.get(table.records, {}).get(column[1], "")
            told = f"all {len(every)} that read the table" if kpis == every and len(every) > 3 else _listed(kpis)
            lines.append(f"| `{column[1]}` | {told} | {_listed(files)} | {reason or '–'} |")
    return "\n".join(lines) + "\n"


def _listed(names: set[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names)) or "–"


@contextmanager
def empty_store() -> Iterator[Store]:
    """A store with the tables of the schema and no rows."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "empty.duckdb")
        try:
            yield store
        finally:
            store.close()


PAGES = {
    "formats.md": formats_page,
    "languages.md": languages_page,
    "kpis.md": kpis_page,
    "redefinitions.md": redefinitions_page,
    "columns.md": columns_page,
}


if __name__ == "__main__":
    for name, page in PAGES.items():
        (HERE / name).write_text(page(), encoding="utf-8")
