"""An export that lacks the id, the address or another column that identifies its records adds no record."""

import pytest

from data import ledger
from data.decisions import corrections
from tests.tables import given

RICH = """
    Date             | Brand | Channel  | Account | Id | URL                  | Title | Post      | Shares
    2026-01-05 10:00 | Acme  | facebook | acme    | 1  | https://f.example/1  | One   | Hello you | 5
    2026-01-06 10:00 | Acme  | facebook | acme    | 2  | https://f.example/2  | Two   | World     | 6
"""
JOINED = "Records that are those of other uploads"
DOUBTFUL = "Records that may be the same"


def without(text, *columns):
    """The table without these columns; one of texts, by which tables are recognised, stays, without its cells."""
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    stay = [at for at, name in enumerate(rows[0]) if name not in columns or name in ("Text", "Post")]
    for row in rows[1:]:
        row[:] = ["" if name in columns else cell for name, cell in zip(rows[0], row, strict=True)]
    return "\n".join(" | ".join(row[at] for at in stay) for row in rows)


def posts(store, columns="reach, shares"):
    return [tuple(row.values()) for row in store.rows(f"select {columns} from posts order by day, published_at, text")]


def notes(receipt, start):
    return [str(note) for note in receipt.parts[0].notes if note.text.startswith(start)]


@pytest.mark.parametrize(
    "lacks",
    [
        ("Id",),
        ("URL",),
        ("Id", "URL"),
        ("Id", "URL", "Title"),
        ("Id", "URL", "Account"),
        ("Account", "Id", "URL", "Title"),
    ],
)
@pytest.mark.parametrize("poor_first", [False, True])
def test_a_post_exported_without_columns_that_identify_it_is_the_same_post(store, tmp_path, lacks, poor_first):
    poor = without(RICH.replace("Shares", "Reach"), *lacks)
    texts = [("poor.csv", poor), ("rich.csv", RICH)]
    loaded = [given(store, tmp_path, *one) for one in (texts if poor_first else reversed(texts))]
    assert posts(store, "reach, shares, platform_id, url, account, title") == [
        (5, 5, "1", "https://f.example/1", "acme", "One"),
        (6, 6, "2", "https://f.example/2", "acme", "Two"),
    ]
    joined = notes(loaded[1], JOINED)
    assert bool(joined) == ("Id" in lacks)
    assert not notes(loaded[1], DOUBTFUL)
    ledger.withdraw(store, loaded[1].upload_id, who="test")
    assert len(posts(store)) == 2
    assert store.value("select count(*) from adopted_identities") == 0
    ledger.withdraw(store, loaded[0].upload_id, who="test")
    assert posts(store) == []
    assert store.value("select count(*) from filled_cells") == 0


@pytest.mark.parametrize("gone", [0, 1, 2])
def test_without_one_of_three_the_store_is_as_if_it_had_never_come(store, tmp_path, gone):
    texts = [
        ("rich.csv", RICH),
        ("no_id.csv", without(RICH.replace("Shares", "Reach"), "Id", "Title")),
        ("no_address.csv", without(RICH.replace("Shares", "Comments"), "Id", "URL")),
    ]
    stays = [one for at, one in enumerate(texts) if at != gone]
    loaded = [given(store, tmp_path, *one) for one in stays]
    before, cells = ledger.checksum(store), posts(store, "reach, shares, comments")
    assert len(cells) == 2
    for one in loaded:
        ledger.withdraw(store, one.upload_id, who="test")
    loaded = [given(store, tmp_path, *one) for one in texts]
    assert posts(store, "reach, shares, comments") == [(5, 5, 5), (6, 6, 6)]
    ledger.withdraw(store, loaded[gone].upload_id, who="test")
    assert (ledger.checksum(store), posts(store, "reach, shares, comments")) == (before, cells)


def test_a_day_without_an_hour_is_the_post_of_that_day_and_leaves_its_hour(store, tmp_path):
    given(store, tmp_path, "rich.csv", RICH)
    later = without(RICH, "Id", "URL").replace(" 10:00", "").replace("Shares", "Reach")
    receipt = given(store, tmp_path, "days.csv", later)
    assert posts(store, "reach, shares, strftime(published_at, '%H:%M') t") == [(5, 5, "09:00"), (6, 6, "09:00")]
    assert "published_at (2)" in notes(receipt, "Left alone")[0]
    given(store, tmp_path, "ids.csv", without(RICH, "Post", "Shares").replace(" 10:00", ""))
    assert posts(store, "strftime(published_at, '%H:%M') t") == [("09:00",), ("09:00",)]


def test_of_several_posts_that_fit_none_is_taken_and_the_receipt_says_so(store, tmp_path):
    twice = (
        RICH.replace("2026-01-06", "2026-01-05")
        .replace("World", "Hello you")
        .replace("Two", "One")
        .replace("| 6", "| 5")
    )
    given(store, tmp_path, "rich.csv", twice)
    receipt = given(store, tmp_path, "poor.csv", without(twice.replace("Shares", "Reach"), "Id", "URL"))
    assert len(posts(store)) == 3
    (note,) = notes(receipt, DOUBTFUL)
    assert "rich.csv" in note
    assert "which: 2" in note


