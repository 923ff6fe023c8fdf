"""The report as one HTML page for e-mail programs: tables, styles on each element, nothing that is fetched.

Programs of e-mail know neither style sheets nor scripts nor SVG, and many show no picture: bars and columns are cells of
tables. Every text is data, escaped; a link is one of the web, or none.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from html import escape

from charts.ink import LIGHT
from reports.email.drawn import bars, columns
from reports.style import SIGNS, Style, level_colours
from reports.texts import clean, is_address, is_right_to_left
from reports.weekly.model import Casquette, Figure, Report, Table
from wording.markdown import unlinked

WIDTH = 720
_LONG, _SHORT = 24, 14  # letters of a word that is broken, of a text that stays on one line
_MOST = 20  # rows of a table; the others are counted
_FONT = "font-family:'Source Sans 3','Segoe UI',Arial,sans-serif"
_IMAGES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg"}


def html(report: Report, style: Style | None = None) -> bytes:
    """The page in UTF-8, the same for the same report and style."""
    page = _Page(report, style or Style())
    return page.whole().encode()


class _Page:
    """The page of a report, part by part; each part is finished HTML."""

    def __init__(self, report: Report, style: Style) -> None:
        self.report, self.style, self.labels = report, style, dict(report.labels)

    def whole(self) -> str:
        report = self.report
        parts = (self.head(), self.state(), self.eight(), self.scorecard(), self.why(), self.watch(), self.rivals())
        body = "".join(
            f"<tr><td {_s('padding:0 24px 22px')}>{part}</td></tr>" for part in (*parts, self.rest()) if part
        )
        title = text(f"{report.brand} – {report.period_text}")
        return (
            f'<!DOCTYPE html>\n<html lang="{text(report.language)}" dir="ltr"><head><meta charset="utf-8">'
            f'<meta name="color-scheme" content="light"><title>{title}</title></head>'
            f"<body {_s('margin:0;padding:0;background:#EEF1F4;color:' + LIGHT.text + ';' + _FONT)}>"
            f'<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center">'
            f'<table role="presentation" width="{WIDTH}" cellpadding="0" cellspacing="0" border="0" '
            f"{_s(f'width:{WIDTH}px;max-width:100%;background:#FFFFFF;table-layout:fixed')}>{body}</table></td></tr></table></body></html>\n"
        )

    def word(self, key: str) -> str:
        return self.labels.get(key, "")

    def head(self) -> str:
        report = self.report
        role = report.role_label or report.role
        said = [report.brand, report.period_text, report.compared_text, role]
        if report.is_demonstration:
            said.append(self.word("demonstration"))
        logo = _logo(self.style.logo, report.brand)
        line = _p(" · ".join(one for one in said if one), size=13, colour=LIGHT.muted)
        return f"<div {_s('padding-top:24px')}>{logo}{line}{self.message('cover', level=1)}</div>"

    def message(self, page: str, *, level: int = 2) -> str:
        """The one sentence of a page as a heading, its section above it, who edited it below."""
        message = self.report.message(page)
        section = _p(self.word(page), size=13, colour=self.style.accent, bold=True) if level > 1 else ""
        size = 24 if level == 1 else 19
        title = message.text or self.word(page)
        head = f"<h{level} {_s(f'margin:2px 0 8px;font-size:{size}px;line-height:1.25')}>{text(title)}</h{level}>"
        edited = self.word("edited").replace("{name}", message.edited_by) if message.is_edited else ""
        return section + head + (_p(edited, size=13, colour=LIGHT.muted) if edited else "")

    def state(self) -> str:
        state = self.report.state
        fill, ink = level_colours(state.level)
        return (
            f'<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>'
            f'<td width="110" align="center" bgcolor="{fill}" {_s(f"background:{fill};color:{ink};padding:12px 10px;font-size:17px;font-weight:bold")}>'
            f'{text(state.word or "–")}</td><td bgcolor="#F6F8FA" {_s("background:#F6F8FA;padding:12px 14px;font-size:15px;line-height:1.35")}>'
            f"{text(state.sentence)}</td></tr></table>"
        )

    def eight(self) -> str:
        figures = self.report.figures[:8]
        if not figures:
            return ""
        rows = "".join(
            f"<tr>{''.join(self.card(one) for one in figures[at : at + 2])}{'' if at + 1 < len(figures) else '<td></td>'}</tr>"
            for at in range(0, len(figures), 2)
        )
        return (
            _p(self.word("figures"), size=13, colour=self.style.accent, bold=True)
            + f'<table role="presentation" width="100%" cellpadding="0" cellspacing="6" border="0" {_s("table-layout:fixed")}>{rows}</table>'
        )

    def card(self, figure: Figure) -> str:
        colour = LIGHT.statuses.get(figure.status, LIGHT.muted)
        verdict = f"{SIGNS.get(figure.status, '–')} {figure.status_text}" if figure.status_text else ""
        values = " · ".join(one for one in (figure.interval_text, figure.n_text, figure.days) if one)
        return (
            f'<td width="50%" valign="top" bgcolor="#F6F8FA" {_s(f"background:#F6F8FA;border-left:4px solid {colour};padding:10px 12px")}>'
            + _p(_named(figure), size=14, bold=True, link=figure.link)
            + _p(figure.text, size=26, bold=True)
            + _p(figure.change_and_reference, size=14)
            + _p(values, size=13, colour=LIGHT.muted)
            + _p(" · ".join(one for one in (verdict, figure.target_text) if one), size=14, colour=colour, bold=True)
            + _p(figure.reason, size=13, colour=LIGHT.muted)
            + "</td>"
        )

    def scorecard(self) -> str:
        groups = [one for one in self.report.casquettes if one.figures or one.summary]
        return self.message("scorecard") + "".join(self.casquette(one) for one in groups)

    def casquette(self, casquette: Casquette) -> str:
        keys = ("indicator", "value", "change", "target", "status")
        heads = [self.word(key) for key in keys]
        rows = []
        shown = [one for one in casquette.figures if one.status != "none"] or list(casquette.figures)
        for one in shown:
            colour = LIGHT.statuses.get(one.status, LIGHT.muted)
            verdict = f"{SIGNS.get(one.status, '–')} {one.status_text}".strip()
            sample = " · ".join(part for part in (one.interval_text, one.n_text) if part)
            value = f"<b>{text(one.text)}</b>" + (f"<br>{_small(sample)}" if sample else "")
            name = anchor(one.link, _named(one))
            if one.value is None and one.reason:
                name += f"<br>{_small(one.reason)}"
            status = f"<span {_s(f'color:{colour};font-weight:bold')}>{text(verdict)}</span>"
            rows.append((name, value, text(one.change_text), text(one.target_text), status))
        title = f"{casquette.label} – {casquette.summary}" if casquette.summary else casquette.label
        hidden = len(casquette.figures) - len(shown)  # followed without an objective: they are in the files
        more = _p(more_of(self.labels, hidden, self.report.language), size=13, colour=LIGHT.muted) if hidden else ""
        return _p(title, size=15, bold=True, above=10) + _rows(heads, rows, right=(1, 2)) + more

    def why(self) -> str:
        report = self.report
        drawn = columns(report.why, self.labels, self.style) if report.why is not None else ""
        cause = (
            f"<div {_s('background:#F6F8FA;padding:10px 14px;margin-top:10px;font-size:15px')}>{text(report.cause)}</div>"
            if report.cause
            else ""
        )
        return self.message("why") + drawn + bars(report.parts, self.labels, self.style) + cause

    def watch(self) -> str:
        report = self.report
        drawn = columns(report.watch, self.labels, self.style) if report.watch is not None else ""
        return self.message("watch") + drawn + self.table(report.episodes) + self.table(report.mentions)

    def rivals(self) -> str:
        report = self.report
        return (
            self.message("competitors")
            + bars(report.competitors, self.labels, self.style)
            + (self.table(report.voices) if report.voices.columns else "")
            + self.table(report.comparison)
        )

    def rest(self) -> str:
        report = self.report
        tables = (report.at_risk, report.actions, report.annotations, report.methods)
        said = [f"{self.word('data_date')} {report.data_date_text}" if report.data_date_text else ""]
        said.append(
            f"{self.word('completeness')} {report.completeness_text}".strip() if report.completeness_text else ""
        )
        lines = [*said, *report.method_notes, self.style.footer, report.footer]
        foot = "".join(_p(one.strip(), size=13, colour=LIGHT.muted) for one in lines if one)
        return (
            self.message("follow_up")
            + "".join(self.table(one) for one in tables)
            + f"<div {_s('padding-top:12px')}>{foot}</div>"
        )

    def table(self, table: Table) -> str:
        """A table of finished texts; its absence in words."""
        title = _p(table.title, size=15, bold=True, above=10)
        if not table.rows:
            return title + _p(table.absence, size=14, colour=LIGHT.muted) if table.title or table.absence else ""
        rows = []
        for at, row in enumerate(table.rows[:_MOST]):
            link = table.links[at] if at < len(table.links) else ""
            rows.append([anchor(link, row[0]) if row else "", *(text(one) for one in row[1:])])
        hidden = len(table.rows) - len(rows) + table.more
        more = _p(more_of(self.labels, hidden, self.report.language), size=13, colour=LIGHT.muted) if hidden else ""
        return title + _rows(table.columns, rows, right=table.numbers) + more


def more_of(labels: dict[str, str], count: int, language: str) -> str:
    """'and 12 more', or '+ 12' in a report without these words."""
    from locales import numbers

    number, words = numbers.number(count, language), labels.get("more", "")
    return words.replace("{count}", number) if "{count}" in words else f"+ {number}"


def text(said: str) -> str:
    """A text as data of HTML, in which no reader of mail finds an address of its own."""
    return escape(unlinked(clean(said)), quote=True)


def anchor(link: str, said: str) -> str:
    """A text that leads to an address of the web; the text alone where the address is none."""
    if not is_address(link):
        return text(said)
    return f'<a href="{escape(link, quote=True)}" {_s(f"color:{LIGHT.own}")}>{text(said)}</a>'


def _rows(heads: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[int]) -> str:
    """A table of data: heads as texts, cells as finished HTML. Few words of style each: Gmail cuts a page at 102 kB."""
    line = "border-bottom:1px solid #CBD5E1;font-size:"

    def cell(at: int, tag: str, size: int, said: str) -> str:
        plain = re.sub(r"<[^>]*>", " ", said)
        align = ' align="right"' if at in right else ' align="left"' if tag.startswith("th") else ""
        kept = " nowrap" if tag.startswith("td") and (at in right or len(plain) <= _SHORT) else ""
        return f"<{tag}{align}{kept} {_s(line + f'{size}px' + _breaking(plain))}>{said}</{tag.split()[0]}>"

    head = "".join(cell(at, 'th scope="col"', 13, text(one)) for at, one in enumerate(heads))
    body = "".join(
        f'<tr valign="top">{"".join(cell(at, "td" + _direction(one), 14, one) for at, one in enumerate(row))}</tr>'
        for row in rows
    )
    return (
        f'<table width="100%" cellpadding="4" cellspacing="0" border="0" {_s("border-collapse:collapse")}>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _breaking(said: str) -> str:
    """A word that is longer than a column may be is broken; no other word, and no number, is."""
    return ";overflow-wrap:anywhere" if max((len(word) for word in said.split()), default=0) > _LONG else ""


def _direction(said: str) -> str:
    return ' dir="rtl"' if is_right_to_left(said) else ""


def _p(said: str, *, size: int, colour: str = LIGHT.text, bold: bool = False, link: str = "", above: int = 0) -> str:
    if not said:
        return ""
    weight = "font-weight:bold;" if bold else ""
    return f"<p {_s(f'margin:{above}px 0 3px;font-size:{size}px;line-height:1.3;{weight}color:{colour}')}>{anchor(link, said)}</p>"


def _small(said: str) -> str:
    return f"<span {_s(f'font-size:13px;color:{LIGHT.muted}')}>{text(said)}</span>"


def _named(figure: Figure) -> str:
    return f"{figure.label} ({figure.channel})" if figure.channel else figure.label


def _logo(logo: bytes, brand: str) -> str:
    """The logo inside the page; what is no PNG and no JPEG is left out."""
    kind = next((kind for begin, kind in _IMAGES.items() if logo.startswith(begin)), "")
    if not kind:
        return ""
    data = base64.b64encode(logo).decode()
    return f'<img src="data:{kind};base64,{data}" alt="{text(brand)}" height="40" {_s("height:40px;max-width:240px;display:block;margin-bottom:10px")}>'


def _s(style: str) -> str:
    return f'style="{style}"'
