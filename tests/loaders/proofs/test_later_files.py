"""A later file changes what it states, and nothing else: whatever it lacks, in whatever order files come and go."""

import os
import shutil
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data import ledger
from data.store import Store
from loaders.load import load, preview
from tests.loaders.proofs.outcomes import counted
from tests.tables import write

EXAMPLES = int(os.environ.get("EREPUTATION_PROOFS", "4"))
NOTES = {
    "Cells of other uploads that this file changes: {columns}.": 0,
    "Cells that this file adds to records of other uploads: {columns}.": 1,
    "Left alone, because this file does not state what other uploads do: {columns}.": 2,
}


def day(row):
    return date(2026, 1, 5 + row)


def moment(text):
    local = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Paris"))
    return local.astimezone(UTC).replace(tzinfo=None)


def answer(text):
    return {"yes": True, "no": False}[text]


# kinds of cells: some texts, and what the store makes of one
COUNT = (("0", "1", "7", "12"), int)
NUMBER = (("3", "40", "250"), float)
NAME = (("Alpha", "Beta", "Gamma"), str)
ANSWER = (("yes", "no"), answer)
MOMENT = (("2026-01-20 10:00", "2026-01-21 18:30"), moment)
LABEL = (("positive", "negative", "neutral"), str)
ADDRESS = (("https://one.example/a", "https://two.example/b"), str)

# canonical table: its records, the cells that identify row i, and the others: header -> column and kind; those that
# stand in every file end with *
TABLES = {
    "posts": (
        "post_records",
        lambda i: {"date": f"{day(i)} 09:00", "channel": "Facebook", "id": f"p{i}"},
        {
            "post*": ("text", NAME), "title": ("title", NAME), "url": ("url", ADDRESS), "type": ("post_type", NAME),
            "account": ("account", NAME), "impressions": ("impressions", COUNT), "reach": ("reach", COUNT),
            "views": ("views", COUNT), "reactions": ("reactions", COUNT), "comments": ("comments", COUNT),
            "shares": ("shares", COUNT), "saves": ("saves", COUNT), "clicks": ("clicks", COUNT),
            "engagements": ("engagement", COUNT), "paid": ("is_paid", ANSWER),
        },
    ),
    "mentions": (
        "mention_records",
        lambda i: {"date": f"{day(i)} 09:00", "channel": "Forum", "id": f"m{i}"},
        {
            "text*": ("text", NAME), "title": ("title", NAME), "url": ("url", ADDRESS), "source": ("source", NAME),
            "author": ("author", NAME), "author followers": ("author_followers", COUNT),
            "language": ("language", (("fr", "en"), str)), "country": ("country", (("FR", "BE"), str)),
            "topic": ("topic", NAME), "sentiment": ("sentiment", LABEL), "reach": ("reach", COUNT),
            "engagements": ("engagement", COUNT), "repost": ("is_repost", ANSWER),
        },
    ),
    "conversations": (
        "conversation_records",
        lambda i: {"received": f"{day(i)} 09:00", "channel": "Facebook", "id": f"c{i}"},
        {
            "message*": ("text", NAME), "kind": ("kind", NAME), "topic": ("topic", NAME), "url": ("url", ADDRESS),
            "first reply": ("first_reply_at", MOMENT), "first reply minutes": ("first_reply_minutes", NUMBER),
            "treated": ("treated_at", MOMENT), "resolved on": ("resolved_at", MOMENT),
            "needs answer": ("needs_answer", ANSWER), "resolved": ("is_resolved", ANSWER),
            "satisfied": ("is_satisfied", ANSWER), "needs routing": ("needs_routing", ANSWER),
            "routed to": ("routed_to", NAME), "routed": ("routed_at", MOMENT), "sentiment": ("sentiment", LABEL),
            "last sentiment": ("last_sentiment", LABEL),
        },
    ),
    "alerts": (
        "alert_records",
        lambda i: {"alert": "Recall", "acknowledged": f"{day(i)} 10:20"},
        {
            "first mention": ("first_mention_at", MOMENT), "informed": ("informed_at", MOMENT), "topic": ("topic", NAME),
            "confirmed": ("is_confirmed", ANSWER),
        },
    ),
    "relations": (
        "relation_records",
        lambda i: {"date": f"{day(i)}", "site": "blog.example", "relation": "exchange"},
        {"url": ("url", ADDRESS)},
    ),
    "reports": (
        "report_records",
        lambda i: {"report": "Weekly", "due": f"{day(i)} 12:00"},
        {"sent*": ("sent_at", MOMENT)},
    ),
    "search_audits": (
        "search_audit_records",
        lambda i: {"date": f"{day(i)}", "query": "acme", "kind": "result", "result": "A page", "engine": "Google"},
        {"url": ("url", ADDRESS), "sentiment": ("sentiment", LABEL)},
    ),
    "ai_answers": (
        "ai_answer_records",
        lambda i: {
            "date": f"{day(i)}", "assistant": "ChatGPT", "prompt": "Which car?", "run": f"{i}", "brands named": "Acme",
        },
        {"answer": ("answer", NAME), "correct": ("is_correct", ANSWER)},
    ),
    "surveys": (
        "survey_records",
        lambda i: {"date": f"{day(i)}", "survey": "csat", "score": "4", "id": f"s{i}"},
        {"answers": ("answers", COUNT), "channel": ("channel", (("facebook", "x"), str))},
    ),
    "sentiment": (
        "sentiment_records",
        lambda i: {"date": f"{day(i)}", "positive": "3", "neutral": "2", "negative": "1"},
        {"mixed": ("mixed", COUNT), "unknown": ("unknown", COUNT)},
    ),
    "business": (
        "business_records",
        lambda i: {"first day": f"{day(i)}", "source": "newsletter"},
        {
            "visits*": ("visits", COUNT), "conversions*": ("conversions", NUMBER), "revenue*": ("revenue", NUMBER),
            "currency": ("currency", (("EUR", "USD"), str)),
        },
    ),
    "search": (
        "search_records",
        lambda i: {"Date": f"{day(i)}", "CTR": "0.1"},
        {"Clicks*": ("clicks", COUNT), "Impressions*": ("impressions", COUNT), "Position*": ("position", NUMBER)},
    ),
    "links": (
        "link_records",
        lambda i: {
            "First seen": f"{day(i)}", "Referring page URL": f"https://blog.example/{i}", "Anchor": "acme",
            "Target URL": "https://acme.example/",
        },
        {
            "Domain rating*": ("authority", NUMBER), "Lost": ("lost", (("2026-01-30", "2026-01-31"), date.fromisoformat)),
            "Nofollow": ("is_follow", (("true", "false"), lambda text: text == "false")),
        },
    ),
}  # fmt: skip
_NAMED_BY_ANSWER = ("search", "links")  # exports of our own site, which name no brand