def test_once_an_upload_that_made_it_doubtful_is_withdrawn_the_record_is_joined(store, tmp_path):
    given(store, tmp_path, "one.csv", "\n".join(RICH.strip().splitlines()[:2]))
    again = "\n".join(RICH.strip().splitlines()[:2]).replace("| 1  |", "| 9 |").replace("f.example/1", "f.example/9")
    other = given(store, tmp_path, "other.csv", again)
    poor = "\n".join(without(RICH, "Id", "URL", "Shares").splitlines()[:2])
    assert notes(given(store, tmp_path, "poor.csv", poor), DOUBTFUL)
    assert len(posts(store)) == 3
    ledger.withdraw(store, other.upload_id, who="test")
    assert posts(store, "platform_id, shares") == [("1", 5)]


def test_records_that_share_only_their_moment_are_counted_apart_and_said_to_be_doubtful(store, tmp_path):
    given(
        store,
        tmp_path,
        "ids.csv",
        RICH.replace("Hello you", "").replace("World", "").replace("One", "").replace("Two", ""),
    )
    receipt = given(store, tmp_path, "texts.csv", without(RICH, "Id", "URL"))
    assert len(posts(store)) == 4
    assert "which: 2" in notes(receipt, DOUBTFUL)[0]


def test_other_texts_authors_and_moments_are_other_posts(store, tmp_path):
    given(store, tmp_path, "rich.csv", RICH)
    poor = without(RICH, "Id", "URL")
    for name, other in {
        "text.csv": poor.replace("Hello you", "Bye").replace("World", "Moon"),
        "account.csv": poor.replace("acme", "acme-jobs"),
        "moment.csv": poor.replace("10:00", "10:01"),
        "network.csv": poor.replace("facebook", "x"),
        "brand.csv": poor.replace("Acme", "Other"),
    }.items():
        before = len(posts(store))
        receipt = given(store, tmp_path, name, other)
        assert len(posts(store)) == before + 2, name
        assert not notes(receipt, JOINED), name


MENTIONS = """
    Date             | Brand | Channel | Source    | Author | Id | URL                   | Text                                                         | Reach
    2026-01-05 10:00 | Acme  | Forum   | car forum | lea    | 1  | https://c.example/1   | Such a slow delivery, again, of a car that I paid for in May | 10
    2026-01-05 10:00 | Acme  | Forum   | car forum | max    | 2  | https://c.example/2   | Such a slow delivery, again, of a car that I paid for in May | 20
"""


@pytest.mark.parametrize(
    "lacks", [("Id",), ("URL",), ("Id", "URL"), ("Id", "URL", "Source"), ("Id", "Text"), ("Id", "Author"), ("Source",)]
)
def test_a_mention_exported_without_columns_that_identify_it_is_the_same_mention(store, tmp_path, lacks):
    given(store, tmp_path, "rich.csv", MENTIONS)
    poor = given(store, tmp_path, "poor.csv", without(MENTIONS, *lacks).replace("Reach", "Engagements"))
    found = store.rows("select author, source, reach, engagement, is_unique from mentions order by author")
    assert [tuple(row.values()) for row in found] == [
        ("lea", "car forum", 10, 10, found[0]["is_unique"]),
        ("max", "car forum", 20, 20, not found[0]["is_unique"]),
    ]
    assert store.rows("select sum(mentions) m, sum(unique_mentions) u, sum(reach) r from mention_days") == [
        {"m": 2, "u": 1, "r": 30}
    ]
    ledger.withdraw(store, poor.upload_id, who="test")
    assert store.rows("select sum(mentions) m, sum(engagement) e from mention_days") == [{"m": 2, "e": None}]


def test_a_mention_told_by_its_text_alone_is_doubtful_where_two_authors_wrote_it(store, tmp_path):
    given(store, tmp_path, "rich.csv", MENTIONS)
    receipt = given(store, tmp_path, "poor.csv", without(MENTIONS, "Id", "URL", "Author"))
    assert store.value("select count(*) from mentions") == 4
    assert notes(receipt, DOUBTFUL)


def test_a_correction_stays_with_a_mention_whose_id_comes_later(store, tmp_path):
    given(store, tmp_path, "poor.csv", without(MENTIONS, "Id", "URL"))
    identity = store.value("select identity from mentions where author = 'lea'")
    corrections.correct(store, identity, field="sentiment", value="negative", who="ann")
    given(store, tmp_path, "rich.csv", MENTIONS)
    marked = "select r.author, k.sentiment from mention_marks k join mentions r using (identity) where k.sentiment is not null"
    assert store.rows(marked) == [{"author": "lea", "sentiment": "negative"}]


def test_a_message_exported_without_its_id_is_the_same_message(store, tmp_path):
    text = """
        Received         | Brand | Channel  | Id | Author | Message   | First reply
        2026-01-05 10:00 | Acme  | facebook | c1 | lea    | Where is it? | 2026-01-05 11:00
        2026-01-05 10:00 | Acme  | facebook | c2 | max    | Where is it? |
    """
    given(store, tmp_path, "rich.csv", text)
    given(store, tmp_path, "poor.csv", without(text, "Id", "First reply"))
    found = store.rows("select platform_id, is_answered from conversations order by 1")
    assert [tuple(row.values()) for row in found] == [("c1", True), ("c2", False)]
