"""The report as plain text, the alternative of its page in an e-mail."""

from __future__ import annotations

from collections.abc import Iterable

from reports.style import SIGNS
from reports.texts import after_name, clean, is_address
from reports.weekly import figures_file
from reports.weekly.model import Bars, Figure, Report, Table
from wording.markdown import unlinked

_MOST = 20


def text(report: Report) -> str:
    """All messages, figures and tables, a line each; ends with a line break."""
    labels = dict(report.labels)
    said = [report.brand, report.period_text, report.compared_text, report.role_label]
    lines = [" · ".join(one for one in said if one)]
    if report.is_demonstration:
        lines.append(labels.get("demonstration", ""))
    lines += [report.message("cover").text, "", f"{report.state.word} – {report.state.sentence}", ""]
    colon = after_name(report.language)
    lines += [_figure(one, colon) for one in report.figures]
    lines += _page(report, labels, "scorecard")
    for casquette in report.casquettes:
        lines += ["", f"{casquette.label} – {casquette.summary}", *(_figure(one, colon) for one in casquette.figures)]
    lines += _page(report, labels, "why")
    if report.why is not None:
        lines += [report.why.alt, *(f"{one.at} – {one.text}" for one in report.why.notes)]
    lines += [*_bars(report.parts, colon), report.cause]
    lines += _page(report, labels, "watch")
    if report.watch is not None:
        lines += [report.watch.alt, *(f"{one.at} – {one.text}" for one in report.watch.notes)]
    lines += [*_table(report.episodes), *_table(report.mentions)]
    lines += [
        *_page(report, labels, "competitors"),
        *_bars(report.competitors, colon),
        *_table(report.voices),
        *_table(report.comparison),
    ]
    lines += _page(report, labels, "follow_up")
    for one in (report.at_risk, report.actions, report.annotations, report.methods):
        lines += _table(one)
    lines += ["", f"{labels.get('data_date', '')} {report.data_date_text}".strip(), report.completeness_text]
    lines += [*report.method_notes, report.footer]
    links = {figure.link for figure in figures_file.every(report) if is_address(figure.link)}
    return _joined(unlinked(clean(line), links) for line in lines)


def _page(report: Report, labels: dict[str, str], page: str) -> list[str]:
    message = report.message(page)
    edited = labels.get("edited", "").replace("{name}", message.edited_by) if message.is_edited else ""
    return ["", labels.get(page, "").upper(), message.text, edited]


def _figure(figure: Figure, colon: str) -> str:
    name = f"{figure.label} ({figure.channel})" if figure.channel else figure.label
    verdict = f"{SIGNS.get(figure.status, '–')} {figure.status_text}" if figure.status_text else ""
    parts = (
        figure.text,
        figure.interval_text,
        figure.n_text,
        figure.change_and_reference,
        figure.target_text,
        verdict,
        figure.reason,
        figure.link if is_address(figure.link) else "",
    )
    return f"- {name}{colon}{' · '.join(part for part in parts if part)}"


def _bars(bars: Bars, colon: str) -> list[str]:
    if not bars.bars:
        return [bars.absence] if bars.absence else []
    return [bars.title.measure, *(f"- {one.label}{colon}{one.text}" for one in bars.bars[:_MOST])]


def _table(table: Table) -> list[str]:
    if not table.rows:
        return ["", f"{table.title} – {table.absence}"] if table.absence else []
    rows = [f"- {' · '.join(one for one in row if one)}" for row in table.rows[:_MOST]]
    hidden = len(table.rows) - len(rows) + table.more
    return ["", table.title, *rows, *([f"+ {hidden}"] if hidden else [])]


def _joined(lines: Iterable[str]) -> str:
    """Lines without two empty ones in a row."""
    found: list[str] = []
    for line in lines:
        if line or (found and found[-1]):
            found.append(line)
    return "\n".join(found).rstrip() + "\n"
