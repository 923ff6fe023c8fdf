"""Who receives which report and when, the address that links begin with, and the organisation's own look.

Each is a decision of the log, or a setting: the history shows it with its author, and can undo it.
"""

from __future__ import annotations

import base64
import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime

from data.decisions import log as decision_log
from data.decisions.people import mail
from data.sentences import Refusal
from data.store import Store, now, setting

LINKS = "report_links"  # the setting
RECIPIENTS, SCHEDULE, STYLE, FILE = "report_recipients", "report_schedule", "report_style", "report_file"
KINDS = ("week", "month", "quarter")  # of reports with a schedule
PLACES = ("outbox", "folder")
LONGEST = 60  # characters of a name
LARGEST = {"logo": 1_000_000, "template": 30_000_000}  # bytes
FILES = ("logo", "template")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True)
class Recipients:
    """Who receives a report. `addresses`: e-mail addresses of the outbox; `folder`: where files are written instead."""

    name: str
    brand: str
    role: str
    kind: str
    language: str
    place: str
    addresses: tuple[str, ...] = ()
    folder: str = ""
    set_at: datetime = datetime(1900, 1, 1)
    set_by: str = ""


@dataclass(frozen=True)
class Schedule:
    """When the report of a kind is due, in the organisation's time zone, after its period.

    `day`: of a weekly one the weekday, 1 for Monday; of a monthly or quarterly one the day of the month, 1 to 28. `patience`:
    hours after that for which it waits for what is missing, before it is issued and says so.
    """

    kind: str
    day: int
    hour: int
    minute: int = 0
    patience: int = 48
    set_at: datetime = datetime(1900, 1, 1)
    set_by: str = ""


@dataclass(frozen=True)
class Style:
    """The organisation's own look; '' or () where the product's own is used. `colours`: accent, text, background."""

    name: str = ""
    footer: str = ""
    font: str = ""
    colours: tuple[str, ...] = ()


def links_of(store: Store) -> str:
    """The address of the dashboard that links of reports begin with; '' where none is set."""
    return setting(store, LINKS, "")


def set_links(store: Store, address: str, *, who: str) -> None:
    """Set the address that links begin with; '': none. Raises Refusal unless it is one of the web, without a query."""
    written = address.strip().rstrip("/")
    if written and not re.fullmatch(r"https?://[^\s/?#@\"'<>]+(/[^\s?#\"'<>]*)?", written):
        raise Refusal("'{address}' is not an address of a dashboard: write it as https://dashboard.example.org.", address=address)  # fmt: skip
    if written != links_of(store):
        store.append("settings", {"name": LINKS, "value": written, "set_at": now(), "set_by": who})


def recipients(store: Store) -> tuple[Recipients, ...]:
    """The recipients in force, by name."""
    found = decision_log.in_force(store, RECIPIENTS).values()
    return tuple(_recipients(one.subject, json.loads(one.value), one.set_at, one.set_by) for one in found)


def set_recipients(store: Store, one: Recipients, *, who: str) -> None:
    """Keep recipients under their name, in place of earlier ones of that name. Raises Refusal for what is not complete."""
    name = " ".join(one.name.split())
    if not name or len(name) > LONGEST:
        raise Refusal("Recipients need a name of at most {most} characters.", most=LONGEST)
    if one.kind not in KINDS:
        raise Refusal("'{kind}' is not a kind of report with recipients: use {known}.", kind=one.kind, known=", ".join(KINDS))  # fmt: skip
    if one.language not in ("fr", "en"):
        raise Refusal("'{language}' is not a language of reports: use fr or en.", language=one.language)
    if one.place not in PLACES:
        raise Refusal("'{place}' is not a way to deliver a report: use {known}.", place=one.place, known=", ".join(PLACES))  # fmt: skip
    if not one.brand.strip() or not one.role.strip():
        raise Refusal("Recipients need a brand and a role: a report is of one of each.")
    addresses = tuple(dict.fromkeys(mail(address) for address in one.addresses))
    if one.place == "outbox" and not addresses:
        raise Refusal("Recipients of the outbox need at least one e-mail address.")
    if one.place == "folder" and not one.folder.strip():
        raise Refusal("Name the folder that the files are written to.")
    if one.place == "folder":
        _check_folder(store, one, name)
    value = {
        "brand": one.brand.strip(),
        "role": one.role,
        "kind": one.kind,
        "language": one.language,
        "place": one.place,
        "addresses": list(addresses) if one.place == "outbox" else [],
        "folder": one.folder.strip() if one.place == "folder" else "",
    }
    decision_log.decide(store, RECIPIENTS, name, json.dumps(value, ensure_ascii=False, sort_keys=True), who=who)


def _check_folder(store: Store, one: Recipients, name: str) -> None:
    """Raises Refusal where other recipients get files of the same names in the folder, which would replace theirs."""
    for other in recipients(store):
        same = (other.brand, other.kind, other.language) == (one.brand.strip(), one.kind, one.language)
        if same and other.name != name and other.place == "folder" and other.folder == one.folder.strip():
            raise Refusal(
                "The folder {folder} gets the same report for {name} already: files of one name would replace each other. "
                "Name another folder.",
                folder=one.folder.strip(),
                name=other.name,
            )


