"""The role sheet as a PDF, for printing and signature."""

from __future__ import annotations

import io
from html import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import CondPageBreak, KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from locales import translator
from reports.role_sheet import ObjectiveRow, RoleSheet, cells, columns

INK, MUTED, LINE, HEAD = (colors.HexColor(code) for code in ("#1B2430", "#5B6472", "#C5CDD8", "#E4EAF1"))
FONTS = {"Vera": "Vera.ttf", "Vera-Bold": "VeraBd.ttf", "Vera-Italic": "VeraIt.ttf", "Vera-BoldItalic": "VeraBI.ttf"}
PADDING = 6  # of a page frame, in points; aligns texts and tables
NARROW = str.maketrans({"\u202f": "\u00a0", "\u2011": "-"})  # characters missing from the bundled font


def pdf(sheet: RoleSheet) -> bytes:
    """The bytes of a .pdf file."""
    _fonts()
    say, style = translator(sheet.language), _styles()
    story = [
        Paragraph(_text(sheet.title), style["title"]),
        Paragraph(_text(sheet.subtitle), style["muted"]),
        Spacer(1, 6),
    ]
    story.append(_facts(sheet, style))
    if sheet.reasons:
        story.append(Paragraph(_text(say("Why this profile")), style["head"]))
        story += [
            Paragraph(
                f'• {_text(one.text)} <font color="#5B6472"><i>« {_text(one.quote)} » ({one.article})</i></font>',
                style["item"],
            )
            for one in sheet.reasons
        ]
    for index, (casquette, objectives) in enumerate(sheet.objectives):
        # keep a heading with the first rows of its table, without moving the whole table to a new page
        story.append(CondPageBreak(5 * cm if index == 0 else 4 * cm))
        if index == 0:
            story.append(Paragraph(_text(say("Objectives")), style["head over a table"]))
        story.append(Paragraph(_text(casquette), style["under"]))
        story.append(_objectives(objectives, sheet, columns(sheet, say), style))
    story += _lists(sheet, say, style)
    story.append(_signatures(say, style))
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out,
        pagesize=landscape(A4),
        leftMargin=1.3 * cm - PADDING,
        rightMargin=1.3 * cm - PADDING,
        topMargin=1.3 * cm,
        bottomMargin=1.5 * cm,
        title=sheet.title,
        author="",
        lang=sheet.language,
    )
    document.build(story, onFirstPage=_footer(sheet), onLaterPages=_footer(sheet))
    return out.getvalue()


def _fonts() -> None:
    known = set(pdfmetrics.getRegisteredFontNames())
    for name, file in FONTS.items():
        if name not in known:
            pdfmetrics.registerFont(TTFont(name, file))
    pdfmetrics.registerFontFamily(
        "Vera", normal="Vera", bold="Vera-Bold", italic="Vera-Italic", boldItalic="Vera-BoldItalic"
    )


def _styles() -> dict[str, ParagraphStyle]:
    def style(name: str, size: float, **options) -> ParagraphStyle:
        settings = {"fontName": "Vera", "textColor": INK, "leading": size * 1.32, **options}
        return ParagraphStyle(name, fontSize=size, **settings)

    return {
        "title": style("title", 18, fontName="Vera-Bold", spaceAfter=4),
        "muted": style("muted", 9, textColor=MUTED),
        "head": style("head", 12, fontName="Vera-Bold", spaceBefore=10, spaceAfter=4, keepWithNext=1),
        "head over a table": style("head over a table", 12, fontName="Vera-Bold", spaceBefore=10, spaceAfter=4),
        "under": style("under", 9.5, fontName="Vera-Bold", spaceBefore=6, spaceAfter=3),
        "item": style("item", 8.5, spaceAfter=2, leftIndent=8, bulletIndent=0),
        "body": style("body", 8.5, spaceAfter=2),
        "cell": style("cell", 7.4),
    }


def _text(text: str) -> str:
    return escape(text.translate(NARROW)).replace("\n", "<br/>")


def _facts(sheet: RoleSheet, style) -> Table:
    rows = [
        [Paragraph(_text(label), style["muted"]), Paragraph(_text(text), style["body"])] for label, text in sheet.facts
    ]
    return Table(
        rows,
        colWidths=[4.6 * cm, 22.5 * cm],
        style=TableStyle(
            [
                ("TOPPADDING", (0, 0), (-1, -1), 1),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (0, -1), 0),
            ]
        ),
    )


def _objectives(
    objectives: tuple[ObjectiveRow, ...], sheet: RoleSheet, named: tuple[tuple[str, float], ...], style
) -> Table:
    widths = [width for _, width in named]
    rows = [[Paragraph(f"<b>{_text(name)}</b>", style["cell"]) for name, _ in named]]
    for objective in objectives:
        first, *rest = cells(objective, sheet)
        title, _, definition = first.partition("\n")
        head = f'<b>{_text(title)}</b><br/><font color="#5B6472">{_text(definition)}</font>'
        row = [Paragraph(head, style["cell"])]
        for index, text in enumerate(rest):
            row.append(Paragraph(f"<b>{_text(text)}</b>" if index == 0 else _text(text), style["cell"]))
        rows.append(row)
    return Table(
        rows,
        colWidths=[width * cm for width in widths],
        repeatRows=1,
        splitInRow=0,
        style=TableStyle(
            [
                ("GRID", (0, 0), (-1, -1), 0.5, LINE),
                ("BACKGROUND", (0, 0), (-1, 0), HEAD),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("TOPPADDING", (0, 0), (-1, -1), 3),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
            ]
        ),
    )


def _lists(sheet: RoleSheet, say, style) -> list:
    story = []
    for head, titles in (
        (say("Followed, without an objective"), sheet.followed),
        (say("Outside the perimeter: shown, not evaluated"), sheet.outside),
    ):
        if titles:
            story += [Paragraph(_text(head), style["head"]), Paragraph(_text(" · ".join(titles)), style["body"])]
    story.append(Paragraph(_text(say("How an objective is evaluated")), style["head"]))
    return story + [Paragraph(f"• {_text(rule)}", style["item"]) for rule in sheet.rules]


def _signatures(say, style) -> KeepTogether:
    names = (say("Role holder"), say("Owner"), say("Approver"))
    row = [
        Paragraph(f"<b>{_text(name)}</b><br/>{_text(say('Name, date and signature'))}", style["cell"]) for name in names
    ]
    table = Table(
        [row],
        colWidths=[9 * cm] * 3,
        rowHeights=[2.2 * cm],
        style=TableStyle([("GRID", (0, 0), (-1, -1), 0.5, LINE), ("VALIGN", (0, 0), (-1, -1), "TOP")]),
    )
    return KeepTogether([Paragraph(_text(say("Signatures")), style["head"]), table])


def _footer(sheet: RoleSheet):
    def draw(canvas, document) -> None:
        canvas.saveState()
        canvas.setFont("Vera", 7)
        canvas.setFillColor(MUTED)
        canvas.drawString(1.3 * cm, 0.8 * cm, sheet.footer.translate(NARROW))
        canvas.drawRightString(28.4 * cm, 0.8 * cm, str(document.page))
        canvas.restoreState()

    return draw
