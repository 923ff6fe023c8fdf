"""The role sheet as a PDF, for printing and signature: tagged, on landscape A4, laid out by typst."""

from __future__ import annotations

from locales import translator
from reports.measure import clean, with_breaks
from reports.paper import engine
from reports.role_sheet import ObjectiveRow, RoleSheet, cells, columns

TEMPLATE = engine.SHEET.parent / "role_sheet.typ"
A_PAGE = 1500  # signs in a cell that surely fit on one page


def pdf(sheet: RoleSheet) -> bytes:
    """The bytes of a .pdf file; the same for the same sheet."""
    say = translator(sheet.language)
    data = {
        "title": _text(sheet.title),
        "subtitle": _text(sheet.subtitle),
        "language": sheet.language,
        "footer": _text(sheet.footer),
        "facts": [[_text(label), _text(text)] for label, text in sheet.facts],
        "reasons": [[_text(one.text), _text(f"« {one.quote} » ({one.article})")] for one in sheet.reasons],
        "columns": [{"name": name, "width": width} for name, width in columns(sheet, say)],
        "objectives": [
            {"title": _text(casquette), "rows": [_row(one, sheet) for one in objectives]}
            for casquette, objectives in sheet.objectives
        ],
        "lists": [
            {"title": title, "text": " · ".join(_text(one) for one in names)}
            for title, names in (
                (say("Followed, without an objective"), sheet.followed),
                (say("Outside the perimeter: shown, not evaluated"), sheet.outside),
            )
            if names
        ],
        "rules": [_text(rule) for rule in sheet.rules],
        "signers": [say("Role holder"), say("Owner"), say("Approver")],
        "words": {
            "why": say("Why this profile"),
            "objectives": say("Objectives"),
            "rules": say("How an objective is evaluated"),
            "signatures": say("Signatures"),
            "sign": say("Name, date and signature"),
        },
    }
    return engine.flowing_pdf(TEMPLATE, data)


def _row(objective: ObjectiveRow, sheet: RoleSheet) -> dict:
    """Cells as pairs: of the first one title and definition, of the others the text and nothing."""
    first, *rest = cells(objective, sheet)
    title, _, definition = first.partition("\n")
    made = [[_text(title), _text(definition)], *([_text(text), ""] for text in rest)]
    return {"cells": made, "whole": all(len("".join(cell)) < A_PAGE for cell in made)}


def _text(text: str) -> str:
    return "\n".join(with_breaks(clean(line)) for line in text.split("\n"))
