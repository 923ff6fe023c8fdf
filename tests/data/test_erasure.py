"""One person is erased from everything in reach, proved by a search of the bytes of every file; figures stay."""

import io
import json
import shutil
import sqlite3
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path

import openpyxl
import pytest
import zstandard

from commands.safekeeping import integrity, rounds
from data.access import log, reading
from data.access.acting import ANALYST, APPROVER, Actor, acting
from data.backups import making, shelf
from data.decisions import extra_columns, people
from data.derived import backlog
from data.migrations import open_store
from data.personal import elsewhere, erasure
from data.personal.spelling import Spelling
from data.reports import issued, outbox
from data.sentences import Refusal
from data.store import insert, now
from kpis.compute import compute
from kpis.engine.scope import Scope
from loaders.load import load
from loaders.rebuild import rebuild
from tests.tables import given

HANDLE, NAME = "zébulon_quark42", "Zébulon Quarkström"
SAID = "Le moteur tousse chaque matin depuis la dernière révision au garage"
HEADER = "Date | Brand | Channel | Text | Author | Sentiment | URL | Mood"
ROWS = f"""
2026-03-02 10:00 | Aurelle | x | {SAID} | @{HANDLE} | negative | https://x.com/{HANDLE}/status/2117710814508004723 | {HANDLE} is cross
2026-03-02 11:00 | Aurelle | x | Merci ! | {HANDLE.upper()} | positive | | calm
2026-03-03 11:00 | Aurelle | facebook | Une voiture qui roule bien, rien à dire de plus ce soir | {NAME} | positive | | calm
2026-03-03 12:00 | Aurelle | x | Bien dit @{HANDLE}, et {unicodedata.normalize("NFD", NAME)} aussi, la panne dure | ann | negative | | calm
2026-03-03 13:00 | Aurelle | x | Rien à voir avec quark42, la panne | bob | negative | | calm
2026-03-99 12:00 | Aurelle | x | Sans jour | {HANDLE} | | | calm
"""
SPELLED = [unicodedata.normalize(form, one) for one in (HANDLE, NAME) for form in ("NFC", "NFD")]
NEEDLES = {
    one.encode(code)
    for text in (*SPELLED, *(each.lower() for each in SPELLED), *(each.upper() for each in SPELLED), SAID)
    for one in (text, json.dumps(text)[1:-1])
    for code in ("utf-8", "utf-16-le", "utf-16-be", "cp1252")
    if code != "cp1252" or unicodedata.is_normalized("NFC", one)
}


def bytes_of(content):
    """Bytes, and those inside archives and compressed files."""
    yield content
    if content[:4] == b"\x28\xb5\x2f\xfd":
        yield from bytes_of(zstandard.ZstdDecompressor().stream_reader(io.BytesIO(content)).read())
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield from bytes_of(archive.read(name))


def holding(folder):
    """The files below a folder that hold the person."""
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and any(needle in content for content in bytes_of(path.read_bytes()) for needle in NEEDLES)
    )


def table(rows):
    return [[cell.strip() for cell in line.split("|")] for line in [HEADER, *rows.strip().splitlines()]]


def brought(store, folder, name, content):
    (folder / name).write_bytes(content)
    done = load(store, folder / name, name=name, who="ann", origin="screen")
    (folder / name).unlink()
    assert done.status == "loaded", (name, done.reason, done.questions)
    return done


