"""The receipt of a file of the inbox folder as text, and what a file waits for, in the language of the organisation."""

from __future__ import annotations

import shlex
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from data.sentences import Sentence
from data.store import Store, time_zone
from loaders.drop_folder.seen import printable
from loaders.questions import Question
from loaders.receipt import PartReceipt, Receipt
from locales import numbers, translator
from wording.vocabulary import label

SHOWN = 20  # rejected records; the screen Uploads has them all


def text_of(store: Store, receipt: Receipt, language: str) -> str:
    """The receipt in lines: outcome, counts, and of each table what was read and rejected. Ends with a line end."""
    translate = translator(language)
    words = {
        "loaded": translate("Loaded"),
        "already loaded": translate("Already loaded"),
        "refused": translate("Refused"),
        "needs an answer": translate("Needs an answer"),
    }
    zone = time_zone(store)
    at = datetime.now(UTC).astimezone(ZoneInfo(zone))
    lines = [printable(receipt.name), f"{words[receipt.status]} · {at:%Y-%m-%d %H:%M} ({zone})", ""]
    if receipt.reason is not None:
        lines += [said(receipt.reason, language), ""]
    lines += _ledger(store, receipt, language)
    for part in receipt.parts:
        lines += _part(part, language)
    for name, why in receipt.ignored:
        if why == receipt.reason:
            continue
        lines.append(f"{printable(name)} · {said(why, language)}" if name else said(why, language))
    for question in receipt.questions:
        lines += _question(question, language)
    if receipt.questions:
        answers = " ".join(f"--answer '{_key(question)}=…'" for question in receipt.questions)
        lines += [
            "",
            translate("Answer on the screen Uploads; the file is then loaded and moved to the folder loaded."),
            f"python -m loaders {answers} {shlex.quote(printable(receipt.name))}",
        ]
    lines += ["", f"SHA-256 {receipt.sha256}"]
    return "\n".join(lines) + "\n"


def said(sentence: Sentence, language: str) -> str:
    """A sentence on one line, its numbers as that language writes them."""
    return printable(Sentence(sentence.text, {k: _value(v, language) for k, v in sentence.values.items()}).said(translator(language)))  # fmt: skip


def _value(value: object, language: str) -> object:
    translate = translator(language)
    if isinstance(value, list):
        return [(translate(label(code)), numbers.written(count, language)) for code, count in value]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return numbers.written(value, language)
    return value


def _ledger(store: Store, receipt: Receipt, language: str) -> list[str]:
    """The counts of a loaded upload, from the ledger: those of a file that was loaded before are there as well."""
    rows = store.rows("select * from uploads where upload_id = ? and status = 'loaded'", [receipt.upload_id])
    if not rows:
        return []
    translate, row = translator(language), rows[0]
    counts = {name: numbers.number(row[name], language) for name in ("read", "kept", "folded", "rejected", "replaced")}
    lines = [
        translate(
            "{read} read = {kept} kept + {folded} folded + {rejected} rejected; {replaced} of the kept update an earlier "
            "export"
        ).format(**counts),
    ]
    if row["covered_from"] and row["covered_to"]:
        window = numbers.date_range(row["covered_from"], row["covered_to"], language)
        lines.append(f"{translate('Dates')}{_colon(language)}{window}")
    return [*lines, f"{translate('Number of the upload')}{_colon(language)}{row['upload_id']}", ""]


def _part(part: PartReceipt, language: str) -> list[str]:
    translate = translator(language)
    title = part.format_title.get(language) or part.format_title.get("en", part.format)
    lines = [f"{printable(part.part)} · {title}" if part.part else title]
    for name, found in ((translate("Brands"), part.brands), (translate("Networks"), part.channels)):
        if found:
            told = (
                f"{printable(translate(label(one)))} {numbers.number(count, language)}" for one, count in found.items()
            )
            lines.append(f"  {name}{_colon(language)}{' · '.join(told)}")
    lines += [f"  {said(note, language)}" for note in part.notes]
    for reject in part.rejects[:SHOWN]:
        where = f"{translate('Record')} {reject.record}" + (f", {printable(reject.column)}" if reject.column else "")
        lines.append(
            f"  {where}{_colon(language)}'{printable(reject.value or '')}' {printable(translate(reject.reason))}"
        )
    if part.rejected > SHOWN:
        lines.append(f"  … {translate('The screen Uploads has all rejected records.')}")
    return lines


def _question(question: Question, language: str) -> list[str]:
    translate = translator(language)
    where = f"{printable(question.part)} · " if question.part else ""
    lines = [f"? {where}{said(question.text, language)}"]
    return [*lines, *(f"    {printable(one)}: {printable(translate(label(one)))}" for one in question.options)]


def _key(question: Question) -> str:
    return f"{question.part}/{question.id}" if question.part else question.id


def _colon(language: str) -> str:
    return "\u00a0: " if language == "fr" else ": "