def remove_recipients(store: Store, name: str, *, who: str) -> None:
    """Send them no more reports; what was sent stays on record. The history of the settings can restore them."""
    decision_log.decide(store, RECIPIENTS, name, "", who=who)


def in_force_since(store: Store, kind: str, subject: str) -> datetime:
    """When the recipients or schedule of a subject came into force, whatever was changed of them since. In UTC."""
    sql = """
        with rows as (select value, set_at, rowid as position from decisions where kind = $kind and subject = $subject)
        select min(set_at)
        from rows
        where position > coalesce((select max(position) from rows where value = ''), -1)
    """
    return store.value(sql, {"kind": kind, "subject": subject}) or datetime(9999, 1, 1)


def schedules(store: Store) -> dict[str, Schedule]:
    """Kind -> its schedule; a kind without one is issued by hand."""
    found = decision_log.in_force(store, SCHEDULE)
    return {
        kind: Schedule(kind, **json.loads(one.value), set_at=one.set_at, set_by=one.set_by)
        for kind, one in found.items()
    }


def set_schedule(store: Store, one: Schedule, *, who: str) -> None:
    """Set when the reports of a kind are due. Raises Refusal for a day or an hour that is none."""
    if one.kind not in KINDS:
        raise Refusal("'{kind}' is not a kind of report with a schedule: use {known}.", kind=one.kind, known=", ".join(KINDS))  # fmt: skip
    last = 7 if one.kind == "week" else 28
    if not 1 <= one.day <= last:
        raise Refusal("{day} is not a day of this schedule: use 1 to {last}.", day=one.day, last=last)
    if not (0 <= one.hour <= 23 and 0 <= one.minute <= 59):
        raise Refusal("{hour}:{minute} is not an hour of the day: use 0:00 to 23:59.", hour=one.hour, minute=f"{one.minute:02d}")  # fmt: skip
    if not 0 <= one.patience <= 24 * 14:
        raise Refusal("A report waits for its sources between 0 and {most} hours.", most=24 * 14)
    value = {name: getattr(one, name) for name in ("day", "hour", "minute", "patience")}
    decision_log.decide(store, SCHEDULE, one.kind, json.dumps(value, sort_keys=True), who=who)


def remove_schedule(store: Store, kind: str, *, who: str) -> None:
    """Issue the reports of a kind by hand alone."""
    decision_log.decide(store, SCHEDULE, kind, "", who=who)


def style(store: Store) -> Style:
    """The organisation's look."""
    found = decision_log.in_force(store, STYLE).get("")
    if found is None:
        return Style()
    plain = json.loads(found.value)
    return Style(**{**plain, "colours": tuple(plain["colours"])})


def set_style(store: Store, one: Style, *, who: str) -> None:
    """Set name, footer, font and colours. Raises Refusal for a colour that is none, or a text that no page holds."""
    for colour in one.colours:
        if not _COLOUR.fullmatch(colour):
            raise Refusal("'{colour}' is not a valid colour: write it as #1F4E79.", colour=colour)
    if len(one.colours) > 3:
        raise Refusal("A report has three colours of its own at most: accent, text, background.")
    kept = Style(" ".join(one.name.split()), " ".join(one.footer.split()), " ".join(one.font.split()), one.colours)
    for text, most in ((kept.name, LONGEST), (kept.footer, 160), (kept.font, LONGEST)):
        if len(text) > most:
            raise Refusal("'{text}' is too long for a page: {most} characters at most.", text=text, most=most)
    value = "" if kept == Style() else json.dumps(asdict(kept), ensure_ascii=False, sort_keys=True)
    decision_log.decide(store, STYLE, "", value, who=who)


def file(store: Store, name: str) -> bytes:
    """The bytes of the organisation's `logo` (PNG or JPEG) or `template` (.potx or .pptx); b'' where there is none."""
    found = decision_log.in_force(store, FILE).get(name)
    return base64.b64decode(found.value) if found else b""


def set_file(store: Store, name: str, content: bytes, *, who: str) -> None:
    """Keep a logo or a template; b'' removes it. Raises Refusal unless its bytes are of its kind, and not too many."""
    if name not in FILES:
        raise Refusal("'{name}' is not a file of reports: use {known}.", name=name, known=", ".join(FILES))
    if len(content) > LARGEST[name]:
        raise Refusal("The file has {size} bytes; the maximum is {most}.", size=len(content), most=LARGEST[name])
    if content and name == "logo" and not content.startswith(_PICTURES):
        raise Refusal("A logo is a PNG or JPEG picture; this file is neither.")
    if content and name == "template" and not content.startswith(_ZIP):
        raise Refusal("A template is a .potx or .pptx file of PowerPoint; this file is neither.")
    decision_log.decide(store, FILE, name, base64.b64encode(content).decode(), who=who)


def _recipients(name: str, plain: dict, set_at: datetime, set_by: str) -> Recipients:
    return Recipients(name, **{**plain, "addresses": tuple(plain["addresses"])}, set_at=set_at, set_by=set_by)