def told(header, row):
    """What a record says of a column: (0, value), or (1, value) of what gives way to any that says more; None: nothing."""
    text = row.get(header, "")
    if header == "source" and "url" in row and not text:
        return (1, row["url"].split("/")[2]) if row["url"] else None
    if header == "repost":
        return (0, "yes") if text == "yes" else (1, "no")
    if header == "currency":
        return (0 if row.get("revenue") else 1, text) if text else None
    if header.startswith("first reply"):
        return (0, text) if row.get("first reply") or row.get("first reply minutes") else None
    return (0, text) if text else None


def merged(files, key, header):
    """The text of a cell that counts, of the files from the most recent on."""
    found = [said for rows in files if key in rows and (said := told(header, rows[key])) is not None]
    return min(found, key=lambda said: said[0])[1] if found else ""


def by_precedence(files):
    """The rows of the files, those covering the latest day first, then those loaded last."""
    ordered = sorted(enumerate(files), key=lambda pair: (max(pair[1][1]), pair[0]), reverse=True)
    return [rows for _, (_, rows) in ordered]


def changes(files, name, kinds):
    """Header -> cells that the file changes, adds, leaves alone in rows that other files have."""
    ranked = by_precedence(files)
    mine = next(rows for one, rows in files if one == name)
    counts = {}
    for header, (column, _) in kinds.items():
        change = [0, 0, 0]
        for key, row in mine.items():
            others = [rows for rows in ranked if rows is not mine and key in rows]
            if not others:
                continue
            says = told(header, row)
            says = says if says and says[0] == 0 else None
            strong = [rows for rows in others if (said := told(header, rows[key])) and said[0] == 0]
            if says and strong:
                is_later = ranked.index(mine) < ranked.index(strong[0])
                change[0] += is_later and says[1] != told(header, strong[0][key])[1]
            change[1] += bool(says and not strong)
            change[2] += bool(strong and not says)
        if any(change):
            counts[column] = tuple(change)
    return counts


