"""Charts with their downloads: a picture made by the browser (PNG, SVG) and the data as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date

import pandas as pd
import streamlit as st

from charts import picture
from data.cells import csv_bytes
from kpis.engine.periods import Period
from reports import mentions_file, workbook
from ui import browser, doors, session
from ui.figures import annotation_form, provenance
from ui.noted_download import noted
from ui.report import copied, slide
from ui.session import say

INNER = ("spread", "degrees")  # columns that no reader asks for
VALUES = ("value", "previous", "low", "high")
SIZE = {"width": 1200, "height": 675, "scale": 4 / 3}  # 1600 × 900 pixels, with text large enough for a slide


def file_name(brand: str, kpi: str, period: Period) -> str:
    """'aurelle_mention_volume_unique_2026-W46'; '…_2026-11', '…_2026-Q4', '…_2026-11-03_2026-11-12'."""
    return f"{mentions_file.slug(brand)}_{kpi}_{_code(period)}"


def chart(
    figure,
    *,
    key: str,
    name: str,
    title: str,
    alt: str,
    data: pd.DataFrame,
    part: Callable[[], slide.Part],
    brand: str,
    needs: tuple[str, ...] = ("mentions",),
    on_select: Callable[[date], None] | None = None,
    on_bar: Callable[[int], None] | None = None,
    is_share: bool = False,
    annotated: date | None = None,
    is_alone: bool = True,
) -> None:
    """Draw the figure with its download buttons. `title`: heading of the picture. `alt`: alternative text.

    `needs`: the tables that the figure reads, whose exports the picture names. `annotated`: the day that the form of an
    annotation beside the chart begins with; None: the chart shows none. `part`: makes the chart as a slide draws it, or the table of its numbers
    where a slide has no such chart.

    `on_select`: called with the first day of a period when its point is clicked; `on_bar`: with the place of a bar.
    """
    with st.container(key=f"chart-{key}", gap=None):
        plot = {"config": config(name), "alt": alt}
        if on_select is None and on_bar is None:
            st.plotly_chart(figure, key=f"plot {key}", theme=None, **plot)
        elif point := doors.chart(figure, key=key, **plot):
            if on_select is not None:
                on_select(date.fromisoformat(str(point["x"])[:10]))
            elif on_bar is not None:
                on_bar(int(point["point_index"]))
        if is_alone:
            exports(
                figure,
                key=key,
                name=name,
                title=title,
                data=data,
                brand=brand,
                needs=needs,
                is_share=is_share,
                annotated=annotated,
                part=part,
                alt=alt,
            )


def exports(
    figure,
    *,
    key: str,
    name: str,
    title: str,
    data: pd.DataFrame,
    part: Callable[[], slide.Part],
    brand: str,
    needs: tuple[str, ...],
    alt: str = "",
    is_share: bool = False,
    annotated: date | None = None,
    is_elsewhere: bool = False,
) -> None:
    """The row of downloads of a chart. `is_elsewhere`: the figure is no chart of this container, the picture draws it."""
    language = session.language()
    footer = provenance.footer(session.store(), needs, brand, data)
    head, below = title.split("\n")[0], " · ".join(footer)
    copied.offer("chart", head, part, message=lambda: alt or head, kicker="", footer=lambda: below)
    layout = picture.layout(figure, session.pen(), title=title.split("\n"), footer=footer)
    with st.container(horizontal=True, horizontal_alignment="right", gap="xsmall", key=f"export-{key}"):
        if annotated is not None:
            annotation_form.button(session.store(), brand=brand, day=annotated, key=key)
        browser.pictures(layout, name=name, figure=json.loads(figure.to_json()) if is_elsewhere else None)
        st.download_button(
            "CSV",
            noted(lambda: as_csv(data), file=f"{name}.csv"),
            file_name=f"{name}.csv",
            mime="text/csv",
            on_click="ignore",
            type="tertiary",
            key=f"csv {key}",
            help=say("Data of this chart"),
        )
        st.download_button(
            "Excel",
            noted(lambda: as_workbook(data, language, is_share=is_share), file=f"{name}.xlsx"),
            file_name=f"{name}.xlsx",
            mime=mentions_file.FORMATS["xlsx"],
            on_click="ignore",
            type="tertiary",
            key=f"xlsx {key}",
            help=say("Data of this chart"),
        )
        st.download_button(
            say("Slide"),
            noted(lambda: slide.pptx(session.store(), part(), message=head, footer=below), file=f"{name}.pptx"),
            file_name=f"{name}.pptx",
            mime=slide.PPTX,
            on_click="ignore",
            type="tertiary",
            key=f"pptx {key}",
            help=say("This chart as a slide of PowerPoint, whose numbers can be edited"),
        )


def as_csv(frame: pd.DataFrame) -> bytes:
    """The frame as CSV, safe to open in a spreadsheet (no formulas); numbers are not rounded."""
    cells = frame.astype(object).where(frame.notna(), None)
    rows = [list(frame.columns), *cells.itertuples(index=False, name=None)]
    return csv_bytes(rows, quoting=csv.QUOTE_NONNUMERIC)


def as_workbook(frame: pd.DataFrame, language: str, *, is_share: bool) -> bytes:
    """The frame as an Excel workbook in the reader's language; `is_share`: its values are shares, shown in percent."""
    kept = frame.drop(columns=[name for name in INNER if name in frame])
    cells = kept.astype(object).where(kept.notna(), None)
    shares = VALUES if is_share else ()
    target = io.BytesIO()
    rows = cells.itertuples(index=False, name=None)
    workbook.write(target, list(map(str, kept.columns)), rows, language=language, shares=shares)
    return target.getvalue()


def config(name: str) -> dict:
    return {
        "displayModeBar": True,
        "displaylogo": False,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"format": "png", "filename": name, **SIZE},
    }


def _code(period: Period) -> str:
    since = period.since
    if period.grain == "week":
        year, week, _ = since.isocalendar()
        return f"{year}-W{week:02d}"
    if period.grain == "month":
        return f"{since:%Y-%m}"
    if period.grain == "quarter":
        return f"{since.year}-Q{(since.month + 2) // 3}"
    return f"{since}_{period.until}"
