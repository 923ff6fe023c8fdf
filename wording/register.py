"""The register of processing: what the store keeps of people, why, how long, who sees it, where it lies, where it goes.

It is made from the schema's inventory and from the settings of the store, so that it says what holds now. In French or
English, as Markdown or as a page of HTML.
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from data.access.roles import OF_THE_LIST, Roles
from data.backups import settings as backup_settings
from data.backups import shelf
from data.decisions import drop_folder, published, retention
from data.decisions import log as decisions
from data.personal import inventory, limits
from data.reports import settings as report_settings
from data.sentences import N_
from data.store import Store, quote, setting
from data.watch import channels
from locales import numbers, translator


@dataclass(frozen=True)
class Part:
    """A heading with a table or with lines."""

    title: str
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Register:
    """The whole, in one language."""

    language: str
    title: str
    made: str
    parts: tuple[Part, ...]


MEASURES = (
    N_("Nobody signs in without a role; each write asks for the role below the screens, and is noted with who did it."),
    N_("Files of the store are readable by its own user alone (0600, folders 0700)."),
    N_(
        "Authors of messages are stored as one-way numbers; columns with personal data that no figure uses are not read."
    ),
    N_(
        "A person is erased on request: rows, raw files, rejected records, reports, backups; proved by a search of every file."
    ),
    N_("Backups are verified when they are made; what is past its time is deleted every day by itself."),
)


def register(store: Store, language: str, *, roles: Roles | None = None, today: date | None = None) -> Register:
    """What the store keeps now. `roles`: those of the sign-in; None where nobody signs in."""
    say = translator(language)
    today = today or date.today()
    told = say("Made on {day} from the tables and settings of this store.").format(day=numbers.day(today, language))
    return Register(
        language,
        say("Register of processing"),
        told,
        (
            _kept(store, language),
            _access(store, language, roles),
            _places(store, language),
            _recipients(store, language),
            Part(say("Measures"), lines=(_pseudonyms(store, language), *(say(one) for one in MEASURES))),
            _limits_of_it(language),
        ),
    )


def markdown(told: Register) -> str:
    """The register as Markdown."""
    lines = [f"# {told.title}", "", told.made]
    for part in told.parts:
        lines += ["", f"## {part.title}", ""]
        if part.heads:
            lines += [_row(part.heads), _row(("---",) * len(part.heads)), *(_row(row) for row in part.rows)]
        lines += [f"- {line}" for line in part.lines]
    return "\n".join(lines) + "\n"


def page(told: Register) -> str:
    """The register as a page of HTML, which needs nothing else."""
    parts = []
    for part in told.parts:
        parts.append(f"<h2>{html.escape(part.title)}</h2>")
        if part.heads:
            heads = "".join(f'<th scope="col">{html.escape(one)}</th>' for one in part.heads)
            rows = "".join(
                "<tr>" + "".join(f"<td>{html.escape(one)}</td>" for one in row) + "</tr>" for row in part.rows
            )
            parts.append(f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>")
        if part.lines:
            parts.append("<ul>" + "".join(f"<li>{html.escape(line)}</li>" for line in part.lines) + "</ul>")
    return (
        f'<!doctype html>\n<html lang="{told.language}"><head><meta charset="utf-8">'
        f"<title>{html.escape(told.title)}</title><style>{_STYLE}</style></head><body>"
        f"<h1>{html.escape(told.title)}</h1><p>{html.escape(told.made)}</p>{''.join(parts)}</body></html>\n"
    )


_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#1c1c1c}"
    "table{border-collapse:collapse;width:100%;font-size:.9rem}"
    "th,td{border:1px solid #bbb;padding:.4rem .6rem;text-align:left;vertical-align:top}th{background:#f2f2f2}"
)


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(one.replace("|", "\\|").replace("\n", " ") for one in cells) + " |"


def _kept(store: Store, language: str) -> Part:
    say = translator(language)
    heads = (
        say("What is kept"),
        say("Of whom"),
        say("Why"),
        say("How long"),
        say("Tables and columns"),
        say("Rows now"),
    )
    rows = []
    for one in inventory.CATEGORIES:
        where = "; ".join(f"{table} ({', '.join(columns)})" for table, columns in one.columns.items())
        count = sum(int(store.value(_counted(table, columns))) for table, columns in one.columns.items())
        rows.append(
            (
                say(one.what),
                say(one.whose),
                say(one.why),
                how_long(store, one.limit, language),
                where,
                numbers.number(count, language),
            )
        )
    return Part(say("What is kept, why and how long"), heads, tuple(rows))


def _counted(table: str, columns: tuple[str, ...]) -> str:
    """The query of the rows that hold any of these columns."""
    held = " or ".join(f"{quote(name)} is not null" for name in columns)
    return f"select count(*) from {quote(table)} where {held}"


def how_long(store: Store, limit: str, language: str) -> str:
    """How long something is kept, by the settings of now."""
    say = translator(language)
    if limit in limits.KINDS:
        count = limits.months(store, limit)
        if count is None:
            return say("until its upload is withdrawn: no limit is set")
        return say("{count} months, then deleted by itself").format(count=count)
    if limit == inventory.RAW:
        days = retention.days(store)
        told = [say("{count} days, then deleted by itself").format(count=days)] if days else []
        if setting(store, "pseudonyms", "off") == "on":
            told = [say("not kept: authors are stored as pseudonyms")]
        elif any(limits.months(store, kind) is not None for kind in limits.KINDS):
            told.append(say("no longer than the texts and names in them"))
        told.append(say("30 days after their upload is withdrawn"))
        return "; ".join(told)
    return say(
        {
            inventory.UPLOAD: N_("until its upload is withdrawn"),
            inventory.ISSUED: N_("for as long as the store: what was issued and sent stays, save for an erasure"),
            inventory.LOG: N_("for as long as the store: it is never changed"),
            inventory.FOR_EVER: N_("for as long as the store"),
        }[limit]
    )


def _access(store: Store, language: str, roles: Roles | None) -> Part:
    say = translator(language)
    rights = {
        "viewer": N_("reads figures, mentions and reports, keeps views"),
        "analyst": N_("also loads files, corrects and annotates"),
        "approver": N_("also decides objectives and settings, undoes uploads, erases people"),
    }
    if roles is None:
        lines = [say("Nobody signs in: whoever reaches this machine's dashboard may read and change everything.")]
    else:
        lines = []
        listed: Mapping[str, list[str]] = {role: [] for role in rights}
        for given in roles.given:
            listed[given.role].extend((*sorted(given.people), *sorted(given.groups)))
        for address, one in decisions.in_force(store, "person").items():
            role = OF_THE_LIST.get(one.value, one.value)
            if role in listed:
                listed[role].append(address)
        for role, told in rights.items():
            names = ", ".join(dict.fromkeys(listed[role])) or say("nobody by name")
            lines.append(f"{say(role)}: {say(told)}. {names}.")
    lines.append(say("Whoever runs the program on its machine may do everything there."))
    return Part(say("Who has access"), lines=tuple(lines))


def _places(store: Store, language: str) -> Part:
    say = translator(language)
    kept = backup_settings.kept(store)
    lines = [
        say("The store and what lies beside it: {folder}").format(folder=store.path.parent),
        say("Backups: {folder}. The latest of {days} days, {weeks} weeks and {months} months are kept: what was deleted from the store stays in them so long, what was erased does not.").format(folder=shelf.folder(store.path), days=kept.days, weeks=kept.weeks, months=kept.months),
    ]  # fmt: skip
    if drop_folder.folder(store):
        lines.append(
            say("Files wait in, and stay in, the inbox folder: {folder}. Whoever owns it empties it.").format(
                folder=drop_folder.folder(store)
            )
        )
    if published.known(store):
        lines.append(
            say(
                "Tables of every brand, mentions with their authors among them, were published into: {folders}. Whoever is "
                "erased leaves them at once."
            ).format(folders=", ".join(published.known(store)))
        )
    return Part(say("Where it lies"), lines=tuple(lines))


def _recipients(store: Store, language: str) -> Part:
    say = translator(language)
    lines = [
        say("Reports, {name}: {places}").format(name=one.name, places=", ".join(one.addresses) or one.folder)
        for one in report_settings.recipients(store)
    ]
    lines += [
        say("Alerts, {name}: {places}").format(name=one.name, places=", ".join(one.addresses) or one.way)
        for one in channels.channels(store)
    ]
    lines.append(
        say("Whoever may read may download figures, mentions and reports: what was taken away is noted by its name.")
    )
    lines.append(
        say(
            "Where an assistant is connected (python -m kpis mcp), whoever runs its model receives the figures and mentions "
            "that it asks for."
        )
    )
    lines.append(
        say(
            "Beside these, and the mail server, webhooks and provider of the sign-in that are configured, the program asks no other server."
        )
    )
    return Part(say("Who receives it"), lines=tuple(lines))


def _pseudonyms(store: Store, language: str) -> str:
    say = translator(language)
    if setting(store, "pseudonyms", "off") == "on":
        return say(
            "Authors are stored as pseudonyms (HMAC-SHA256 under a secret outside the store); names inside texts stay."
        )
    return say("Authors are stored by name: pseudonyms are off.")


def _limits_of_it(language: str) -> Part:
    say = translator(language)
    lines = (
        N_(
            "It does not say on which ground of law the processing rests, nor who is responsible: the organisation adds both."
        ),
        N_(
            "It knows nothing of what people took away, of mails that left, and of copies that were made by other means."
        ),
    )
    return Part(say("What this register does not say"), lines=tuple(say(one) for one in lines))