def everywhere(store, incoming):
    """The person in each kind of file, table and place that a store has."""
    extra_columns.turn(store, "on", who="ann")
    cells = table(ROWS)
    csv = "\n".join(";".join(line) for line in cells)
    brought(store, incoming, "utf8.csv", csv.encode())
    brought(store, incoming, "utf16.csv", csv.replace("2026-03", "2026-04").encode("utf-16"))
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("inner.csv", csv.replace("2026-03", "2026-05"))
    brought(store, incoming, "packed.zip", archive.getvalue())
    book, sheet = openpyxl.Workbook(), io.BytesIO()
    for line in cells:
        book.active.append([cell.replace("2026-03", "2026-06") for cell in line])
    book.save(sheet)
    brought(store, incoming, "book.xlsx", sheet.getvalue())
    brought(store, incoming, "others.csv", "\n".join(";".join(line) for line in table("2026-07-01 10:00 | Aurelle | x | Bonjour | bob | | | calm")).encode())  # fmt: skip
    received = [
        ["Received", "Brand", "Channel", "Kind", "Author", "Message", "First reply", "URL"],
        [
            "2026-03-02 10:00",
            "Aurelle",
            "x",
            "message",
            HANDLE,
            SAID,
            "2026-03-02 12:00",
            f"https://x.com/{HANDLE}/status/9",
        ],
        ["2026-03-02 11:00", "Aurelle", "x", "message", "bob", "Bonjour", "", ""],
    ]
    brought(store, incoming, "conversations.csv", "\n".join(";".join(line) for line in received).encode())
    backlog.settle(store)
    day = now().date()
    content = json.dumps(
        {"rows": [[NAME, SAID[:30] + "…", f"https://x.com/{HANDLE}/status/1"], ["ann", "Autre"]], "n": 3.0}
    )
    period = issued.Period("week", "Aurelle", "senior", day, day, day, day)
    (row,) = issued.add(store, period, {"fr": (content, "0" * 64)}, definitions="", who="ann")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("slide.xml", f"<a>{NAME}</a>")
    outbox.add(store, recipient="r", kind="week", since=day, report=row.report, language="fr", place="outbox",
               addresses=("a@b.org",), subject="s", status="waiting", files=(outbox.File("r.pptx", "x", packed.getvalue()),))  # fmt: skip
    with store.writing() as cursor:
        insert(cursor, "watch_messages", {
            "message": 1, "episode": 1, "brand": "Aurelle", "level": 2, "reason": "level", "channel": "c", "address": "", "about": "",
            "subject": "Alerte", "body": f"Premiers textes :\n{NAME} : {SAID}\nautre ligne", "status": "sent", "attempts": 1,
            "due_at": now(), "made_at": now(), "changed_at": now(),
        })  # fmt: skip
    making.make(store, "by hand")
    aside = store.path.with_name(f"{store.path.stem}.before-restore-2026-03-02T000000Z")
    shutil.copytree(shelf.listed(store.path)[0].path, aside)
    (aside / shelf.DATABASE).rename(aside / store.path.name)
    connection = sqlite3.connect(store.figures)
    connection.execute("create table if not exists figures (key blob unique, tokens blob, frame blob)")
    connection.execute("insert into figures values (?, ?, ?)", [b"k", b"t", f"{NAME}".encode()])
    connection.commit()
    connection.close()


@pytest.fixture(scope="module")
def lived_in(empty_store_file, tmp_path_factory):
    """The folder of a store that has the person everywhere."""
    folder = tmp_path_factory.mktemp("lived in")
    opened = open_store(shutil.copyfile(empty_store_file, folder / "e-reputation.duckdb"))
    everywhere(opened, tmp_path_factory.mktemp("incoming"))
    opened.close()
    in_use(folder)
    return folder


def in_use(folder):
    """What lies beside a store while people work."""
    for ending, name in ((".snapshots", "1.duckdb"), (".inbox", "request"), (".work", "received-1")):
        place = folder / f"e-reputation{ending}"
        place.mkdir(exist_ok=True)
        (place / name).write_bytes(ROWS.encode("utf-16-be"))


@pytest.fixture
def store(lived_in, tmp_path):
    opened = open_store(shutil.copytree(lived_in, tmp_path / "here") / "e-reputation.duckdb")
    in_use(opened.path.parent)
    yield opened
    opened.close()


