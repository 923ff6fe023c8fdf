"""The role sheet as a Word document."""

from __future__ import annotations

import io
from dataclasses import fields, is_dataclass, replace
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from locales import translator
from reports.role_sheet import ObjectiveRow, RoleSheet, cells, columns
from reports.texts import storable

INK, MUTED, HEAD = RGBColor(0x1B, 0x24, 0x30), RGBColor(0x5B, 0x64, 0x72), "E4EAF1"
FONT = "Calibri"
LONGEST_TITLE = 255  # letters of a property of a document


def docx(sheet: RoleSheet) -> bytes:
    """The bytes of a .docx file."""
    sheet = _writable(sheet)
    say = translator(sheet.language)
    document = Document()
    _page(document, sheet)
    document.add_heading(sheet.title, 0)
    _line(document, sheet.subtitle, size=11, colour=MUTED)
    _facts(document, sheet)
    if sheet.reasons:
        document.add_heading(say("Why this profile"), 1)
        for reason in sheet.reasons:
            line = document.add_paragraph(style="List Bullet")
            line.add_run(f"{reason.text} ")
            quote = line.add_run(f"« {reason.quote} » ({reason.article})")
            quote.italic, quote.font.color.rgb = True, MUTED
    document.add_heading(say("Objectives"), 1)
    for casquette, objectives in sheet.objectives:
        document.add_heading(casquette, 2)
        _objectives(document, objectives, sheet, columns(sheet, say))
    _lists(document, sheet, say)
    _signatures(document, say)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _writable(value: Any) -> Any:
    """A sheet whose texts XML can hold: a control letter in one of them would end the document."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, tuple):
        return tuple(_writable(one) for one in value)
    if is_dataclass(value):
        return replace(value, **{one.name: _writable(getattr(value, one.name)) for one in fields(value)})
    return value


def _page(document, sheet: RoleSheet) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.3)
    section.top_margin, section.bottom_margin = Cm(1.5), Cm(1.4)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = sheet.title[:LONGEST_TITLE], "", ""
    properties.language = sheet.language
    for name, size in (("Normal", 10), ("Title", 22), ("Heading 1", 14), ("Heading 2", 11.5), ("List Bullet", 10)):
        style = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), INK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(attribute), FONT)
        for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            fonts.attrib.pop(qn(attribute), None)
        style.paragraph_format.space_after = Pt(3)
    foot = section.footer.paragraphs[0]
    foot.text = sheet.footer
    foot.runs[0].font.size, foot.runs[0].font.color.rgb = Pt(8), MUTED


def _line(container, text: str, *, size: float, colour: RGBColor = INK, bold: bool = False):
    run = container.add_paragraph().add_run(text)
    run.font.size, run.font.color.rgb, run.bold = Pt(size), colour, bold
    return run


def _facts(document, sheet: RoleSheet) -> None:
    table = document.add_table(rows=0, cols=2)
    _grid(table, [4.6, 22.5])
    for label, text in sheet.facts:
        row = table.add_row().cells
        _write(row[0], label, size=9, colour=MUTED, width=4.6)
        _write(row[1], text, size=10, width=22.5)


def _objectives(
    document, objectives: tuple[ObjectiveRow, ...], sheet: RoleSheet, named: tuple[tuple[str, float], ...]
) -> None:
    table = document.add_table(rows=1, cols=len(named), style="Table Grid")
    widths = [width for _, width in named]
    _grid(table, widths)
    for cell, (name, width) in zip(table.rows[0].cells, named, strict=True):
        _write(cell, name, size=8.5, bold=True, width=width)
        _shade(cell)
    _mark(table.rows[0], "w:tblHeader")
    for objective in objectives:
        row = table.add_row()
        _mark(row, "w:cantSplit")
        for index, (cell, text, width) in enumerate(zip(row.cells, cells(objective, sheet), widths, strict=True)):
            _write(cell, text, size=8.5, width=width, bold=index == 1, first_bold=index == 0)


def _write(
    cell, text: str, *, size: float, width: float, bold: bool = False, first_bold: bool = False, colour: RGBColor = INK
) -> None:
    cell.width = Cm(width)
    for index, part in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(1)
        run = paragraph.add_run(part)
        run.font.size, run.bold = Pt(size), bold or (first_bold and index == 0)
        run.font.color.rgb = MUTED if first_bold and index else colour


def _lists(document, sheet: RoleSheet, say) -> None:
    for head, titles in (
        (say("Followed, without an objective"), sheet.followed),
        (say("Outside the perimeter: shown, not evaluated"), sheet.outside),
    ):
        if titles:
            document.add_heading(head, 1)
            document.add_paragraph(" · ".join(titles))
    document.add_heading(say("How an objective is evaluated"), 1)
    for rule in sheet.rules:
        document.add_paragraph(rule, style="List Bullet")


def _signatures(document, say) -> None:
    document.add_heading(say("Signatures"), 1).paragraph_format.keep_with_next = True
    table = document.add_table(rows=1, cols=3, style="Table Grid")
    _mark(table.rows[0], "w:cantSplit")
    for cell, name in zip(table.rows[0].cells, (say("Role holder"), say("Owner"), say("Approver")), strict=True):
        _write(cell, f"{name}\n{say('Name, date and signature')}\n\n\n", size=9, width=9, first_bold=True)


def _grid(table, widths: list[float]) -> None:
    """Set column widths in centimetres: LibreOffice reads them from the grid, Word from the cells."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)


def _shade(cell) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), HEAD)
    cell._tc.get_or_add_tcPr().append(shade)


def _mark(row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))
