"""The figures of a report as a file: one row per figure, and its history, as numbers.

An Excel workbook is for the reader: words of the report, percentages shown as such, two sheets. CSV and Parquet are for
programs: codes, shares as parts of 1. A value that is not known is an empty cell. The same report gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from data import cells
from data.sentences import N_
from locales import translator
from reports import workbook
from reports.package import moment_of, settled
from reports.texts import storable
from reports.weekly.model import Figure, Point, Report
from wording.vocabulary import label

FORMATS = ("xlsx", "csv", "parquet")
TEXT, NUMBER, DAY, LOGICAL = "text", "number", "day", "logical"

Column = tuple[str, str, str]  # its code, its kind, the key of its word among the report's labels
FIGURES: tuple[Column, ...] = (
    ("brand", TEXT, "brand"),
    ("role", TEXT, "role"),
    ("since", DAY, "since"),
    ("until", DAY, "until"),
    ("casquette", TEXT, "casquette"),
    ("kpi", TEXT, "kpi"),
    ("network", TEXT, "network"),
    ("label", TEXT, "indicator"),
    ("unit", TEXT, "unit"),
    ("value", NUMBER, "value"),
    ("text", TEXT, "text"),
    ("low", NUMBER, "low"),
    ("high", NUMBER, "high"),
    ("n", NUMBER, "n"),
    ("state", TEXT, "completeness"),
    ("days", TEXT, "period"),
    ("change", NUMBER, "change"),
    ("change_text", TEXT, "change_text"),
    ("compared_with", TEXT, "before"),
    ("is_clear", LOGICAL, "is_clear"),
    ("year", NUMBER, "year"),
    ("target", NUMBER, "target"),
    ("target_high", NUMBER, "target_high"),
    ("status", TEXT, "status"),
    ("reason", TEXT, "reason"),
    ("definition", TEXT, "definition"),
    ("link", TEXT, "evidence"),
)
HISTORY: tuple[Column, ...] = (
    ("brand", TEXT, "brand"),
    ("casquette", TEXT, "casquette"),
    ("kpi", TEXT, "kpi"),
    ("network", TEXT, "network"),
    ("label", TEXT, "indicator"),
    ("unit", TEXT, "unit"),
    ("period", TEXT, "period"),
    ("since", DAY, "since"),
    ("value", NUMBER, "value"),
    ("text", TEXT, "text"),
    ("low", NUMBER, "low"),
    ("high", NUMBER, "high"),
    ("target", NUMBER, "target"),
    ("target_high", NUMBER, "target_high"),
    ("year", NUMBER, "year"),
    ("state", TEXT, "completeness"),
)
_CODES = ("met", "near", "behind", "undecided", "unjudged", "none", "complete", "partial", "running", "missing")
WORDS = {  # of the columns and sheets that the pages of a report have no word for
    "since": N_("First day"),
    "until": N_("Last day"),
    "kpi": N_("Code of the indicator"),
    "text": N_("As printed"),
    "change_text": N_("Change as printed"),
    "is_clear": N_("More than chance"),
    "target_high": N_("Target, up to"),
    "history": N_("History"),
}
_OF_THE_KPI = ("value", "low", "high", "change", "year", "target", "target_high")  # numbers in the unit of the row


def figures(report: Report, form: str) -> bytes:
    """The figures as bytes of a file. `form`: one of FORMATS; the workbook holds the history as its second sheet."""
    if form == "xlsx":
        return _xlsx(report)
    return _plain(FIGURES, _rows(report), form)


def history(report: Report, form: str) -> bytes:
    """What each figure was before, one row per period, as bytes. `form`: csv or parquet."""
    return _plain(HISTORY, _periods(report), form)


def every(report: Report) -> list[Figure]:
    """The figures of all casquettes, then those of the director's that no casquette has."""
    found = [one for casquette in report.casquettes for one in casquette.figures]
    known = {(one.kpi, one.channel) for one in found}
    return found + [one for one in report.figures if (one.kpi, one.channel) not in known]


def _rows(report: Report) -> Iterator[list[object]]:
    for one in every(report):
        values: dict[str, object] = {
            **{name: getattr(one, name) for name, _, _ in FIGURES if hasattr(one, name)},
            "brand": report.brand,
            "role": report.role,
            "since": _day(report.since),
            "until": _day(report.until),
            "network": one.channel,
        }
        yield [_storable(values[name]) for name, _, _ in FIGURES]


