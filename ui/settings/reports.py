"""Settings of reports: who receives which one and when, the address of their links, and the organisation's look."""

from __future__ import annotations

import streamlit as st

from data.decisions.brands import brands
from data.reports import settings
from data.reports.settings import KINDS, Recipients, Schedule, Style
from data.sentences import N_, Refusal
from data.store import Store
from kpis.objectives import objectives
from locales import LANGUAGES
from reports.slides import template
from reports.style import Style as Look
from reports.weekly import faces
from ui import identity, session, table_columns
from ui.confirmation import attempt
from ui.empty_state import nothing
from ui.fence import fenced
from ui.session import say, say_code
from watch import secrets
from wording.markdown import escaped

REPORTS = {"week": N_("Weekly report"), "month": N_("Monthly report"), "quarter": N_("Quarterly report")}
PLACES = {"outbox": N_("by e-mail, from the outbox"), "folder": N_("to a folder of this machine")}
DAYS = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"),
)  # fmt: skip
PREVIEW = "report preview"  # in the session: a visitor asked to see the first page


def show(store: Store) -> None:
    """Recipients and schedule on the left, links and look on the right."""
    left, right = st.columns(2, gap="medium")
    with left:
        with st.container(border=True):
            fenced(say("Recipients"), lambda: _recipients(store))
        with st.container(border=True):
            fenced(say("Schedule"), lambda: _schedules(store))
    with right:
        with st.container(border=True):
            fenced(say("Links of reports"), lambda: _links(store))
        with st.container(border=True):
            fenced(say("Look of the reports"), lambda: _look(store))


def _recipients(store: Store) -> None:
    st.subheader(say("Recipients"), anchor=False)
    if not _has_mail():
        st.caption(
            say(
                "No mail server is known yet: what is due waits in the outbox of the screen Weekly report, to be downloaded. "
                "{variable} in the environment of the server has it sent.",
                variable=f"`{secrets.PREFIX}MAIL`",
            )
        )
    for one in settings.recipients(store):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            where = ", ".join(one.addresses) if one.place == "outbox" else one.folder
            told = (
                say(REPORTS[one.kind]),
                escaped(one.brand),
                say_code(one.role),
                one.language.upper(),
                escaped(where),
            )
            st.markdown(f"**{escaped(one.name)}** · {' · '.join(told)}", width="stretch")
            st.caption(
                f"{escaped(table_columns.person(one.set_by))}, {table_columns.local_day(one.set_at)}", width="content"
            )
            if st.button(say("Remove"), key=f"remove recipients {one.name}", type="tertiary"):
                attempt(
                    lambda name=one.name: settings.remove_recipients(store, name, who=identity.who()), say("Removed.")
                )
    names = list(brands(store)["brand"])
    if not names:
        nothing(say("The store holds no brand yet: load an export first."))
        return
    with st.form("report recipients", border=False, clear_on_submit=True):
        name = st.text_input(say("Name of the recipients"), max_chars=settings.LONGEST)
        brand = st.selectbox(say("Brand"), names, key="recipients brand")
        role = st.selectbox(say("Role"), objectives.roles(store), format_func=say_code, key="recipients role")
        kind = st.selectbox(say("Report"), KINDS, format_func=lambda code: say(REPORTS[code]))
        language = st.selectbox(say("Language"), LANGUAGES, format_func=str.upper, key="recipients language")
        place = st.radio(say("Delivery"), tuple(PLACES), format_func=lambda code: say(PLACES[code]))
        written = st.text_input(say("E-mail addresses, separated by commas, or the folder"), max_chars=1000)
        if st.form_submit_button(say("Save"), key="save recipients"):
            addresses = tuple(one.strip() for one in written.split(",") if one.strip())
            made = Recipients(
                name,
                brand,
                role,
                kind,
                language,
                place,
                addresses=addresses if place == "outbox" else (),
                folder=written if place == "folder" else "",
            )
            attempt(lambda: settings.set_recipients(store, made, who=identity.who()), say("Saved."))


def _has_mail() -> bool:
    try:
        return "MAIL" in secrets.known()
    except Refusal:  # said where alerts are set
        return False