@st.composite
def later_files(draw):
    """A canonical table, and files of it: rows, each with the texts of some columns, '' for an empty cell."""
    table = draw(st.sampled_from(sorted(TABLES)))
    kinds = TABLES[table][2]
    files = []
    for _ in range(draw(st.integers(2, 3))):
        some = draw(st.sets(st.sampled_from(sorted(kinds))))
        headers = [header for header in kinds if header.endswith("*") or header in some]
        rows = {
            key: {
                header.rstrip("*"): draw(st.sampled_from(("", *kinds[header][1][0]))) for header in headers
            }
            for key in sorted(draw(st.sets(st.integers(0, 3), min_size=1)))
        }  # fmt: skip
        files.append(rows)
    return table, files, draw(st.permutations(range(len(files))))


@pytest.fixture(scope="module")
def shared(empty_store_file):
    path = f"{mkdtemp()}/s.duckdb"
    shutil.copyfile(empty_store_file, path)
    opened = Store(Path(path))
    yield opened
    opened.close()


_names = count()


def put(store, brand, table, rows, *, act=load):
    identify = TABLES[table][1]
    path = store.path.parent / f"{table}{next(_names)}.csv"
    cells = [{**identify(key), **row} for key, row in rows.items()]
    if table not in _NAMED_BY_ANSWER:
        cells = [{"brand": brand, **row} for row in cells]
    write(path, [list(cells[0]), *[list(row.values()) for row in cells]])
    answers = {"brand": brand} if table in _NAMED_BY_ANSWER else {}
    by = {} if act is preview else {"who": "test", "origin": "test"}
    receipt = counted(act(store, path, name=path.name, answers=answers, **by))
    while receipt.questions:
        for question in receipt.questions:
            if question.id == "tool":  # a table without a figure proves no tool
                answers |= {"tool": question.options[0]}
            else:  # a single figure that differs could be another site's
                assert question.id == "same_site"
                answers |= {"same_site": "same"}
        receipt = counted(act(store, path, name=path.name, answers=answers, **by))
    assert receipt.status == ("ready" if act is preview else "loaded"), (receipt.reason, receipt.questions)
    assert receipt.parts[0].table == table
    return receipt


def check(store, brand, table, files):
    records, _, kinds = TABLES[table]
    kinds = {header.rstrip("*"): kind for header, kind in kinds.items()}
    ranked = by_precedence(files)
    names = ", ".join(column for column, _ in kinds.values())
    found = {
        (row["day"] - day(0)).days: row
        for row in store.rows(f"select day, {names} from {records} where state = 'kept' and brand = '{brand}'")
    }
    assert sorted(found) == sorted({key for rows in ranked for key in rows})
    for key, row in found.items():
        for header, (column, (_, read)) in kinds.items():
            text = merged(ranked, key, header)
            assert row[column] == (read(text) if text else None), (table, key, column)
    filled = "select count(*) from filled_cells f where not exists (select 1 from uploads u where u.upload_id = f.{} and status = 'loaded')"
    assert store.value(filled.format("upload_id")) == store.value(filled.format("from_upload")) == 0


def said(receipt):
    """Column -> cells changed, added, left alone, as the notes of the receipt say."""
    counts = {}
    for note in receipt.parts[0].notes:
        if note.text in NOTES:
            for column, cells in note.values["columns"]:
                counts.setdefault(column, [0, 0, 0])[NOTES[note.text]] = cells
    return {column: tuple(cells) for column, cells in counts.items()}


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(later_files())
def test_each_cell_is_of_the_most_recent_file_that_states_it_whichever_files_come_and_go(shared, drawn):
    table, contents, undone = drawn
    brand = f"Acme{next(_names)}"
    kinds = {header.rstrip("*"): kind for header, kind in TABLES[table][2].items()}
    files, uploads = [], {}
    for rows in contents:
        if any(rows == other for _, other in files):
            continue
        receipt = put(shared, brand, table, rows)
        uploads[len(files)] = receipt.upload_id
        files.append((len(files), rows))
        check(shared, brand, table, files)
        assert said(receipt) == changes(files, len(files) - 1, kinds)
    for name in undone:
        if name in uploads:
            ledger.withdraw(shared, uploads[name], who="test")
            files = [one for one in files if one[0] != name]
            check(shared, brand, table, files)
    assert shared.value("select count(*) from filled_cells") == 0


