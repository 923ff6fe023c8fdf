"""Writes docs/formats.md and docs/kpis.md from the registries: `make docs`. A test holds them current."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from kpis.catalogue import catalogue  # noqa: E402
from loaders.fields import TABLES  # noqa: E402
from loaders.formats import formats  # noqa: E402


def formats_page() -> str:
    """The formats by canonical table, each with what recognises it."""
    lines = [
        "# Formats",
        "",
        "Written by `make docs` from `loaders/*/*.sql`. A file that no format claims is matched by column names (Uploads screen).",
    ]
    for table in TABLES:
        lines += [
            "",
            f"## {table}",
            "",
            "| format | export | recognised by | dates | times without zone |",
            "|---|---|---|---|---|",
        ]
        for one in formats().values():
            if one.table == table:
                signature = ", ".join(f"`{cell}`" for cell in one.signature)
                lines.append(
                    f"| [`{one.id}`](../loaders/{table}/{one.id}.sql) | {one.title['en']} | {signature} | {one.dates} | {one.zone} |"
                )
    return "\n".join(lines) + "\n"


def kpis_page() -> str:
    """The KPIs by casquette, each with formula, class, interval, inputs and the article's sentences."""
    lines = ["# KPIs", "", "Written by `make docs` from `kpis/*/*.sql`."]
    for casquette in dict.fromkeys(kpi.casquette for kpi in catalogue().values()):
        lines += [
            "",
            f"## {casquette}",
            "",
            "| KPI | title | formula | unit | better | class | interval | inputs | article |",
            "|---|---|---|---|---|---|---|---|---|",
        ]
        for kpi in catalogue().values():
            if kpi.casquette == casquette:
                lines.append(
                    f"| [`{kpi.id}`](../kpis/{casquette}/{kpi.id}.sql) | {kpi.title['en']} · {kpi.title['fr']} | {kpi.formula['en']} | {kpi.unit} | "
                    f"{kpi.better} | {kpi.class_} | {kpi.interval} | {', '.join(kpi.needs)} | {', '.join(kpi.article)} |"
                )
    return "\n".join(lines) + "\n"


PAGES = {"formats.md": formats_page, "kpis.md": kpis_page}


if __name__ == "__main__":
    for name, page in PAGES.items():
        (HERE / name).write_text(page(), encoding="utf-8")