@pytest.fixture
def empty(empty_store_file, tmp_path):
    opened = open_store(shutil.copyfile(empty_store_file, tmp_path / "e-reputation.duckdb"))
    yield opened
    opened.close()


FEW = (
    "mention_volume", "mention_volume_unique", "unique_authors", "active_advocates", "audience_loyalty_rate", "potential_reach",
    "net_sentiment_score", "sensitive_topic_share", "story_burst_authors", "duplicate_rate", "response_rate",
    "first_response_time_median", "inbound_requests", "data_completeness",
)  # fmt: skip


def figures(store):
    """KPIs that read mentions and messages, week by week. (Emerging words lose those of the texts.)"""
    scope = Scope(now().date().replace(2026, 3, 1), now().date().replace(2026, 7, 5), ("Aurelle",))
    return {name: compute(store, name, scope, grain="week")[["period", "value", "n", "state"]].to_csv() for name in FEW}


def test_a_person_is_in_no_byte_of_any_file_after_the_erasure(store, tmp_path):
    folder = store.path.parent
    assert len(holding(folder)) >= 10  # the search itself finds: raw files of every kind, store, backup, work …
    who = erasure.person(store, f"@{HANDLE.upper()}", (NAME,))
    told = erasure.found(store, who)
    assert told.tables["mention_records"] == 12
    assert told.tables["mention_records: named by others"] == 4
    assert told.tables["conversation_records"] == 1
    assert told.tables["rejects"] == 4
    assert set(told.uploads) == {"utf8.csv", "utf16.csv", "packed.zip", "book.xlsx", "conversations.csv"}
    assert len(told.backups) == 2
    assert told.reports == (1,)
    before, entries = figures(store), len(reading.entries(store))
    done = erasure.erase(store, who, by="ann")
    assert done.is_rewritten
    assert (done.remaining, done.log_entries) == ((), 0)
    assert holding(folder) == []
    assert figures(store) == before
    assert len(shelf.listed(store.path)) == 1  # a new one, in the place of those that were removed
    faults = [str(one.told) for one in integrity.findings(store) if one.is_fault]
    assert faults == []
    # the log tells of it by keys, and is sound
    rows = reading.entries(store)
    assert log.first_changed(rows) is None
    assert [row[4] for row in rows[entries:]].count("erasure of an author") == 2
    store.close()
    assert holding(folder) == []