def _schedules(store: Store) -> None:
    st.subheader(say("Schedule"), anchor=False)
    st.caption(
        say(
            "A report is issued by itself once every source covers its period; after the hours of patience it is issued "
            "with what is there, and says what is missing."
        )
    )
    known = settings.schedules(store)
    kind = st.segmented_control(
        say("Report"),
        KINDS,
        default="week",
        required=True,
        format_func=lambda code: say(REPORTS[code]),
        key="schedule of",
    )
    now = known.get(kind)
    with st.form(f"report schedule {kind}", border=False):
        days = range(1, 8) if kind == "week" else range(1, 29)
        day = st.selectbox(
            say("Day of the week") if kind == "week" else say("Day of the month"),
            days,
            index=(now.day - 1) if now else 0,
            format_func=(lambda number: say(DAYS[number - 1])) if kind == "week" else str,
        )
        hour = st.number_input(say("Hour, in the organisation's time zone"), 0, 23, now.hour if now else 9)
        patience = st.number_input(
            say("Hours of patience for sources that are late"), 0, 24 * 14, now.patience if now else 48
        )
        with st.container(horizontal=True):
            is_saved = st.form_submit_button(say("Save"), key=f"save schedule {kind}")
            is_removed = now is not None and st.form_submit_button(
                say("Issue by hand alone"), key=f"remove schedule {kind}"
            )
    if is_saved:
        made = Schedule(kind, day, int(hour), patience=int(patience))
        attempt(lambda: settings.set_schedule(store, made, who=identity.who()), say("Saved."))
    if is_removed:
        attempt(lambda: settings.remove_schedule(store, kind, who=identity.who()), say("Removed."))
    if now is None:
        st.caption(say("Not scheduled: these reports are issued by hand."))


def _links(store: Store) -> None:
    st.subheader(say("Links of reports"), anchor=False)
    with st.form("report links", border=False):
        address = st.text_input(
            say("Address of this dashboard, as readers reach it"),
            value=settings.links_of(store),
            placeholder="https://dashboard.example.org",
            max_chars=300,
        )
        if st.form_submit_button(say("Save"), key="save report links"):
            attempt(lambda: settings.set_links(store, address, who=identity.who()), say("Saved."))
    st.caption(say("Each figure of a report leads to its evidence there. Without an address, reports have no links."))


def _look(store: Store) -> None:
    st.subheader(say("Look of the reports"), anchor=False)
    kept = settings.style(store)
    with st.form("report look", border=False):
        accent = st.color_picker(say("Colour of the brand"), value=kept.colours[0] if kept.colours else Look().accent)
        font = st.text_input(
            say("Font"), value=kept.font, placeholder=Look().font, help=say("A font that this machine has.")
        )
        footer = st.text_input(say("Line at the foot of each page"), value=kept.footer, max_chars=160)
        if st.form_submit_button(say("Save"), key="save report look"):
            colours = (accent.upper(),) if accent.upper() != Look().accent.upper() else ()
            made = Style(kept.name, footer, font, colours)
            attempt(lambda: settings.set_style(store, made, who=identity.who()), say("Saved."))
    _file(store, "logo", say("Logo (PNG or JPEG)"), ["png", "jpg", "jpeg"])
    _file(store, "template", say("Template of the slides (.potx or .pptx)"), ["potx", "pptx"])
    if st.button(say("Preview"), icon=":material/visibility:", key="preview report"):
        st.session_state[PREVIEW] = not st.session_state.get(PREVIEW, False)
    if st.session_state.get(PREVIEW):
        fenced(say("Preview"), lambda: _preview(store))


def _file(store: Store, name: str, label: str, kinds: list[str]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        given = st.file_uploader(label, type=kinds, key=f"report {name}", width="stretch")
        if given is not None and st.button(say("Save"), key=f"save {name}", type="primary"):
            attempt(lambda: _keep(store, name, given.getvalue()), say("Saved."))
        if settings.file(store, name) and st.button(say("Remove"), key=f"remove {name}", type="tertiary"):
            attempt(lambda: settings.set_file(store, name, b"", who=identity.who()), say("Removed."))
    if settings.file(store, name):
        st.caption(say("A file is in use."))


def _keep(store: Store, name: str, content: bytes) -> None:
    """Keep a file; a template is opened first, so that one without layouts is refused with its reason."""
    if name == "template":
        template.opened(content, faces.look_of(store).style)
    settings.set_file(store, name, content, who=identity.who())


def _preview(store: Store) -> None:
    """The first page of the last complete week, in the look that is kept."""
    from ui.report import shown
    from ui.view import view as scope_view

    request = shown.request_of(scope_view.period_view_of_url())
    report = shown.draft(store, request, session.language())
    told = say("The first page in this look")
    st.image(shown.first_picture(report, shown.look(store).style), caption=told, alt=told)
