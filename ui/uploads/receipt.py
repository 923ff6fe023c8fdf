"""The preview and the receipt of a file. Texts from files are escaped, never read as Markdown."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.sentences import N_
from data.store import Store
from loaders.corrections import rejects_file, rejects_name
from loaders.receipt import PartReceipt, Receipt
from locales import numbers, translator
from ui import doors, session
from ui.noted_download import noted
from ui.session import say, say_code, say_plural, say_sentence
from ui.uploads import see_figures
from wording.markdown import escaped

STATUSES = {
    "ready": ":blue[● **{word}**]",
    "loaded": ":blue[✔ **{word}**]",
    "already loaded": ":gray[≈ **{word}**]",
    "needs an answer": ":orange[● **{word}**]",
    "refused": ":red[▲ **{word}**]",
}
WORDS = {
    "ready": N_("Ready to load"),
    "loaded": N_("Loaded"),
    "already loaded": N_("Already loaded"),
    "needs an answer": N_("Needs an answer"),
    "refused": N_("Refused"),
    "withdrawn": N_("Withdrawn"),
}


def preview(receipt: Receipt) -> None:
    """What loading the file would do."""
    _head(receipt)
    for part in receipt.parts:
        _part(part)
    for name, why in receipt.ignored:
        st.caption(f"{escaped(name)} · {escaped(say_sentence(why))}")


def receipt(store: Store, done: Receipt, *, place: str) -> None:
    """The outcome of a load: counts, notes, rejects, and the way to the figures. `place`: where on the screen it stands."""
    _head(done)
    if done.status == "loaded":
        counts = st.columns(5)
        for column, (label, count) in zip(counts, _counts(done).items(), strict=True):
            column.metric(label, numbers.number(count, session.language()))
        st.caption(_reconciled(done))
    for part in done.parts:
        if part.part:
            st.markdown(f"**{escaped(part.part)}**")
        _facts(part)
        for note in part.notes:
            st.caption(escaped(say_sentence(note)))
        _rejects(part)
    if not done.upload_id or done.status != "loaded":
        return
    with st.container(horizontal=True):
        see_figures.button(store, done.upload_id, place=place)
        if done.rejected:
            rejects_download(store, done.upload_id, place=place)


def rejects_download(store: Store, upload_id: str, *, place: str) -> None:
    """A button for the rejected records as CSV, to be corrected and loaded again.

    `place`: where on the screen it stands; one upload may be shown in its card and in the history.
    """
    said, separator = translator(session.language()), ";" if session.language() == "fr" else ","
    st.download_button(
        say("Rejected records as CSV"),
        noted(lambda: rejects_file(store, upload_id, said=said, separator=separator), file=f"rejects of {upload_id}"),
        file_name=rejects_name(store, upload_id),
        on_click="ignore",
        icon=":material/download:",
        key=f"rejects {place} {upload_id}",
    )


def status(code: str) -> str:
    """The status of an upload as colour, shape and word."""
    return STATUSES.get(code, ":gray[– **{word}**]").format(word=say(WORDS.get(code, code)))


def ranked(names: dict[str, int]) -> str:
    """Names with their counts, largest first: 'X 12 000 · LinkedIn 40'."""
    ranked = sorted(names.items(), key=lambda pair: -pair[1])
    shown = [f"{escaped(name)} {numbers.number(count, session.language())}" for name, count in ranked[:8]]
    rest = len(ranked) - len(shown)
    return " · ".join(shown) + (f" · +{rest}" if rest > 0 else "")


def _head(receipt: Receipt) -> None:
    st.markdown(f"**{escaped(receipt.name)}** · {status(receipt.status)} · :gray[{_size(receipt.bytes)}]")
    if receipt.reason is not None:
        box = st.error if receipt.status == "refused" else st.info
        box(escaped(say_sentence(receipt.reason)))


def _part(part: PartReceipt) -> None:
    language = session.language()
    title = part.format_title.get(language) or part.format_title.get("en", part.format)
    where = f"**{escaped(part.part)}** · " if part.part else ""
    why = ", ".join(escaped(cell) for cell in part.why[:8])
    by_columns = f" :gray[· {say('by its columns {columns}', columns=why)}]" if why else ""
    st.markdown(f"{where}{say('Recognised as {format}', format=f'**{escaped(title)}**')}{by_columns}")
    if part.read:
        st.markdown(f":gray[{say('Records')}] {_what_becomes(part)}")
    _facts(part)
    for note in part.notes:
        st.caption(escaped(say_sentence(note)))
    _rejects(part)
    _first_rows(part)


def _facts(part: PartReceipt) -> None:
    """Whose figures they are, and of when: tool, dates, brands, networks, sentiments."""
    language = session.language()
    facts = []
    if part.tool:
        facts.append((say("Tool"), escaped(part.tool)))
    if part.covered_from and part.covered_to:
        facts.append((say("Dates"), numbers.date_range(part.covered_from, part.covered_to, language)))
    if part.brands:
        facts.append((say("Brands"), ranked(part.brands)))
    if part.channels:
        facts.append((say("Networks"), ranked(_named(part.channels))))
    labels = _sentiments(part)
    if labels:
        facts.append((say("Sentiments"), ranked(labels)))
    for label, text in facts:
        st.markdown(f":gray[{label}] {text}")


def _first_rows(part: PartReceipt) -> None:
    if not part.columns and part.sample.empty:
        return
    with st.expander(say("First rows and columns")):
        if not part.sample.empty:
            doors.frame(
                part.sample.head(20).astype("string"), hide_index=True, alt=say("First rows as they will be stored")
            )
        used = pd.DataFrame(
            {
                say("Column"): [column.header for column in part.columns],
                say("Read as"): [
                    say_code(column.field.removeprefix("metric.")) if column.field else say("not used")
                    for column in part.columns
                ],
                say("First values"): [" · ".join(sample[:60] for sample in column.samples) for column in part.columns],
            }
        )
        doors.frame(used, hide_index=True, alt=say("Columns of the file and the fields that they are read as"))


def _rejects(part: PartReceipt) -> None:
    if not part.rejects:
        return
    label = say_plural("{count} rejected record", "{count} rejected records", part.rejected)
    with st.expander(f":red[▲] {label}"):
        table = pd.DataFrame(
            {
                say("Record"): [reject.record for reject in part.rejects],
                say("Column"): [reject.column for reject in part.rejects],
                say("Value"): [reject.value for reject in part.rejects],
                say("Reason"): [say(reject.reason) for reject in part.rejects],
            }
        )
        doors.frame(table, hide_index=True, alt=say("Rejected records"))


def _counts(receipt: Receipt) -> dict[str, int]:
    return {
        say("Read"): receipt.read,
        say("Kept"): receipt.kept,
        say("Folded"): receipt.folded,
        say("Replaced"): receipt.replaced,
        say("Rejected"): receipt.rejected,
    }


def _reconciled(receipt: Receipt) -> str:
    read = say_plural("{count} read", "{count} read", receipt.read)
    kept = say_plural("{count} kept", "{count} kept", receipt.kept)
    folded = say_plural("{count} folded", "{count} folded", receipt.folded)
    rejected = say_plural("{count} rejected", "{count} rejected", receipt.rejected)
    updates = say_plural(
        "{count} of the kept records updates an earlier export.",
        "{count} of the kept records update an earlier export.",
        receipt.replaced,
    )
    return f"{read} = {kept} + {folded} + {rejected}. {updates}"


def _what_becomes(part: PartReceipt) -> str:
    """'12 read · 9 to keep · 2 folded · 0 replaced · 1 rejected'."""
    return " · ".join(
        (
            say_plural("{count} read", "{count} read", part.read),
            say_plural("{count} to keep", "{count} to keep", part.kept),
            say_plural("{count} folded", "{count} folded", part.folded),
            say_plural("{count} replaced", "{count} replaced", part.replaced),
            say_plural("{count} rejected", "{count} rejected", part.rejected),
        )
    )


def _sentiments(part: PartReceipt) -> dict[str, int]:
    sums: dict[str, int] = {}
    for labels in part.sentiments.values():
        for label, count in labels.items():
            name = say_code(label)
            sums[name] = sums.get(name, 0) + count
    return sums


def _named(codes: dict[str, int]) -> dict[str, int]:
    return {say_code(code): count for code, count in codes.items()}


def _size(count: int) -> str:
    language = session.language()
    for factor, unit in ((2**20, say("MB")), (2**10, say("kB"))):
        if count >= factor:
            return f"{numbers.number(count / factor, language, decimals=1)} {unit}"
    return f"{numbers.number(count, language)} {say('bytes')}"
