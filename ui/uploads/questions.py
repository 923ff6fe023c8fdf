"""The form of the questions about a file; an answer reruns the preview."""

from __future__ import annotations

import json

import streamlit as st

from loaders.questions import ANOTHER, SAME, Question, is_about_whose
from loaders.receipt import PartReceipt, Receipt
from loaders.recognition.catalogue import formats
from loaders.recognition.columns import select as column_select
from loaders.recognition.columns.expressions import cells_of
from loaders.recognition.recognise import COLUMNS
from loaders.recognition.remembered import ABOUT_A_ZONE
from loaders.tables import TABLES
from ui.session import language, say, say_code, say_sentence
from ui.uploads.pending import DroppedFile
from wording.markdown import escaped

ROWS = ("rows", "rows_of_account")  # questions whose answers have labels of their own
_OPEN = ("account", "sentiment_scale")  # questions that another answer than their options may have


def ask(file: DroppedFile, receipt: Receipt) -> None:
    """Ask the open questions, and the answered ones again, so that an answer can be changed."""
    st.session_state.setdefault("questions asked", {})
    asked: dict[str, Question] = st.session_state["questions asked"].setdefault(file.id, {})
    for question in receipt.questions:
        asked[_key(question)] = question
    for key, question in asked.items():
        if question.id == "columns":
            part = next((one for one in receipt.parts if one.part == question.part), None)
            if part is not None:
                _columns(file, question, part)
        else:
            _question(file, key, question)


def _question(file: DroppedFile, key: str, question: Question) -> None:
    label = (
        escaped(say_sentence(question.text))
        if not question.part
        else f"**{escaped(question.part)}** · {escaped(say_sentence(question.text))}"
    )
    widget = f"answer {file.id} {key}"
    current = file.answers.get(key)
    if question.options:
        options = list(question.options)
        labels = {code: _label(question, code) for code in options}
        chosen = current or question.default
        if chosen is not None and chosen not in options:
            options.append(chosen)  # an answer that was written
        answer = st.selectbox(
            label,
            options,
            index=options.index(chosen) if chosen in options else None,
            key=widget,
            width=420,
            format_func=lambda code: labels.get(code, code),
            placeholder=say("Choose"),
            accept_new_options=question.id in _OPEN or question.id.startswith(ABOUT_A_ZONE),
        )
    else:
        answer = st.text_input(label, value=current or question.default or "", key=widget, width=420)
    if question.default and not current and answer == question.default:
        st.button(say("Use this answer"), key=f"use {widget}", on_click=file.answers.__setitem__, args=(key, answer))
    elif answer and answer != current:
        file.answers[key] = answer
        st.rerun()


def _label(question: Question, code: str) -> str:
    """What an answer is called."""
    if question.id in ROWS:
        return say_code(f"rows:{code}")
    if is_about_whose(question.id) and code in (SAME, ANOTHER):
        return say_code(f"whose:{code}")
    if question.id != "tool":
        return say_code(code)
    if code == COLUMNS:
        return say("Another tool: read it by column names")
    title = formats()[code].title
    return title.get(language(), title["en"])


def by_column_names(file: DroppedFile) -> None:
    """The button that skips all formats, and the one that goes back to them."""
    chosen = file.answers.get("tool") == COLUMNS
    st.button(
        say("Recognise the tool again") if chosen else say("Read by column names instead"),
        key=f"by names {file.id}",
        type="tertiary",
        icon=":material/view_column:",
        help=None if chosen else say("For a file that is not of the tool named above, or whose columns are misread."),
        on_click=_choose_tool,
        args=(file, None if chosen else COLUMNS),
    )


def _choose_tool(file: DroppedFile, tool: str | None) -> None:
    """Set the tool of the whole file; what was answered about a tool or its columns before no longer counts."""
    for key in [key for key in file.answers if key.rsplit("/", 1)[-1] in ("tool", "columns")]:
        del file.answers[key]
    asked: dict[str, Question] = st.session_state.get("questions asked", {}).get(file.id, {})
    for key in [key for key, question in asked.items() if question.id in ("tool", "columns")]:
        del asked[key]
        st.session_state.pop(f"answer {file.id} {key}", None)
    if tool is not None:
        file.answers["tool"] = tool


def _columns(file: DroppedFile, question: Question, part: PartReceipt) -> None:
    """Assign columns to fields: header, first values, field."""
    key = _key(question)
    proposal = json.loads(file.answers.get(key) or question.default or "{}")
    st.markdown(
        say(
            "No format recognises this file: choose what each column contains. The next file with these columns "
            "will be read the same way."
        )
    )
    names = {name: say_code(name) for name in TABLES}
    table = st.selectbox(
        say("Data in the file"),
        list(names),
        index=list(names).index(proposal.get("table", part.table)),
        key=f"table {file.id} {key}",
        width=320,
        format_func=lambda name: names[name],
    )
    fields = ["", *column_select.assignable(table)]
    labels = {code: say_code(code.removeprefix("metric.")) if code else say("not used") for code in fields}
    proposed = {
        header: name
        for name in reversed(proposal)
        if name not in ("table", "network")
        for header in cells_of(proposal, name)
    }
    chosen: dict[str, list[str]] = {}
    with st.form(f"columns {file.id} {key}"):
        for index, column in enumerate(part.columns):
            name, samples, feeds = st.columns([2, 3, 2], vertical_alignment="center")
            name.text(column.header)
            samples.text(" · ".join(sample[:60] for sample in column.samples))
            current = proposed.get(column.header, column.field or "")
            picked = feeds.selectbox(
                escaped(column.header),
                fields,
                index=fields.index(current) if current in fields else 0,
                label_visibility="collapsed",
                key=f"column {file.id} {key} {table} {index}",
                format_func=lambda code: labels[code],
            )
            if picked:
                chosen.setdefault(picked, []).append(column.header)
        if st.form_submit_button(say("Use these columns"), type="primary"):
            proven = {"network": proposal["network"]} if "network" in proposal else {}
            columns = {name: column_select.several(table, name, cells) for name, cells in chosen.items()}
            file.answers[key] = json.dumps({"table": table, **columns, **proven}, ensure_ascii=False)
            st.rerun()


def _key(question: Question) -> str:
    return f"{question.part}/{question.id}" if question.part else question.id
