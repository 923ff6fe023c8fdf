"""Writes docs/formats.md and docs/kpis.md from the registries: `make docs`. A test holds them current."""

from __future__ import annotations

import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from kpis.catalogue import article_sentences, catalogue  # noqa: E402
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
CONFIDENCE = {"file": "a real file", "parser": "code that reads it", "docs": "its documentation", None: "a real file"}


def formats_page() -> str:
    """The formats by canonical table: tool, how to export, fields filled and dropped, how it was verified."""
    lines = [
        "# Formats",
        "",
        "Written by `make docs` from `loaders/formats/*/*.sql`. A file that no format claims is matched by column names (Uploads screen).",
        "Verified with: a real file, code that reads it, or its documentation alone. Columns that a format does not name are",
        "dropped, personal data among them; averages and rates are, too: a figure is made of sums.",
    ]
    for table in TABLES:
        lines += [
            "",
            f"## {table}",
            "",
            "| format | tool | how to export | recognised by | fills | drops | dates | verified with |",
            "|---|---|---|---|---|---|---|---|",
        ]
        lines += [_format_line(one, table) for one in formats().values() if one.table == table]
    return "\n".join(lines) + "\n"


def _format_line(one: Format, table: str) -> str:
    cells = [
        f"[`{one.id}`](../loaders/formats/{table}/{one.id}.sql)<br>{one.title['en']}",
        one.tool,
        one.export.get("en", "–"),
        _recognised(one),
        ", ".join(f"`{field}`" for field in _fills(one)) or "nothing: refused, " + LACKS[str(one.lacks)],
        _dropped(one),
        DATES[one.dates] + ("" if one.zone == "organisation" else f"; times in {one.zone}"),
        "our own template" if one.tool == "E-reputation" else CONFIDENCE[one.confidence],
    ]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _recognised(one: Format) -> str:
    parts = [f"together with `{one.together_with}`"] if one.together_with else []
    parts += [f"`{cell}`" for cell in one.signature]
    if one.preamble is not None:
        parts.append(f"above them `{one.preamble}`")
    if one.wide is not None:
        parts.append(f"columns `{one.wide}`" if len(one.wide) < 80 else "columns named by month, day or figure")
    return ", ".join(parts)


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


PAGES = {"formats.md": formats_page, "kpis.md": kpis_page}


if __name__ == "__main__":
    for name, page in PAGES.items():
        (HERE / name).write_text(page(), encoding="utf-8")