def test_a_kill_after_the_commit_leaves_no_copy_that_holds_the_person(store, tmp_path):
    path = store.path
    store.close()
    script = f"""
import os
from pathlib import Path
from data.migrations import open_store
from data.personal import erasure

def killed(share, _told):
    if share >= 0.6:  # the store is committed, backups and figures are not removed
        os._exit(9)

store = open_store(Path({str(path)!r}))
erasure.erase(store, erasure.person(store, {HANDLE!r}, ({NAME!r},)), by="ann", progress=killed)
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=Path(__file__).parents[2], check=False)
    assert done.returncode == 9
    assert [one for one in holding(path.parent) if ".backups" in one]
    again = open_store(path)
    rounds.Rounds(again).round()
    left = [one for one in holding(path.parent) if ".inbox" not in one]  # requests are answered by who serves
    assert left == []
    again.close()
    assert [one for one in holding(path.parent) if ".inbox" not in one] == []


def test_what_names_the_person_in_others_texts_goes_and_the_rest_stays(store):
    erasure.erase(store, erasure.person(store, HANDLE, (NAME,)), by="ann")
    texts = [row["text"] for row in store.rows("select text from mention_records where author = 'ann'")]
    assert texts == ["Bien dit @[erased], et [erased] aussi, la panne dure"] * 4
    assert store.value("select count(*) from mentions where text = 'Rien à voir avec quark42, la panne'") == 4
    (report,) = store.rows("select content, sha256, first_sha256, redacted_at from issued_reports")
    assert json.loads(report["content"])["rows"] == [["[erased]", "[erased]", ""], ["ann", "Autre"]]
    assert report["first_sha256"] == "0" * 64 != report["sha256"]
    assert report["redacted_at"] is not None
    assert store.value("select body from watch_messages") == "Premiers textes :\n[erased]\nautre ligne"
    assert store.value("select status from report_deliveries") == "failed"
    assert store.value("select count(*) from report_files") == 0


def test_a_later_file_that_brings_the_person_again_is_counted_without_them(store, tmp_path):
    erasure.erase(store, erasure.person(store, HANDLE, (NAME,)), by="ann")
    authors = store.value("select count(distinct author_key) from mentions")
    lines = table(ROWS.replace("2026-03", "2026-08"))
    done = brought(store, tmp_path, "later.csv", "\n".join(";".join(line) for line in lines).encode())
    assert any("people who were erased" in str(note) for part in done.parts for note in part.notes)
    assert (done.kept, done.rejected) == (5, 1)
    assert store.value("select count(distinct author_key) from mentions") == authors  # the same people as before
    rows = store.rows("select author, text from mentions where day >= date '2026-08-01' order by published_at")
    assert [row["author"] for row in rows] == [None, None, None, "ann", "bob"]
    assert not elsewhere.raw_holding(store, Spelling((HANDLE,)))  # its raw file is not kept
    assert f"{done.sha256}.zst" not in {path.name for path in store.files.iterdir()}
    # of the records of the person nothing came back; what others wrote anew is theirs
    assert store.value("select count(*) from mentions where contains(text, ?)", [SAID]) == 0
    assert store.value("select count(*) from rejects where cells is not null") == 0


def test_a_rebuild_names_what_an_erasure_took(store, tmp_path):
    erasure.erase(store, erasure.person(store, HANDLE, (NAME,)), by="ann")
    done = rebuild(store, tmp_path / "rebuilt.duckdb")
    assert done.uploads == 1
    assert len(done.lacking) == 5


def test_who_may_not_who_is_a_brand_and_what_is_too_short(empty, tmp_path):
    store = empty
    given(
        store, tmp_path, "a.csv", "Date | Brand | Channel | Text | Author\n2026-03-02 | Aurelle | x | Bonjour | Aurelle"
    )
    with pytest.raises(Refusal, match="is a name or an account of a brand"):
        erasure.person(store, "aurelle")
    with pytest.raises(Refusal, match="too short"):
        erasure.person(store, "@a_")
    who = erasure.person(store, "somebody")
    assert erasure.found(store, who).is_nothing
    with acting(Actor("eve", ANALYST)), pytest.raises(Refusal, match="approver"):
        erasure.erase(store, who, by="eve")


def test_a_name_within_a_longer_word_is_another_word(empty, tmp_path):
    store = empty
    rows = "2026-03-02 | Aurelle | x | Les maries sont en marie-galante, Marie dit oui | Marie\n2026-03-02 | Aurelle | x | Mariette | mariem"
    given(store, tmp_path, "a.csv", f"Date | Brand | Channel | Text | Author\n{rows}")
    told = erasure.found(store, erasure.person(store, "marie"))
    assert told.tables == {"mention_records": 1}


def test_an_approver_may_erase_and_whoever_works_here_stays(empty, tmp_path):
    store = empty
    given(
        store, tmp_path, "a.csv", "Date | Brand | Channel | Text | Author\n2026-03-02 | Aurelle | x | Bonjour | claire"
    )
    people.set_role(store, "claire@example.org", "analyst", who="claire")
    with acting(Actor("claire", APPROVER)):
        done = erasure.erase(store, erasure.person(store, "Claire"), by="claire")
    assert done.found.tables == {"mention_records": 1}
    assert store.value("select author from mentions") is None
    assert store.rows("select subject, set_by from decisions") == [
        {"subject": "claire@example.org", "set_by": "claire"}
    ]