def _periods(report: Report) -> Iterator[list[object]]:
    for one in every(report):
        for point in one.history:
            yield [_storable(_of(report, one, point, name)) for name, _, _ in HISTORY]


def _of(report: Report, figure: Figure, point: Point, name: str) -> object:
    if name in ("casquette", "kpi", "label", "unit"):
        return getattr(figure, name)
    own = {"brand": report.brand, "network": figure.channel, "period": point.label, "since": _day(point.since)}
    return own[name] if name in own else getattr(point, name)


def _storable(value: object) -> object:
    return storable(value) if isinstance(value, str) else value


def _xlsx(report: Report) -> bytes:
    target, created = io.BytesIO(), moment_of(report.created_at)
    sheets = [
        _sheet(report, "figures", FIGURES, _rows(report)),
        _sheet(report, "history", HISTORY, _periods(report)),
    ]
    workbook.write_sheets(target, sheets, language=report.language, created=created)
    return settled(target.getvalue(), created)


def _sheet(report: Report, key: str, columns: tuple[Column, ...], rows: Iterator[list[object]]) -> workbook.Sheet:
    say, labels = translator(report.language), dict(report.labels)
    labels = {word: say(text) for word, text in WORDS.items()} | labels
    formats = {
        (storable(one.kpi), storable(one.channel)): (one.unit == "percent", one.decimals) for one in every(report)
    }
    names = [name for name, _, _ in columns]
    kpi, network = names.index("kpi"), names.index("network")

    def pattern_of(name: str, row: Sequence[object]) -> str:
        if name not in _OF_THE_KPI:
            return ""
        is_share, places = formats[str(row[kpi]), str(row[network])]
        if name == "change" and is_share:
            return "0." + "0" * (places + 2)  # points of a share: "%" would say a relative change
        return _pattern(is_share, places)

    said = {("casquette", storable(one.name)): storable(one.label) for one in report.casquettes}
    said |= {("unit", one.unit): say(label(one.unit)) for one in every(report)}
    said |= {(name, code): labels[code] for name in ("status", "state") for code in _CODES if code in labels}
    return workbook.Sheet(
        _title(labels.get(key) or key),
        names,
        (_said(said, names, row) for row in rows),
        heads={name: labels.get(word) or name for name, _, word in columns},
        pattern_of=pattern_of,
    )


def _said(said: dict[tuple[str, str], str], names: list[str], row: list[object]) -> list[object]:
    """A row with words in place of its codes, where the report has them."""
    return [said.get((name, str(value)), value) for name, value in zip(names, row, strict=True)]


def _pattern(is_share: bool, decimals: int) -> str:
    zeros = "." + "0" * decimals if decimals else ""
    return f"0{zeros}%" if is_share else f"#,##0{zeros}"


def _title(text: str) -> str:
    """The name of a sheet: Excel allows 31 signs and not these."""
    return "".join(" " if sign in "[]:*?/\\" else sign for sign in text)[:31].strip("' ") or "-"


def _plain(columns: tuple[Column, ...], rows: Iterator[list[object]], form: str) -> bytes:
    if form == "csv":
        return cells.csv_bytes([[name for name, _, _ in columns], *rows])
    return _parquet(columns, list(rows))


def _parquet(columns: tuple[Column, ...], rows: list[list[object]]) -> bytes:
    import pyarrow as arrow
    import pyarrow.parquet as parquet

    kinds: dict[str, Any] = {
        TEXT: arrow.string(),
        NUMBER: arrow.float64(),
        DAY: arrow.date32(),
        LOGICAL: arrow.bool_(),
    }
    schema = arrow.schema([(name, kinds[kind]) for name, kind, _ in columns])
    arrays = [arrow.array([row[at] for row in rows], type=kinds[kind]) for at, (_, kind, _) in enumerate(columns)]
    target = io.BytesIO()
    parquet.write_table(arrow.Table.from_arrays(arrays, schema=schema), target, compression="zstd")
    return target.getvalue()


def _day(text: str) -> date | None:
    """An ISO day; None for what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