def state(store):
    """What the store holds, without the names of uploads and the order of rows."""
    filled = """
        select u.sha256, f.record, f.column_name, s.sha256 as source, f.from_record, f.own
        from filled_cells f join uploads u using (upload_id) join uploads s on s.upload_id = f.from_upload order by all
    """
    mentions = """
        select u.sha256, m.* exclude (upload_id, is_unique)
        from mention_records m join uploads u using (upload_id) order by all
    """
    return ledger.checksum(store), store.rows(filled), store.rows(mentions)


@settings(max_examples=max(2, EXAMPLES // 8), deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=st.data())
def test_without_an_upload_the_store_is_as_if_it_had_never_come(empty_store_file, drawn):
    """Texts, authors and reposts decide which mentions are unique: they follow the merged cells, there and back."""
    kinds = TABLES["mentions"][2]
    long = "Aurelle rappelle douze mille voitures pour un frein douteux"
    texts = ("", f"{long}.", f"{long} !", "Merci", "Une autre nouvelle, assez longue pour être comparée")
    contents = []
    for _ in range(3):
        some = drawn.draw(st.sets(st.sampled_from(sorted(kinds))))
        headers = [header for header in kinds if header.endswith("*") or header in some]
        contents.append({
            key: {
                header.rstrip("*"): drawn.draw(st.sampled_from(texts if header == "text*" else ("", *kinds[header][1][0])))
                for header in headers
            }
            for key in drawn.draw(st.sets(st.integers(0, 3), min_size=1))
        })  # fmt: skip
    gone = drawn.draw(st.integers(0, 2))
    if any(contents[one] == contents[other] for one, other in ((0, 1), (0, 2), (1, 2))):
        return
    stores = []
    for leaves_out in (False, True):
        path = f"{mkdtemp()}/s.duckdb"
        shutil.copyfile(empty_store_file, path)
        store = Store(Path(path))
        uploads = [
            put(store, "Acme", "mentions", rows)
            for place, rows in enumerate(contents)
            if not (leaves_out and place == gone)
        ]
        if not leaves_out:
            ledger.withdraw(store, uploads[gone].upload_id, who="test")
        stores.append(state(store))
        store.close()
    assert stores[0] == stores[1]


# canonical table: its records, its moment, the columns that may identify a record and others: header -> column, cell of
# row i; the text of a table stays in the header, which its recognition needs, without cells where a file lacks it
IDENTIFIED = {
    "posts": (
        "post_records", ("date", "published_at"), "post",
        {
            "id": ("platform_id", "p{}"), "url": ("url", "https://f.example/{}"), "account": ("account", "acme"),
            "title": ("title", "Title {}"), "post": ("text", "Words of number {}"),
        },
        {"reach": "reach", "shares": "shares"},
    ),
    "mentions": (
        "mention_records", ("date", "published_at"), "text",
        {
            "id": ("platform_id", "m{}"), "url": ("url", "https://f.example/{}"), "source": ("source", "car forum"),
            "author": ("author", "author {}"), "title": ("title", "Title {}"), "text": ("text", "Words of number {}"),
        },
        {"reach": "reach", "engagements": "engagement"},
    ),
    "conversations": (
        "conversation_records", ("received", "received_at"), "message",
        {
            "id": ("platform_id", "c{}"), "url": ("url", "https://f.example/{}"), "author": (None, "author {}"),
            "message": ("text", "Words of number {}"),
        },
        {"first reply minutes": "first_reply_minutes"},
    ),
}  # fmt: skip
DOUBT = "Records that may be the same as records of"


@st.composite
def exports_that_lack_columns(draw):
    """A canonical table, and exports of the same records: which rows, columns and hours each has, and its measures."""
    table = draw(st.sampled_from(sorted(IDENTIFIED)))
    _, (moment, _), worded, identifying, measures = IDENTIFIED[table]
    alike, together = draw(st.booleans()), draw(st.booleans())
    files = []
    for _ in range(draw(st.integers(2, 3))):
        lacks = draw(
            st.one_of(
                st.sampled_from(sorted(identifying)).map(lambda one: {one}),
                st.sets(st.sampled_from(sorted(identifying))),
            )
        )
        if table == "mentions" and {"text", "title", "url"} <= lacks:
            lacks = lacks - {"text"}
        hour = "" if draw(st.integers(0, 3)) == 0 else " 09:00"

        def identity(key, lacks=lacks):
            return {
                header: cell.format("all" if alike and header in ("title", worded) else key)
                for header, (_, cell) in identifying.items()
                if header not in lacks
            }

        keys = draw(st.sets(st.integers(0, 3), min_size=1))
        if together and identity(0) == identity(1):  # rows of which every cell is the same are one record
            keys = {0}
        rows = {}
        for key in sorted(keys):
            said = identity(key)
            rows[key] = {
                moment: f"{day(0 if together else key)}{hour}",
                **{worded: ""},
                **said,
                **{header: draw(st.sampled_from(("", "1", "7"))) for header in measures},
            }
        files.append((lacks, rows))
    plain = not alike and all(len(lacks) < 2 for lacks, _ in files)
    return table, [rows for _, rows in files], draw(st.permutations(range(len(files)))), plain, together


def export(store, brand, table, rows):
    """Load an export; its receipt."""
    path = store.path.parent / f"{table}{next(_names)}.csv"
    cells = [{"brand": brand, "channel": "Facebook", **row} for row in rows.values()]
    write(path, [list(cells[0]), *[list(row.values()) for row in cells]])
    receipt = counted(load(store, path, name=path.name, answers={}, who="test", origin="test"))
    assert receipt.status != "loaded" or receipt.parts[0].table == table
    return receipt


def told_of(store, brand, table):
    """What counts of a brand: its records, with the cells that the generator writes."""
    records, (_, moment), _, identifying, measures = IDENTIFIED[table]
    columns = [column for column, _ in identifying.values() if column] + list(measures.values())
    found = store.rows(
        f"select {moment}, {', '.join(columns)} from {records} where state = 'kept' and lower(brand) = '{brand.lower()}'"
    )
    return sorted((tuple(row.values()) for row in found), key=repr)


def expected(files, table, *, together):
    """What counts when all records that are one are told to be."""
    _, (header, _), _, identifying, measures = IDENTIFIED[table]
    latest = [0 if together else max(rows) for rows in files]
    ranked = [
        rows for _, _, rows in sorted(zip(latest, range(len(files)), files, strict=True), key=lambda one: one[:2])
    ][::-1]
    found = []
    for key in {key for rows in files for key in rows}:
        hours = [rows[key][header] for rows in ranked if key in rows]
        cells = [moment(next((text for text in hours if " " in text), hours[0]))]
        for one, (column, _) in identifying.items():
            if column:
                cells.append(merged(ranked, key, one) or None)
        for one in measures:
            text = merged(ranked, key, one)
            cells.append((float(text) if table == "conversations" else int(text)) if text else None)
        found.append(tuple(cells))
    return sorted(found, key=repr)


@settings(max_examples=max(4, EXAMPLES // 3), deadline=None, suppress_health_check=list(HealthCheck))
@given(exports_that_lack_columns())
def test_a_column_that_an_export_lacks_adds_no_record_or_the_receipt_says_which_may_be_the_same(shared, drawn):
    table, contents, undone, plain, together = drawn
    brand = f"Acme{next(_names)}"
    files, uploads, doubts = [], [], 0
    for rows in contents:
        receipt = export(shared, brand, table, rows)
        if receipt.status != "loaded":
            assert receipt.reason is not None or receipt.questions
            continue
        files.append(rows)
        uploads.append(receipt.upload_id)
        doubts += any(note.text.startswith(DOUBT) for note in receipt.parts[0].notes)
    right = told_of(shared, brand, table) == expected(files, table, together=together)
    assert right or (doubts and not plain), (
        files,
        told_of(shared, brand, table),
        expected(files, table, together=together),
    )
    if undone[0] < len(files):
        ledger.withdraw(shared, uploads[undone[0]], who="test")
        never = f"Other{next(_names)}"
        for place, rows in enumerate(files):
            if place != undone[0]:
                export(shared, never, table, rows)
        assert told_of(shared, brand, table) == told_of(shared, never, table)
        for place, upload in enumerate(uploads):
            if place != undone[0]:
                ledger.withdraw(shared, upload, who="test")
        mine = f"from {{}} where upload_id in ({', '.join(repr(one) for one in uploads)})"
        for told in ("adopted_identities", "filled_cells"):
            assert shared.value(f"select count(*) {mine.format(told)}") == 0
